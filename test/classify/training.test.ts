import { describe, expect, it } from 'vitest'
import { readTraining } from '../../scripts/training/data.ts'
import { quantise, type Sample, train } from '../../scripts/training/logistic.ts'
import { Reader } from '../../src/classify/classifier.ts'
import { extractFeatures } from '../../src/classify/features.ts'
import { LABEL_ROWS, parseModel, writeModel } from '../../src/classify/model.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'

/** A model that tells privacy stories from others, from some of the texts. */
function trainSome(seed: number): Buffer {
  const knowledge = loadKnowledge()
  const reader = new Reader(knowledge)
  const samples = readTraining(new URL('../../training', import.meta.url).pathname)
    .filter((_, index) => index % 40 === 0)
    .map(({ title, summary, lang, privacy }): Sample => {
      const reading = reader.read({ title, summary, content: '', url: null, language: lang })
      return { features: extractFeatures(knowledge, reading), truth: Int8Array.of(privacy ? 1 : 0), weight: 1 }
    })
  const { scales, rows } = quantise(train(samples, 1, { epochs: 4, rate: 0.12, decay: 0.02, seed }, 2), 1)
  const header = {
    version: 'test',
    labels: ['privacy'],
    thresholds: [0.5],
    table: LABEL_ROWS,
    scales,
    rows: rows.length,
  }
  return writeModel(header, rows)
}

describe('training', () => {
  it('gives the same bytes from the same texts and seed', () => {
    const first = trainSome(7)
    expect(trainSome(7).equals(first)).toBe(true)
    expect(trainSome(8).equals(first)).toBe(false)
  }, 60_000)

  it('writes what the classifier reads', () => {
    const model = parseModel(trainSome(7))
    expect(model.header.rows).toBeGreaterThan(100)
    const probability = model.score({ rows: Uint32Array.of(1, 2), values: Float32Array.of(1, 1) })[0]
    expect(probability).toBeGreaterThan(0)
    expect(probability).toBeLessThan(1)
  }, 60_000)
})
