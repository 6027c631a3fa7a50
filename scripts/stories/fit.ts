import { SIGNALS, type Signals } from '../../src/stories/signals.ts'
import type { Weights } from '../../src/stories/similarity.ts'

export interface Sample {
  readonly signals: Signals
  readonly together: boolean
  readonly weight: number
}

/** What speaks against: these may not weigh in favour. All others may not weigh against. */
const AGAINST: ReadonlySet<keyof Signals> = new Set<keyof Signals>([
  'busyCompany',
  'otherCompany',
  'missingCompany',
  'noCompany',
  'otherBrand',
  'otherTopics',
  'fineOnlyOne',
  'suitOnlyOne',
  'probeOnlyOne',
  'policyOnlyOne',
  'reviewOnlyOne',
  'rightsOnlyOne',
  'otherData',
  'otherRegulator',
  'otherMoney',
  'otherMainSum',
  'otherPlace',
  'otherDate',
  'otherPeople',
  'prominence',
  'noWords',
  'bare',
  'bareNobody',
  'bareBusy',
  'noConcepts',
  'newStage',
  'reports',
])

/** What is known before any text is seen: two fines are two stories, whatever else they share; a guide is no report of an event. */
const PRIOR: Readonly<Partial<Record<keyof Signals, number>>> = {
  otherMainSum: -4.5,
  otherCompany: -4,
  otherRegulator: -2.5,
  fineOnlyOne: -2,
  suitOnlyOne: -1,
  rightsOnlyOne: -1,
  otherPlace: -1.5,
  newStage: -0.8,
}
/** How many samples it takes to change one's mind about these: the labels of many are wrong on purpose. */
const PRIOR_DECAY = 80

/**
 * Logistic regression by Newton's method, with L2 towards what is known before. A signal that the samples would give the wrong
 * sign is left out.
 */
export function fitWeights(samples: readonly Sample[], decay = 10, rounds = 10): Weights {
  const left = new Set<number>()
  for (;;) {
    const weights = newton(samples, left, decay, rounds)
    const wrong = SIGNALS.flatMap((name, at) => {
      const weight = weights[at + 1] ?? 0
      return !left.has(at + 1) && (AGAINST.has(name) ? weight > 0 : weight < 0) ? [at + 1] : []
    })
    if (wrong.length === 0) {
      const [bias = 0, ...rest] = weights
      const named = SIGNALS.map((name, at) => [name, left.has(at + 1) ? 0 : round(rest[at] ?? 0)] as const)
      return { bias: round(bias), weights: Object.fromEntries(named) as Weights['weights'] }
    }
    for (const at of wrong) left.add(at)
  }
}

function newton(samples: readonly Sample[], left: ReadonlySet<number>, decay: number, rounds: number): number[] {
  const prior = [0, ...SIGNALS.map((name) => PRIOR[name] ?? 0)]
  const rows = samples.map(({ signals }) => [1, ...SIGNALS.map((name, at) => (left.has(at + 1) ? 0 : signals[name]))])
  let weights = [...prior]
  for (let step = 0; step < rounds; step++) {
    const pull = (at: number): number => (at === 0 ? 1e-6 : prior[at] === 0 ? decay : PRIOR_DECAY)
    const gradient = weights.map((weight, at) => pull(at) * (weight - (prior[at] ?? 0)))
    const hessian = weights.map((_, at) => weights.map((__, other) => (at === other ? pull(at) : 0)))
    rows.forEach((row, index) => {
      const sample = samples[index]
      if (sample === undefined) return
      const p = 1 / (1 + Math.exp(-dot(weights, row)))
      const error = sample.weight * (p - (sample.together ? 1 : 0))
      const curve = sample.weight * Math.max(1e-6, p * (1 - p))
      const at = row.flatMap((value, position) => (value === 0 ? [] : [position]))
      for (const here of at) {
        const value = row[here] ?? 0
        gradient[here] = (gradient[here] ?? 0) + error * value
        const line = hessian[here]
        if (line) for (const other of at) line[other] = (line[other] ?? 0) + curve * value * (row[other] ?? 0)
      }
    })
    const change = solve(hessian, gradient)
    weights = weights.map((weight, at) => weight - (change[at] ?? 0))
  }
  return weights
}

const round = (value: number): number => Math.round(value * 100) / 100
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)

/** Gaussian elimination with pivots. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0])
  const width = rows.length
  for (let at = 0; at < width; at++) {
    let pivot = at
    for (let other = at + 1; other < width; other++)
      if (Math.abs(rows[other]?.[at] ?? 0) > Math.abs(rows[pivot]?.[at] ?? 0)) pivot = other
    const [here, there] = [rows[at], rows[pivot]]
    if (!here || !there) continue
    rows[at] = there
    rows[pivot] = here
    for (let other = 0; other < width; other++) {
      if (other === at) continue
      const row = rows[other]
      if (!row) continue
      const factor = (row[at] ?? 0) / (there[at] ?? 1)
      if (factor !== 0) for (let k = at; k <= width; k++) row[k] = (row[k] ?? 0) - factor * (there[k] ?? 0)
    }
  }
  return rows.map((row, at) => (row[width] ?? 0) / (row[at] ?? 1))
}
