import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2'
import { LIMITS } from './limits.ts'

export type Attributes = ReadonlyMap<string, string>
export const NO_ATTRIBUTES: Attributes = new Map()

/** Characters of a name that are read. */
const MAX_NAME = 64

/** What {@link TagReader} tells: places are those in the source, names in lower case. */
export interface TagHandler {
  /** A start tag has told its name. Answers whether its attributes are of use. */
  opens(name: string): boolean
  /** A start tag, from its `<` to behind its `>`. */
  open(name: string, attributes: Attributes, start: number, end: number, selfClosing: boolean): void
  /** An end tag, likewise. */
  close(name: string, start: number, end: number): void
  text(start: number, end: number, cdata: boolean): void
  /** What stands between `<!` and `>`. */
  declaration(text: string): void
  /** Text of the source with its references decoded. */
  decode(text: string): string
}

/**
 * htmlparser2's tokenizer in XML mode, put together to whole texts and whole tags: it hands over pieces where a slice of the
 * source ends. Takes whatever comes, keeps no stack, and bounds names and attributes.
 */
export class TagReader implements TokenizerCallbacks {
  readonly #source: string
  readonly #handler: TagHandler
  readonly #tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, this)
  #position = 0

  #start = 0
  #name = ''
  #attributes: Map<string, string> | null = null
  #deaf = false
  #attributeName = ''
  #valueStart = -1
  #valueEnd = -1
  #textStart = -1
  #textEnd = -1

  constructor(source: string, handler: TagHandler) {
    this.#source = source
    this.#handler = handler
  }

  /** Reads `length` more characters. False when there is nothing left to read. */
  read(length: number): boolean {
    if (this.#position >= this.#source.length) return false
    const end = Math.min(this.#position + length, this.#source.length)
    this.#tokenizer.write(this.#source.slice(this.#position, end))
    this.#position = end
    return true
  }

  /** Reads no further, not even what it was handed already. */
  pause(): void {
    this.#tokenizer.pause()
  }

  /** The source has ended. */
  end(): void {
    this.#tokenizer.end()
    this.#flush()
  }

  ontext(start: number, end: number): void {
    if (this.#textEnd !== start) {
      this.#flush()
      this.#textStart = start
    }
    this.#textEnd = end
  }

  oncdata(start: number, end: number, offset: number): void {
    this.#flush()
    if (start < end - offset) this.#handler.text(start, end - offset, true)
  }

  onopentagname(start: number, end: number): void {
    this.#flush()
    this.#start = start - 1
    this.#name = this.#nameAt(start, end)
    this.#attributes = null
    this.#deaf = !this.#handler.opens(this.#name)
  }

  onattribname(start: number, end: number): void {
    if (this.#deaf) return
    this.#attributeName = end - start > MAX_NAME ? '' : this.#nameAt(start, end)
    this.#valueStart = -1
  }

  onattribdata(start: number, end: number): void {
    if (this.#deaf) return
    if (this.#valueStart < 0) this.#valueStart = start
    this.#valueEnd = end
  }

  onattribend(): void {
    if (this.#deaf || this.#attributeName === '') return
    this.#attributes ??= new Map()
    if (this.#attributes.size >= LIMITS.attributes || this.#attributes.has(this.#attributeName)) return
    const end = Math.min(this.#valueEnd, this.#valueStart + LIMITS.attribute)
    const value = this.#valueStart < 0 ? '' : this.#handler.decode(this.#source.slice(this.#valueStart, end))
    this.#attributes.set(this.#attributeName, value)
  }

  onopentagend(end: number): void {
    this.#handler.open(this.#name, this.#attributes ?? NO_ATTRIBUTES, this.#start, end + 1, false)
  }

  onselfclosingtag(end: number): void {
    this.#handler.open(this.#name, this.#attributes ?? NO_ATTRIBUTES, this.#start, end + 1, true)
  }

  onclosetag(start: number, end: number): void {
    this.#flush()
    this.#handler.close(this.#nameAt(start, end), start - 2, end + 1)
  }

  ondeclaration(start: number, end: number): void {
    this.#handler.declaration(this.#source.slice(start, Math.min(end, start + 2_048)))
  }

  onprocessinginstruction(): void {
    this.#flush()
  }
  oncomment(): void {
    this.#flush()
  }
  onend(): void {}
  onattribentity(): void {}
  ontextentity(): void {}

  #nameAt(start: number, end: number): string {
    return this.#source.slice(start, Math.min(end, start + MAX_NAME)).toLowerCase()
  }

  #flush(): void {
    if (this.#textEnd < 0) return
    const start = this.#textStart
    const end = this.#textEnd
    this.#textStart = -1
    this.#textEnd = -1
    this.#handler.text(start, end, false)
  }
}
