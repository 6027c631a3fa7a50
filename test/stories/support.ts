import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Groupable } from '../../src/stories/index.ts'
import { type Classification, DATA_TYPES, LANGUAGES, TOPICS } from '../../src/types/index.ts'

const eventSchema = z.strictObject({
  id: z.string(),
  lang: z.enum(LANGUAGES),
  date: z.iso.date(),
  title: z.string().min(1),
  summary: z.string(),
  companies: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])),
  dataTypes: z.array(z.enum(DATA_TYPES)),
  topics: z.array(z.enum(TOPICS)),
  regulators: z.array(z.string()),
  laws: z.array(z.string()),
  amount: z.tuple([z.number(), z.string()]).nullable(),
  people: z.number().nullable(),
  story: z.string(),
})
export type LabelledReport = z.infer<typeof eventSchema>

/** Reports of events, and of matters that look like these and are not, written for this test. */
export const REPORTS: readonly LabelledReport[] = readFileSync(new URL('./events.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => eventSchema.parse(JSON.parse(line)))

export const labels = (changes: Partial<Classification> = {}): Classification => ({
  privacy: true,
  score: 0.9,
  companies: [],
  dataTypes: [],
  topics: [],
  regulators: [],
  laws: [],
  amount: null,
  people: null,
  evidence: [],
  ...changes,
})

/** An article as the grouper gets it, with the labels a careful reader gave it. */
export const groupable = (report: LabelledReport, dated: boolean): Groupable => ({
  id: report.id,
  title: report.title,
  summary: report.summary,
  language: report.lang,
  publishedAt: dated ? new Date(report.date) : null,
  classification: labels({
    companies: report.companies.map(([id, name, brand]) => ({ id, name, brand })),
    dataTypes: report.dataTypes,
    topics: report.topics,
    regulators: report.regulators,
    laws: report.laws,
    amount: report.amount === null ? null : { value: report.amount[0], currency: report.amount[1], eur: null },
    people: report.people,
  }),
})

export interface PairScore {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Pairs of reports: together in truth, together by the grouper. */
export function scorePairs(truth: readonly string[], grouped: readonly string[]): PairScore {
  let hits = 0
  let said = 0
  let wanted = 0
  for (let i = 0; i < truth.length; i++) {
    for (let j = i + 1; j < truth.length; j++) {
      const together = truth[i] === truth[j]
      const grouping = grouped[i] === grouped[j]
      if (together) wanted++
      if (grouping) said++
      if (together && grouping) hits++
    }
  }
  const precision = hits / Math.max(1, said)
  const recall = hits / Math.max(1, wanted)
  return { precision, recall, f1: (2 * precision * recall) / Math.max(Number.EPSILON, precision + recall) }
}
