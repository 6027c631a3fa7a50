import { readFileSync } from 'node:fs'
import { z } from 'zod'

/**
 * How the scanner reads an element:
 * - `line`, `text`: its text, with inline markup kept as HTML; the two differ in how much of it is kept
 * - `empty`: its attributes only; elements inside are read as fields of the entry (Media RSS nests them)
 * - `group`: nothing of its own, only the fields inside (`media:group`)
 * - `nest`: its text and its children (an author, a picture, the hours to skip)
 */
export type Reading = 'line' | 'text' | 'empty' | 'group' | 'nest'

export interface Field {
  /** The element that rss-parser is handed. */
  readonly as: string
  readonly reading: Reading
}

const line = (as: string): Field => ({ as, reading: 'line' })
const text = (as: string): Field => ({ as, reading: 'text' })
const empty = (as: string): Field => ({ as, reading: 'empty' })
const group: Field = { as: '', reading: 'group' }

/**
 * Elements of an entry, by canonical name: lower case, with the usual prefix of the namespace; Atom's have none, in RSS too.
 *
 * Texts and Atom dates go under names of ours (`body:*`, `date:*`) because of what rss-parser does to the usual ones: a
 * quadratic regular expression over `description`, `content:encoded` and Atom's `content`, a `RangeError` for the whole feed
 * over one bad `published`, and the server's own zone for a `pubDate` without one.
 */
export const ITEM_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['title', line('title')],
  ['link', line('link')],
  ['guid', line('guid')],
  ['id', line('id')],
  ['description', text('body:description')],
  ['summary', text('body:summary')],
  ['content', text('body:content')],
  ['content:encoded', text('body:encoded')],
  ['content:items', group],
  ['content:item', group],
  ['rdf:bag', group],
  ['rdf:li', group],
  ['rdf:value', text('body:encoded')],
  ['body', text('body:encoded')],
  ['xhtml:body', text('body:encoded')],
  ['xhtml:div', text('body:encoded')],
  ['pubdate', line('date:pubDate')],
  ['published', line('date:published')],
  ['issued', line('date:published')],
  ['created', line('date:created')],
  ['date', line('date:published')],
  ['updated', line('date:updated')],
  ['modified', line('date:updated')],
  ['lastbuilddate', line('date:updated')],
  ['dc:date', line('dc:date')],
  ['dcterms:issued', line('date:published')],
  ['dcterms:available', line('date:created')],
  ['dcterms:created', line('date:created')],
  ['dcterms:date', line('date:created')],
  ['dcterms:modified', line('date:updated')],
  ['prism:publicationdate', line('date:published')],
  ['prism:modificationdate', line('date:updated')],
  ['news:publication_date', line('date:published')],
  ['author', { as: 'author', reading: 'nest' }],
  ['dc:creator', line('dc:creator')],
  ['dc:author', line('dc:creator')],
  ['itunes:author', line('itunes:author')],
  ['category', line('category')],
  ['dc:subject', line('dc:subject')],
  ['dc:title', line('dc:title')],
  ['dc:description', text('dc:description')],
  ['dc:language', line('dc:language')],
  ['dc:identifier', line('dc:identifier')],
  ['language', line('dc:language')],
  ['enclosure', empty('enclosure')],
  ['image', { as: 'image', reading: 'nest' }],
  ['media:group', group],
  ['media:content', empty('media:content')],
  ['media:thumbnail', empty('media:thumbnail')],
  ['media:title', line('media:title')],
  ['media:description', text('media:description')],
  ['media:keywords', line('media:keywords')],
  ['itunes:image', empty('itunes:image')],
  ['itunes:title', line('itunes:title')],
  ['itunes:summary', text('itunes:summary')],
  ['itunes:subtitle', text('itunes:subtitle')],
  ['itunes:keywords', line('media:keywords')],
  ['feedburner:origlink', line('feedburner:origLink')],
  ['pheedo:origlink', line('feedburner:origLink')],
])

/** Elements of the feed itself. */
export const FEED_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['title', line('title')],
  ['dc:title', line('dc:title')],
  ['link', line('link')],
  ['language', line('language')],
  ['dc:language', line('dc:language')],
  ['ttl', line('ttl')],
  ['skiphours', { as: 'skipHours', reading: 'nest' }],
  ['sy:updateperiod', line('sy:updatePeriod')],
  ['sy:updatefrequency', line('sy:updateFrequency')],
  ['author', { as: 'author', reading: 'nest' }],
])

/** Children of a `nest` that are kept. */
export const NESTED_FIELDS: ReadonlySet<string> = new Set(['name', 'email', 'url', 'hour'])

const schema = z.strictObject({
  namespaces: z.record(z.string(), z.string().regex(/^[a-z]*$/)),
  prefixes: z.record(z.string(), z.string().regex(/^[a-z]*$/)),
})
const data = schema.parse(JSON.parse(readFileSync(new URL('./namespaces.json', import.meta.url), 'utf8')))
const NAMESPACES: ReadonlyMap<string, string> = new Map(Object.entries(data.namespaces))
const PREFIXES: ReadonlyMap<string, string> = new Map(Object.entries(data.prefixes))

/** The usual prefix of a namespace ('' for Atom and the RSS namespaces, whose words don't clash), or null where we don't know it. Scheme, case and a last `/` or `#` don't count. */
export function prefixOf(namespace: string): string | null {
  const key = namespace
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/#]$/, '')
  return NAMESPACES.get(key) ?? null
}

/** What an undeclared prefix most likely stands for. */
export const usualPrefix = (prefix: string): string => PREFIXES.get(prefix) ?? prefix
