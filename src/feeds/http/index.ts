export { createFetcher, type Fetcher, type FetcherOptions, userAgent } from './fetcher.ts'
export type { FailureKind, Fetched, FetchFailure, FetchRequest, FetchResult, Gone, NotModified } from './result.ts'
export { showUrl } from './url.ts'
