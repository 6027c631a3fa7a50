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

/** What a field of an entry says, in `entry.ts`. */
export type Part =
  | 'title'
  | 'short'
  | 'long'
  | 'date'
  | 'edited'
  | 'author'
  | 'category'
  | 'language'
  | 'picture'
  | 'link'
  | 'page'
  | 'guid'
  | 'id'
  | 'enclosure'
  | 'media'

export interface Field {
  readonly as: string
  readonly reading: Reading
  /** Where several fields say the same, the lowest is believed. */
  readonly rank: number
}

const line = (as: Part, rank = 0): Field => ({ as, reading: 'line', rank })
const text = (as: Part, rank: number): Field => ({ as, reading: 'text', rank })
const empty = (as: Part, rank = 0): Field => ({ as, reading: 'empty', rank })
const nest = (as: Part, rank: number): Field => ({ as, reading: 'nest', rank })
const group: Field = { as: '', reading: 'group', rank: 0 }

/** Elements of an entry, by canonical name: lower case, with the usual prefix of the namespace; Atom's have none, in RSS too. */
export const ITEM_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['title', line('title', 0)],
  ['dc:title', line('title', 1)],
  ['media:title', line('title', 2)],
  ['itunes:title', line('title', 3)],
  ['link', line('link')],
  ['feedburner:origlink', line('page')],
  ['pheedo:origlink', line('page')],
  ['guid', line('guid', 0)],
  ['id', line('id', 1)],
  ['dc:identifier', line('id', 3)],
  ['description', text('short', 0)],
  ['summary', text('short', 1)],
  ['dc:description', text('short', 2)],
  ['media:description', text('short', 3)],
  ['itunes:summary', text('short', 4)],
  ['itunes:subtitle', text('short', 5)],
  ['content:encoded', text('long', 0)],
  ['body', text('long', 0)],
  ['xhtml:body', text('long', 0)],
  ['xhtml:div', text('long', 0)],
  ['rdf:value', text('long', 0)],
  ['content', text('long', 1)],
  ['content:items', group],
  ['content:item', group],
  ['rdf:bag', group],
  ['rdf:li', group],
  ['media:group', group],
  ['pubdate', line('date', 0)],
  ['published', line('date', 1)],
  ['issued', line('date', 1)],
  ['date', line('date', 1)],
  ['dcterms:issued', line('date', 1)],
  ['prism:publicationdate', line('date', 1)],
  ['news:publication_date', line('date', 1)],
  ['dc:date', line('date', 2)],
  ['created', line('date', 3)],
  ['dcterms:available', line('date', 3)],
  ['dcterms:created', line('date', 3)],
  ['dcterms:date', line('date', 3)],
  ['updated', line('edited')],
  ['modified', line('edited')],
  ['lastbuilddate', line('edited')],
  ['dcterms:modified', line('edited')],
  ['prism:modificationdate', line('edited')],
  ['dc:creator', line('author', 0)],
  ['dc:author', line('author', 0)],
  ['author', nest('author', 1)],
  ['itunes:author', line('author', 2)],
  ['category', line('category', 0)],
  ['dc:subject', line('category', 1)],
  ['media:keywords', line('category', 2)],
  ['itunes:keywords', line('category', 2)],
  ['dc:language', line('language')],
  ['language', line('language')],
  ['media:content', empty('media', 0)],
  ['media:thumbnail', empty('picture', 1)],
  ['enclosure', empty('enclosure', 2)],
  ['itunes:image', empty('picture', 4)],
  ['image', nest('picture', 5)],
])

const head = (as: string, reading: Reading = 'line'): Field => ({ as, reading, rank: 0 })

/** Elements of the feed itself. */
export const FEED_FIELDS: ReadonlyMap<string, Field> = new Map([
  ['title', head('title')],
  ['dc:title', head('dc:title')],
  ['link', head('link')],
  ['language', head('language')],
  ['dc:language', head('dc:language')],
  ['ttl', head('ttl')],
  ['skiphours', head('skipHours', 'nest')],
  ['skipdays', head('skipDays', 'nest')],
  ['sy:updateperiod', head('sy:updatePeriod')],
  ['sy:updatefrequency', head('sy:updateFrequency')],
  ['author', head('author', 'nest')],
])

/** Children of a `nest` that are kept. */
export const NESTED_FIELDS: ReadonlyMap<string, Field> = new Map(
  ['name', 'email', 'url', 'hour', 'day'].map((name) => [name, head(name)]),
)

const prefix = z.string().regex(/^[a-z]*$/)
export const namespaceSchema = z.strictObject({
  /** Namespaces as {@link prefixOf} looks for them: lower case, no scheme, no `/` or `#` at the end. */
  namespaces: z.record(z.string().regex(/^(?!https?:)[!-@[-~]+(?<![/#])$/), prefix),
  /** Prefixes that publishers use without declaring them. */
  prefixes: z.record(z.string().regex(/^[a-z][a-z\d]*$/), prefix),
})
const data = namespaceSchema.parse(JSON.parse(readFileSync(new URL('./namespaces.json', import.meta.url), 'utf8')))
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
