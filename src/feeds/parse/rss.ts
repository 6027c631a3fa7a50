import Parser from 'rss-parser'
import type { FeedFormat } from '../../types/index.ts'
import type { Entry } from './entry.ts'
import { FEED_FIELDS } from './vocabulary.ts'

/** The elements of an entry as `entry.ts` writes them, beside its title: a line for each value. */
const FIELDS = ['id', 'url', 'by', 'tag', 'at', 'edit', 'img', 'lang'] as const
export type RawField = (typeof FIELDS)[number]

/** What rss-parser makes of an entry. */
export type RawItem = Readonly<Record<string, unknown>>
export type RawFeed = Readonly<Record<string, unknown>>

const ITEM = [['title', 'titles', { keepArray: true }], ...FIELDS]
const FEED = ['hub', ...new Set([...FEED_FIELDS.values()].map((field) => field.as))]

/**
 * Has rss-parser read what the scanner wrote: `head`, the feed's own fields, and some of its entries, of which as many come
 * back. It is synchronous inside, so the caller bounds the characters of one call.
 */
export async function runRssParser(
  format: FeedFormat,
  head: string,
  entries: readonly Entry[],
): Promise<{ feed: RawFeed; items: readonly RawItem[] }> {
  const parser = new Parser<RawFeed, RawItem>({ customFields: { feed: FEED, item: ITEM } })
  const feed = await parser.parseString(document(format, head, entries.map(({ xml }) => xml).join('')))
  return { feed: { ...feed }, items: feed.items }
}

function document(format: FeedFormat, head: string, items: string): string {
  // An empty root without an attribute is no root to it.
  if (format === 'atom') return `<feed xmlns="http://www.w3.org/2005/Atom">${head}${items}</feed>`
  if (format === 'rdf') return `<rdf:RDF><channel>${head}</channel>${items}</rdf:RDF>`
  return `<rss version="2.0"><channel>${head}${items}</channel></rss>`
}

/** The text of an element; '' where there is none. */
export function field(raw: RawItem, name: RawField): string {
  const text = raw[name]
  return typeof text === 'string' ? text : ''
}

export function title(raw: RawItem): Line {
  return line(Array.isArray(raw.titles) ? raw.titles[0] : undefined)
}

export interface Line {
  readonly text: string
  /** What the feed says it is; '' where it doesn't say. */
  readonly type: string
}

/** xml2js gives a string for a bare element, else an object with `_` (text) and `$` (attributes). */
export function line(node: unknown): Line {
  if (typeof node === 'string') return { text: node, type: '' }
  if (typeof node !== 'object' || node === null) return { text: '', type: '' }
  const text = '_' in node && typeof node._ === 'string' ? node._ : ''
  const attributes = '$' in node ? node.$ : null
  const type = typeof attributes === 'object' && attributes !== null && 'type' in attributes ? attributes.type : ''
  return { text, type: typeof type === 'string' ? type : '' }
}
