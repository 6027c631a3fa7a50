import { decodeHTML, decodeXML } from 'entities'
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'

/** What stands in a document, as it comes. Names are in lower case. */
export interface TagReader {
  open(name: string, attributes: ReadonlyMap<string, string>): void
  close?(name: string): void
  text?(text: string): void
}

const MAX_NAME = 64
const MAX_VALUE = 4_096
const MAX_ATTRIBUTES = 64

/**
 * Reads the tags of XML or HTML that may be broken or hostile. It keeps no tree and no stack, so that its time is linear whatever
 * is nested or left open; names, values and numbers of attributes are bounded. Entities of a DTD are left as they are written.
 */
export function readTags(source: string, language: 'xml' | 'html', reader: TagReader): void {
  const tokenizer = new Tokenizer(
    { xmlMode: language === 'xml', decodeEntities: false },
    new TagCollector(source, language === 'xml' ? decodeXML : decodeHTML, reader),
  )
  tokenizer.write(source)
  tokenizer.end()
}

class TagCollector implements TokenizerCallbacks {
  readonly #source: string
  readonly #decode: (text: string) => string
  readonly #reader: TagReader
  #name = ''
  #attributes = new Map<string, string>()
  #attribute = ''
  #value = ''

  constructor(source: string, decode: (text: string) => string, reader: TagReader) {
    this.#source = source
    this.#decode = decode
    this.#reader = reader
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#nameAt(start, end)
    this.#attributes = new Map()
  }
  onattribname(start: number, end: number): void {
    this.#attribute = this.#nameAt(start, end)
    this.#value = ''
  }
  onattribdata(start: number, end: number): void {
    this.#value += this.#source.slice(start, Math.min(end, start + MAX_VALUE - this.#value.length))
  }
  onattribend(): void {
    if (this.#attributes.size < MAX_ATTRIBUTES && !this.#attributes.has(this.#attribute))
      this.#attributes.set(this.#attribute, this.#decode(this.#value))
  }
  onopentagend(): void {
    this.#reader.open(this.#name, this.#attributes)
  }
  onselfclosingtag(): void {
    this.#reader.open(this.#name, this.#attributes)
    this.#reader.close?.(this.#name)
  }
  onclosetag(start: number, end: number): void {
    this.#reader.close?.(this.#nameAt(start, end))
  }
  ontext(start: number, end: number): void {
    this.#reader.text?.(this.#decode(this.#source.slice(start, end)))
  }
  oncdata(start: number, end: number, offset: number): void {
    this.#reader.text?.(this.#source.slice(start, end - offset))
  }
  onattribentity(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onend(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}

  #nameAt(start: number, end: number): string {
    return this.#source.slice(start, Math.min(end, start + MAX_NAME)).toLowerCase()
  }
}
