import { createHash } from 'node:crypto'
import { type FeedItem, MAX_CONTENT_LENGTH, MAX_SUMMARY_LENGTH, MAX_TITLE_LENGTH } from '../../types/index.ts'
import { cutBoilerplate } from '../text/boilerplate.ts'
import { cut, looksLikeHtml, plainLine, plainText, tidy } from '../text/clean.ts'
import { absoluteUrl, canonicalUrl } from '../text/urls.ts'
import { parseDate } from './dates.ts'
import { readAuthors, readCategories, readImage, readUrl } from './fields.ts'
import { languageId } from './languages.ts'
import { type RawItem, strings, type Value, values } from './rss.ts'

/** What an entry takes from the feed around it. */
export interface Surroundings {
  readonly url: string
  readonly homepage: string | null
  readonly language: string | null
  readonly authors: readonly string[]
}

/** An entry before what depends on the rest of the feed: every reader of a format makes these, {@link finish} does the rest. */
export interface Draft {
  /** As the feed gives it; null where it gives none. */
  readonly id: string | null
  readonly url: string | null
  readonly title: string
  readonly summary: string
  readonly content: string
  readonly publishedAt: Date | null
  readonly updatedAt: Date | null
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  readonly language: string | null
  readonly image: string | null
}

/** Reads one entry of rss-parser's from a feed whose links start at `feedBase`. `keep` has the texts that were kept aside. */
export function readItem(raw: RawItem, feedBase: string, keep: (number: number) => Value | undefined): Draft {
  const attributes = strings(raw.attributes)
  const base = attributes['xml:base'] ?? feedBase
  const first = (...names: readonly string[]): Value | undefined => {
    for (const name of names) for (const value of values(raw, name)) if (value.text.trim() !== '') return value
    return undefined
  }
  const firstText = (...names: readonly string[]): { text: string; images: readonly string[] } => {
    for (const name of names)
      for (const { text } of values(raw, name)) {
        const read = readText(keep(Number(text)))
        if (read.text !== '' || read.images.length > 0) return read
      }
    return { text: '', images: [] }
  }
  const title = first('title', 'dc:title', 'media:title', 'itunes:title')
  const language = languageId(
    title?.attributes['xml:lang'] ?? attributes['xml:lang'] ?? first('dc:language')?.text ?? null,
  )
  const short = firstText(
    'body:description',
    'body:summary',
    'dc:description',
    'media:description',
    'itunes:summary',
    'itunes:subtitle',
  )
  const long = firstText('body:encoded', 'body:content')
  const date = (...names: readonly string[]): Date | null => {
    for (const name of names)
      for (const { text } of values(raw, name)) {
        const parsed = text.trim() === '' ? null : parseDate(text, language)
        if (parsed) return parsed
      }
    return null
  }
  const updatedAt = date('date:updated')
  return {
    id: (first('guid', 'id')?.text ?? attributes['rdf:about'] ?? first('dc:identifier')?.text)?.trim() || null,
    url: readUrl(raw, base),
    title: title ? readLine(title) : '',
    ...bodies(short.text, long.text),
    publishedAt: date('date:pubDate', 'date:published', 'dc:date', 'date:created') ?? updatedAt,
    updatedAt,
    authors: readAuthors(raw),
    categories: readCategories(raw),
    language,
    image: readImage(raw, base, short.images.length > 0 ? short.images : long.images),
  }
}

/**
 * Makes items of the drafts of a feed: ids and URLs that every item has, no item twice, the feed's language and authors
 * where the item names none.
 */
export function finish(drafts: readonly Draft[], feed: Surroundings): FeedItem[] {
  const shared = sharedIds(drafts)
  const items = new Map<string, FeedItem>()
  for (const draft of drafts) {
    if (draft.id === null && draft.url === null && draft.title === '' && draft.summary === '') continue
    // A feed that gives one guid to different pages means the pages.
    const given = draft.id !== null && shared.has(draft.id) && draft.url ? canonicalUrl(draft.url) : draft.id
    const id = given ?? (draft.url ? canonicalUrl(draft.url) : digest(`${draft.title}\n${draft.summary}`))
    const bounded = id.length > 512 ? digest(id) : tidy(id)
    const url = draft.url ?? `${feed.homepage ?? feed.url}#${digest(id).slice(0, 12)}`
    if (items.has(bounded)) continue
    items.set(bounded, {
      ...draft,
      id: bounded,
      url,
      title: cut(draft.title || headline(draft.summary) || slug(url), MAX_TITLE_LENGTH),
      language: draft.language ?? feed.language,
      authors: draft.authors.length > 0 ? draft.authors : feed.authors,
    })
  }
  return [...items.values()]
}

/** A line: text as it is, or HTML where it says so or looks so. Atom's `type="text"` is taken at its word. */
export function readLine({ text, attributes }: Value): string {
  const { type } = attributes
  const html = type === 'html' || type === 'xhtml' || type === 'text/html' || (type !== 'text' && looksLikeHtml(text))
  return html ? plainText(text).text : plainLine(text)
}

function readText(value: Value | undefined): { text: string; images: readonly string[] } {
  if (!value) return { text: '', images: [] }
  const { type = '' } = value.attributes
  if (type === 'text' || type === 'text/plain')
    return { text: cut(plainLine(value.text), MAX_CONTENT_LENGTH), images: [] }
  // Something else than a text: a picture, an XML document of its own.
  if (/^[\w-]+\//.test(type) && !/html|^text\//.test(type)) return { text: '', images: [] }
  const { text, images } = plainText(value.text, MAX_CONTENT_LENGTH * 1.5)
  return {
    text: cutBoilerplate(text),
    images: images.map((image) => absoluteUrl(image, value.attributes['xml:base']) ?? image),
  }
}

/** The short text and the long one, whichever the feed has. */
export function bodies(short: string, long: string): { summary: string; content: string } {
  const full = long.length > short.length ? long : short.length > MAX_SUMMARY_LENGTH ? short : ''
  return { summary: cut(short || long, MAX_SUMMARY_LENGTH), content: cut(full, MAX_CONTENT_LENGTH) }
}

/** Ids that stand for more than one page in this feed. */
function sharedIds(drafts: readonly Draft[]): ReadonlySet<string> {
  const pages = new Map<string, string>()
  const shared = new Set<string>()
  for (const { id, url } of drafts) {
    if (id === null || url === null) continue
    const known = pages.get(id)
    if (known === undefined) pages.set(id, url)
    else if (known !== url && canonicalUrl(known) !== canonicalUrl(url)) shared.add(id)
  }
  return shared
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)

/** The first words of a text, for an entry without a title. */
function headline(text: string): string {
  const sentence = /^.{20,120}?[.!?。！？](?=\s|$|[^\w\s])/u.exec(text)?.[0]
  return sentence ?? cut(text, 100)
}

/** `https://example.org/2024/privacy-wins.html` → `privacy wins`; the host where there is no path. */
function slug(url: string): string {
  const { hostname, pathname } = new URL(url)
  const last = pathname.split('/').findLast((part) => /\p{L}{2}/u.test(part)) ?? ''
  let words = last
  try {
    words = decodeURIComponent(last)
  } catch {
    // Not UTF-8: the escapes are all there is.
  }
  return tidy(words.replace(/\.\w{2,5}$/, '').replace(/[-_+]+/g, ' ')) || hostname
}
