import { loadKnowledge } from '../knowledge/index.ts'
import type { Language } from '../types/index.ts'
import { bigrams, fold, isCjk, runs } from './text.ts'

/** A crude stem that serves inflected languages: the first letters tell the word. */
const STEM_LENGTH = 6
const MIN_WORD = 3
const MAX_WORDS = 160

/**
 * Stems of a text without those that say nothing here: function words, the words of privacy news themselves (labels account for them),
 * and the names that labels account for. Texts come as runs: see `text.ts`.
 */
export function wordsIn(textRuns: readonly string[], language: Language, without: readonly string[]): string[] {
  const skip = new Set(stems(without))
  const common = commonStems(language)
  return [...new Set(stems(textRuns))].filter((word) => !skip.has(word) && !common.has(word)).slice(0, MAX_WORDS)
}

const HIRAGANA_ONLY = /^\p{Script=Hiragana}+$/u

const stems = (textRuns: readonly string[]): string[] =>
  textRuns.flatMap((run) => {
    // Pairs of hiragana are grammar, not words.
    if (isCjk(run)) return bigrams(run).filter((pair) => !HIRAGANA_ONLY.test(pair))
    if (/^\p{N}/u.test(run) || run.length < MIN_WORD) return []
    return [run.slice(0, STEM_LENGTH)]
  })

const known = new Map<Language, ReadonlySet<string>>()

/** Stems of a language's function words and of the lexicon that labels are found by. */
function commonStems(language: Language): ReadonlySet<string> {
  const cached = known.get(language)
  if (cached) return cached
  const knowledge = loadKnowledge()
  const { data, topics, cues, negation } = knowledge.lexicon(language)
  const terms = [
    ...Object.values(data),
    ...Object.values(topics),
    ...Object.values(cues),
    ...Object.values(negation),
    ...knowledge.language(language).words,
  ]
  const common = new Set(terms.flatMap((term) => stems(runs(String(term)))))
  known.set(language, common)
  return common
}

const CAPITALISED = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}’'-]{2,}/gu
const LATIN = /^\p{Script=Latin}/u
const MAX_NAMES = 40

/** Words that begin with a capital, in Latin script, folded, without the common ones and those that labels account for. */
export function namesIn(text: string, language: Language, without: readonly string[]): string[] {
  const skip = new Set(without)
  const common = commonStems(language)
  const names = [...text.matchAll(CAPITALISED)].flatMap(([word]) => (LATIN.test(word) ? runs(word) : []))
  return [...new Set(names)]
    .filter((name) => name.length >= MIN_WORD && !skip.has(name) && !common.has(fold(name).slice(0, STEM_LENGTH)))
    .slice(0, MAX_NAMES)
}
