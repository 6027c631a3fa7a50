import type { Topic } from '../types/index.ts'
import { STAGES } from './concepts.ts'
import type { Features } from './features.ts'
import { close } from './figures.ts'
import type { StoryProfile } from './profile.ts'
import { knownRarity, type Rarity } from './rarity.ts'
import type { Signals } from './signals.ts'

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

const isHan = (stem: string): boolean => /^\p{Script=Han}/u.test(stem)
/** Pairs of characters overlap: a shared word is several of them. */
const PAIR = 0.4
/** Bits of a word that any two texts may share. */
const COMMON = 4
/** Bits in common that may be chance. */
const FEW = 6
/** Bits of a text that is long enough to tell its matter. */
const LONG = 60
/** Tens of bits beyond which nothing gets surer. */
const MOST = 5
/** Counts of people in reports of one event differ by this much. */
const ROUGHLY = 0.3
/** Rates of a day differ from those of the table by this much. */
const RATES = 0.08

/** Measures everything that is weighed. `busy` is the number of recent stories of the organisation that both name. */
export function signalsOf(
  article: Features,
  story: StoryProfile,
  busy: number,
  rarity: Rarity = knownRarity(),
): Signals {
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
  const bits = (stems: readonly string[]): number =>
    sum(stems.map((stem) => (isHan(stem) ? PAIR : 1) * Math.max(0, rarity.word(article.language, stem) - COMMON)))
  const wordBits = bits(words)
  const least = Math.min(bits(article.words), LONG)
  const names = shared(article.names, story.names)
  const dates = shared(article.dates, story.dates)
  const foreign = sameLanguage ? 0 : bits(words.filter((word) => word.length > 3))
  const concepts = shared(article.concepts, story.concepts)
  const tells = (ids: readonly string[]): number => sum(ids.map((id) => rarity.concept(article.language, id)))
  const conceptBits = tells(concepts)
  const ownConcepts = tells(article.concepts)
  const sameFigure = sameMoney || sameCount
  const bare =
    !sameFigure && names.length === 0 && dates.length === 0 && (sameLanguage ? wordBits < FEW : foreign === 0)
  const prominence = companies.length > 0 ? Math.min(...companies.map((id) => Math.log2(1 + rarity.share(id)))) : 0
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
    rightsOnlyOne: onlyOne(article, story, 'rights'),
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
    otherDate: flag(dates.length === 0 && article.dates.length > 0 && story.dates.length > 0),
    otherPeople: flag(
      article.people !== null &&
        story.people.length > 0 &&
        !story.people.some((other) => close(article.people ?? 0, other, ROUGHLY)),
    ),
    prominence,
    words: sameLanguage ? Math.min(MOST, wordBits / 10) : 0,
    titleWords: sameLanguage ? Math.min(MOST, bits(shared(article.titleWords, story.titleWords)) / 10) : 0,
    companyWords: sameLanguage && companies.length > 0 ? Math.min(MOST, wordBits / 10) : 0,
    wordPart: sameLanguage && least > 0 ? Math.min(1, wordBits / least) : 0,
    noWords: flag(sameLanguage && wordBits < FEW && least >= LONG),
    bare: flag(bare),
    bareNobody: flag(bare && companies.length === 0),
    bareBusy: bare ? prominence : 0,
    concepts: sameLanguage ? Math.min(MOST, conceptBits / 10) : 0,
    foreignConcepts: sameLanguage ? 0 : Math.min(MOST, conceptBits / 10),
    conceptPart: ownConcepts > 0 ? conceptBits / ownConcepts : 0,
    noConcepts: flag(concepts.length === 0 && article.concepts.length > 2 && story.concepts.length > 2),
    sameStage: Math.min(2, concepts.filter((id) => STAGES.has(id)).length),
    newStage: Math.min(
      2,
      Math.max(newStages(article.concepts, story.concepts), newStages(story.concepts, article.concepts)),
    ),
    reports: Math.log2(Math.max(1, story.reports)),
    foreignWords: Math.min(MOST, foreign / 10),
  }
}

const newStages = (here: readonly string[], there: readonly string[]): number =>
  here.filter((id) => STAGES.has(id) && !there.includes(id)).length

const onlyOne = (article: Features, story: StoryProfile, topic: Topic): number =>
  flag(
    article.topics.length > 0 &&
      story.topics.length > 0 &&
      article.topics.includes(topic) !== story.topics.includes(topic),
  )

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
