import Parser from 'rss-parser'
import type { FeedFormat } from '../../types/index.ts'
import { FEED_FIELDS, ITEM_FIELDS } from './vocabulary.ts'

/** What rss-parser makes of an entry: its own fields, and every field of {@link ITEM_FIELDS} as the list `all:<name>`. */
export type RawItem = Readonly<Record<string, unknown>>
export type RawFeed = Readonly<Record<string, unknown>>

/** `title` → `all:title`: rss-parser keeps its own `title` beside our list. */
const KEYS = new Map([...ITEM_FIELDS.values()].filter(({ as }) => as !== '').map(({ as }) => [as, `all:${as}`]))
const ATTRIBUTES = ['$', 'attributes', { keepArray: true }]
const FEED = ['hub', ...new Set([...FEED_FIELDS.values()].map((field) => field.as))]

/**
 * Has rss-parser read what the scanner wrote: `head`, the feed's own fields, and `items`, some of its entries, in which these
 * `fields` occur.
 * It is synchronous inside, so the caller bounds the characters of one call.
 */
export async function runRssParser(
  format: FeedFormat,
  head: readonly string[],
  items: readonly string[],
  fields: Iterable<string>,
): Promise<{ feed: RawFeed; items: readonly RawItem[] }> {
  const item = [ATTRIBUTES, ...[...fields].map((name) => [name, KEYS.get(name) ?? name, { keepArray: true }])]
  const parser = new Parser<RawFeed, RawItem>({ customFields: { feed: FEED, item } })
  const feed = await parser.parseString(document(format, head.join(''), items.join('')))
  return { feed: { ...feed }, items: feed.items }
}

function document(format: FeedFormat, head: string, items: string): string {
  // An empty root without an attribute is no root to it.
  if (format === 'atom') return `<feed xmlns="http://www.w3.org/2005/Atom">${head}${items}</feed>`
  if (format === 'rdf') return `<rdf:RDF><channel>${head}</channel>${items}</rdf:RDF>`
  return `<rss version="2.0"><channel>${head}${items}</channel></rss>`
}

/** One element of a field: its text, its attributes and, of a person, the texts of its children. */
export interface Value {
  readonly text: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Readonly<Record<string, string>>
}

/** Fields with elements inside. */
const NESTS = new Set(['author', 'image'])
const NO_VALUES: readonly Value[] = []
const NONE: Readonly<Record<string, string>> = {}

/** The elements of the field that the scanner wrote as `name`, in the order of the feed. */
export function values(raw: RawItem, name: string): readonly Value[] {
  const list = raw[KEYS.get(name) ?? '']
  return Array.isArray(list) ? list.map(NESTS.has(name) ? nest : value) : NO_VALUES
}

/** xml2js gives a string for a bare element, else an object with `_` (text), `$` (attributes) and a list a child. */
export function value(node: unknown): Value {
  if (typeof node === 'string') return { text: node, attributes: NONE, children: NONE }
  if (typeof node !== 'object' || node === null) return { text: '', attributes: NONE, children: NONE }
  const text = '_' in node && typeof node._ === 'string' ? node._ : ''
  const attributes = '$' in node ? strings(node.$) : NONE
  return { text, attributes, children: NONE }
}

/** The same of an author or a picture, with the text of each child. */
export function nest(node: unknown): Value {
  const bare = value(node)
  if (typeof node !== 'object' || node === null) return bare
  const children: Record<string, string> = {}
  for (const [name, list] of Object.entries(node)) if (Array.isArray(list)) children[name] = value(list[0]).text
  return { ...bare, children }
}

export function strings(node: unknown): Readonly<Record<string, string>> {
  if (typeof node !== 'object' || node === null) return NONE
  const found: Record<string, string> = {}
  for (const [key, text] of Object.entries(node)) if (typeof text === 'string') found[key] = text
  return found
}
