import type { FeedPace, FeedSource, ParsedFeed } from '../types/index.ts'
import type { FailureKind } from './http/index.ts'

/** Limits of the time between two polls, in minutes. */
export interface PollBounds {
  readonly minMinutes: number
  readonly maxMinutes: number
  /** For a feed of which nothing is known yet. */
  readonly defaultMinutes: number
  /** For a feed that keeps failing. */
  readonly maxBackoffMinutes: number
}

export const POLL_BOUNDS: PollBounds = {
  minMinutes: 5,
  maxMinutes: 12 * 60,
  defaultMinutes: 60,
  maxBackoffMinutes: 24 * 60,
}

/** The longest pause that a server can ask for. */
const MAX_RETRY_AFTER_MINUTES = 7 * 24 * 60
/** Polls between two items: a reader waits an eighth of the usual gap at most. */
const POLLS_PER_GAP = 8
/** A feed silent for longer than three of its gaps has slowed down. */
const GAPS_OF_SILENCE = 3

export interface NextPollInput {
  readonly source: Pick<FeedSource, 'intervalMinutes'>
  /** The failure of this poll, or null after an answer that could be read. */
  readonly failure: { readonly kind: FailureKind | 'unreadable'; readonly retryAfterSeconds: number | null } | null
  /** In a row, this one included. */
  readonly failures: number
  readonly pace: FeedPace | null
  /** {@link Fetched.freshForSeconds} */
  readonly freshForSeconds: number | null
  readonly lastChangeAt: Date | null
  readonly now: Date
  /** From 0 to 1. */
  readonly random: () => number
  readonly bounds?: Partial<PollBounds>
}

export interface NextPoll {
  readonly nextPollAt: Date
  /** "every 45 min, it publishes about 4 items a day" */
  readonly reason: string
}

/**
 * When to ask again, and why then. Pure.
 *
 * After a success the longest of these counts: an eighth of the feed's usual gap between items, the feed's own ttl or sy:update,
 * the server's Cache-Control or Expires; an interval set by the admin stands in for all three. It comes up to a tenth late, so that
 * feeds don't march in step, and never into hours or days that the feed asks to skip. After failures the wait doubles each time, give or take
 * a quarter. A Retry-After is always kept.
 */
export function nextPoll(input: NextPollInput): NextPoll {
  const bounds = { ...POLL_BOUNDS, ...input.bounds }
  return input.failure === null ? regular(input, bounds) : backOff(input, input.failure, bounds)
}

interface Wait {
  readonly minutes: number
  readonly reason: string
}

function regular(input: NextPollInput, bounds: PollBounds): NextPoll {
  const { source, pace, freshForSeconds, now } = input
  const bounded = (minutes: number) => Math.min(bounds.maxMinutes, Math.max(bounds.minMinutes, Math.round(minutes)))
  if (source.intervalMinutes !== null) {
    const minutes = Math.max(1, source.intervalMinutes)
    return due(now, minutes * 60_000, `every ${span(minutes)}, as configured`)
  }
  const waits: Wait[] = [adaptive(input, bounds)]
  if (pace !== null && pace.ttlMinutes !== null)
    waits.push({ minutes: pace.ttlMinutes, reason: 'as the feed itself asks' })
  if (freshForSeconds !== null)
    waits.push({ minutes: freshForSeconds / 60, reason: "as the server's cache headers ask" })
  const longest = waits.reduce((a, b) => (bounded(b.minutes) > bounded(a.minutes) ? b : a))
  const minutes = bounded(longest.minutes)
  const poll = due(now, minutes * 60_000 * (1 + input.random() / 10), `every ${span(minutes)}, ${longest.reason}`)
  return pace === null ? poll : outsideSkipped(poll, pace)
}

function adaptive({ pace, lastChangeAt, now }: NextPollInput, bounds: PollBounds): Wait {
  const silence = lastChangeAt === null ? 0 : (now.getTime() - lastChangeAt.getTime()) / 60_000
  const slowed = silence / GAPS_OF_SILENCE
  const silent = { minutes: slowed / POLLS_PER_GAP, reason: `it has been silent for ${span(silence)}` }
  const gap = pace?.gapMinutes ?? null
  if (gap === null)
    return silent.minutes > bounds.defaultMinutes
      ? silent
      : { minutes: bounds.defaultMinutes, reason: 'it does not tell how often it publishes' }
  if (slowed > gap) return silent
  return { minutes: gap / POLLS_PER_GAP, reason: `it publishes ${rate(gap)}` }
}

/** Faults that rarely pass by themselves are not asked about every few minutes. */
const LASTING: ReadonlySet<FailureKind | 'unreadable'> = new Set<FailureKind | 'unreadable'>([
  'invalid-url',
  'blocked',
  'forbidden',
  'not-found',
  'rate-limited',
  'too-large',
  'redirects',
])

function backOff(input: NextPollInput, failure: NonNullable<NextPollInput['failure']>, bounds: PollBounds): NextPoll {
  const first = LASTING.has(failure.kind) ? 60 : 10
  const doubled = Math.min(bounds.maxBackoffMinutes, first * 2 ** Math.min(20, Math.max(0, input.failures - 1)))
  const minutes = doubled * (0.75 + input.random() / 2)
  const asked = Math.min(MAX_RETRY_AFTER_MINUTES, (failure.retryAfterSeconds ?? 0) / 60)
  if (asked >= minutes)
    return due(
      input.now,
      asked * 60_000 + input.random() * 60_000,
      `in ${span(asked)}, as the server asks (Retry-After)`,
    )
  const times = input.failures === 1 ? 'it failed' : `it failed ${input.failures} times in a row`
  return due(input.now, minutes * 60_000, `in ${span(minutes)}, ${times}`)
}

function due(now: Date, waitMs: number, reason: string): NextPoll {
  return { nextPollAt: new Date(now.getTime() + Math.round(waitMs)), reason }
}

/** RSS skipHours and skipDays are in UTC. A feed that skips all of them has made a mistake. */
function outsideSkipped(poll: NextPoll, pace: FeedPace): NextPoll {
  const hours = new Set(pace.skipHours)
  const days = new Set(pace.skipDays)
  const at = new Date(poll.nextPollAt)
  const reasons = new Set<string>()
  for (let hour = 0; hour < 7 * 24; hour++) {
    const dayIsSkipped = days.has(at.getUTCDay())
    if (!dayIsSkipped && !hours.has(at.getUTCHours()))
      return reasons.size === 0
        ? poll
        : { nextPollAt: at, reason: `${poll.reason}, but not ${[...reasons].join(' and ')} that the feed asks to skip` }
    reasons.add(dayIsSkipped ? 'on the days' : 'in the hours')
    at.setUTCHours(at.getUTCHours() + 1)
  }
  return poll
}

/** Items that the pace is taken from: the newest ones. */
const PACE_ITEMS = 20

/** A feed's pace, from what it says and from the dates of its newest items. */
export function paceOf(feed: ParsedFeed, now: Date): FeedPace {
  const times = feed.items
    .flatMap((item) => item.publishedAt?.getTime() ?? [])
    .filter((time) => time <= now.getTime())
    .sort((a, b) => b - a)
    .slice(0, PACE_ITEMS)
  return {
    ttlMinutes: feed.ttlMinutes,
    skipHours: feed.skipHours,
    skipDays: feed.skipDays,
    gapMinutes: meanGap(times, now),
  }
}

/** From the oldest to now, so that a silence counts. Items that all carry the moment of the build tell nothing. */
function meanGap(newestFirst: readonly number[], now: Date): number | null {
  const [newest] = newestFirst
  const oldest = newestFirst.at(-1)
  if (newest === undefined || oldest === undefined || newest - oldest < 60_000) return null
  return Math.max(1, Math.round((now.getTime() - oldest) / newestFirst.length / 60_000))
}

/** `45 min`, `3 h`, `12 d`: about. */
export function span(minutes: number): string {
  if (minutes < 90) return `${Math.max(1, Math.round(minutes))} min`
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`
  return `${Math.round(minutes / 1_440)} d`
}

function rate(gapMinutes: number): string {
  const units = [
    ['day', 1_440],
    ['week', 7 * 1_440],
    ['month', 30 * 1_440],
  ] as const
  for (const [unit, minutes] of units) {
    const number = Math.round(minutes / gapMinutes)
    if (minutes / gapMinutes > 0.9) return `about ${number} ${number === 1 ? 'item' : 'items'} a ${unit}`
  }
  return 'less than an item a month'
}
