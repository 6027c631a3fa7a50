export {
  createFetcher,
  type FailureKind,
  type Fetched,
  type Fetcher,
  type FetcherOptions,
  type FetchFailure,
  type FetchRequest,
  type FetchResult,
  type Gone,
  type NotModified,
  showUrl,
  userAgent,
} from './http/index.ts'
export { ITEM_POLICY, type ItemPlan, type ItemPlanInput, type ItemPolicy, planItems, seenItem } from './identity.ts'
export { type NextPoll, type NextPollInput, nextPoll, POLL_BOUNDS, type PollBounds, paceOf, span } from './poll.ts'
export { afterPoll, newFeedState, type PollMoment, type PollOutcome, pollRequest } from './state.ts'
