import { decodeXML } from 'entities'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import type { FeedFormat } from '../../types/index.ts'
import { LIMITS } from './limits.ts'
import { bestLink } from './links.ts'
import type { Value } from './rss.ts'
import { FEED_FIELDS, type Field, ITEM_FIELDS, NESTED_FIELDS, prefixOf, usualPrefix } from './vocabulary.ts'
import { element, escapeAttribute, wellFormed } from './xml.ts'

/** Attributes that are handed on, as rss-parser and we spell them. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ...['href', 'rel', 'type', 'src', 'term', 'label', 'url', 'medium', 'xml:lang', 'xml:base'].map(
    (name): [string, string] => [name, name],
  ),
  ['ispermalink', 'isPermaLink'],
])
/** What goes without saying: an XML attribute costs rss-parser more than its element. */
const USUAL: ReadonlyMap<string, string> = new Map([
  ['rel', 'alternate'],
  ['type', 'text/html'],
  ['ispermalink', 'true'],
])

const NO_ATTRIBUTES: Map<string, string> = new Map()

/** A field whose text is being read. */
interface Capture {
  readonly raw: string
  readonly field: Field
  readonly attributes: Map<string, string>
  readonly limit: number
  /** Its markup is the text: what stands between the tags is kept as it is written. */
  readonly xhtml: boolean
  readonly parts: string[]
  length: number
  /** Elements of the same name that are open inside it. */
  nested: number
  markup: boolean
}

interface Nest {
  readonly raw: string
  readonly field: Field
  text: string
  children: string
}

interface Item {
  readonly raw: string
  readonly base: string
  readonly attributes: string
  readonly fields: string[]
  /** Characters of its long texts. */
  texts: number
  /** It has a link or an id: it will be the same item at the next poll. */
  known: boolean
}

/**
 * The pass in front of rss-parser: reads whatever a publisher sent with htmlparser2's tokenizer in XML mode and writes each
 * entry again as small, well-formed XML with canonical names, only the fields that we use, and every length bounded.
 *
 * It keeps no stack. An entry is a flat list of fields here; what nests inside a field is that field's text. So the cost is
 * linear whatever is nested, unclosed or closed twice, and a missing end tag costs a field, not the feed.
 */
export class FeedScanner implements TokenizerCallbacks {
  format: FeedFormat | null = null
  /** `<html>` was seen: tells a web page from a feed. */
  sawHtml = false
  itemCount = 0
  /** The fields that occur in entries, as rss-parser sees them. */
  readonly fields = new Set<string>()
  /** Characters of the finished entries that nobody took yet. */
  pendingLength = 0
  /** The feed's own fields. */
  readonly head: string[] = []

  readonly #source: string
  readonly #links: Value[] = []
  readonly #texts = new Map<number, Value>()
  #items: string[] = []
  #textCount = 0
  readonly #tokenizer: Tokenizer
  readonly #names = new Map<string, string>()
  readonly #prefixes = new Map<string, string>()
  readonly #entities = new Map<string, string>()
  #entityBudget: number = LIMITS.entityGrowth
  #position = 0

  #language: string | undefined
  /** `xml:base` of the outermost elements, else where the feed was found. */
  base: string
  #item: Item | null = null
  #nest: Nest | null = null
  #capture: Capture | null = null
  #skip: { readonly raw: string; nested: number } | null = null

  // The tag being read.
  #tagStart = 0
  #tagName = ''
  #attributes: Map<string, string> = NO_ATTRIBUTES
  /** The attributes of this tag are of no use: it stands inside a field. */
  #deaf = false
  #attributeName = ''
  #valueStart = -1
  #valueEnd = -1
  // The text being read: the tokenizer hands it over in pieces where a slice ends.
  #textStart = -1
  #textEnd = -1

  constructor(source: string, url: string) {
    this.#source = source
    this.base = url
    this.#tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, this)
  }

  /** Reads `length` more characters. False when there is nothing left to read. */
  read(length: number): boolean {
    if (this.#position >= this.#source.length || this.itemCount >= LIMITS.items) return false
    const end = Math.min(this.#position + length, this.#source.length)
    this.#tokenizer.write(this.#source.slice(this.#position, end))
    this.#position = end
    return true
  }

  /** Ends the document: closes what is open, as far as it can be trusted. */
  end(): void {
    if (this.itemCount < LIMITS.items) this.#tokenizer.end()
    this.#flushText()
    if (this.#capture) {
      // A line that is cut off is wrong; a text that is cut off is a shorter text.
      if (this.#capture.field.reading === 'text') this.#endCapture()
      this.#capture = null
    }
    this.#endNest()
    if (this.#item?.known) this.#endItem()
    this.#item = null
    this.#writeLinks()
  }

  /** The entries that were finished since the last call. */
  take(): readonly string[] {
    const items = this.#items
    this.#items = []
    this.pendingLength = 0
    return items
  }

  /** The text that stands in an entry as this number; given out once. */
  text(number: number): Value | undefined {
    const text = this.#texts.get(number)
    this.#texts.delete(number)
    return text
  }

  /** `xml:lang` of the outermost elements. */
  get language(): string | null {
    return this.#language ?? null
  }

  // ── Tokens ────────────────────────────────────────────────────────────────────────────────────────────────────────

  ontext(start: number, end: number): void {
    if (this.#textEnd === start) {
      this.#textEnd = end
      return
    }
    this.#flushText()
    this.#textStart = start
    this.#textEnd = end
  }

  oncdata(start: number, end: number, offset: number): void {
    this.#flushText()
    if (start < end - offset) this.#text(start, end - offset, true)
  }

  onopentagname(start: number, end: number): void {
    this.#flushText()
    this.#tagStart = start - 1
    this.#tagName = this.#rawName(start, end)
    if ((this.#capture && !this.#capture.xhtml) || this.#skip) this.#breakOut()
    this.#attributes = NO_ATTRIBUTES
    this.#deaf = this.#capture !== null || this.#skip !== null
  }

  onattribname(start: number, end: number): void {
    if (this.#deaf) return
    this.#attributeName = end - start > 64 ? '' : this.#source.slice(start, end).toLowerCase()
    this.#valueStart = -1
  }

  onattribdata(start: number, end: number): void {
    if (this.#deaf) return
    if (this.#valueStart < 0) this.#valueStart = start
    this.#valueEnd = end
  }

  onattribend(): void {
    if (this.#deaf || this.#attributes.size >= LIMITS.attributes || this.#attributeName === '') return
    if (this.#attributes.has(this.#attributeName)) return
    const value =
      this.#valueStart < 0
        ? ''
        : this.#source.slice(this.#valueStart, Math.min(this.#valueEnd, this.#valueStart + LIMITS.attribute))
    if (this.#attributes === NO_ATTRIBUTES) this.#attributes = new Map()
    this.#attributes.set(this.#attributeName, this.#decode(value))
  }

  onopentagend(end: number): void {
    this.#openTag(end, false)
  }

  onselfclosingtag(end: number): void {
    this.#openTag(end, true)
  }

  onclosetag(start: number, end: number): void {
    this.#flushText()
    const raw = this.#rawName(start, end)
    const inside = this.#capture ?? this.#skip
    if (inside) {
      if (raw === inside.raw && inside.nested > 0) inside.nested -= 1
      else if (raw === inside.raw) {
        if (this.#capture) this.#endCapture()
        this.#skip = null
        return
      } else if (this.#closesOuter(raw)) {
        if (this.#capture) this.#endCapture()
        this.#skip = null
        this.#closeOuter(raw)
        return
      }
      if (this.#capture) this.#inner(this.#capture, this.#source.slice(start - 2, end + 1))
      return
    }
    if (this.#closesOuter(raw)) this.#closeOuter(raw)
  }

  ondeclaration(start: number, end: number): void {
    const text = this.#source.slice(start, Math.min(end, start + 2_048))
    const match = /ENTITY\s+([\w.-]{1,64})\s+(?:"([^"%<]{0,256})"|'([^'%<]{0,256})')?/.exec(text)
    if (match?.[1] === undefined || this.#entities.size >= LIMITS.entities) return
    const value = match[2] ?? match[3] ?? ''
    // An entity made of entities, or from another file, is a bomb or a theft; in a text it stands for nothing.
    this.#entities.set(match[1], /&(?!#|amp;|lt;|gt;|quot;|apos;)/.test(value) ? '' : decodeXML(value))
  }

  onprocessinginstruction(): void {
    this.#flushText()
  }
  oncomment(): void {
    this.#flushText()
  }
  onend(): void {}
  onattribentity(): void {}
  ontextentity(): void {}

  // ── Names ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  #rawName(start: number, end: number): string {
    return this.#source.slice(start, Math.min(end, start + 64)).toLowerCase()
  }

  /** `A10:Updated` → `updated`, `DC:Date` → `dc:date`: lower case, with the usual prefix of its namespace. */
  #canonical(raw: string): string {
    const known = this.#names.get(raw)
    if (known !== undefined) return known
    const colon = raw.indexOf(':')
    const prefix = colon < 0 ? '' : (this.#prefixes.get(raw.slice(0, colon)) ?? usualPrefix(raw.slice(0, colon)))
    const local = raw.slice(colon + 1)
    const name = prefix === '' ? local : `${prefix}:${local}`
    if (this.#names.size < 512) this.#names.set(raw, name)
    return name
  }

  /** Reads the namespace declarations of an element; returns its own name, which its own `xmlns` may change. */
  #resolveName(attributes: ReadonlyMap<string, string>): string {
    if (attributes.size === 0) return this.#canonical(this.#tagName)
    for (const [name, value] of attributes) {
      if (!name.startsWith('xmlns:')) continue
      const prefix = prefixOf(value)
      const alias = name.slice(6)
      if (prefix === null || this.#prefixes.get(alias) === prefix) continue
      if (this.#prefixes.size < LIMITS.prefixes) this.#prefixes.set(alias, prefix)
      this.#names.clear()
    }
    const own = attributes.get('xmlns')
    const prefix = own === undefined || this.#tagName.includes(':') ? null : prefixOf(own)
    return prefix ? `${prefix}:${this.#tagName}` : this.#canonical(this.#tagName)
  }

  // ── Elements ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The next entry or field begins although the last field never ended: its end tag is missing. */
  #breakOut(): void {
    const name = this.#canonical(this.#tagName)
    const isItem = name === 'item' || name === 'entry'
    const isField = this.#capture !== null && ITEM_FIELDS.has(name) && !isHtml(name)
    if (!isItem && !isField) return
    if (this.#capture) this.#endCapture()
    this.#skip = null
  }

  #openTag(end: number, selfClosing: boolean): void {
    const attributes = this.#attributes
    this.#attributes = NO_ATTRIBUTES
    const inside = this.#capture ?? this.#skip
    if (inside) {
      if (this.#capture) this.#inner(this.#capture, this.#source.slice(this.#tagStart, end + 1))
      if (this.#tagName === inside.raw && !selfClosing) inside.nested += 1
      return
    }
    const name = this.#resolveName(attributes)
    if (name === 'item' || name === 'entry') {
      this.#format(name === 'entry' ? 'atom' : 'rss')
      this.#endNest()
      this.#endItem()
      this.#startItem(attributes)
      if (selfClosing) this.#endItem()
    } else if (this.format === null) this.#root(name, attributes)
    else if (this.#nest) {
      if (!NESTED_FIELDS.has(name)) this.#skipElement(selfClosing)
      else this.#startCapture({ as: name, reading: 'line' }, attributes, selfClosing)
    } else if (name === 'channel' && !this.#item) this.#scope(attributes)
    else this.#field((this.#item ? ITEM_FIELDS : FEED_FIELDS).get(name), attributes, selfClosing)
  }

  #root(name: string, attributes: ReadonlyMap<string, string>): void {
    if (name === 'html') this.sawHtml = true
    const format =
      name === 'rss' || name === 'channel' ? 'rss' : name === 'feed' ? 'atom' : /^(rdf:)?rdf$/.test(name) ? 'rdf' : null
    if (format === null) return
    this.#format(format)
    this.#scope(attributes)
  }

  #format(format: FeedFormat): void {
    this.format ??= format
  }

  #scope(attributes: ReadonlyMap<string, string>): void {
    this.#language = attributes.get('xml:lang') ?? this.#language
    this.base = resolve(attributes.get('xml:base'), this.base)
  }

  #field(field: Field | undefined, attributes: Map<string, string>, selfClosing: boolean): void {
    if (field === undefined) this.#skipElement(selfClosing)
    else if (field.reading === 'empty') this.#emit(field, attributes, '')
    else if (field.reading === 'nest') {
      this.#nest = { raw: this.#tagName, field, text: '', children: '' }
      if (selfClosing) this.#endNest()
    } else if (field.reading !== 'group') this.#startCapture(field, attributes, selfClosing)
  }

  #skipElement(selfClosing: boolean): void {
    if (!selfClosing) this.#skip = { raw: this.#tagName, nested: 0 }
  }

  #closesOuter(raw: string): boolean {
    if (raw === this.#nest?.raw || raw === this.#item?.raw) return true
    const name = this.#canonical(raw)
    return name === 'channel' || name === 'rss' || name === 'feed' || name === 'rdf:rdf'
  }

  #closeOuter(raw: string): void {
    const nest = raw === this.#nest?.raw
    this.#endNest()
    if (!nest) this.#endItem()
  }

  // ── Entries and fields ────────────────────────────────────────────────────────────────────────────────────────────

  #startItem(attributes: ReadonlyMap<string, string>): void {
    const base = resolve(attributes.get('xml:base'), this.base)
    const about = attributes.get('rdf:about')
    const language = attributes.get('xml:lang')
    const written =
      (about ? ` rdf:about="${escapeAttribute(about)}"` : '') +
      (language ? ` xml:lang="${escapeAttribute(language)}"` : '') +
      (base === this.base ? '' : ` xml:base="${escapeAttribute(base)}"`)
    this.#item = { raw: this.#tagName, base, attributes: written, fields: [], texts: 0, known: about !== undefined }
  }

  #endItem(): void {
    const item = this.#item
    this.#item = null
    if (!item || item.fields.length === 0 || this.itemCount >= LIMITS.items) return
    const name = this.format === 'atom' ? 'entry' : 'item'
    const xml = `<${name}${item.attributes}>${item.fields.join('')}</${name}>`
    this.#items.push(xml)
    this.pendingLength += xml.length + item.texts
    this.itemCount += 1
    if (this.itemCount >= LIMITS.items) this.#tokenizer.pause()
  }

  #endNest(): void {
    const nest = this.#nest
    this.#nest = null
    if (!nest || (nest.text === '' && nest.children === '')) return
    this.#write(nest.field.as, `<${nest.field.as}>${wellFormed(nest.text)}${nest.children}</${nest.field.as}>`)
  }

  #startCapture(field: Field, attributes: Map<string, string>, selfClosing: boolean): void {
    const type = attributes.get('type')
    this.#capture = {
      raw: this.#tagName,
      field,
      attributes,
      limit: field.reading === 'line' ? LIMITS.line : LIMITS.text,
      xhtml: isXhtml(this.#canonical(this.#tagName), type, attributes),
      parts: [],
      length: 0,
      nested: 0,
      markup: false,
    }
    if (selfClosing) this.#endCapture()
  }

  #endCapture(): void {
    const capture = this.#capture
    this.#capture = null
    if (!capture) return
    let value = capture.parts.join('')
    const { attributes } = capture
    if (attributes.get('mode') === 'base64') value = Buffer.from(value, 'base64').toString('utf8')
    const html = (capture.markup && !isForeign(attributes.get('type'))) || attributes.get('mode') === 'escaped'
    this.#emit(capture.field, html ? new Map(attributes).set('type', 'html') : attributes, value)
  }

  #emit(field: Field, attributes: ReadonlyMap<string, string>, value: string): void {
    if (this.#nest) {
      if (value.trim() !== '' && this.#nest.children.length < LIMITS.line)
        this.#nest.children += element(field.as, '', value)
      return
    }
    const outer = this.#item?.base ?? this.base
    if (!this.#item && field.as === 'link') {
      const base = resolve(attributes.get('xml:base'), outer)
      if (this.#links.length < LIMITS.fields)
        this.#links.push({
          text: value,
          attributes: { ...Object.fromEntries(attributes), 'xml:base': base },
          children: {},
        })
      return
    }
    if (field.as === 'link' && this.format === 'atom' && !attributes.has('href')) {
      // rss-parser reads `href` of every Atom link, and there had better be one.
      this.#emit(field, new Map(attributes).set('href', value.trim()), '')
      return
    }
    if (field.reading === 'text' && this.#item) {
      this.#keepText(this.#item, field, attributes, value)
      return
    }
    let written = ''
    for (const [name, text] of attributes) {
      const as = ATTRIBUTES.get(name)
      if (as === undefined || USUAL.get(name) === text || (as === 'xml:lang' && field.as !== 'title')) continue
      written += ` ${as}="${escapeAttribute(name === 'xml:base' ? resolve(text, outer) : text)}"`
    }
    if (value === '' && written === '') return
    this.#write(field.as, element(field.as, written, value))
  }

  /**
   * A text stays here, and a number goes to rss-parser in its place: nothing in it is XML, and it could be long, and there
   * are the regular expressions that rss-parser has for texts.
   */
  #keepText(item: Item, field: Field, given: ReadonlyMap<string, string>, text: string): void {
    const src = given.get('src')
    if ((text === '' && src === undefined) || item.fields.length >= LIMITS.fields) return
    const type = given.get('type')
    const base = given.get('xml:base')
    const attributes = { ...(type && { type }), 'xml:base': resolve(base, item.base) }
    this.#texts.set(this.#textCount, { text, attributes, children: {} })
    item.texts += text.length
    this.#write(field.as, element(field.as, src ? ` src="${escapeAttribute(src)}"` : '', String(this.#textCount++)))
  }

  /** Of the feed's links rss-parser keeps one, so the one is chosen here. */
  #writeLinks(): void {
    const page = bestLink(this.#links, this.base)
    const hub = this.#links.find(({ attributes }) => attributes.rel?.toLowerCase() === 'hub')?.attributes.href
    if (page)
      this.head.push(
        this.format === 'atom'
          ? element('link', ` rel="alternate" href="${escapeAttribute(page)}"`, '')
          : element('link', '', page),
      )
    if (hub) this.head.push(element('hub', '', hub))
  }

  #write(as: string, xml: string): void {
    const fields = this.#item?.fields ?? this.head
    if (fields.length >= LIMITS.fields) return
    fields.push(xml)
    if (this.#item) this.fields.add(as)
    if (this.#item && (as === 'link' || as === 'guid' || as === 'id')) this.#item.known = true
  }

  // ── Text ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  #flushText(): void {
    if (this.#textEnd < 0) return
    const start = this.#textStart
    const end = this.#textEnd
    this.#textStart = -1
    this.#textEnd = -1
    this.#text(start, end, false)
  }

  #text(start: number, end: number, cdata: boolean): void {
    const capture = this.#capture
    if (!capture) {
      const nest = this.#nest
      if (!nest || this.#skip || nest.text.length >= LIMITS.line) return
      const text = this.#source.slice(start, Math.min(end, start + LIMITS.line))
      nest.text += cdata ? text : this.#decode(text)
      return
    }
    const room = capture.limit - capture.length
    if (room <= 0) return
    const text = this.#source.slice(start, Math.min(end, start + room))
    if (capture.xhtml)
      this.#append(capture, cdata ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : this.#expand(text))
    else this.#append(capture, cdata ? text : this.#decode(text))
  }

  #inner(capture: Capture, tag: string): void {
    capture.markup = true
    if (capture.length + tag.length <= capture.limit) this.#append(capture, tag)
  }

  #append(capture: Capture, text: string): void {
    capture.parts.push(text)
    capture.length += text.length
  }

  #decode(text: string): string {
    return text.includes('&') ? decodeXML(this.#expand(text)) : text
  }

  /** Puts the DTD's own entities in, as long as the feed doesn't grow by them. */
  #expand(text: string): string {
    if (this.#entities.size === 0 || !text.includes('&')) return text
    return text.replace(/&([\w.-]{1,64});/g, (reference, name: string) => {
      const value = this.#entities.get(name)
      if (value === undefined || value.length > this.#entityBudget) return reference
      this.#entityBudget -= value.length
      return value.replaceAll('&', '&amp;')
    })
  }
}

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
const isHtml = (name: string): boolean => NO_BREAK.has(name)

/** The media type of something else than a text: a picture, an XML document of its own. */
const isForeign = (type = ''): boolean => /^[\w-]+\//.test(type) && !/html|^text\//.test(type)

function isXhtml(name: string, type: string | undefined, attributes: ReadonlyMap<string, string>): boolean {
  if (name.startsWith('xhtml:') || name === 'body') return true
  if (attributes.get('rdf:parsetype')?.toLowerCase() === 'literal') return true
  if (attributes.get('mode') === 'xml') return /html/.test(type ?? 'html')
  return type === 'xhtml' || type === 'application/xhtml+xml'
}

function resolve(url: string | undefined, base: string): string {
  if (url === undefined || url.length > LIMITS.url) return base
  try {
    const resolved = new URL(url.trim(), base)
    return /^https?:$/.test(resolved.protocol) ? resolved.href : base
  } catch {
    return base
  }
}
