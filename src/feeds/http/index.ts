export { createFetcher, type Fetcher, type FetcherOptions } from './fetcher.ts'
export { userAgent } from './request.ts'
export type { FailureKind, Fetched, FetchFailure, FetchRequest, FetchResult, Gone, NotModified } from './result.ts'
export { showUrl } from './url.ts'
