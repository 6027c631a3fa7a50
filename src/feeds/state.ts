import type { FeedSource, FeedState, ParsedFeed } from '../types/index.ts'
import type { Fetched, FetchFailure, FetchRequest, Gone, NotModified } from './http/index.ts'
import type { ItemPlan } from './identity.ts'
import { type NextPollInput, nextPoll, type PollBounds, paceOf } from './poll.ts'

/** What one poll came to. */
export type PollOutcome =
  | { readonly kind: 'read'; readonly answer: Fetched; readonly feed: ParsedFeed; readonly plan: ItemPlan }
  /** 304. */
  | { readonly kind: 'unchanged'; readonly answer: NotModified }
  /** The server answered, but with something that is no feed; `message` in plain words. */
  | { readonly kind: 'unreadable'; readonly answer: Fetched; readonly message: string }
  | { readonly kind: 'failed'; readonly failure: FetchFailure | Gone }

export interface PollMoment {
  readonly now: Date
  /** From 0 to 1. */
  readonly random: () => number
  readonly bounds?: Partial<PollBounds>
}

/** A feed that was never polled: due at once. */
export function newFeedState(now: Date): FeedState {
  return {
    etag: null,
    lastModified: null,
    redirectedTo: null,
    lastPolledAt: null,
    lastSuccessAt: null,
    lastChangeAt: null,
    lastError: null,
    failures: 0,
    itemsSeen: 0,
    nextPollAt: now,
    nextPollReason: 'at once, it was never polled',
    ended: false,
    pace: null,
  }
}

/** What to ask for at the next poll. */
export function pollRequest(source: FeedSource, state: FeedState): FetchRequest {
  return { url: state.redirectedTo ?? source.url, etag: state.etag, lastModified: state.lastModified }
}

/** Failures in a row at an address that a redirect led to, before the configured one is tried again. */
const REDIRECT_PATIENCE = 3

/** The state of a feed after a poll. Pure. */
export function afterPoll(source: FeedSource, state: FeedState, outcome: PollOutcome, moment: PollMoment): FeedState {
  switch (outcome.kind) {
    case 'read':
      return afterReading(source, state, outcome, moment)
    case 'unchanged':
      return succeeded(source, state, outcome.answer, moment, {
        ...validators(outcome.answer, state),
        pace: state.pace ?? null,
      })
    case 'unreadable':
      // Without validators: a 304 must not pass off an unreadable answer as a success.
      return failed(
        source,
        { ...state, etag: null, lastModified: null },
        { kind: 'unreadable', retryAfterSeconds: null, message: outcome.message },
        moment,
      )
    case 'failed':
      return outcome.failure.status === 'gone'
        ? afterGone(source, state, outcome.failure, moment)
        : afterFailure(source, state, outcome.failure, moment)
  }
}

function afterReading(
  source: FeedSource,
  state: FeedState,
  { answer, feed, plan }: Extract<PollOutcome, { kind: 'read' }>,
  moment: PollMoment,
): FeedState {
  const changed = plan.new.length + plan.edited.length > 0
  return succeeded(source, state, answer, moment, {
    etag: answer.etag,
    lastModified: answer.lastModified,
    pace: paceOf(feed, moment.now),
    lastChangeAt: changed ? moment.now : state.lastChangeAt,
    itemsSeen: state.itemsSeen + plan.new.length + plan.old.length + plan.held.length,
  })
}

function succeeded(
  source: FeedSource,
  state: FeedState,
  answer: Fetched | NotModified,
  moment: PollMoment,
  changes: Partial<FeedState>,
): FeedState {
  const redirectedTo = answer.permanentUrl ?? state.redirectedTo
  const next: FeedState = {
    ...state,
    ...changes,
    redirectedTo: redirectedTo === source.url ? null : redirectedTo,
    lastPolledAt: moment.now,
    lastSuccessAt: moment.now,
    lastError: null,
    failures: 0,
  }
  return schedule(source, next, null, answer.freshForSeconds, moment)
}

/** Shutting down is nobody's failure: the feed stays due. */
function afterFailure(source: FeedSource, state: FeedState, failure: FetchFailure, moment: PollMoment): FeedState {
  return failure.kind === 'aborted' ? state : failed(source, state, failure, moment)
}

/** The end of an address that a redirect led to is not the end of the feed yet: the configured one has the last word. */
function afterGone(source: FeedSource, state: FeedState, gone: Gone, moment: PollMoment): FeedState {
  if (state.redirectedTo !== null) {
    const failure = { kind: 'not-found', retryAfterSeconds: null, message: gone.message } as const
    return failed(source, { ...state, redirectedTo: null }, failure, moment)
  }
  return {
    ...state,
    lastPolledAt: moment.now,
    lastError: gone.message,
    failures: state.failures + 1,
    nextPollAt: moment.now,
    nextPollReason: 'never, the publisher has ended it',
    ended: true,
  }
}

function failed(
  source: FeedSource,
  state: FeedState,
  failure: NonNullable<NextPollInput['failure']> & { readonly message: string },
  moment: PollMoment,
): FeedState {
  const failures = state.failures + 1
  const next: FeedState = {
    ...state,
    redirectedTo: failures >= REDIRECT_PATIENCE ? null : state.redirectedTo,
    lastPolledAt: moment.now,
    lastError: failure.message,
    failures,
  }
  return schedule(source, next, failure, null, moment)
}

function schedule(
  source: FeedSource,
  state: FeedState,
  failure: NextPollInput['failure'],
  freshForSeconds: number | null,
  moment: PollMoment,
): FeedState {
  const { nextPollAt, reason } = nextPoll({
    source,
    failure,
    failures: state.failures,
    pace: state.pace ?? null,
    freshForSeconds,
    lastChangeAt: state.lastChangeAt,
    ...moment,
  })
  return { ...state, nextPollAt, nextPollReason: reason }
}

/** A 304 may repeat the validators or leave them out. */
function validators(answer: NotModified, state: FeedState): Pick<FeedState, 'etag' | 'lastModified'> {
  return { etag: answer.etag ?? state.etag, lastModified: answer.lastModified ?? state.lastModified }
}
