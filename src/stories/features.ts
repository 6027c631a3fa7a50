import type { Classification, DataType, Language, Topic } from '../types/index.ts'
import { conceptsIn } from './concepts.ts'
import { datesIn } from './dates.ts'
import { readFigures } from './figures.ts'
import { ancestorsOf, brandsOf, regulatorCountries } from './organisations.ts'
import { placesIn } from './places.ts'
import { isRoundUp } from './roundups.ts'
import { runs } from './text.ts'
import { namesIn, wordsIn } from './words.ts'

/** What the grouper needs to know of an article. */
export interface Groupable {
  readonly id: string
  readonly title: string
  readonly summary: string
  readonly language: Language
  /** Null where no one says: then time tells nothing. */
  readonly publishedAt: Date | null
  readonly classification: Classification
}

/** An article as the grouper compares it. */
export interface Features {
  readonly language: Language
  /** Milliseconds, null where unknown. */
  readonly at: number | null
  readonly companies: readonly string[]
  /** Organisations that those belong to. */
  readonly ancestors: readonly string[]
  /** Every brand named, folded. */
  readonly brands: readonly string[]
  readonly dataTypes: readonly DataType[]
  readonly topics: readonly Topic[]
  readonly regulators: readonly string[]
  readonly laws: readonly string[]
  /** Sums of money in the text, in euros. */
  readonly money: readonly number[]
  /** The sum that the article is about, in euros: of its headline, or labelled as the fine. */
  readonly mainSum: number | null
  readonly people: number | null
  /** Numbers as they stand, those of sums included, that two reports don't share by chance. */
  readonly numbers: readonly number[]
  /** Capitalised words in Latin script, folded: the same in most languages. */
  readonly names: readonly string[]
  /** Stems of the words, folded: the same in one language. */
  readonly words: readonly string[]
  /** Countries it speaks of. */
  readonly places: readonly string[]
  /** Days it names, `05-27`. */
  readonly dates: readonly string[]
  /** Things, people and steps it speaks of, the same in all languages. */
  readonly concepts: readonly string[]
  /** Stems of the headline. */
  readonly titleWords: readonly string[]
  /** A round-up of several matters: it belongs to no story. */
  readonly roundUp: boolean
}

/** Longer texts add nothing to the lead but cost. */
const MAX_TEXT = 1_500

export function featuresOf(article: Groupable): Features {
  const { classification, language } = article
  const title = article.title.slice(0, MAX_TEXT)
  const summary = article.summary.slice(0, MAX_TEXT)
  const text = `${title}\n${summary}`
  const titleRuns = runs(title)
  const textRuns = [...titleRuns, ...runs(summary)]
  const labelled = classification.evidence
    .filter(({ label }) => /^(company|regulator|law):/.test(label))
    .map((evidence) => evidence.text)
    .concat(classification.companies.flatMap(({ name, brand }) => (brand === null ? [name] : [name, brand])))
    .flatMap(runs)
  return {
    language,
    at: article.publishedAt?.getTime() ?? null,
    companies: unique(classification.companies.map(({ id }) => id)),
    ancestors: ancestorsOf(classification.companies),
    brands: brandsOf(classification),
    dataTypes: classification.dataTypes,
    topics: classification.topics,
    regulators: classification.regulators,
    laws: classification.laws,
    ...readFigures(title, summary, classification.amount),
    people: classification.people,
    names: namesIn(text, language, labelled),
    words: wordsIn(textRuns, language, labelled),
    titleWords: wordsIn(titleRuns, language, labelled),
    places: unique([...placesIn(textRuns), ...regulatorCountries(classification.regulators)]),
    dates: datesIn(text, language),
    concepts: conceptsIn(textRuns, language),
    roundUp: isRoundUp(title, classification.companies.length),
  }
}

export const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)]
