import type { ParsedFeed } from '../../types/index.ts'
import { decodeBody } from '../charset.ts'
import { FeedParseError } from './errors.ts'
import { parseJsonFeed } from './json-feed.ts'
import { LIMITS } from './limits.ts'
import { Turns } from './turns.ts'
import { parseXmlFeed } from './xml-feed.ts'

export { describeParsed, type ParsedLine } from './describe.ts'
export { FeedParseError } from './errors.ts'

export interface ParseOptions {
  /** Where the feed was fetched from, after redirects: the base of its relative links. */
  readonly url: string
  /** The HTTP header, for its charset. */
  readonly contentType: string | null
}

/**
 * Reads a feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON Feed 1.0 and 1.1, well-formed or not. What counts is the body,
 * not the content type. Linear in the body's size (at most 16 MiB of it are read, and 10,000 entries), in slices of a few
 * milliseconds between which the event loop runs.
 *
 * @throws {FeedParseError} where there is no feed in the body; the message says what is there instead.
 */
export async function parseFeed(body: Uint8Array, options: ParseOptions): Promise<ParsedFeed> {
  const turns = new Turns()
  const text = await decodeBody(body.subarray(0, LIMITS.bytes), options.contentType, () => turns.share())
  const start = text.search(/\S/)
  if (start < 0) throw new FeedParseError('The document is empty.')
  if (text[start] === '{') return await parseJsonFeed(text, options.url, turns)
  return await parseXmlFeed(text, options.url, turns)
}
