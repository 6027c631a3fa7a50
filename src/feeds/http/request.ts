import { ACCEPT_ENCODING } from './body.ts'
import type { FetchRequest } from './result.ts'

const FEED_TYPES =
  'application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, ' +
  'application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5'

/** `Vigie/1.2.0 (feed reader; +https://…)`: honest, and plain that this is no crawler. */
export function userAgent(version: string, contactUrl: string | null): string {
  return `Vigie/${version} (feed reader${contactUrl === null ? '' : `; +${contactUrl}`})`
}

/** The headers of a request: who asks, for what, which answer is known already, and the credentials of the URL. */
export function requestHeaders(url: URL, request: FetchRequest, agent: string): Record<string, string> {
  const headers: Record<string, string> = {
    'user-agent': agent,
    accept: request.accept ?? FEED_TYPES,
    'accept-encoding': ACCEPT_ENCODING,
  }
  if (request.etag) headers['if-none-match'] = request.etag
  if (request.lastModified) headers['if-modified-since'] = request.lastModified
  if (url.username !== '') {
    const credentials = `${percentDecoded(url.username)}:${percentDecoded(url.password)}`
    headers.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
  }
  return headers
}

/** A lone percent sign stands for itself. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
