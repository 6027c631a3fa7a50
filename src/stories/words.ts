import { loadKnowledge } from '../knowledge/index.ts'
import type { Language } from '../types/index.ts'
import { bigrams, fold, isCjk, runs } from './text.ts'

/** A crude stem that serves inflected languages: the first letters tell the word. */
const STEM_LENGTH = 6
const MIN_WORD = 3
const MAX_WORDS = 160

/**
 * Stems of a text without function words and the names that labels account for: how much each tells, its rarity says. Texts come as
 * runs: see `text.ts`.
 */
export function wordsIn(textRuns: readonly string[], language: Language, without: readonly string[]): string[] {
  const skip = new Set(stems(without))
  const functional = functionStems(language)
  return [...new Set(stems(textRuns))].filter((word) => !skip.has(word) && !functional.has(word)).slice(0, MAX_WORDS)
}

const CJK_PARTS = /\p{Script=Han}+|[\p{Script=Katakana}ー]+|\p{Script=Hangul}+/gu
const KATAKANA = /^\p{Script=Katakana}/u
const HANGUL = /^\p{Script=Hangul}/u
const KATAKANA_STEM = 4
const HANGUL_STEM = 3

/** Han in pairs, Japanese loanwords and Korean words by their beginnings; hiragana is grammar. */
const cjkStems = (run: string): string[] =>
  [...run.matchAll(CJK_PARTS)].flatMap(([part]) => {
    if (KATAKANA.test(part)) return part.length < 2 ? [] : [part.slice(0, KATAKANA_STEM)]
    if (HANGUL.test(part)) return part.length < 2 ? [] : [part.slice(0, HANGUL_STEM)]
    return bigrams(part)
  })

export const stems = (textRuns: readonly string[]): string[] =>
  textRuns.flatMap((run) => {
    if (isCjk(run)) return cjkStems(run)
    if (/^\p{N}/u.test(run) || run.length < MIN_WORD) return []
    return [run.slice(0, STEM_LENGTH)]
  })

const functionStemsOf = new Map<Language, ReadonlySet<string>>()

function functionStems(language: Language): ReadonlySet<string> {
  const cached = functionStemsOf.get(language)
  if (cached) return cached
  const common = new Set(
    loadKnowledge()
      .language(language)
      .words.flatMap((word) => stems(runs(word))),
  )
  functionStemsOf.set(language, common)
  return common
}

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
