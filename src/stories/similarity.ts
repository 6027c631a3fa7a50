import type { Topic } from '../types/index.ts'
import type { Features } from './features.ts'
import { close } from './figures.ts'
import type { StoryProfile } from './profile.ts'

/** What speaks for and against an article and a story reporting one event. Most are 0 or 1. */
export interface Signals {
  readonly sameCompany: number
  /** Logarithm of the number of recent stories about that organisation: of a busy one, a shared name says little. */
  readonly busyCompany: number
  /** Two organisations and more in common. */
  readonly severalCompanies: number
  readonly otherCompany: number
  /** One names an organisation and the other none. */
  readonly missingCompany: number
  /** Neither names one. */
  readonly noCompany: number
  readonly sameBrand: number
  readonly otherBrand: number
  /** Shared part of what happened, 0 to 1. */
  readonly topics: number
  /** How much the shared topics tell: of rare ones more. */
  readonly topicWeight: number
  readonly otherTopics: number
  /** One is about a penalty and the other is not. */
  readonly fineOnlyOne: number
  readonly suitOnlyOne: number
  readonly probeOnlyOne: number
  readonly policyOnlyOne: number
  readonly reviewOnlyOne: number
  /** Shared part of the kinds of data, 0 to 1. */
  readonly data: number
  /** Kinds of data in common, up to 3. */
  readonly dataCount: number
  readonly otherData: number
  readonly sameRegulator: number
  readonly otherRegulator: number
  /** The same large or odd number, a sum included; rounded alike counts. */
  readonly sameFigure: number
  /** A second number in common. */
  readonly moreFigures: number
  /** Both name sums, and no two are alike. */
  readonly otherMoney: number
  /** Both are about a sum, and not about the same. */
  readonly otherMainSum: number
  readonly names: number
  readonly sameDate: number
  readonly samePlace: number
  readonly otherPlace: number
  /** Uncommon words in common, in one language. */
  readonly words: number
  /** Nothing but labels in common: no figure, name, date, or word. */
  readonly bare: number
  /** The same, of a busy organisation. */
  readonly bareBusy: number
  /** Between languages: stems in common that are not names. */
  readonly foreignWords: number
}

/** Bits of information in a topic: the logarithm of how seldom privacy stories have it. */
const TOPIC_WEIGHT: Readonly<Record<Topic, number>> = {
  breach: 1.6,
  collection: 2.5,
  'legal-action': 2.2,
  sharing: 2.3,
  fine: 2.6,
  ai: 2.6,
  surveillance: 2.8,
  investigation: 2.8,
  consent: 3.1,
  rights: 3.4,
  'policy-change': 3.5,
  protection: 3.5,
  regulation: 3.6,
  'human-review': 5,
}

/** Rates of a day differ from those of the table by this much. */
const RATES = 0.08

export function signalsOf(article: Features, story: StoryProfile, busy: number): Signals {
  const companies = [
    ...shared(article.companies, story.companies),
    ...shared(article.ancestors, story.companies),
    ...shared(article.companies, story.ancestors),
  ]
  const bothCompanies = article.companies.length > 0 && story.companies.length > 0
  const brands = shared(article.brands, story.brands)
  const topics = shared(article.topics, story.topics)
  const data = shared(article.dataTypes, story.dataTypes)
  const places = shared(article.places, story.places)
  const regulators = shared(article.regulators, story.regulators)
  // “1,2 Milliarden” in a headline is the “1.2 billion euros” of another; converted sums differ by the day's rate.
  const large = (value: number): boolean => value >= 100_000
  const sameMoney =
    article.numbers.some((value) => large(value) && story.numbers.some((other) => close(value, other))) ||
    article.money.some((sum) =>
      story.money.some(
        (other) => close(sum, other, RATES) || close(sum, 2 * other, 0.01) || close(2 * sum, other, 0.01),
      ),
    )
  const counts = article.people === null ? article.numbers : [...article.numbers, article.people]
  const otherCounts = [...story.numbers, ...story.people]
  const equal = article.numbers.filter((value) => story.numbers.includes(value))
  const sameCount =
    equal.length > 0 || counts.some((value) => value >= 1_000 && otherCounts.some((other) => close(value, other)))
  const sameLanguage = story.languages.includes(article.language)
  const words = shared(article.words, story.words)
  const names = shared(article.names, story.names)
  const dates = shared(article.dates, story.dates)
  const foreign = words.filter((word) => word.length > 4 && !names.some((name) => name.startsWith(word))).length
  const sameFigure = sameMoney || sameCount
  const bare =
    !sameFigure && names.length === 0 && dates.length === 0 && (sameLanguage ? words.length < 2 : foreign === 0)
  return {
    sameCompany: flag(companies.length > 0),
    busyCompany: companies.length > 0 ? Math.log2(Math.max(1, busy)) : 0,
    severalCompanies: flag(companies.length > 1),
    otherCompany: flag(bothCompanies && companies.length === 0),
    missingCompany: flag(!bothCompanies && (article.companies.length > 0 || story.companies.length > 0)),
    noCompany: flag(article.companies.length === 0 && story.companies.length === 0),
    sameBrand: flag(brands.length > 0),
    otherBrand: flag(brands.length === 0 && article.brands.length > 0 && story.brands.length > 0),
    topics: sharedPart(topics.length, article.topics.length, story.topics.length),
    topicWeight: sum(topics.map((topic) => TOPIC_WEIGHT[topic])),
    otherTopics: flag(topics.length === 0 && article.topics.length > 0 && story.topics.length > 0),
    fineOnlyOne: onlyOne(article, story, 'fine'),
    suitOnlyOne: onlyOne(article, story, 'legal-action'),
    probeOnlyOne: onlyOne(article, story, 'investigation'),
    policyOnlyOne: onlyOne(article, story, 'policy-change'),
    reviewOnlyOne: onlyOne(article, story, 'human-review'),
    data: sharedPart(data.length, article.dataTypes.length, story.dataTypes.length),
    dataCount: Math.min(3, data.length),
    otherData: flag(data.length === 0 && article.dataTypes.length > 0 && story.dataTypes.length > 0),
    sameRegulator: flag(regulators.length > 0),
    otherRegulator: flag(
      regulators.length === 0 && places.length === 0 && article.regulators.length > 0 && story.regulators.length > 0,
    ),
    sameFigure: flag(sameFigure),
    moreFigures: flag(equal.length > 1),
    otherMoney: flag(!sameMoney && article.money.length > 0 && story.money.length > 0),
    otherMainSum: flag(!sameMoney && article.mainSum !== null && story.mainSums.length > 0),
    names: Math.min(4, names.length),
    sameDate: flag(dates.length > 0),
    samePlace: flag(places.length > 0),
    otherPlace: flag(places.length === 0 && article.places.length > 0 && story.places.length > 0),
    words: sameLanguage ? Math.min(8, words.length) : 0,
    bare: flag(bare),
    bareBusy: bare && companies.length > 0 ? Math.log2(Math.max(1, busy)) : 0,
    foreignWords: sameLanguage ? 0 : Math.min(4, foreign),
  }
}

const onlyOne = (article: Features, story: StoryProfile, topic: Topic): number =>
  flag(
    article.topics.length > 0 &&
      story.topics.length > 0 &&
      article.topics.includes(topic) !== story.topics.includes(topic),
  )

/** What each signal weighs, in log odds. Fitted on our own labelled reports by logistic regression, then rounded. */
const WEIGHTS: Readonly<Record<keyof Signals, number>> = {
  sameCompany: 2.2,
  busyCompany: -0.1,
  severalCompanies: 0.9,
  otherCompany: -3.6,
  missingCompany: 0.3,
  noCompany: -1,
  sameBrand: 0.6,
  otherBrand: -0.5,
  topics: 1.8,
  topicWeight: 0.5,
  otherTopics: -0.7,
  fineOnlyOne: -2,
  suitOnlyOne: -0.9,
  probeOnlyOne: -0.5,
  policyOnlyOne: -0.2,
  reviewOnlyOne: -1.8,
  data: 0.7,
  dataCount: 0.5,
  otherData: -1.6,
  sameRegulator: 0.3,
  otherRegulator: -2.2,
  sameFigure: 1.2,
  moreFigures: 0.3,
  otherMoney: -0.7,
  otherMainSum: -4.5,
  names: 0.35,
  sameDate: 0.6,
  samePlace: 0.7,
  otherPlace: -1,
  words: 0.05,
  bare: -0.65,
  bareBusy: -0.75,
  foreignWords: 0.5,
}
const BIAS = -3.9

export interface Comparison {
  /** Log odds that both report one event. */
  readonly score: number
  readonly signals: Signals
}

export function compare(article: Features, story: StoryProfile, busy: number): Comparison {
  const signals = signalsOf(article, story, busy)
  const names = Object.keys(WEIGHTS) as (keyof Signals)[]
  return { score: names.reduce((total, name) => total + WEIGHTS[name] * signals[name], BIAS), signals }
}

const shared = <T>(here: readonly T[], there: readonly T[]): T[] => {
  if (here.length === 0 || there.length === 0) return []
  const known = new Set(here)
  return there.filter((value) => known.has(value))
}

/** Of the smaller side; where one side says nothing, half: it speaks neither way. */
const sharedPart = (both: number, here: number, there: number): number =>
  here === 0 || there === 0 ? 0.5 : both / Math.min(here, there)
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const flag = (value: boolean): number => (value ? 1 : 0)
