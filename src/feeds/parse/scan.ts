import type { FeedFormat } from '../../types/index.ts'
import { resolveBase } from '../text/urls.ts'
import { type Entry, EntryWriter } from './entry.ts'
import { Head } from './head.ts'
import { LIMITS } from './limits.ts'
import { Names } from './names.ts'
import { References } from './references.ts'
import { type Attributes, NO_ATTRIBUTES, type TagHandler, TagReader } from './tags.ts'
import { FEED_FIELDS, type Field, ITEM_FIELDS, NESTED_FIELDS } from './vocabulary.ts'
import { isForeign } from './xml.ts'

/** An element that is being read, or skipped. */
interface Open {
  readonly raw: string
  /** Elements of the same name that are open inside it. */
  nested: number
}

/** A field whose text is being read. */
interface Capture extends Open {
  readonly field: Field
  readonly attributes: Attributes
  readonly limit: number
  /** Its markup is the text: what stands between the tags is kept as it is written. */
  readonly xhtml: boolean
  text: string
  markup: boolean
}

/** A field with elements inside. */
interface Nest {
  readonly raw: string
  readonly field: Field
  text: string
  readonly children: (readonly [string, string])[]
}

/**
 * The pass in front of rss-parser: reads whatever a publisher sent and makes each entry small, well-formed XML with canonical
 * names, only the fields that we use, and every length bounded.
 *
 * It keeps no stack. An entry is a flat list of fields here; what nests inside a field is that field's text. So the cost is
 * linear whatever is nested, unclosed or closed twice, and a missing end tag costs a field, not the feed.
 */
export class FeedScanner implements TagHandler {
  format: FeedFormat | null = null
  /** `<html>` was seen: tells a web page from a feed. */
  sawHtml = false
  /** `xml:lang` of the outermost elements. */
  language: string | null = null
  /** Characters of the finished entries that nobody took yet. */
  pendingLength = 0
  /** The feed's own fields. */
  readonly head = new Head()

  readonly #source: string
  readonly #tags: TagReader
  readonly #names = new Names()
  readonly #references = new References()
  /** `xml:base` of the outermost elements, else where the feed was found. */
  #base: string
  #entries: Entry[] = []
  #count = 0

  #item: EntryWriter | null = null
  #nest: Nest | null = null
  #capture: Capture | null = null
  #skip: Open | null = null

  constructor(source: string, url: string) {
    this.#source = source
    this.#base = url
    this.#tags = new TagReader(source, this)
  }

  /** Reads `length` more characters. False when there is nothing left to read. */
  read(length: number): boolean {
    return this.#count < LIMITS.items && this.#tags.read(length)
  }

  /** Ends the document: closes what is open, as far as it can be trusted. */
  end(): void {
    if (this.#count < LIMITS.items) this.#tags.end()
    // A line that is cut off is wrong; a text that is cut off is a shorter text.
    if (this.#capture?.field.reading === 'text') this.#endCapture()
    this.#capture = null
    this.#endNest()
    if (this.#item?.known) this.#endItem()
    this.#item = null
  }

  /** The entries that were finished since the last call. */
  take(): readonly Entry[] {
    const entries = this.#entries
    this.#entries = []
    this.pendingLength = 0
    return entries
  }

  // ── What the reader of tags tells ─────────────────────────────────────────────────────────────────────────────────

  opens(tag: string): boolean {
    if ((this.#capture && !this.#capture.xhtml) || this.#skip) this.#breakOut(tag)
    return this.#capture === null && this.#skip === null
  }

  open(tag: string, attributes: Attributes, start: number, end: number, selfClosing: boolean): void {
    const inside = this.#capture ?? this.#skip
    if (inside) {
      if (this.#capture) this.#keepMarkup(this.#capture, start, end)
      if (tag === inside.raw && !selfClosing) inside.nested += 1
      return
    }
    const name = this.#names.declare(tag, attributes)
    if (name === 'item' || name === 'entry') {
      this.format ??= name === 'entry' ? 'atom' : 'rss'
      this.#endNest()
      this.#endItem()
      this.#item = new EntryWriter(tag, this.format === 'atom', attributes, this.#base)
      if (selfClosing) this.#endItem()
    } else if (this.format === null) this.#root(name, attributes)
    else if (this.#nest) this.#field(tag, NESTED_FIELDS.get(name), attributes, selfClosing)
    else if (this.#item) this.#field(tag, ITEM_FIELDS.get(name), attributes, selfClosing)
    else if (name === 'channel') this.#scope(attributes)
    else this.#field(tag, FEED_FIELDS.get(name), attributes, selfClosing)
  }

  close(tag: string, start: number, end: number): void {
    const inside = this.#capture ?? this.#skip
    if (inside && tag === inside.raw && inside.nested > 0) inside.nested -= 1
    else if (inside && tag === inside.raw) {
      this.#endCapture()
      this.#skip = null
      return
    } else if (this.#closesOuter(tag)) {
      this.#endCapture()
      this.#skip = null
      const nest = tag === this.#nest?.raw
      this.#endNest()
      if (!nest) this.#endItem()
      return
    }
    if (this.#capture) this.#keepMarkup(this.#capture, start, end)
  }

  text(start: number, end: number, cdata: boolean): void {
    const capture = this.#capture
    if (capture) {
      const room = capture.limit - capture.text.length
      if (room <= 0) return
      const text = this.#source.slice(start, Math.min(end, start + room))
      if (!capture.xhtml) capture.text += cdata ? text : this.decode(text)
      else if (cdata) capture.text += text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
      else capture.text += this.#references.expand(text)
      return
    }
    const nest = this.#nest
    if (!nest || this.#skip || nest.text.length >= LIMITS.line) return
    const text = this.#source.slice(start, Math.min(end, start + LIMITS.line))
    nest.text += cdata ? text : this.decode(text)
  }

  declaration(text: string): void {
    this.#references.declare(text)
  }

  decode(text: string): string {
    return this.#references.decode(text)
  }

  // ── Elements ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The next entry or field begins although the last field never ended: its end tag is missing. */
  #breakOut(tag: string): void {
    const name = this.#names.canonical(tag)
    const isItem = name === 'item' || name === 'entry'
    const isField = this.#capture !== null && ITEM_FIELDS.has(name) && !NO_BREAK.has(name)
    if (!isItem && !isField) return
    this.#endCapture()
    this.#skip = null
  }

  #root(name: string, attributes: Attributes): void {
    if (name === 'html') this.sawHtml = true
    this.format = ROOTS.get(name) ?? null
    if (this.format !== null) this.#scope(attributes)
  }

  #scope(attributes: Attributes): void {
    this.language = attributes.get('xml:lang') ?? this.language
    this.#base = resolveBase(attributes.get('xml:base'), this.#base)
  }

  #field(tag: string, field: Field | undefined, attributes: Attributes, selfClosing: boolean): void {
    if (field === undefined) {
      if (!selfClosing) this.#skip = { raw: tag, nested: 0 }
    } else if (field.reading === 'empty') this.#add(field, attributes, '')
    else if (field.reading === 'nest') {
      this.#nest = { raw: tag, field, text: '', children: [] }
      if (selfClosing) this.#endNest()
    } else if (field.reading !== 'group') {
      const xhtml = isXhtml(this.#names.canonical(tag), attributes)
      const limit = field.reading === 'line' ? LIMITS.line : LIMITS.text
      this.#capture = { raw: tag, nested: 0, field, attributes, limit, xhtml, text: '', markup: false }
      if (selfClosing) this.#endCapture()
    }
  }

  #closesOuter(tag: string): boolean {
    return tag === this.#nest?.raw || tag === this.#item?.raw || OUTER.has(this.#names.canonical(tag))
  }

  #keepMarkup(capture: Capture, start: number, end: number): void {
    capture.markup = true
    if (capture.text.length + end - start <= capture.limit) capture.text += this.#source.slice(start, end)
  }

  #endCapture(): void {
    const capture = this.#capture
    this.#capture = null
    if (!capture) return
    const { field, attributes, text } = capture
    const mode = attributes.get('mode')
    const html = (capture.markup && !isForeign(attributes.get('type'))) || mode === 'escaped'
    this.#add(
      field,
      html ? new Map(attributes).set('type', 'html') : attributes,
      mode === 'base64' ? Buffer.from(text, 'base64').toString('utf8') : text,
    )
  }

  #endNest(): void {
    const nest = this.#nest
    this.#nest = null
    if (!nest) return
    const { field, children } = nest
    const child = (name: string): string | undefined => children.find(([key]) => key === name)?.[1]
    const text = nest.text.trim()
    if (field.as === 'author') this.#add(field, NO_ATTRIBUTES, child('name') ?? (text || (child('email') ?? '')))
    else if (this.#item) this.#add(field, NO_ATTRIBUTES, child('url') ?? text)
    else if (children.length > 0) this.head.addList(field, children)
  }

  #add(field: Field, attributes: Attributes, value: string): void {
    if (this.#nest) {
      if (value.trim() !== '' && this.#nest.children.length < LIMITS.list) this.#nest.children.push([field.as, value])
    } else if (!this.#item) this.head.add(field, attributes, value, this.#base)
    else this.#item.add(field, attributes, value)
  }

  #endItem(): void {
    const entry = this.#item?.finish() ?? null
    this.#item = null
    if (!entry || this.#count >= LIMITS.items) return
    this.#entries.push(entry)
    this.pendingLength += entry.length
    this.#count += 1
    if (this.#count >= LIMITS.items) this.#tags.pause()
  }
}

const ROOTS: ReadonlyMap<string, FeedFormat> = new Map([
  ['rss', 'rss'],
  ['channel', 'rss'],
  ['feed', 'atom'],
  ['rdf:rdf', 'rdf'],
  ['rdf', 'rdf'],
])
/** Elements whose end tag ends everything inside, closed or not. */
const OUTER = new Set(['channel', 'rss', 'feed', 'rdf:rdf'])
/** Fields that HTML has too, and containers: inside a field they are its markup, not the next field. */
const NO_BREAK = new Set([
  'title',
  'summary',
  'body',
  'content',
  'image',
  'xhtml:body',
  'xhtml:div',
  'rdf:bag',
  'rdf:li',
  'rdf:value',
])

function isXhtml(name: string, attributes: Attributes): boolean {
  if (name.startsWith('xhtml:') || name === 'body') return true
  if (attributes.size === 0) return false
  if (attributes.get('rdf:parsetype')?.toLowerCase() === 'literal') return true
  const type = attributes.get('type')
  if (attributes.get('mode') === 'xml') return /html/.test(type ?? 'html')
  return type === 'xhtml' || type === 'application/xhtml+xml'
}
