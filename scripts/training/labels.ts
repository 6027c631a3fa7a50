import { extractFeatures, named } from '../../src/classify/features.ts'
import { LABEL_ROWS, LABELS } from '../../src/classify/model.ts'
import type { Knowledge } from '../../src/knowledge/index.ts'
import type { ReadItem } from './data.ts'
import { FOLDS, foldOf, MINIMUM, store, versionOf } from './folds.ts'
import { chooseThresholds, type Options, predict, type Sample, train, type Weights } from './logistic.ts'
import { Tally } from './tally.ts'

const OPTIONS: Options = { epochs: 12, rate: 0.12, decay: 0.01, seed: 7 }

/** A wrong label misleads, a missing one only says less; a story that is none wastes the time of a whole channel. */
const BETA = { privacy: 0.5, label: 0.7 }

/** A label that a model which hasn't seen the text finds so likely though it isn't there, or so unlikely though it is, wants a second look. */
const SURE = 0.7
const UNSURE = 0.06

/**
 * Trains the model of the taxonomy's labels, tells its scores on the held-out parts, and stores it unless `check`. With `errors` it lists,
 * as JSON Lines, the texts whose labels the held-out models doubt most.
 */
export function trainLabels(
  knowledge: Knowledge,
  items: readonly ReadItem[],
  { check, errors }: { readonly check: boolean; readonly errors: boolean },
): void {
  const samples = items.map(({ item, reading }): Sample => {
    const truth = Int8Array.from(LABELS, (label) => {
      if (label === 'privacy') return item.privacy ? 1 : 0
      if (!item.privacy) return -1
      const [group, id] = label.split(':')
      return ((group === 'data' ? item.dataTypes : item.topics) as string[]).includes(id ?? '') ? 1 : 0
    })
    return { features: extractFeatures(knowledge, reading), truth, weight: 1 }
  })
  const prior = lexiconPrior()
  const learn = (from: readonly Sample[]) => train(from, LABELS.length, OPTIONS, MINIMUM, prior)

  const folds = items.map(({ item }) => foldOf(item.story))
  const out: Float64Array[] = new Array(samples.length)
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = learn(samples.filter((_, index) => folds[index] !== fold))
    samples.forEach((sample, index) => {
      if (folds[index] === fold) out[index] = predict(weights, sample.features, LABELS.length)
    })
  }

  const group = (prefix: string) => LABELS.flatMap((label, index) => (label.startsWith(prefix) ? [index] : []))
  const thresholds = new Map<number, number>()
  // Items marked hard avoid every telling word on purpose: they teach, but what is enough is decided on ordinary ones.
  const ordinary = items.flatMap(({ item }, index) => (item.hard ? [] : [index]))
  for (const prefix of ['privacy', 'data:', 'topic:'])
    for (const [label, threshold] of chooseThresholds(
      ordinary.map((index) => out[index] ?? new Float64Array(LABELS.length)),
      ordinary.map((index) => samples[index]?.truth ?? new Int8Array(LABELS.length)),
      group(prefix),
      prefix === 'privacy' ? BETA.privacy : BETA.label,
    ))
      thresholds.set(label, threshold)

  const tally = new Tally()
  items.forEach(({ item }, index) => {
    const said = (label: number) => (out[index]?.[label] ?? 0) >= (thresholds.get(label) ?? 0.5)
    for (const part of ['', item.hard ? ' hard' : ' easy', ` ${item.lang}`])
      tally.count(`relevance${part}`, item.privacy, said(0))
    if (!item.privacy) return
    for (const prefix of ['data:', 'topic:'])
      for (const label of group(prefix)) {
        const wanted = samples[index]?.truth[label] === 1
        for (const name of [
          prefix,
          `${prefix} ${item.hard ? 'hard' : 'easy'}`,
          `${prefix} ${item.lang}`,
          LABELS[label] ?? '',
        ])
          tally.count(name, wanted, said(label))
      }
  })
  tally.print()
  if (errors) tellDoubts(items, samples, out)

  if (check) return
  store(
    'labels',
    {
      version: versionOf(items.map((one) => one.item)),
      labels: [...LABELS],
      thresholds: LABELS.map((_, label) => thresholds.get(label) ?? 0.5),
      table: LABEL_ROWS,
    },
    learn(samples),
  )
}

function tellDoubts(items: readonly ReadItem[], samples: readonly Sample[], out: readonly Float64Array[]): void {
  items.forEach(({ item }, index) => {
    const doubt = (truth: number, doubted: (probability: number) => boolean) =>
      LABELS.filter((_, label) => samples[index]?.truth[label] === truth && doubted(out[index]?.[label] ?? 0.5))
    const missing = doubt(0, (probability) => probability >= SURE)
    const doubtful = doubt(1, (probability) => probability <= UNSURE)
    if (missing.length + doubtful.length === 0) return
    console.log(JSON.stringify({ lang: item.lang, title: item.title, summary: item.summary, missing, doubtful }))
  })
}

/** What the lexicon alone would say: a term of a label speaks for that label. */
function lexiconPrior(): Weights {
  const prior = new Map<number, Float32Array>()
  const believe = (feature: string, label: string, weight: number) => {
    const row = named(feature)
    const own = prior.get(row) ?? new Float32Array(LABELS.length)
    own[LABELS.indexOf(label)] = weight
    prior.set(row, own)
  }
  for (const label of LABELS.slice(1)) {
    const data = label.startsWith('data:')
    believe('bias', label, -2.5)
    believe(`c ${label}`, label, data ? 2.4 : 1.6)
    believe(`t ${label}`, label, data ? 0.6 : 0.8)
    believe(`2 ${label}`, label, 0.6)
  }
  return prior
}
