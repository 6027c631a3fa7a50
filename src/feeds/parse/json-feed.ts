import { z } from 'zod'
import type { ParsedFeed } from '../../types/index.ts'
import { cutBoilerplate } from '../text/boilerplate.ts'
import { plainLine, plainText } from '../text/clean.ts'
import { absoluteUrl, cleanUrl } from '../text/urls.ts'
import { parseDate } from './dates.ts'
import { FeedParseError } from './errors.ts'
import { firstPicture, unique } from './fields.ts'
import { bodies, type Draft, finish } from './items.ts'
import { JsonScanner } from './json-scan.ts'
import { languageId } from './languages.ts'
import { LIMITS } from './limits.ts'
import type { Turns } from './turns.ts'

/** Characters of the feed's own fields. */
const MAX_HEAD = 4 * 1024 * 1024

const text = z.string().catch('')
const person = z.object({ name: text }).catch({ name: '' })
const people = z.array(person).catch([])

/** JSON Feed 1.1 with the names of 1.0; a field of a wrong type counts as missing. */
const itemSchema = z.object({
  id: z.union([z.string(), z.number().transform(String)]).catch(''),
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  image: text,
  banner_image: text,
  date_published: text,
  date_modified: text,
  authors: people,
  author: person,
  tags: z.array(text).catch([]),
  language: text,
  attachments: z.array(z.object({ url: text, mime_type: text }).catch({ url: '', mime_type: '' })).catch([]),
})
const feedSchema = z.object({
  version: text,
  title: text,
  home_page_url: text,
  language: text,
  authors: people,
  author: person,
  hubs: z.array(z.object({ type: text, url: text }).catch({ type: '', url: '' })).catch([]),
})

/**
 * JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), entry by entry.
 *
 * @throws {FeedParseError} where the document is no JSON, or JSON without `items`.
 */
export async function parseJsonFeed(json: string, url: string, turns: Turns): Promise<ParsedFeed> {
  const scanner = new JsonScanner(json)
  const drafts: Draft[] = []
  for (const item of scanner.items()) {
    const draft = item === null ? null : readItem(parse(item), url)
    if (draft) drafts.push(draft)
    if (drafts.length >= LIMITS.items) break
    await turns.share()
  }
  // A head that is too long to be one is not worth the wait.
  const head = scanner.head.length > MAX_HEAD ? undefined : parse(scanner.head)
  if (drafts.length === 0 && head === undefined) throw new FeedParseError('This is neither XML nor valid JSON.')
  if (drafts.length === 0 && !scanner.found)
    throw new FeedParseError('This is JSON, but no JSON Feed: it has no "items".')
  if (drafts.length === 0 && scanner.cutOff)
    throw new FeedParseError('This JSON Feed is cut off before the end of its first entry.')
  const feed = feedSchema.parse(head ?? {})
  const homepage = absoluteUrl(feed.home_page_url, url)
  const language = languageId(feed.language)
  return {
    format: 'json',
    title: plainLine(feed.title) || new URL(url).hostname,
    homepage,
    language,
    items: await finish(drafts, { url, homepage, language, authors: names(feed.authors, feed.author) }, turns),
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    hub: absoluteUrl(feed.hubs.find((hub) => hub.type.toLowerCase() === 'websub')?.url ?? feed.hubs[0]?.url ?? '', url),
  }
}

function readItem(raw: unknown, base: string): Draft | null {
  const parsed = itemSchema.safeParse(raw)
  if (!parsed.success) return null
  const item = parsed.data
  const html = plainText(item.content_html.slice(0, LIMITS.text))
  const body = cutBoilerplate(html.text || plainLine(item.content_text.slice(0, LIMITS.text)))
  const page =
    absoluteUrl(item.url, base) ??
    absoluteUrl(item.external_url, base) ??
    (/^https?:/.test(item.id) ? absoluteUrl(item.id) : null)
  return {
    id: item.id.trim() || null,
    url: page ? cleanUrl(page) : null,
    title: plainLine(item.title),
    ...bodies(cutBoilerplate(plainLine(item.summary)), body),
    publishedAt: parseDate(item.date_published) ?? parseDate(item.date_modified),
    updatedAt: parseDate(item.date_modified),
    authors: names(item.authors, item.author),
    categories: unique(item.tags.map(plainLine)),
    language: languageId(item.language),
    image: firstPicture(
      [
        item.image,
        item.banner_image,
        ...item.attachments.flatMap(({ mime_type, url }) => (mime_type.startsWith('image/') ? [url] : [])),
        ...html.images,
      ],
      base,
    ),
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

const names = (list: readonly { name: string }[], one: { name: string }): string[] =>
  unique([...list, one].map(({ name }) => plainLine(name)))
