/**
 * npm run train [-- --check]: trains both models from training/ and the knowledge base, and stores them in src/classify/model.
 * Cross-validated by event; thresholds come from the held-out parts. The same data give the same files. `--check` only measures.
 */
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { Reader, withoutOverlaps } from '../src/classify/classifier.ts'
import { extractFeatures, named } from '../src/classify/features.ts'
import { foldTerm } from '../src/classify/fold.ts'
import { COMPANY_ROWS, LABEL_ROWS, LABELS, writeModel } from '../src/classify/model.ts'
import type { Candidate } from '../src/classify/organisations.ts'
import { EARLIER, ONCE, PASSING, roleFeatures, row } from '../src/classify/roles.ts'
import { loadKnowledge } from '../src/knowledge/index.ts'
import { type Item, readTraining } from './training/data.ts'
import {
  chooseThresholds,
  type Options,
  predict,
  quantise,
  type Sample,
  train,
  type Weights,
} from './training/logistic.ts'

const FOLDS = 5
const LABEL_OPTIONS: Options = { epochs: 12, rate: 0.12, decay: 0.05, seed: 7 }
const COMPANY_OPTIONS: Options = { epochs: 12, rate: 0.12, decay: 0.01, seed: 11 }
const MINIMUM = 2

const items = readTraining(new URL('../training', import.meta.url).pathname)
const knowledge = loadKnowledge()
const reader = new Reader(knowledge)
const slug = (name: string) => foldTerm(name).replace(/[^\p{L}\p{N}]+/gu, '')

const wordsOf = (name: string) =>
  foldTerm(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)

/** Part of the cross-validation that an event belongs to. */
const foldOf = (story: string) => createHash('sha256').update(story).digest().readUInt32LE(0) % FOLDS

/** All names by which a company of the knowledge base may be labelled. */
const idsByName = new Map<string, Set<string>>()
for (const { id, name, aliases, brands } of knowledge.companies)
  for (const one of [
    id,
    name,
    ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.text)),
    ...brands.map((brand) => brand.name),
  ]) {
    const key = slug(one)
    idsByName.set(key, (idsByName.get(key) ?? new Set()).add(id))
  }

interface Example {
  readonly item: Item
  readonly fold: number
  readonly labels: Sample
  readonly candidates: { candidate: Candidate; sample: Sample }[]
  /** Companies of the item that no candidate stands for. */
  readonly unfound: string[]
}

const examples = items.map((item): Example => {
  const { document, hits, names, candidates } = reader.read({
    title: item.title,
    summary: item.summary,
    content: '',
    url: null,
    language: item.lang,
  })
  const truth = Int8Array.from(LABELS, (label) => {
    if (label === 'privacy') return item.privacy ? 1 : 0
    if (!item.privacy) return -1
    const [group, id] = label.split(':')
    return ((group === 'data' ? item.dataTypes : item.topics) as string[]).includes(id ?? '') ? 1 : 0
  })
  const wanted = item.companies.map((name) => ({
    slug: slug(name),
    words: wordsOf(name),
    ids: idsByName.get(slug(name)),
    found: false,
  }))
  const rated = candidates.map((candidate) => {
    const match = wanted.find(
      (one) => !one.found && (candidate.known ? one.ids?.has(candidate.known) : one.slug === slug(candidate.name)),
    )
    if (match) match.found = true
    const sample: Sample = {
      features: roleFeatures(knowledge, document, hits, candidates, candidate),
      truth: Int8Array.of(item.privacy ? (match ? 1 : 0) : -1),
      weight: 1,
    }
    return { candidate, sample }
  })
  // A label may name in English, or in another form, what the text names: unknown names with a word in common say nothing then.
  const lost = wanted.filter((one) => !one.found).map((one) => one.words)
  const starts = new Set(lost.flat().map((word) => word.slice(0, 4)))
  for (const { candidate, sample } of rated)
    if (
      !candidate.known &&
      sample.truth[0] === 0 &&
      wordsOf(candidate.name).some((word) => starts.has(word.slice(0, 4)))
    )
      sample.truth[0] = -1
  return {
    item,
    fold: foldOf(item.story),
    labels: { features: extractFeatures(knowledge, document, hits, names), truth, weight: 1 },
    candidates: rated,
    unfound: wanted.filter((one) => !one.found).map((one) => one.slug),
  }
})

console.log(
  `${items.length} items, ${new Set(items.map((one) => one.story)).size} events, ${knowledge.companies.length} companies`,
)

/** What the lexicon alone would say: a term of a label speaks for that label. */
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

/** In news of usual length, a company that the title leaves out is mostly a comparison, a source or a past case. */
const companyPrior = new Map([PASSING, ONCE, EARLIER].map((name) => [row(name), Float32Array.of(-0.7)]))

const labelOut: Float64Array[] = new Array(examples.length)
const companyOut = new Map<Sample, Float64Array>()
for (let fold = 0; fold < FOLDS; fold++) {
  const seen = examples.filter((one) => one.fold !== fold)
  const labels = train(
    seen.map((one) => one.labels),
    LABELS.length,
    LABEL_OPTIONS,
    MINIMUM,
    prior,
  )
  const companies = train(companySamples(seen), 1, COMPANY_OPTIONS, MINIMUM, companyPrior)
  examples.forEach((one, index) => {
    if (one.fold !== fold) return
    labelOut[index] = predict(labels, one.labels.features, LABELS.length)
    for (const { sample } of one.candidates) companyOut.set(sample, predict(companies, sample.features, 1))
  })
}

function companySamples(from: readonly Example[]): Sample[] {
  return from.filter((one) => one.item.privacy).flatMap((one) => one.candidates.map((candidate) => candidate.sample))
}

const truths = examples.map((one) => one.labels.truth)
const group = (prefix: string) => LABELS.flatMap((label, index) => (label.startsWith(prefix) ? [index] : []))
const thresholds = new Map<number, number>()
// Items marked hard avoid every telling word on purpose: they teach, but what is enough is decided on ordinary ones.
const ordinary = examples.flatMap((one, index) => (one.item.hard ? [] : [index]))
for (const prefix of ['privacy', 'data:', 'topic:'])
  for (const [label, threshold] of chooseThresholds(
    ordinary.map((index) => labelOut[index] ?? new Float64Array(LABELS.length)),
    ordinary.map((index) => truths[index] ?? new Int8Array(LABELS.length)),
    group(prefix),
  ))
    thresholds.set(label, threshold)

const rated = companySamples(examples)
const companyThreshold =
  [
    ...chooseThresholds(
      rated.map((one) => companyOut.get(one) ?? new Float64Array(1)),
      rated.map((one) => one.truth),
      [0],
    ).values(),
  ][0] ?? 0.5

report()

if (!process.argv.includes('--check')) {
  const version = createHash('sha256').update(JSON.stringify(items)).digest('hex').slice(0, 12)
  store(
    'labels',
    LABELS,
    LABEL_ROWS,
    train(
      examples.map((one) => one.labels),
      LABELS.length,
      LABEL_OPTIONS,
      MINIMUM,
      prior,
    ),
    LABELS.map((_, i) => thresholds.get(i) ?? 0.5),
    version,
  )
  store(
    'companies',
    ['company'],
    COMPANY_ROWS,
    train(rated, 1, COMPANY_OPTIONS, MINIMUM, companyPrior),
    [companyThreshold],
    version,
  )
}

function store(
  name: string,
  labels: readonly string[],
  table: number,
  weights: Weights,
  own: number[],
  version: string,
): void {
  const { scales, rows } = quantise(weights, labels.length)
  const file = writeModel({ version, labels: [...labels], scales, thresholds: own, table, rows: rows.length }, rows)
  writeFileSync(new URL(`../src/classify/model/${name}.bin`, import.meta.url), file)
  console.log(`${name}.bin: ${rows.length} rows, ${Math.round(file.length / 1024)} kB, version ${version}`)
}

/** Scores on the held-out parts, as `npm run evaluate` counts them. */
function report(): void {
  const lines = new Map<string, { hit: number; extra: number; missed: number }>()
  const count = (name: string, wanted: boolean, said: boolean) => {
    const line = lines.get(name) ?? { hit: 0, extra: 0, missed: 0 }
    if (wanted && said) line.hit++
    else if (said) line.extra++
    else if (wanted) line.missed++
    lines.set(name, line)
  }
  examples.forEach(({ item, labels, candidates, unfound }, index) => {
    const said = (label: number) => (labelOut[index]?.[label] ?? 0) >= (thresholds.get(label) ?? 0.5)
    for (const part of ['', item.hard ? ' hard' : ' easy']) count(`relevance${part}`, item.privacy, said(0))
    count(`relevance ${item.lang}`, item.privacy, said(0))
    if (!item.privacy) return
    for (const prefix of ['data:', 'topic:'])
      for (const label of group(prefix)) {
        count(prefix, labels.truth[label] === 1, said(label))
        count(`${prefix} ${item.lang}`, labels.truth[label] === 1, said(label))
        count(LABELS[label] ?? '', labels.truth[label] === 1, said(label))
      }
    const scored = candidates.map((one) => ({ ...one, probability: companyOut.get(one.sample)?.[0] ?? 0 }))
    const kept = new Set(
      withoutOverlaps(scored)
        .filter((one) => one.probability >= companyThreshold)
        .map((one) => one.sample),
    )
    for (const { sample } of candidates) {
      const yes = kept.has(sample)
      count('companies', sample.truth[0] === 1, yes)
      count(`companies ${item.lang}`, sample.truth[0] === 1, yes)
    }
    for (const _ of unfound) {
      count('companies', true, false)
      count(`companies ${item.lang}`, true, false)
      count('companies that were no candidate', true, false)
    }
  })
  for (const [name, { hit, extra, missed }] of [...lines].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
    const f1 = (2 * hit) / (2 * hit + extra + missed) || 0
    console.log(
      `${name.padEnd(34)} F1 ${(100 * f1).toFixed(1).padStart(5)}  precision ${((100 * hit) / (hit + extra) || 0).toFixed(1).padStart(5)}  recall ${((100 * hit) / (hit + missed) || 0).toFixed(1).padStart(5)}  n=${hit + missed}`,
    )
  }
}
