import { z } from 'zod'
import type { Classification } from '../types/index.ts'

/** A labelled feed item, one line of a cases file. */
export const CaseSchema = z.object({
  id: z.string(),
  lang: z.string(),
  title: z.string(),
  summary: z.string(),
  privacy: z.boolean(),
  /** Each organisation under all the names that count for it. */
  companies: z.array(z.union([z.string().transform((name) => [name]), z.array(z.string())])),
  dataTypes: z.array(z.string()),
  topics: z.array(z.string()),
  story: z.string().optional(),
  hard: z.boolean(),
})
export type Case = z.infer<typeof CaseSchema>

/** What the classifier said of a case. */
export interface Answer {
  readonly language: string
  readonly classification: Pick<Classification, 'privacy' | 'companies' | 'dataTypes' | 'topics'>
}

export interface Rates {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  /** Labels that were wanted. */
  readonly support: number
}

export const FACETS = ['relevance', 'hard', 'companies', 'dataTypes', 'topics'] as const
export type Facet = (typeof FACETS)[number]

export interface Scores extends Record<Facet, Rates> {
  readonly items: number
  readonly language: number
}

/** A label that was given without being wanted, or the other way round. */
export interface Mistake {
  readonly case: Case
  readonly notes: readonly string[]
}

interface Tally {
  hit: number
  extra: number
  missed: number
}

/** Letters and digits only, without case and accents: so names are compared. */
const normalise = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

function rates({ hit, extra, missed }: Tally): Rates {
  const precision = hit + extra ? hit / (hit + extra) : 1
  const recall = hit + missed ? hit / (hit + missed) : 1
  return {
    precision,
    recall,
    f1: precision + recall ? (2 * precision * recall) / (precision + recall) : 0,
    support: hit + missed,
  }
}

function compareIds(wanted: readonly string[], given: readonly string[]) {
  const extras = [...new Set(given)].filter((id) => !wanted.includes(id))
  const missing = [...new Set(wanted)].filter((id) => !given.includes(id))
  return { extras, missing, hit: new Set(given).size - extras.length }
}

/** Each organisation is found at most once, by its id or its name. */
function compareCompanies(wanted: Case['companies'], given: Classification['companies']) {
  const open = wanted.map((names) => new Set(names.map(normalise)))
  const extras: string[] = []
  let hit = 0
  for (const { id, name } of given) {
    const at = open.findIndex((names) => names.has(normalise(id)) || names.has(normalise(name)))
    if (at >= 0) {
      open.splice(at, 1)
      hit++
    } else extras.push(name)
  }
  return { extras, missing: open.map((names) => [...names][0] ?? ''), hit }
}

/**
 * Precision, recall and F1 (micro): relevance over all items, `hard` over those so marked; companies, data types and topics
 * over the privacy stories; language as a share. `mistakes` lists every case with a wrong label.
 */
export function scoreCases(
  cases: readonly Case[],
  answers: readonly Answer[],
): { scores: Scores; mistakes: Mistake[] } {
  const tallies = Object.fromEntries(FACETS.map((facet) => [facet, { hit: 0, extra: 0, missed: 0 }])) as Record<
    Facet,
    Tally
  >
  const mistakes: Mistake[] = []
  let right = 0
  cases.forEach((one, index) => {
    const answer = answers[index]
    if (!answer) throw new Error(`No answer for case ${one.id}`)
    const { classification } = answer
    if (answer.language === one.lang) right++
    const notes: string[] = answer.language === one.lang ? [] : [`language: ${answer.language}`]
    for (const facet of one.hard ? (['relevance', 'hard'] as const) : (['relevance'] as const)) {
      const tally = tallies[facet]
      if (one.privacy && classification.privacy) tally.hit++
      else if (classification.privacy) tally.extra++
      else if (one.privacy) tally.missed++
    }
    if (one.privacy !== classification.privacy) notes.push(`privacy: said ${classification.privacy ? 'yes' : 'no'}`)
    if (one.privacy)
      for (const [facet, { extras, missing, hit }] of [
        ['companies', compareCompanies(one.companies, classification.companies)],
        ['dataTypes', compareIds(one.dataTypes, classification.dataTypes)],
        ['topics', compareIds(one.topics, classification.topics)],
      ] as const) {
        tallies[facet].hit += hit
        tallies[facet].extra += extras.length
        tallies[facet].missed += missing.length
        if (extras.length + missing.length > 0)
          notes.push(`${facet}: ${[...extras.map((id) => `+${id}`), ...missing.map((id) => `-${id}`)].join(' ')}`)
      }
    if (notes.length > 0) mistakes.push({ case: one, notes })
  })
  const scored = Object.fromEntries(FACETS.map((facet) => [facet, rates(tallies[facet])])) as Record<Facet, Rates>
  return { scores: { items: cases.length, language: cases.length ? right / cases.length : 1, ...scored }, mistakes }
}
