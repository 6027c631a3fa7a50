import { createHash } from 'node:crypto'
import { type FeedItem, MAX_CONTENT_LENGTH, MAX_SUMMARY_LENGTH, MAX_TITLE_LENGTH } from '../../types/index.ts'
import { cutBoilerplate } from '../text/boilerplate.ts'
import { cut, looksLikeHtml, plainLine, plainText, tidy } from '../text/clean.ts'
import { canonicalUrl } from '../text/urls.ts'
import { parseDate } from './dates.ts'
import type { Entry, Text } from './entry.ts'
import { authorNames, categoryNames, firstPicture, readUrl, split } from './fields.ts'
import { languageId } from './languages.ts'
import { field, type Line, type RawField, type RawItem, title } from './rss.ts'
import type { Turns } from './turns.ts'
import { isForeign } from './xml.ts'

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

/** Reads an entry as rss-parser parsed it, with the texts that the scanner kept of it. */
export function readItem(raw: RawItem, { base, short, long }: Pick<Entry, 'base' | 'short' | 'long'>): Draft {
  const language = languageId(field(raw, 'lang'))
  const id = field(raw, 'id').trim() || null
  const summary = firstText(short)
  const content = firstText(long)
  const date = (name: RawField): Date | null => {
    for (const line of split(field(raw, name))) {
      const parsed = parseDate(line, language)
      if (parsed) return parsed
    }
    return null
  }
  const updatedAt = date('edit')
  const { images, base: imageBase } = summary.images.length > 0 ? summary : content
  return {
    id,
    url: readUrl(field(raw, 'url'), id, base),
    title: readLine(title(raw)),
    ...bodies(summary.text, content.text),
    publishedAt: date('at') ?? updatedAt,
    updatedAt,
    authors: authorNames(split(field(raw, 'by'))),
    categories: categoryNames(split(field(raw, 'tag'))),
    language,
    image: firstPicture(split(field(raw, 'img')), base) ?? firstPicture(images, imageBase),
  }
}

interface ReadText {
  readonly text: string
  readonly images: readonly string[]
  readonly base: string
}
const NOTHING: ReadText = { text: '', images: [], base: '' }

/** The first text in which there is something. */
function firstText(texts: readonly Text[]): ReadText {
  for (const text of texts) {
    const read = readText(text)
    if (read.text !== '' || read.images.length > 0) return read
  }
  return NOTHING
}

/**
 * Makes items of the drafts of a feed: ids and URLs that every item has, no item twice, the feed's language and authors
 * where the item names none.
 */
export async function finish(drafts: readonly Draft[], feed: Surroundings, turns: Turns): Promise<FeedItem[]> {
  const shared = await sharedIds(drafts, turns)
  const items = new Map<string, FeedItem>()
  for (const draft of drafts) {
    if (turns.isOver) await turns.share()
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
export function readLine({ text, type }: Line): string {
  const html = type === 'html' || type === 'xhtml' || type === 'text/html' || (type !== 'text' && looksLikeHtml(text))
  return html ? plainText(text).text : plainLine(text)
}

function readText({ text: written, type, base }: Text): ReadText {
  if (type === 'text' || type === 'text/plain')
    return { text: cut(plainLine(written), MAX_CONTENT_LENGTH), images: [], base }
  if (isForeign(type)) return NOTHING
  const { text, images } = plainText(written, MAX_CONTENT_LENGTH * 1.5)
  return { text: cutBoilerplate(text), images, base }
}

/** The short text and the long one, whichever the feed has. */
export function bodies(short: string, long: string): { summary: string; content: string } {
  const full = long.length > short.length ? long : short.length > MAX_SUMMARY_LENGTH ? short : ''
  return { summary: cut(short || long, MAX_SUMMARY_LENGTH), content: cut(full, MAX_CONTENT_LENGTH) }
}

/** Ids that stand for more than one page in this feed. */
async function sharedIds(drafts: readonly Draft[], turns: Turns): Promise<ReadonlySet<string>> {
  const pages = new Map<string, string>()
  const shared = new Set<string>()
  for (const { id, url } of drafts) {
    if (id === null || url === null) continue
    if (turns.isOver) await turns.share()
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
