import { decodeHTML } from 'entities'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

/** Elements that stand on lines of their own: words before and after them are apart. */
const BLOCKS = new Set(
  'address article aside blockquote br caption center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr img input li main menu nav ol optgroup option p picture pre section select summary table tbody td tfoot th thead tr ul video audio iframe embed object'.split(
    ' ',
  ),
)
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
)
/** Elements whose text nobody reads. */
const HIDDEN = new Set(
  'audio button canvas embed head iframe noscript object script select style svg template textarea title video'.split(
    ' ',
  ),
)

export const isHtmlElement = (name: string): boolean =>
  BLOCKS.has(name) || INLINE.has(name) || HIDDEN.has(name) || name === 'html' || name === 'body'

/** Pictures kept of a text: the first that is none of an advertiser's will do. */
const MAX_IMAGES = 10

export interface HtmlText {
  readonly text: string
  /** `src` of the pictures, in order, tracking pixels left out. */
  readonly images: readonly string[]
}

class TextCollector implements TokenizerCallbacks {
  #parts: string[] = []
  #images: string[] = []
  #html = ''
  #limit = 0
  readonly #tokenizer = new Tokenizer({ decodeEntities: false }, this)
  #length = 0
  #hidden = ''
  #depth = 0
  #tag = ''
  #attribute = ''
  #value = ''
  #src = ''
  #alt = ''
  #tiny = false
  #emoji = false

  collect(html: string, limit: number): HtmlText {
    this.#html = html
    this.#limit = limit
    this.#parts = []
    this.#images = []
    this.#length = 0
    this.#hidden = ''
    this.#tag = ''
    this.#tokenizer.reset()
    this.#tokenizer.write(html)
    this.#tokenizer.end()
    this.#html = ''
    return { text: this.#parts.join(''), images: this.#images }
  }

  ontext(start: number, end: number): void {
    if (this.#hidden !== '') return
    const text = this.#html.slice(start, end)
    // The line break between two tags, most often.
    if (text.length < 16 && text.trim() === '') this.#space()
    else this.#parts.push(text)
    this.#length += end - start
    if (this.#length > this.#limit) this.#tokenizer.pause()
  }
  onopentagname(start: number, end: number): void {
    this.#tag = localName(this.#html, start, end)
    this.#src = ''
    this.#alt = ''
    this.#tiny = false
    this.#emoji = false
  }
  onattribname(start: number, end: number): void {
    if (this.#tag !== 'img') return
    this.#attribute = this.#html.slice(start, Math.min(end, start + 32)).toLowerCase()
    this.#value = ''
  }
  onattribdata(start: number, end: number): void {
    if (this.#tag === 'img') this.#value += this.#html.slice(start, end)
  }
  onattribend(): void {
    if (this.#tag !== 'img') return
    if (this.#attribute === 'src' || (this.#attribute === 'data-src' && /^(data:|$)/.test(this.#src)))
      this.#src = this.#value
    else if (this.#attribute === 'alt') this.#alt = this.#value
    else if (this.#attribute === 'class') this.#emoji = /emoji|smiley/i.test(this.#value)
    else if (this.#attribute === 'width' || this.#attribute === 'height')
      this.#tiny ||= /^[0-3](px)?$/.test(this.#value.trim())
    else if (this.#attribute === 'style')
      this.#tiny ||= /display:\s*none|(?:width|height):\s*[0-3](?:px)?\b/.test(this.#value)
  }
  onopentagend(): void {
    const tag = this.#tag
    if (this.#hidden !== '') {
      if (tag === this.#hidden) this.#depth += 1
      return
    }
    if (tag === 'img') this.#image()
    else if (BLOCKS.has(tag)) this.#space()
    if (HIDDEN.has(tag) && tag !== 'embed') {
      this.#hidden = tag
      this.#depth = 1
    }
  }
  onselfclosingtag(): void {
    if (this.#hidden !== '') return
    if (this.#tag === 'img') this.#image()
    else if (BLOCKS.has(this.#tag)) this.#space()
  }
  onclosetag(start: number, end: number): void {
    const tag = localName(this.#html, start, end)
    if (this.#hidden !== '') {
      if (tag === this.#hidden && --this.#depth === 0) this.#hidden = ''
    } else if (BLOCKS.has(tag)) this.#space()
  }
  oncdata(start: number, end: number, offset: number): void {
    this.ontext(start, end - offset)
  }
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onattribentity(): void {}
  ontextentity(): void {}
  onend(): void {}

  #space(): void {
    if (this.#parts.at(-1) !== ' ') this.#parts.push(' ')
  }

  #image(): void {
    // An emoji picture is a letter of the text; any other picture is none.
    if (this.#emoji) this.#parts.push(this.#alt)
    else this.#space()
    if (!this.#emoji && !this.#tiny && this.#src !== '' && this.#images.length < MAX_IMAGES)
      this.#images.push(decodeHTML(this.#src.trim()))
  }
}

function localName(html: string, start: number, end: number): string {
  const name = html.slice(start, Math.min(end, start + 32)).toLowerCase()
  return name.slice(name.indexOf(':') + 1)
}

/**
 * The text of HTML that may be broken, and its pictures. Linear in the length of the HTML; stops after `limit` characters
 * of text. White space is not yet collapsed.
 */
export function htmlText(html: string, limit = Number.POSITIVE_INFINITY): HtmlText {
  if (!html.includes('<')) return { text: html.includes('&') ? decodeHTML(html) : html, images: [] }
  const { text, images } = collector.collect(html, limit)
  return { text: text.includes('&') ? decodeHTML(text) : text, images }
}

/** One for all: it works in one go, and a tokenizer is dear to make. */
const collector = new TextCollector()
