import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { LANGUAGES, type Language } from '../types/index.ts'
import { hashOfSlice, mix } from './hashing.ts'

/** Tells ordinary words from names. */
export interface WordList {
  /** Whether a folded word is an ordinary one. */
  has(language: Language, word: string): boolean
}

/** Bits of the filter, a power of two, and how many of them stand for a word. */
const BITS = 1 << 21
const PROBES = 5

/**
 * The ordinary words of all languages, as a Bloom filter: of words it does not hold it takes one in some hundred for
 * ordinary. A capitalised word that is none of them is likely a name.
 */
export class Vocabulary implements WordList {
  readonly bits: Uint8Array

  constructor(bits: Uint8Array = new Uint8Array(BITS / 8)) {
    if (bits.length !== BITS / 8)
      throw new Error(`The stored vocabulary has ${bits.length} bytes: run "npm run train".`)
    this.bits = bits
  }

  add(language: Language, word: string): void {
    probe(language, word, (bit) => {
      this.bits[bit >>> 3] = (this.bits[bit >>> 3] ?? 0) | (1 << (bit & 7))
      return true
    })
  }

  has(language: Language, word: string): boolean {
    return probe(language, word, (bit) => ((this.bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0)
  }
}

function probe(language: Language, word: string, each: (bit: number) => boolean): boolean {
  const first = mix(LANGUAGES.indexOf(language), hashOfSlice(word, 0, word.length))
  const second = mix(first, word.length) | 1
  for (let i = 0; i < PROBES; i++) if (!each((first + Math.imul(i, second)) & (BITS - 1))) return false
  return true
}

let cached: Vocabulary | undefined

/** The stored vocabulary, made by `npm run train -- companies`. */
export function loadVocabulary(): Vocabulary {
  cached ??= new Vocabulary(new Uint8Array(gunzipSync(readFileSync(new URL('./model/words.bin', import.meta.url)))))
  return cached
}
