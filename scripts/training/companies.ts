import { type CompanyThresholds, chooseCompanies, type Rated, withoutOverlaps } from '../../src/classify/companies.ts'
import { COMPANY_ROWS } from '../../src/classify/model.ts'
import { companyFeatures, EARLIER, ONCE, PASSING, row } from '../../src/classify/roles.ts'
import type { Knowledge } from '../../src/knowledge/index.ts'
import type { ReadItem } from './data.ts'
import { FOLDS, foldOf, MINIMUM, store, versionOf } from './folds.ts'
import { type Options, predict, type Sample, train, type Weights } from './logistic.ts'
import { CompanyMatcher } from './match.ts'
import { Tally } from './tally.ts'

const OPTIONS: Omit<Options, 'seed'> = { epochs: 12, rate: 0.12, decay: 0.03 }
/** The order of the samples matters a little: the mean of several orders matters less. */
const SEEDS = [11, 12, 13]

interface Example {
  readonly from: ReadItem
  readonly fold: number
  readonly samples: readonly Sample[]
  /** Labels that no candidate stands for. */
  readonly unfound: readonly string[]
}

/** A candidate with what the labels say of it. */
interface Judged extends Rated {
  readonly wanted: number
}

/** Trains the model that tells whom a story is about, tells its scores on the held-out parts, and stores it unless `check`. */
export function trainCompanies(
  knowledge: Knowledge,
  items: readonly ReadItem[],
  { check, errors }: { check: boolean; errors: boolean },
): void {
  const matcher = new CompanyMatcher(knowledge)
  const examples = items
    .filter(({ item }) => item.privacy)
    .map((one): Example => {
      const { document, hits, candidates } = one.reading
      const { verdicts, unfound } = matcher.match(one.item.companies, candidates)
      const samples = companyFeatures(knowledge, document, hits, candidates).map((features, index) => ({
        features,
        truth: Int8Array.of(verdicts[index] ?? 0),
        weight: 1,
      }))
      return { from: one, fold: foldOf(one.item.story), samples, unfound }
    })

  // In news of usual length, a company that the title leaves out is mostly a comparison, a source or a past case.
  const prior = new Map([PASSING, ONCE, EARLIER].map((name) => [row(name), Float32Array.of(-0.7)]))
  const learn = (from: readonly Example[]) => {
    const samples = from.flatMap((one) => one.samples)
    return mean(SEEDS.map((seed) => train(samples, 1, { ...OPTIONS, seed }, MINIMUM, prior)))
  }

  const judged = new Map<Example, Judged[]>()
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = learn(examples.filter((one) => one.fold !== fold))
    for (const one of examples)
      if (one.fold === fold)
        judged.set(
          one,
          one.from.reading.candidates.flatMap((candidate, index) => {
            const sample = one.samples[index]
            if (!sample) return []
            return [
              {
                candidate,
                probability: predict(weights, sample.features, 1)[0] ?? 0,
                wanted: sample.truth[0] ?? 0,
              },
            ]
          }),
        )
  }
  // Items marked hard avoid every telling word on purpose: they teach, but what is enough is decided on ordinary ones.
  const ordinary = [...judged].flatMap(([{ from }, rated]) => (from.item.hard ? [] : [rated]))
  const thresholds = chooseThresholds(knowledge, ordinary)
  report(knowledge, judged, thresholds, errors)
  if (check) return
  store(
    'companies',
    {
      version: versionOf(items.map((one) => one.item)),
      labels: ['company'],
      thresholds: [thresholds.known, thresholds.unknown, thresholds.alone],
      table: COMPANY_ROWS,
    },
    learn(examples),
  )
}

function mean(models: readonly Weights[]): Weights {
  const sum = new Map<number, Float32Array>()
  for (const weights of models)
    for (const [row, own] of weights) {
      const total = sum.get(row) ?? new Float32Array(own.length)
      sum.set(row, total)
      own.forEach((weight, column) => {
        total[column] = (total[column] ?? 0) + weight / models.length
      })
    }
  return sum
}

/** The thresholds that make F1 best. */
function chooseThresholds(knowledge: Knowledge, items: readonly Judged[][]): CompanyThresholds {
  const parted = items.map((one) => withoutOverlaps(one))
  const wanted = items.map((one) => one.filter(({ wanted }) => wanted === 1).length)
  const f1 = (thresholds: CompanyThresholds) => {
    let hit = 0
    let wrong = 0
    parted.forEach((rated, index) => {
      const chosen = chooseCompanies(knowledge, rated, thresholds)
      const found = chosen.filter((one) => one.wanted === 1).length
      hit += found
      wrong += chosen.filter((one) => one.wanted === 0).length + (wanted[index] ?? 0) - found
    })
    return (2 * hit) / (2 * hit + wrong) || 0
  }
  const steps = Array.from({ length: 15 }, (_, i) => Math.round(100 * (0.1 + 0.05 * i)) / 100)
  let best: CompanyThresholds = { known: 0.4, unknown: 0.4, alone: 1 }
  let most = 0
  for (const known of steps)
    for (const unknown of steps)
      for (const alone of [...steps.filter((step) => step < Math.max(known, unknown)), 1]) {
        const reached = f1({ known, unknown, alone })
        if (reached > most + 1e-4) {
          most = reached
          best = { known, unknown, alone }
        }
      }
  return best
}

/** Scores on the held-out parts, as `npm run evaluate` counts them; with `errors` every mistake. */
function report(
  knowledge: Knowledge,
  judged: ReadonlyMap<Example, readonly Judged[]>,
  thresholds: CompanyThresholds,
  errors: boolean,
): void {
  const tally = new Tally()
  for (const [{ from, unfound }, rated] of judged) {
    const { item } = from
    const chosen = chooseCompanies(knowledge, rated, thresholds)
    const notes: string[] = []
    const names = ['companies', `companies ${item.lang}`, item.hard ? 'companies hard' : 'companies easy']
    for (const one of rated) {
      const said = chosen.includes(one)
      if (one.wanted < 0) continue
      for (const name of [...names, one.candidate.known ? 'companies known' : 'companies unknown'])
        tally.count(name, one.wanted === 1, said)
      if (said !== (one.wanted === 1))
        notes.push(
          `${said ? '+' : '-'}${one.candidate.known ? '*' : ''}${one.candidate.name} ${one.probability.toFixed(2)}`,
        )
    }
    for (const label of unfound) {
      for (const name of [...names, 'companies that were no candidate']) tally.count(name, true, false)
      notes.push(`0${label}`)
    }
    if (errors && notes.length > 0)
      console.log(`${item.lang} ${notes.join(' | ')}\n      ${item.title} | ${item.summary.slice(0, 240)}`)
  }
  tally.print()
  console.log(`thresholds: ${JSON.stringify(thresholds)}`)
}
