import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Order in which the measures are told. */
export const MEASURES = ['relevance', 'companies', 'dataTypes', 'topics', 'language'] as const

const share = z.number().min(0).max(1)
const MeasuredSchema = z.strictObject({
  cases: z.int().positive(),
  relevance: share,
  companies: share,
  dataTypes: share,
  topics: share,
  language: share,
})

/** How well the classifier did on the project's own labelled cases: F1, for the language the share that was right. */
export type Measured = z.infer<typeof MeasuredSchema>

/** The figures of the last `npm run evaluate -- --save`; a test demands that they are still true. */
export const loadMeasured = (): Measured =>
  MeasuredSchema.parse(JSON.parse(readFileSync(new URL('./measured.json', import.meta.url), 'utf8')))
