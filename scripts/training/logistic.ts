import type { Features } from '../../src/classify/model.ts'

/** A sample for training: what is known (1), denied (0) or not told (-1) of each label. */
export interface Sample {
  readonly features: Features
  readonly truth: Int8Array
  readonly weight: number
}

export interface Options {
  readonly epochs: number
  readonly rate: number
  /** Pull of the weights towards 0. */
  readonly decay: number
  readonly seed: number
}

/** Weights by row of the feature table, one a label. */
export type Weights = ReadonlyMap<number, Float32Array>

/** A small generator with a seed (mulberry32), so that the same data give the same weights. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * One logistic regression a label over shared sparse features: AdaGrad with L2, rows seen in fewer than `minimum` samples left out. Weights start
 * from `prior` and are pulled back to it: what the lexicon knows holds until the texts say otherwise.
 */
export function train(
  samples: readonly Sample[],
  width: number,
  options: Options,
  minimum: number,
  prior: Weights = new Map(),
): Weights {
  const counts = new Map<number, number>()
  for (const { features } of samples)
    for (const row of new Set(features.rows)) counts.set(row, (counts.get(row) ?? 0) + 1)
  const dense = new Map<number, number>()
  for (const row of prior.keys()) dense.set(row, dense.size)
  for (const [row, count] of counts) if (count >= minimum && !dense.has(row)) dense.set(row, dense.size)
  const packed = samples.map(({ features, truth, weight }) => {
    const merged = new Map<number, number>()
    features.rows.forEach((row, i) => {
      const at = dense.get(row)
      if (at !== undefined) merged.set(at, (merged.get(at) ?? 0) + (features.values[i] ?? 0))
    })
    return { rows: Int32Array.from(merged.keys()), values: Float32Array.from(merged.values()), truth, weight }
  })
  const start = new Float32Array(dense.size * width)
  for (const [row, own] of prior) start.set(own, (dense.get(row) ?? 0) * width)
  const weights = start.slice()
  const squares = new Float32Array(dense.size * width).fill(0.1)
  const sums = new Float64Array(width)
  const random = randomFrom(options.seed)
  const order = packed.map((_, index) => index)
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const swap = order[i] as number
      order[i] = order[j] as number
      order[j] = swap
    }
    const rate = options.rate * (1 - epoch / options.epochs) + 0.02
    for (const index of order) {
      const sample = packed[index]
      if (!sample) continue
      const { rows, values, truth } = sample
      sums.fill(0)
      for (let i = 0; i < rows.length; i++) {
        const base = (rows[i] as number) * width
        const value = values[i] as number
        for (let label = 0; label < width; label++)
          sums[label] = (sums[label] as number) + value * (weights[base + label] as number)
      }
      for (let label = 0; label < width; label++) {
        const wanted = truth[label] as number
        sums[label] = wanted < 0 ? 0 : sample.weight * (1 / (1 + Math.exp(-(sums[label] as number))) - wanted)
      }
      for (let i = 0; i < rows.length; i++) {
        const base = (rows[i] as number) * width
        const value = values[i] as number
        for (let label = 0; label < width; label++) {
          const error = sums[label] as number
          if (error === 0) continue
          const at = base + label
          const gradient = error * value + options.decay * ((weights[at] as number) - (start[at] as number))
          const square = (squares[at] as number) + gradient * gradient
          squares[at] = square
          weights[at] = (weights[at] as number) - (rate * gradient) / Math.sqrt(square)
        }
      }
    }
  }
  return new Map([...dense].map(([row, at]) => [row, weights.subarray(at * width, (at + 1) * width)]))
}

export function predict(weights: Weights, features: Features, width: number): Float64Array {
  const sums = new Float64Array(width)
  features.rows.forEach((row, i) => {
    const own = weights.get(row)
    if (!own) return
    const value = features.values[i] ?? 0
    for (let label = 0; label < width; label++) sums[label] = (sums[label] as number) + value * (own[label] as number)
  })
  return sums.map((sum) => 1 / (1 + Math.exp(-sum)))
}

/** Rounds weights to one byte a label; rows without any are dropped. */
export function quantise(
  weights: Weights,
  width: number,
): { scales: number[]; rows: { row: number; weights: Int8Array }[] } {
  const scales = Array.from({ length: width }, (_, label) => {
    let most = 0
    for (const own of weights.values()) most = Math.max(most, Math.abs(own[label] ?? 0))
    return most / 127 || 1
  })
  const rows: { row: number; weights: Int8Array }[] = []
  for (const [row, own] of [...weights].sort((a, b) => a[0] - b[0])) {
    const bytes = Int8Array.from(own, (weight, label) => Math.round(weight / (scales[label] ?? 1)))
    if (bytes.some((byte) => byte !== 0)) rows.push({ row, weights: bytes })
  }
  return { scales, rows }
}

/**
 * Thresholds that make the micro F-measure over all labels best: one label after the other, starting from one for all. A
 * label leaves the common threshold only when that gains something, and never goes to extremes. With `beta` below 1 precision
 * counts more than recall (van Rijsbergen): 1 is F1.
 */
export function chooseThresholds(
  probabilities: readonly Float64Array[],
  truths: readonly Int8Array[],
  labels: readonly number[],
  beta = 1,
): Map<number, number> {
  const steps = Array.from({ length: 13 }, (_, i) => 0.2 + 0.05 * i)
  const table = labels.map((label) =>
    steps.map((threshold) => {
      let hit = 0
      let extra = 0
      let missed = 0
      truths.forEach((truth, i) => {
        const wanted = truth[label]
        if (wanted === undefined || wanted < 0) return
        const said = (probabilities[i]?.[label] ?? 0) >= threshold
        if (said && wanted) hit++
        else if (said) extra++
        else if (wanted) missed++
      })
      return { hit, extra, missed }
    }),
  )
  const weight = beta * beta
  const measure = (choice: readonly number[]) => {
    let hit = 0
    let wrong = 0
    choice.forEach((step, label) => {
      const cell = table[label]?.[step]
      if (!cell) return
      hit += cell.hit
      wrong += cell.extra + weight * cell.missed
    })
    return hit === 0 ? 0 : ((1 + weight) * hit) / ((1 + weight) * hit + wrong)
  }
  let choice = labels.map(() => 4)
  for (let step = 0; step < steps.length; step++) {
    const common = labels.map(() => step)
    if (measure(common) > measure(choice)) choice = common
  }
  const start = choice[0] ?? 4
  for (let round = 0; round < 3; round++)
    for (let label = 0; label < labels.length; label++)
      for (let step = Math.max(0, start - 3); step <= Math.min(steps.length - 1, start + 3); step++) {
        const other = choice.with(label, step)
        if (measure(other) > measure(choice) + 1e-4) choice = other
      }
  return new Map(labels.map((label, i) => [label, steps[choice[i] ?? 4] ?? 0.4]))
}
