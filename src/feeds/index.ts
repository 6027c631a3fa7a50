export { type CheckDependencies, type CheckStatus, checkFeeds, type FeedCheck } from './check.ts'
export { type DiscoveredFeed, type Discovery, discoverFeeds, feedUrl, looksLikeFeed } from './discovery.ts'
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
export {
  ITEM_POLICY,
  type ItemPlan,
  type ItemPlanInput,
  type ItemPolicy,
  planItems,
  seenItem,
  seenItems,
} from './identity.ts'
export { type OpmlFeed, type OpmlReading, readOpml, writeOpml } from './opml.ts'
export { describeParsed, FeedParseError, type ParsedLine, type ParseOptions, parseFeed } from './parse/index.ts'
export { type NextPoll, type NextPollInput, nextPoll, POLL_BOUNDS, type PollBounds, paceOf, span } from './poll.ts'
export { afterPoll, newFeedState, type PollMoment, type PollOutcome, pollRequest } from './state.ts'
export { canonicalUrl, cleanText, cleanUrl } from './text/index.ts'
