/** One conditional request for a feed. */
export interface FetchRequest {
  readonly url: string
  /** From the last answer, sent back as If-None-Match. */
  readonly etag?: string | null
  /** From the last answer, sent back as If-Modified-Since. */
  readonly lastModified?: string | null
  /** What to ask for; feeds unless told otherwise. */
  readonly accept?: string
  readonly signal?: AbortSignal
}

/** What became of a request. Whatever a server does is a value of this union, never an exception. */
export type FetchResult = Fetched | NotModified | Gone | FetchFailure

interface Answer {
  /** The address that answered, after redirects, without credentials. */
  readonly finalUrl: string
  /** Where to ask from now on: set when every redirect on the way was permanent. Kept with the feed; may hold credentials. */
  readonly permanentUrl: string | null
  readonly httpStatus: number
  readonly etag: string | null
  readonly lastModified: string | null
  /** For how long the answer stays fresh by Cache-Control or Expires; null where nothing is said. */
  readonly freshForSeconds: number | null
  /** Time spent asking, without waiting for the turn. */
  readonly elapsedMs: number
}

export interface Fetched extends Answer {
  readonly status: 'ok'
  /** Decompressed. */
  readonly body: Uint8Array
  readonly contentType: string | null
  /** The Link header (RFC 8288), where feeds and hubs may be named. */
  readonly link: string | null
  /** Bytes as they came over the wire. */
  readonly wireBytes: number
}

export interface NotModified extends Answer {
  readonly status: 'not-modified'
}

/** 410: the publisher ended the feed. */
export interface Gone {
  readonly status: 'gone'
  readonly finalUrl: string
  readonly httpStatus: 410
  readonly message: string
  readonly elapsedMs: number
}

export type FailureKind =
  /** The address is no http(s) URL. */
  | 'invalid-url'
  /** The guard refused: private address, port, scheme. */
  | 'blocked'
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  /** The connection broke or the other side does not speak HTTP. */
  | 'connection'
  | 'timeout'
  | 'redirects'
  /** 401, 402, 403, 407, 451. */
  | 'forbidden'
  | 'not-found'
  /** 429, or a host that asked for a pause earlier. */
  | 'rate-limited'
  | 'client-error'
  | 'server-error'
  | 'too-large'
  /** The body does not decompress. */
  | 'encoding'
  | 'empty'
  /** The caller gave up. */
  | 'aborted'

export interface FetchFailure {
  readonly status: 'error'
  readonly kind: FailureKind
  /** Plain words for the admin, without credentials. */
  readonly message: string
  readonly httpStatus: number | null
  /** The server's own wish (Retry-After). */
  readonly retryAfterSeconds: number | null
  readonly finalUrl: string
  readonly elapsedMs: number
}
