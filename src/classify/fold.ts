/**
 * Texts and terms are compared in one folded form: lower case, without accents, with one apostrophe and one hyphen, full-width
 * as half-width, traditional characters as simplified ones, Arabic letter variants joined, invisible characters gone, and
 * Latin look-alikes inside Latin words put right. Each folded character knows where it came from, so that evidence is quoted
 * as it stands in the text.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

export interface Folded {
  readonly text: string
  /** `origin[i]` is the index in the original text of folded character `i`; one more entry for the end. */
  readonly origin: Uint32Array
}

const DROP = 0
/** Folds to more than one character: look in `longer`. */
const LONGER = 1
const table = new Uint16Array(0x10000)
const longer = new Map<number, string>()

for (let code = 0; code < 0x10000; code++) table[code] = code
for (const [from, to] of [
  [0x20, 0x530],
  [0x1e00, 0x24ff],
  [0xff00, 0xffe6],
] as const)
  for (let code = from; code < to; code++) fold(code)

function fold(code: number): void {
  const char = String.fromCharCode(code)
  // Cyrillic й and ї are letters of their own, not accented и and і.
  const plain =
    code >= 0x400 && code < 0x530 ? char.toLowerCase() : char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const folded = [...plain].filter((one) => one.charCodeAt(0) > 1).join('')
  if (folded.length === 1) table[code] = folded.charCodeAt(0)
  else if (folded === '') table[code] = DROP
  else {
    table[code] = LONGER
    longer.set(code, folded)
  }
}

const replace = (from: string, to: string) => {
  const units = [...to]
  for (const char of from) {
    const code = char.charCodeAt(0)
    if (units.length === 1) table[code] = to.charCodeAt(0)
    else {
      table[code] = to === '' ? DROP : LONGER
      longer.set(code, to)
    }
  }
}
replace('ßẞ', 'ss')
replace('æÆ', 'ae')
replace('œŒ', 'oe')
replace('øØ', 'o')
replace('łŁ', 'l')
replace('đĐð', 'd')
replace('ıİ', 'i')
replace('þÞ', 'th')
replace('ёЁ', 'е')
replace('’‘ʼ`´ʹ′‛', "'")
replace('‐‑‒–—―−', '-')
replace('\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\r', ' ')
replace('أإآٱ', 'ا')
replace('ة', 'ه')
replace('ىی', 'ي')
replace('ک', 'ك')
replace('。', '.')
// Soft hyphen, zero-width and bidirectional marks, variation selectors, Arabic vowel signs and tatweel.
for (const [from, to] of [
  [0x00, 0x09],
  [0x0b, 0x1f],
  [0xad, 0xad],
  [0x61c, 0x61c],
  [0x64b, 0x65f],
  [0x670, 0x670],
  [0x640, 0x640],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0x300, 0x36f],
] as const)
  for (let code = from; code <= to; code++) table[code] = DROP

const hanzi = z
  .array(z.string().length(2))
  .parse(JSON.parse(readFileSync(new URL('../knowledge/hanzi.json', import.meta.url), 'utf8')))
for (const pair of hanzi) table[pair.charCodeAt(0)] = pair.charCodeAt(1)

/** Cyrillic and Greek letters that look like Latin ones, after folding: homoglyph, Latin letter. */
const LOOKALIKES = new Map(
  [
    'аa',
    'еe',
    'оo',
    'рp',
    'сc',
    'уy',
    'хx',
    'іi',
    'јj',
    'ѕs',
    'ԁd',
    'һh',
    'кk',
    'мm',
    'тt',
    'нh',
    'ԛq',
    'ԝw',
    'οo',
    'αa',
    'νv',
    'ρp',
    'τt',
    'ιi',
    'κk',
    'εe',
  ].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const),
)

/** Greek and Cyrillic capitals that look like a Latin letter which their small form doesn't look like: capital, letter. */
const CAPITALS = new Map(
  [...'ΒbΖzΗhΜmΝnΥyΧxВbНh'.matchAll(/../gu)].map(([pair]) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const),
)

/** Reused by every call: most texts and all terms are short. */
let codes = new Uint16Array(4096)
let origins = new Uint32Array(4096)

export function foldText(text: string): Folded {
  const length = foldInto(text)
  origins[length] = text.length
  return { text: decode(length), origin: origins.slice(0, length + 1) }
}

/** The folded form alone, without spaces around it. */
export function foldTerm(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code > 0x7e || code === BACKTICK) return decode(foldInto(text)).trim()
  }
  return text.toLowerCase().trim()
}

const BACKTICK = '`'.charCodeAt(0)

/** Folds into `codes` and `origins`; how many characters. */
function foldInto(text: string): number {
  if (codes.length < 2 * text.length + 8) {
    codes = new Uint16Array(2 * text.length + 8)
    origins = new Uint32Array(2 * text.length + 8)
  }
  let length = 0
  let wordStart = 0
  let latin = false
  let other = false
  for (let i = 0; i < text.length; i++) {
    const code = table[text.charCodeAt(i)] ?? DROP
    if (code === DROP) continue
    if (code === LONGER) {
      for (const char of (longer.get(text.charCodeAt(i)) ?? '').slice(0, 2)) {
        codes[length] = char.charCodeAt(0)
        origins[length++] = i
      }
      continue
    }
    if (code >= 0x61 && code <= 0x7a) latin = true
    else if (code >= 0x370 && code < 0x530) other = true
    else {
      if (latin && other) unmask(text, wordStart, length)
      latin = other = false
      wordStart = length
    }
    codes[length] = code
    origins[length++] = i
  }
  if (latin && other) unmask(text, wordStart, length)
  return length
}

/** Puts Latin letters for their look-alikes: capitals may look like other letters than small ones do (Ν, ν). */
function unmask(text: string, from: number, to: number): void {
  for (let i = from; i < to; i++) {
    const code = codes[i] ?? 0
    codes[i] = CAPITALS.get(text.charCodeAt(origins[i] ?? 0)) ?? LOOKALIKES.get(code) ?? code
  }
}

const decoder = new TextDecoder('utf-16le', { ignoreBOM: true })

function decode(length: number): string {
  if (length > 64) return decoder.decode(codes.subarray(0, length))
  let text = ''
  for (let i = 0; i < length; i++) text += String.fromCharCode(codes[i] ?? 0)
  return text
}
