import Parser from 'rss-parser'
import type { FeedFormat } from '../../types/index.ts'
import { FEED_FIELDS, ITEM_FIELDS } from './vocabulary.ts'

/** What rss-parser makes of an entry: its own fields, and every field of {@link ITEM_FIELDS} as the list `all:<name>`. */
export type RawItem = Readonly<Record<string, unknown>>
export type RawFeed = Readonly<Record<string, unknown>>

const ITEM = [
  ['$', 'attributes', { keepArray: true }],
  ...[...new Set([...ITEM_FIELDS.values()].map((field) => field.as))]
    .filter((name) => name !== '')
    .map((name) => [name, `all:${name}`, { keepArray: true }]),
]
const FEED = ['hub', ...new Set([...FEED_FIELDS.values()].map((field) => field.as))]

/**
 * Has rss-parser read what the scanner wrote: `head`, the feed's own fields, and `items`, some of its entries.
 * It is synchronous inside, so the caller bounds the characters of one call.
 */
export async function runRssParser(
  format: FeedFormat,
  head: readonly string[],
  items: readonly string[],
): Promise<{ feed: RawFeed; items: readonly RawItem[] }> {
  const parser = new Parser<RawFeed, RawItem>({ customFields: { feed: FEED, item: ITEM } })
  const feed = await parser.parseString(document(format, head.join(''), items.join('')))
  return { feed: { ...feed }, items: feed.items }
}

function document(format: FeedFormat, head: string, items: string): string {
  if (format === 'atom') return `<feed>${head}${items}</feed>`
  if (format === 'rdf') return `<rdf:RDF><channel>${head}</channel>${items}</rdf:RDF>`
  return `<rss version="2.0"><channel>${head}${items}</channel></rss>`
}

/** One element of a field: its text, its attributes and, of a person, the texts of its children. */
export interface Value {
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Readonly<Record<string, string>>
}

const NONE: Readonly<Record<string, string>> = {}

/** The elements of the field that the scanner wrote as `name`, in the order of the feed. */
export function values(raw: RawItem, name: string): readonly Value[] {
  const list = raw[`all:${name}`]
  return Array.isArray(list) ? list.map(value) : []
}

/** xml2js gives a string for a bare element, else an object with `_` (text), `$` (attributes) and a list a child. */
export function value(node: unknown): Value {
  if (typeof node === 'string') return { text: node, attributes: NONE, children: NONE }
  if (typeof node !== 'object' || node === null) return { text: '', attributes: NONE, children: NONE }
  let text = ''
  let attributes = NONE
  const children: Record<string, string> = {}
  for (const [key, child] of Object.entries(node)) {
    if (key === '_') text = typeof child === 'string' ? child : ''
    else if (key === '$') attributes = strings(child)
    else if (Array.isArray(child)) children[key] = value(child[0]).text
  }
  return { text, attributes, children }
}

export function strings(node: unknown): Readonly<Record<string, string>> {
  if (typeof node !== 'object' || node === null) return NONE
  return Object.fromEntries(
    Object.entries(node).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
