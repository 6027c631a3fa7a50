import { bigrams, isCjk, runs } from './text.ts'

/** A crude stem that serves inflected languages: the first letters tell the word. */
const STEM_LENGTH = 6
const MIN_WORD = 3
const MAX_WORDS = 160

/** Stems of a text without the words that labels account for already. */
export function wordsIn(text: string, without: readonly string[]): string[] {
  const skip = new Set(without.flatMap(stems))
  return [...new Set(stems(text))].filter((word) => !skip.has(word)).slice(0, MAX_WORDS)
}

const stems = (text: string): string[] =>
  runs(text).flatMap((run) => {
    if (isCjk(run)) return bigrams(run)
    if (/^\p{N}/u.test(run) || run.length < MIN_WORD) return []
    return [run.slice(0, STEM_LENGTH)]
  })

const CAPITALISED = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}’'-]{2,}/gu
const LATIN = /^\p{Script=Latin}/u
const MAX_NAMES = 40

/** Words that begin with a capital, in Latin script, folded, without those that labels account for. */
export function namesIn(text: string, without: readonly string[]): string[] {
  const skip = new Set(without.flatMap((words) => runs(words)))
  const names = [...text.matchAll(CAPITALISED)].flatMap(([word]) => (LATIN.test(word) ? runs(word) : []))
  return [...new Set(names)].filter((name) => name.length >= MIN_WORD && !skip.has(name)).slice(0, MAX_NAMES)
}
