import type { Classification, DataType, Language, Topic } from '../types/index.ts'
import { moneyIn, numbersIn } from './figures.ts'
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
  readonly brands: readonly string[]
  readonly dataTypes: readonly DataType[]
  readonly topics: readonly Topic[]
  readonly regulators: readonly string[]
  readonly laws: readonly string[]
  /** Every sum of money in the text, in the currency it stands in. */
  readonly money: readonly number[]
  readonly people: number | null
  /** Other numbers that two reports don't share by chance. */
  readonly numbers: readonly number[]
  /** Capitalised words in Latin script, folded: the same in most languages. */
  readonly names: readonly string[]
  /** Stems of the words, folded: the same in one language. */
  readonly words: readonly string[]
  /** Those of the headline. */
  readonly titleWords: readonly string[]
  /** A round-up of several matters: it belongs to no story. */
  readonly roundUp: boolean
}

/** Longer texts add nothing to the lead but cost. */
const MAX_TEXT = 1_500

export function featuresOf(article: Groupable): Features {
  const { classification } = article
  const title = article.title.slice(0, MAX_TEXT)
  const text = `${title}\n${article.summary.slice(0, MAX_TEXT)}`
  const labelled = classification.evidence
    .filter(({ label }) => /^(company|regulator|law):/.test(label))
    .map((evidence) => evidence.text)
    .concat(classification.companies.flatMap(({ name, brand }) => (brand === null ? [name] : [name, brand])))
  const money = moneyIn(text)
  if (classification.amount) money.push(classification.amount.value)
  return {
    language: article.language,
    at: article.publishedAt?.getTime() ?? null,
    companies: unique(classification.companies.map(({ id }) => id)),
    brands: unique(classification.companies.flatMap(({ brand }) => (brand === null ? [] : [brand.toLowerCase()]))),
    dataTypes: classification.dataTypes,
    topics: classification.topics,
    regulators: classification.regulators,
    laws: classification.laws,
    money: unique(money),
    people: classification.people,
    numbers: numbersIn(text),
    names: namesIn(text, labelled),
    words: wordsIn(text, labelled),
    titleWords: wordsIn(title, labelled),
    roundUp: isRoundUp(title, classification),
  }
}

/** Reports name one organisation or two, seldom four; round-ups list. */
const MANY_COMPANIES = 4

function isRoundUp(title: string, { companies }: Classification): boolean {
  return companies.length >= MANY_COMPANIES && title.split(/[;·|•]|\s[-–—+]\s/).length >= 3
}

export const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)]
