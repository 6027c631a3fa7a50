import type { Features } from './features.ts'
import { close } from './figures.ts'
import type { Counted, StoryProfile } from './profile.ts'

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

export function decide(features: Features, candidates: readonly Candidate[]): Decision {
  if (features.roundUp) return { storyId: null, score: 0, reason: 'a round-up of several matters belongs to no story' }
  let best: Decision = { storyId: null, score: 0, reason: 'no story like it in the last days' }
  for (const { storyId, profile } of candidates) {
    const { score, reasons } = compare(features, profile)
    if (score > best.score || (best.storyId === null && best.reason.startsWith('no story'))) {
      best = { storyId: score > 0 ? storyId : null, score, reason: reasons.join(', ') }
    }
  }
  return best
}

export interface Comparison {
  readonly score: number
  readonly reasons: readonly string[]
}

/** Compares an article with a story: above 0, they report one event. */
export function compare(article: Features, story: StoryProfile): Comparison {
  const reasons: string[] = []
  let score = BIAS
  const add = (points: number, reason: string) => {
    score += points
    if (points !== 0) reasons.push(reason)
  }

  if (article.at !== null && story.lastAt !== null && story.firstAt !== null) {
    const gap = Math.max(article.at - story.lastAt, story.firstAt - article.at, 0) / DAY_MS
    if (gap > WINDOW_DAYS) return { score: Number.NEGATIVE_INFINITY, reasons: ['too long after'] }
    add(-0.2 * gap, `${Math.round(gap)} days apart`)
  }

  const companies = shared(article.companies, story.companies)
  if (companies.length > 0) add(2.5, `same organisation (${companies.join(', ')})`)
  else if (article.companies.length > 0 && size(story.companies) > 0) add(-4, 'other organisations')

  const brands = shared(article.brands, story.brands)
  if (brands.length > 0) add(0.7, `same brand (${brands.join(', ')})`)
  else if (article.brands.length > 0 && size(story.brands) > 0) add(-1, 'other brands')

  const topics = shared(article.topics, story.topics)
  if (topics.length > 0) add(1 + 0.5 * Math.min(topics.length, 3), `same matter (${topics.join(', ')})`)
  else if (article.topics.length > 0 && size(story.topics) > 0) add(-2, 'another matter')

  const data = shared(article.dataTypes, story.dataTypes)
  if (data.length > 0) add(0.8 + 0.4 * Math.min(data.length, 3), `same data (${data.join(', ')})`)
  else if (article.dataTypes.length > 0 && size(story.dataTypes) > 0) add(-1.5, 'other data')

  const regulators = shared(article.regulators, story.regulators)
  if (regulators.length > 0) add(1.5, `same authority (${regulators.join(', ')})`)
  else if (article.regulators.length > 0 && size(story.regulators) > 0) add(-2, 'another authority')

  if (article.money.some((sum) => story.money.some((other) => close(sum, other)))) add(2.5, 'same sum')
  else if (article.topics.includes('fine') && story.topics.fine && article.money.length > 0 && story.money.length > 0)
    add(-2.5, 'another sum')

  const numbers = article.numbers.filter((value) => story.numbers.some((other) => value === other))
  if (numbers.length > 0) add(1 + 0.5 * Math.min(numbers.length, 3), `same numbers (${numbers.join(', ')})`)

  const names = shared(article.names, story.names)
  if (names.length > 0) add(0.5 * Math.min(names.length, 4), `same names (${names.join(', ')})`)

  if (story.languages.includes(article.language)) {
    const words = shared(article.words, story.words)
    const share = words.length / Math.max(8, Math.min(article.words.length, size(story.words)))
    add(6 * share - 0.5, `${words.length} words in common`)
  }
  return { score, reasons }
}

const BIAS = -4

const shared = (values: readonly string[], counted: Counted): string[] =>
  values.filter((value) => counted[value] !== undefined)
const size = (counted: Counted): number => Object.keys(counted).length
