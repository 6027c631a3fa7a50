import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { type ModelHeader, writeModel } from '../../src/classify/model.ts'
import type { Vocabulary } from '../../src/classify/vocabulary.ts'
import { quantise, type Weights } from './logistic.ts'

/** Parts of the cross-validation. */
export const FOLDS = 5
/** Samples in which a feature must occur to be learned. */
export const MINIMUM = 2

/** Part that an event belongs to: two reports of one event never stand on both sides. */
export const foldOf = (story: string): number => createHash('sha256').update(story).digest().readUInt32LE(0) % FOLDS

/** Version of a model: the same texts, the same version. */
export const versionOf = (items: unknown): string =>
  createHash('sha256').update(JSON.stringify(items)).digest('hex').slice(0, 12)

/** Writes a model to src/classify/model. */
export function store(
  name: 'labels' | 'companies',
  header: Pick<ModelHeader, 'version' | 'labels' | 'thresholds' | 'table'>,
  weights: Weights,
): void {
  const { scales, rows } = quantise(weights, header.labels.length)
  const file = writeModel({ ...header, scales, rows: rows.length }, rows)
  writeFileSync(new URL(`../../src/classify/model/${name}.bin`, import.meta.url), file)
  console.log(`${name}.bin: ${rows.length} rows, ${Math.round(file.length / 1024)} kB, version ${header.version}`)
}

/** Writes the ordinary words of all languages beside the models. */
export function storeVocabulary(vocabulary: Vocabulary): void {
  const file = gzipSync(vocabulary.bits, { level: 9 })
  writeFileSync(new URL('../../src/classify/model/words.bin', import.meta.url), file)
  console.log(`words.bin: ${Math.round(file.length / 1024)} kB`)
}
