import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Features } from './features.ts'
import { signalsOf } from './measure.ts'
import type { StoryProfile } from './profile.ts'
import { SIGNALS, type Signals } from './signals.ts'

const schema = z.strictObject({
  /** Log odds where no signal speaks. */
  bias: z.number(),
  /** Log odds that each signal adds. */
  weights: z.record(z.enum(SIGNALS), z.number()),
})
export type Weights = z.infer<typeof schema>

/** Learned by logistic regression from our own labelled reports: `scripts/stories.ts`. */
const WEIGHTS: Weights = schema.parse(JSON.parse(readFileSync(new URL('./weights.json', import.meta.url), 'utf8')))

export interface Comparison {
  /** Log odds that both report one event. */
  readonly score: number
  readonly signals: Signals
}

export function compare(article: Features, story: StoryProfile, busy: number, weights: Weights = WEIGHTS): Comparison {
  const signals = signalsOf(article, story, busy)
  return { score: scoreOf(signals, weights), signals }
}

export const scoreOf = (signals: Signals, { bias, weights }: Weights): number =>
  SIGNALS.reduce((total, name) => total + weights[name] * signals[name], bias)
