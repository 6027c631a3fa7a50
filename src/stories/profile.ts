import type { DataType, Topic } from '../types/index.ts'
import { type Features, unique } from './features.ts'

/** A story as the grouper compares it: what its reports say, taken together. Plain JSON, stored with the story. */
export interface StoryProfile {
  readonly version: typeof PROFILE_VERSION
  readonly languages: readonly string[]
  /** Reports taken together. */
  readonly reports: number
  readonly firstAt: number | null
  readonly lastAt: number | null
  readonly companies: readonly string[]
  readonly ancestors: readonly string[]
  readonly brands: readonly string[]
  readonly dataTypes: readonly DataType[]
  readonly topics: readonly Topic[]
  readonly regulators: readonly string[]
  readonly money: readonly number[]
  readonly mainSums: readonly number[]
  readonly people: readonly number[]
  readonly numbers: readonly number[]
  readonly names: readonly string[]
  readonly places: readonly string[]
  readonly dates: readonly string[]
  readonly words: readonly string[]
  readonly titleWords: readonly string[]
  readonly concepts: readonly string[]
}

/** Counts up when profiles mean something else: stored ones of another version are not compared with. */
export const PROFILE_VERSION = 2

/** Enough to know a story by; what comes later only adds noise. */
const MAX_WORDS = 250
const MAX_NAMES = 80
const MAX_FIGURES = 40

const EMPTY: StoryProfile = {
  version: PROFILE_VERSION,
  languages: [],
  reports: 0,
  firstAt: null,
  lastAt: null,
  companies: [],
  ancestors: [],
  brands: [],
  dataTypes: [],
  topics: [],
  regulators: [],
  money: [],
  mainSums: [],
  people: [],
  numbers: [],
  names: [],
  places: [],
  dates: [],
  words: [],
  titleWords: [],
  concepts: [],
}

/** The profile of a story from its reports, oldest first. */
export const profileOf = (reports: readonly Features[]): StoryProfile => reports.reduce(extendProfile, EMPTY)

/** The profile of a story that gains a report. */
export const extendProfile = (story: StoryProfile, report: Features): StoryProfile => ({
  version: PROFILE_VERSION,
  reports: story.reports + 1,
  languages: unique([...story.languages, report.language]),
  firstAt: earliest(story.firstAt, report.at),
  lastAt: latest(story.lastAt, report.at),
  companies: join(story.companies, report.companies),
  ancestors: join(story.ancestors, report.ancestors),
  brands: join(story.brands, report.brands),
  dataTypes: join(story.dataTypes, report.dataTypes),
  topics: join(story.topics, report.topics),
  regulators: join(story.regulators, report.regulators),
  money: join(story.money, report.money),
  mainSums: join(story.mainSums, orNone(report.mainSum)),
  people: join(story.people, orNone(report.people)),
  numbers: join(story.numbers, report.numbers),
  names: join(story.names, report.names, MAX_NAMES),
  places: join(story.places, report.places),
  dates: join(story.dates, report.dates),
  words: join(story.words, report.words, MAX_WORDS),
  concepts: join(story.concepts, report.concepts, MAX_NAMES),
  titleWords: join(story.titleWords, report.titleWords, MAX_NAMES),
})

const join = <T>(known: readonly T[], more: readonly T[], limit = MAX_FIGURES): T[] =>
  unique([...known, ...more]).slice(0, limit)
const orNone = (value: number | null): number[] => (value === null ? [] : [value])
const earliest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b)
const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)
