import { BlockedError } from '../guard/index.ts'
import { BodyEncodingError, BodyTooLargeError } from './body.ts'
import type { FailureKind } from './result.ts'

export interface Failure {
  readonly kind: FailureKind
  readonly message: string
}

/** What the words of a failure need to know of its request. */
export interface Circumstances {
  readonly host: string
  readonly timeoutMs: number
  readonly maxBytes: number
  /** The time limit ran out. */
  readonly timedOut: boolean
  readonly aborted: boolean
}

/** An exception of the network, of Node or of undici, in plain words. */
export function failureOf(error: unknown, circumstances: Circumstances): Failure {
  const { host, timeoutMs, maxBytes } = circumstances
  if (circumstances.aborted) return { kind: 'aborted', message: 'the request was given up' }
  const timeout = { kind: 'timeout', message: `${host} did not answer in full within ${seconds(timeoutMs)}` } as const
  if (circumstances.timedOut) return timeout
  if (error instanceof BlockedError) return { kind: 'blocked', message: `not asked for: ${error.message}` }
  if (error instanceof BodyTooLargeError)
    return { kind: 'too-large', message: `the answer is larger than ${megabytes(maxBytes)}` }
  if (error instanceof BodyEncodingError)
    return { kind: 'encoding', message: `the answer can't be read: ${error.message}` }
  const proxy = error instanceof Error ? /^Proxy response \((\d+)\)/.exec(error.message)?.[1] : undefined
  if (proxy !== undefined) return { kind: 'refused', message: `the proxy does not connect to ${host} (HTTP ${proxy})` }
  const code = codeOf(error)
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return { kind: 'dns', message: `no address is known for ${host}` }
    case 'EAI_AGAIN':
    case 'ESERVFAIL':
      return { kind: 'dns', message: `the name server did not answer for ${host}` }
    case 'ECONNREFUSED':
      return { kind: 'refused', message: `${host} refuses connections` }
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return { kind: 'unreachable', message: `there is no way to ${host} from here` }
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return { kind: 'timeout', message: `${host} can't be reached: no connection in time` }
    case 'UND_ERR_HEADERS_TIMEOUT':
    case 'UND_ERR_BODY_TIMEOUT':
      return timeout
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return { kind: 'connection', message: `${host} broke off the connection` }
    case 'UND_ERR_HEADERS_OVERFLOW':
    case 'HPE_HEADER_OVERFLOW':
      return { kind: 'connection', message: `${host} sent more headers than anyone needs` }
    case 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH':
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return { kind: 'connection', message: `the answer is shorter or longer than ${host} announced` }
  }
  if (error instanceof Error && error.name === 'HTTPParserError')
    return { kind: 'connection', message: `what ${host} answers is not HTTP` }
  const tls = code === null ? null : tlsWords(code, host)
  if (tls !== null) return { kind: 'tls', message: tls }
  return { kind: 'connection', message: `the connection to ${host} failed${code === null ? '' : ` (${code})`}` }
}

/** Whether a connection that was kept open may just have been closed under the request: asking once more is fair. */
export function isStaleConnection(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE'
}

function tlsWords(code: string, host: string): string | null {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return `the certificate of ${host} has expired`
    case 'CERT_NOT_YET_VALID':
      return `the certificate of ${host} is not valid yet`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `the certificate that ${host} shows is for another name`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `the certificate of ${host} is self-signed`
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `the certificate of ${host} can't be verified: its chain is incomplete or unknown here`
  }
  return /^(ERR_SSL|ERR_TLS|EPROTO|CERT_)/.test(code)
    ? `no secure connection to ${host} could be agreed on (${code})`
    : null
}

/** The code of an error; where several addresses were tried, that of the first; where one error wraps another, the inner. */
function codeOf(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 3) return null
  if (error instanceof AggregateError) return codeOf(error.errors[0], depth + 1)
  const inner = codeOf(error.cause, depth + 1)
  if (inner !== null) return inner
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** An answer whose status says no. */
export function failureOfStatus(status: number, host: string, challenged: boolean): Failure {
  if (challenged)
    return { kind: 'forbidden', message: `the bot protection of ${host} wants a browser (HTTP ${status})` }
  switch (status) {
    case 401:
    case 407:
      return { kind: 'forbidden', message: `${host} asks for a login (HTTP ${status})` }
    case 402:
    case 403:
    case 451:
      return { kind: 'forbidden', message: `${host} does not let us read it (HTTP ${status})` }
    case 404:
      return { kind: 'not-found', message: `there is nothing at this address (HTTP 404)` }
    case 429:
      return { kind: 'rate-limited', message: `${host} says we ask too often (HTTP 429)` }
  }
  if (status >= 500) return { kind: 'server-error', message: `${host} has a fault of its own (HTTP ${status})` }
  return { kind: 'client-error', message: `${host} refuses the request (HTTP ${status})` }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`
const megabytes = (bytes: number): string =>
  bytes < 100_000 ? `${bytes} bytes` : `${Math.round(bytes / 104_857.6) / 10} MB`
