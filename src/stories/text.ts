/**
 * Words as search and grouping see them: without case and accents, CJK runs cut into overlapping pairs of characters.
 *
 * Neither database splits Chinese, Japanese or Korean text into words, and each folds accents in its own way. So the splitting is done
 * here, once, for what is stored and for what is asked, and the databases only compare tokens.
 */

const LETTERS_WITHOUT_DECOMPOSITION: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
}

/** Marks on letters, but for the Japanese voicing marks: が and か are different letters, é and e are not. */
const MARKS = /(?![\u3099\u309a])\p{M}/gu
const CJK = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々〆'
// Scripts hold signs too, such as the radicals ⺀: only letters and digits make words.
const RUNS = new RegExp(`(?:(?=[\\p{L}\\p{N}\\p{M}])[${CJK}])+|\\p{N}+|(?:(?![${CJK}])\\p{L})+`, 'gu')
const IS_CJK = new RegExp(`^[${CJK}]`, 'u')
/** Longer runs of letters are not words; cut, they still match themselves. */
const MAX_TOKEN_LENGTH = 40

/** Most words of most texts: nothing to take apart. */
const PLAIN = /^[\x20-\x7e]*$/

/** `É` → `e`, `Straße` → `strasse`, `ＬＩＮＥ` → `line`. */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(MARKS, '')
    .replace(/[ßøæœłđðþıħ]/g, (letter) => LETTERS_WITHOUT_DECOMPOSITION[letter] ?? letter)
}

/** Runs of letters, of digits and of CJK characters, folded, in order. Zero-width and bidirectional controls don't part a word. */
export function runs(text: string): string[] {
  return (fold(text.replace(/\p{Cf}/gu, '')).match(RUNS) ?? []).map((run) => run.slice(0, MAX_TOKEN_LENGTH * 25))
}

export const isCjk = (run: string): boolean => IS_CJK.test(run)

/** `漏洩事件` → `漏洩`, `洩事`, `事件`; a single character stays one. */
export function bigrams(run: string): string[] {
  const characters = [...run]
  if (characters.length < 2) return characters
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/**
 * Tokens for the search index. A CJK run ends with its last character alone, so that every character of it starts a token and a query of
 * one character finds it as a prefix.
 */
export function indexTokens(text: string): string[] {
  return runs(text).flatMap((run) => {
    if (!isCjk(run)) return [run.slice(0, MAX_TOKEN_LENGTH)]
    const last = [...run].at(-1) ?? ''
    return run === last ? [run] : [...bigrams(run), last]
  })
}

/** The same text as a query: the tokens that have to stand in a row. */
export function queryTokens(text: string): string[] {
  return runs(text).flatMap((run) => (isCjk(run) ? bigrams(run) : [run.slice(0, MAX_TOKEN_LENGTH)]))
}
