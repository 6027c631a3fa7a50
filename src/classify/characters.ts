/** What kind of character ends a word where: everything that matches folded text asks here. */

/** Space, punctuation, symbols. */
export const SEPARATOR = 0
/** Letters and digits of scripts that part their words by spaces. */
export const LETTER = 1
export const KATAKANA = 2
/** Scripts in which a word may start at any character: Han, hiragana, Hangul. */
export const HAN = 3
export const HIRAGANA = 4
export const HANGUL = 5

const kinds = new Uint8Array(0x10000)
const LETTERS = /[\p{L}\p{N}]/u
for (let code = 0; code < 0x3000; code++) if (LETTERS.test(String.fromCharCode(code))) kinds[code] = LETTER
kinds.fill(HIRAGANA, 0x3041, 0x30a0)
kinds.fill(KATAKANA, 0x30a1, 0x30ff)
kinds[0x30fb] = SEPARATOR
kinds.fill(HAN, 0x3400, 0xa000)
kinds.fill(HANGUL, 0x1100, 0x1200)
kinds.fill(HANGUL, 0xac00, 0xd7a4)
kinds[0x3005] = HAN
for (let code = 0xa000; code < 0xab00; code++) if (LETTERS.test(String.fromCharCode(code))) kinds[code] = LETTER

export const kindAt = (text: string, index: number): number =>
  index >= 0 && index < text.length ? (kinds[text.charCodeAt(index)] ?? SEPARATOR) : SEPARATOR

/** A word may start here: the kind changes, or the script needs no spaces. */
export function startsWord(text: string, index: number): boolean {
  const kind = kindAt(text, index)
  return kind !== SEPARATOR && (kind >= HAN || kindAt(text, index - 1) !== kind)
}

/** A word may end before this index. */
export function endsWord(text: string, index: number): boolean {
  const kind = kindAt(text, index - 1)
  return kind >= HAN || kindAt(text, index) !== kind
}

/** Index of the end of the word that `index` stands in; `index` itself between words and in scripts without spaces. */
export function wordEnd(text: string, index: number): number {
  let end = index
  while (kindAt(text, end) === LETTER) end++
  return end
}

/** What stands between two words of one term: space, hyphen, apostrophe, slash, quotation marks, middle dot. */
const joints = new Uint8Array(0x10000)
for (const char of ' -\'/"“”„«»‹›「」『』・·‐\n_') joints[char.charCodeAt(0)] = 1
export const isJoint = (text: string, index: number): boolean =>
  index < text.length && joints[text.charCodeAt(index)] === 1

/** Arabic words carry article, conjunction and prepositions in front: the indices at which the bare word may start. */
export function arabicStarts(text: string, index: number): number[] {
  const code = text.charCodeAt(index)
  if (code < 0x600 || code > 0x6ff) return []
  const starts: number[] = []
  const match = /^(?:[وف])?(?:[بكل])?(?:ال|لل)?|^[وف]?لل/.exec(text.slice(index, index + 5))
  for (let length = 1; length <= (match?.[0].length ?? 0); length++) starts.push(index + length)
  return starts
}
