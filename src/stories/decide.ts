import type { Features } from './features.ts'
import { expectedStories } from './organisations.ts'
import type { StoryProfile } from './profile.ts'
import type { Signals } from './signals.ts'
import { type Comparison, compare } from './similarity.ts'

export interface Candidate {
  readonly storyId: string
  readonly profile: StoryProfile
}

/** Which story an article belongs to, and why, for people. */
export interface Decision {
  /** Null: it opens a story of its own. */
  readonly storyId: string | null
  /** Log odds that the article belongs to the best candidate. */
  readonly score: number
  readonly reason: string
}

/** Days within which reports of one event follow each other. */
export const WINDOW_DAYS = 7
const DAY_MS = 86_400_000

/** What a day between an article and the nearest report of a story takes from the odds. */
const PER_DAY = 0.15
/** Log odds from which an article joins: a wrong merge is worse than a story told twice. */
const THRESHOLD = -0.5

export function decide(features: Features, candidates: readonly Candidate[]): Decision {
  if (features.roundUp) return { storyId: null, score: 0, reason: 'a round-up of several matters belongs to no story' }
  let best: { candidate: Candidate; score: number; comparison: Comparison } | null = null
  for (const candidate of candidates) {
    const days = daysBetween(features, candidate.profile)
    if (days > WINDOW_DAYS) continue
    const comparison = compare(features, candidate.profile, storiesOfSameCompany(features, candidate, candidates))
    const score = comparison.score - PER_DAY * days
    if (best === null || score > best.score) best = { candidate, score, comparison }
  }
  if (best === null) return { storyId: null, score: 0, reason: 'no story like it in the last days' }
  const why = tell(best.comparison.signals)
  return best.score > THRESHOLD
    ? { storyId: best.candidate.storyId, score: best.score, reason: why }
    : { storyId: null, score: best.score, reason: `nearest story is another: ${why}` }
}

function daysBetween({ at }: Features, { firstAt, lastAt }: StoryProfile): number {
  if (at === null || firstAt === null || lastAt === null) return 0
  return Math.max(at - lastAt, firstAt - at, 0) / DAY_MS
}

/**
 * How many stories there are of the organisation that both name, of the rarest where they share several; a shared brand counts for itself.
 * Of organisations that are always in the news, more than the few candidates may show.
 */
export function storiesOfSameCompany(
  features: Features,
  { profile }: Candidate,
  candidates: readonly Candidate[],
): number {
  const count = (kind: 'companies' | 'brands', id: string): number =>
    candidates.filter((other) => other.profile[kind].includes(id)).length
  const counts = [
    ...features.companies
      .filter((id) => profile.companies.includes(id))
      .map((id) => Math.max(expectedStories(id), count('companies', id))),
    ...features.brands
      .filter((brand) => profile.brands.includes(brand))
      .map((brand) => Math.max(EXPECTED_OF_BRAND, count('brands', brand))),
  ]
  return counts.length === 0 ? 1 : Math.min(...counts)
}

const EXPECTED_OF_BRAND = 2

const WORDS: Readonly<Record<keyof Signals, string>> = {
  sameCompany: 'same organisation',
  busyCompany: 'of which there are several stories',
  severalCompanies: 'several organisations in common',
  otherCompany: 'other organisations',
  missingCompany: 'one names no organisation',
  noCompany: 'no organisation in either',
  sameBrand: 'same brand',
  otherBrand: 'other brand',
  topics: 'same matter',
  topicWeight: '',
  otherTopics: 'another matter',
  fineOnlyOne: 'a penalty in one only',
  suitOnlyOne: 'a court in one only',
  probeOnlyOne: 'an investigation in one only',
  policyOnlyOne: 'new terms in one only',
  reviewOnlyOne: 'people who listen or look in one only',
  rightsOnlyOne: 'how people get at their data in one only',
  data: 'same kinds of data',
  dataCount: '',
  otherData: 'other kinds of data',
  sameRegulator: 'same authority',
  otherRegulator: 'another authority',
  sameFigure: 'same figure',
  moreFigures: 'more figures in common',
  otherMoney: 'another sum',
  otherMainSum: 'about another sum',
  names: 'names in common',
  sameDate: 'same date',
  samePlace: 'same country',
  otherPlace: 'another country',
  otherDate: 'another date',
  otherPeople: 'another number of people',
  prominence: '',
  words: 'words in common',
  titleWords: 'words of the headline in common',
  companyWords: '',
  wordPart: '',
  noWords: 'no telling word in common',
  bare: 'nothing but labels in common',
  bareNobody: '',
  bareBusy: '',
  concepts: 'the same things, people or steps',
  foreignConcepts: 'the same things, people or steps',
  conceptPart: '',
  noConcepts: 'other things, people and steps',
  sameStage: 'the same step of the affair',
  newStage: 'another step of the affair',
  reports: '',
  foreignWords: 'words in common across languages',
}

const tell = (signals: Signals): string =>
  (Object.keys(WORDS) as (keyof Signals)[])
    .filter((name) => signals[name] > 0 && WORDS[name] !== '')
    .map((name) => WORDS[name])
    .join(', ')
