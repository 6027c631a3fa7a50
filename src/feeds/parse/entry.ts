import { absoluteUrl, isPlainUrl, resolveBase } from '../text/urls.ts'
import { LIMITS } from './limits.ts'
import { linkRank, PAGE_RANK } from './links.ts'
import type { Attributes } from './tags.ts'
import type { Field } from './vocabulary.ts'
import { allowed, element } from './xml.ts'

/** A text of an entry, as the feed has it. */
export interface Text {
  readonly text: string
  /** What the feed says it is; '' where it doesn't say. */
  readonly type: string
  /** What its links are relative to. */
  readonly base: string
}

/** An entry that the scanner has finished. */
export interface Entry {
  /** What rss-parser is handed of it. */
  readonly xml: string
  readonly base: string
  /** The texts stay here, the best first: nothing in them is XML, they are long, and rss-parser has regular expressions for them. */
  readonly short: readonly Text[]
  readonly long: readonly Text[]
  /** Characters of the XML and of the texts. */
  readonly length: number
}

interface Ranked<Value> {
  readonly rank: number
  readonly value: Value
}

/** Ranks of what can pass for the page of an entry, the publisher's own first; links are in between by their own rank. */
const PAGE = {
  original: 0,
  link: 10,
  permalink: 20,
  source: 21,
  about: 22,
  id: 23,
  identifier: 24,
  otherLink: 30,
  enclosure: 40,
  guid: 41,
} as const
const ABOUT_RANK = 2
/** Ranks of pictures that stand elsewhere than in a field of their own. */
const PICTURE = { enclosure: 2, link: 3 } as const

/**
 * Gathers the fields of an entry and writes them as XML for rss-parser: an element for each thing that we want to know, and of
 * all fields that say it those only that count, a line each. What an XML parser does takes its time by the element and by the
 * attribute, so saying things once is most of its speed.
 *
 * The names of the elements are short and none that rss-parser has plans for: it would read dates in the server's own zone, or
 * give the whole feed up over a bad one.
 */
export class EntryWriter {
  /** The name of its element in the feed. */
  readonly raw: string
  readonly base: string
  /** It has a link or an id: it will be the same item at the next poll. */
  known: boolean
  readonly #atom: boolean
  #count = 0
  #length = 0

  #title: { readonly rank: number; readonly text: string; readonly type: string } | null = null
  #titleLanguage: string | undefined
  #language: string | undefined
  readonly #pages: Ranked<string>[] = []
  readonly #ids: Ranked<string>[] = []
  readonly #authors: Ranked<string>[] = []
  readonly #categories: Ranked<string>[] = []
  readonly #dates: Ranked<string>[] = []
  readonly #edited: Ranked<string>[] = []
  readonly #pictures: Ranked<string>[] = []
  readonly #short: Ranked<Text>[] = []
  readonly #long: Ranked<Text>[] = []

  constructor(raw: string, atom: boolean, attributes: Attributes, outerBase: string) {
    this.raw = raw
    this.#atom = atom
    this.base = resolveBase(attributes.get('xml:base'), outerBase)
    this.#language = attributes.get('xml:lang') || undefined
    const about = attributes.get('rdf:about')
    this.known = about !== undefined
    if (about) {
      this.#page(PAGE.about, about)
      insert(this.#ids, ABOUT_RANK, allowed(about))
    }
  }

  /** Takes in a field. */
  add(field: Field, attributes: Attributes, written: string): void {
    if (this.#count >= LIMITS.fields || (written === '' && attributes.size === 0)) return
    this.#count += 1
    const { as, rank } = field
    if (as === 'short' || as === 'long') {
      this.#text(as, rank, attributes, written)
      return
    }
    const value = allowed(written)
    switch (as) {
      case 'title':
        if (value.trim() === '' || (this.#title && this.#title.rank <= rank)) return
        this.#title = { rank, text: value, type: attributes.get('type') ?? '' }
        this.#titleLanguage = attributes.get('xml:lang')
        return
      case 'page':
        this.#page(PAGE.original, value, attributes)
        return
      case 'link':
        this.#link(value, attributes)
        return
      case 'guid':
      case 'id':
        this.#id(field, value, attributes)
        return
      case 'date':
        if (value.trim() !== '') insert(this.#dates, rank, value)
        return
      case 'edited':
        if (value.trim() !== '') insert(this.#edited, rank, value)
        return
      case 'author':
        if (value.trim() !== '') insert(this.#authors, rank, value)
        return
      case 'category':
        this.#category(rank, value, attributes)
        return
      case 'language':
        if (value.trim() !== '') this.#language ??= value
        return
      case 'media':
        if (isPicture(attributes)) this.#picture(rank, value, attributes)
        return
      case 'enclosure':
        this.#page(PAGE.enclosure, attributes.get('url') ?? '', attributes)
        if (isPicture(attributes)) this.#picture(PICTURE.enclosure, value, attributes)
        return
      case 'picture':
        this.#picture(rank, value, attributes)
        return
    }
  }

  /** The entry as it is now; null where nothing is in it. */
  finish(): Entry | null {
    if (this.#count === 0) return null
    const page = this.#pages[0]?.value ?? ''
    const pages = isPlainUrl(page) ? page : lines(this.#pages)
    const id = this.#ids[0]?.value.trim() ?? ''
    const dates = lines(this.#dates)
    const edited = lines(this.#edited)
    const inside =
      this.#writeTitle() +
      line('url', pages === id ? '' : pages) +
      // Never without an element: an empty entry is no object to rss-parser.
      (id === '' ? '<id/>' : line('id', id)) +
      line('by', believed(this.#authors)) +
      line('tag', believed(this.#categories)) +
      line('at', dates === edited ? '' : dates) +
      line('edit', edited) +
      line('img', lines(this.#pictures)) +
      line('lang', this.#titleLanguage ?? this.#language ?? '')
    const xml = this.#atom ? `<entry>${inside}</entry>` : `<item>${inside}</item>`
    return {
      xml,
      base: this.base,
      short: this.#short.map(({ value }) => value),
      long: this.#long.map(({ value }) => value),
      length: xml.length + this.#length,
    }
  }

  #writeTitle(): string {
    if (!this.#title) return ''
    const { text, type } = this.#title
    // Where there is no markup, nothing depends on what the feed calls it.
    const marked = text.includes('<') || text.includes('&')
    const html = type === 'html' || type === 'xhtml' || type === 'text/html'
    return element('title', marked && html ? ' type="html"' : marked && type === 'text' ? ' type="text"' : '', text)
  }

  #text(as: 'short' | 'long', rank: number, attributes: Attributes, text: string): void {
    const source = as === 'long' && rank === 1 ? attributes.get('src') : undefined
    if (source !== undefined) this.#page(PAGE.source, source, attributes)
    if (text === '') return
    this.#length += text.length
    const base = resolveBase(attributes.get('xml:base'), this.base)
    insert(as === 'short' ? this.#short : this.#long, rank, { text, type: attributes.get('type') ?? '', base })
  }

  #link(text: string, attributes: Attributes): void {
    this.known = true
    const href = attributes.get('href') ?? (this.#atom ? text : undefined)
    const rank = linkRank(href, attributes)
    if (rank === null) return
    this.#page((rank <= PAGE_RANK ? PAGE.link : PAGE.otherLink) + rank, href ?? text, attributes)
    if (attributes.get('rel') === 'enclosure' && isPicture(attributes)) this.#picture(PICTURE.link, '', attributes)
  }

  #id({ as, rank }: Field, value: string, attributes: Attributes): void {
    const identifier = rank > ABOUT_RANK
    if (!identifier) this.known = true
    if (value.trim() === '') return
    insert(this.#ids, rank, value)
    if (!/^\s*https?:\/\//i.test(value)) return
    const opaque = as === 'guid' && attributes.get('ispermalink')?.toLowerCase() === 'false'
    const place = as === 'guid' ? PAGE.permalink : identifier ? PAGE.identifier : PAGE.id
    this.#page(opaque ? PAGE.guid : place, value, attributes)
  }

  #category(rank: number, text: string, attributes: Attributes): void {
    if (rank > 1) {
      for (const keyword of text.split(',')) insert(this.#categories, rank, keyword)
      return
    }
    const term = attributes.get('term')
    // Blogger's own marks, no categories.
    if (term?.startsWith('http://schemas.google.com/')) return
    const label = allowed(attributes.get('label') ?? term ?? text)
    if (label.trim() !== '') insert(this.#categories, rank, label)
  }

  #picture(rank: number, text: string, attributes: Attributes): void {
    const address = this.#address(attributes.get('url') ?? attributes.get('href') ?? text, attributes)
    if (address !== '') insert(this.#pictures, rank, address)
  }

  #page(rank: number, text: string, attributes?: Attributes): void {
    const address = this.#address(text, attributes)
    if (address !== '') insert(this.#pages, rank, address)
  }

  /** Relative to the entry, or absolute where the element has a base of its own. */
  #address(written: string, attributes?: Attributes): string {
    // A URL has no line breaks; who reads one leaves them out.
    const text = allowed(written)
      .trim()
      .replace(/[\n\r\t]/g, '')
    const own = attributes?.get('xml:base')
    return own === undefined || text === '' ? text : (absoluteUrl(text, resolveBase(own, this.base)) ?? '')
  }
}

/** Keeps the order of the ranks, and of the feed within one. */
function insert<Value>(list: Ranked<Value>[], rank: number, value: Value): void {
  let at = list.length
  while (at > 0 && (list[at - 1]?.rank ?? 0) > rank) at -= 1
  if (at === list.length) list.push({ rank, value })
  else list.splice(at, 0, { rank, value })
}

/** The last rank of authors and categories stands in only where the others say nothing. */
const believed = (list: readonly Ranked<string>[]): string =>
  lines(list.length > 1 && (list[0]?.rank ?? 0) < 2 ? list.filter(({ rank }) => rank < 2) : list)

function lines(list: readonly Ranked<string>[]): string {
  if (list.length === 0) return ''
  if (list.length === 1) return oneLine(list[0]?.value ?? '')
  return list.map(({ value }) => oneLine(value)).join('\n')
}

const oneLine = (text: string): string => (text.includes('\n') ? text.trim().replaceAll('\n', ' ') : text)

const line = (name: string, text: string): string => (text === '' ? '' : element(name, '', text))

function isPicture(attributes: Attributes): boolean {
  const medium = attributes.get('medium')
  const type = attributes.get('type')
  if (medium === 'image' || type?.startsWith('image/')) return true
  return (
    medium === undefined &&
    type === undefined &&
    /\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)/i.test(attributes.get('url') ?? '')
  )
}
