import { withoutOverlaps } from '../../src/classify/classifier.ts'
import { foldTerm } from '../../src/classify/fold.ts'
import { COMPANY_ROWS } from '../../src/classify/model.ts'
import type { Candidate } from '../../src/classify/organisations.ts'
import { EARLIER, ONCE, PASSING, roleFeatures, row } from '../../src/classify/roles.ts'
import type { Knowledge } from '../../src/knowledge/index.ts'
import type { ReadItem } from './data.ts'
import { FOLDS, foldOf, MINIMUM, store, versionOf } from './folds.ts'
import { chooseThresholds, type Options, predict, type Sample, train } from './logistic.ts'
import { Tally } from './tally.ts'

const OPTIONS: Options = { epochs: 12, rate: 0.12, decay: 0.01, seed: 11 }

interface Example {
  readonly fold: number
  readonly lang: string
  readonly candidates: readonly { candidate: Candidate; sample: Sample }[]
  /** Companies of the item that no candidate stands for. */
  readonly unfound: readonly string[]
}

/** Trains the model that tells whom a story is about, tells its scores on the held-out parts, and stores it unless `check`. */
export function trainCompanies(knowledge: Knowledge, items: readonly ReadItem[], check: boolean): void {
  const idsByName = namesOf(knowledge)
  const examples = items.filter(({ item }) => item.privacy).map((one) => exampleOf(knowledge, idsByName, one))
  const samplesOf = (from: readonly Example[]) => from.flatMap((one) => one.candidates.map(({ sample }) => sample))

  // In news of usual length, a company that the title leaves out is mostly a comparison, a source or a past case.
  const prior = new Map([PASSING, ONCE, EARLIER].map((name) => [row(name), Float32Array.of(-0.7)]))
  const learn = (from: readonly Sample[]) => train(from, 1, OPTIONS, MINIMUM, prior)

  const out = new Map<Sample, Float64Array>()
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = learn(samplesOf(examples.filter((one) => one.fold !== fold)))
    for (const sample of samplesOf(examples.filter((one) => one.fold === fold)))
      out.set(sample, predict(weights, sample.features, 1))
  }
  const all = samplesOf(examples)
  const chosen = chooseThresholds(
    all.map((one) => out.get(one) ?? new Float64Array(1)),
    all.map((one) => one.truth),
    [0],
  )
  const threshold = [...chosen.values()][0] ?? 0.5

  const tally = new Tally()
  for (const { candidates, lang, unfound } of examples) {
    const scored = candidates.map((one) => ({ ...one, probability: out.get(one.sample)?.[0] ?? 0 }))
    const kept = new Set(
      withoutOverlaps(scored)
        .filter((one) => one.probability >= threshold)
        .map((one) => one.sample),
    )
    for (const { sample } of candidates)
      for (const name of ['companies', `companies ${lang}`]) tally.count(name, sample.truth[0] === 1, kept.has(sample))
    for (const _ of unfound)
      for (const name of ['companies', `companies ${lang}`, 'companies that were no candidate'])
        tally.count(name, true, false)
  }
  tally.print()

  if (check) return
  store(
    'companies',
    {
      version: versionOf(items.map((one) => one.item)),
      labels: ['company'],
      thresholds: [threshold],
      table: COMPANY_ROWS,
    },
    learn(all),
  )
}

const slug = (name: string) => foldTerm(name).replace(/[^\p{L}\p{N}]+/gu, '')

const wordsOf = (name: string) =>
  foldTerm(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3)

/** All names by which a company of the knowledge base may be labelled. */
function namesOf(knowledge: Knowledge): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>()
  for (const { id, name, aliases, brands } of knowledge.companies)
    for (const one of [
      id,
      name,
      ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.text)),
      ...brands.map((brand) => brand.name),
    ]) {
      const key = slug(one)
      ids.set(key, (ids.get(key) ?? new Set()).add(id))
    }
  return ids
}

function exampleOf(
  knowledge: Knowledge,
  idsByName: ReadonlyMap<string, ReadonlySet<string>>,
  { item, reading: { document, hits, candidates } }: ReadItem,
): Example {
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
      truth: Int8Array.of(match ? 1 : 0),
      weight: 1,
    }
    return { candidate, sample }
  })
  // A label may name in English, or in another form, what the text names: unknown names with a word in common say nothing then.
  const lost = wanted.filter((one) => !one.found)
  const starts = new Set(lost.flatMap((one) => one.words).map((word) => word.slice(0, 4)))
  for (const { candidate, sample } of rated)
    if (
      !candidate.known &&
      sample.truth[0] === 0 &&
      wordsOf(candidate.name).some((word) => starts.has(word.slice(0, 4)))
    )
      sample.truth[0] = -1
  return { fold: foldOf(item.story), lang: item.lang, candidates: rated, unfound: lost.map((one) => one.slug) }
}
