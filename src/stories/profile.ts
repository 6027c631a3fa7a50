import type { DataType, Topic } from '../types/index.ts'
import { type Features, unique } from './features.ts'

/** How many reports say it. */
export type Counted<K extends string = string> = Readonly<Partial<Record<K, number>>>

/** A story as the grouper compares it: the features of its reports, added up. Plain JSON, stored with the story. */
export interface StoryProfile {
  readonly reports: number
  readonly languages: readonly string[]
  readonly firstAt: number | null
  readonly lastAt: number | null
  readonly companies: Counted
  readonly ancestors: Counted
  readonly brands: Counted
  readonly dataTypes: Counted<DataType>
  readonly topics: Counted<Topic>
  readonly regulators: Counted
  readonly laws: Counted
  readonly money: readonly number[]
  readonly mainSums: readonly number[]
  readonly people: readonly number[]
  readonly numbers: readonly number[]
  readonly names: Counted
  readonly places: Counted
  readonly dates: Counted
  readonly words: Counted
  readonly titleWords: Counted
}

/** Enough to know a story by; what comes later only adds noise. */
const MAX_WORDS = 250
const MAX_NAMES = 80
const MAX_NUMBERS = 40

/** The profile of a story from its reports, oldest first. */
export function profileOf(reports: readonly Features[]): StoryProfile {
  const times = reports.flatMap(({ at }) => (at === null ? [] : [at]))
  return {
    reports: reports.length,
    languages: unique(reports.map(({ language }) => language)),
    firstAt: times.length === 0 ? null : Math.min(...times),
    lastAt: times.length === 0 ? null : Math.max(...times),
    companies: count(reports.flatMap(({ companies }) => companies)),
    ancestors: count(reports.flatMap(({ ancestors }) => ancestors)),
    brands: count(reports.flatMap(({ brands }) => brands)),
    dataTypes: count(reports.flatMap(({ dataTypes }) => dataTypes)),
    topics: count(reports.flatMap(({ topics }) => topics)),
    regulators: count(reports.flatMap(({ regulators }) => regulators)),
    laws: count(reports.flatMap(({ laws }) => laws)),
    money: unique(reports.flatMap(({ money }) => money)).slice(0, MAX_NUMBERS),
    mainSums: unique(reports.flatMap(({ mainSum }) => (mainSum === null ? [] : [mainSum]))).slice(0, MAX_NUMBERS),
    people: unique(reports.flatMap(({ people }) => (people === null ? [] : [people]))).slice(0, MAX_NUMBERS),
    numbers: unique(reports.flatMap(({ numbers }) => numbers)).slice(0, MAX_NUMBERS),
    names: count(
      reports.flatMap(({ names }) => names),
      MAX_NAMES,
    ),
    places: count(reports.flatMap(({ places }) => places)),
    dates: count(reports.flatMap(({ dates }) => dates)),
    words: count(
      reports.flatMap(({ words }) => words),
      MAX_WORDS,
    ),
    titleWords: count(
      reports.flatMap(({ titleWords }) => titleWords),
      MAX_WORDS,
    ),
  }
}

function count<K extends string>(values: readonly K[], limit = 50): Counted<K> {
  const counts = new Map<K, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const entries = [...counts].sort((a, b) => b[1] - a[1]).slice(0, limit)
  const counted: Partial<Record<K, number>> = {}
  for (const [key, times] of entries) counted[key] = times
  return counted
}
