import { readFileSync } from 'node:fs'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { DATA_TYPES, TOPICS } from '../types/index.ts'

/** Rows of a feature table with their values. A row may occur twice; the values add up. */
export interface Features {
  readonly rows: Uint32Array
  readonly values: Float32Array
}

/** What the label model answers, in the order of its columns. */
export const LABELS: readonly string[] = [
  'privacy',
  ...DATA_TYPES.map((id) => `data:${id}`),
  ...TOPICS.map((id) => `topic:${id}`),
]
/** Rows of the two feature tables. */
export const LABEL_ROWS = 1 << 18
export const COMPANY_ROWS = 1 << 17

const HeaderSchema = z.strictObject({
  version: z.string(),
  labels: z.array(z.string()),
  /** Weight of one step of a label's column. */
  scales: z.array(z.number()),
  /** Probability from which a label is given. */
  thresholds: z.array(z.number()),
  /** Rows of the feature table, and how many of them are stored. */
  table: z.number().int().positive(),
  rows: z.number().int(),
})
export type ModelHeader = z.infer<typeof HeaderSchema>

/** A linear model, one column a label: weights of one byte, chosen rows only. */
export class Model {
  readonly header: ModelHeader
  /** Of each row of the table, where its weights begin; 0 for the many that are not stored. */
  private readonly places: Uint32Array
  /** Begins with a row of zeros, for those. */
  private readonly weights: Int8Array

  constructor(header: ModelHeader, places: Uint32Array, weights: Int8Array) {
    this.header = header
    this.places = places
    this.weights = weights
  }

  /** Probability of each label, in the order of the header's labels. */
  score(features: Features): Float64Array {
    const width = this.header.labels.length
    const sums = new Float64Array(width)
    const { rows, values } = features
    const { places, weights } = this
    if (width === 1) {
      let sum = 0
      for (let i = 0; i < rows.length; i++) sum += (values[i] ?? 0) * (weights[places[rows[i] ?? 0] ?? 0] ?? 0)
      return Float64Array.of(1 / (1 + Math.exp(-sum * (this.header.scales[0] ?? 0))))
    }
    for (let i = 0; i < rows.length; i++) {
      const base = places[rows[i] ?? 0] ?? 0
      if (base === 0) continue
      const value = values[i] ?? 0
      for (let label = 0; label < width; label++)
        sums[label] = (sums[label] ?? 0) + value * (weights[base + label] ?? 0)
    }
    for (let label = 0; label < width; label++) {
      const logit = (sums[label] ?? 0) * (this.header.scales[label] ?? 0)
      sums[label] = 1 / (1 + Math.exp(-logit))
    }
    return sums
  }

  weight(row: number, label: number): number {
    return (this.weights[(this.places[row] ?? 0) + label] ?? 0) * (this.header.scales[label] ?? 0)
  }

  threshold(label: number): number {
    return this.header.thresholds[label] ?? 0.5
  }
}

/**
 * File: length of the header (4 bytes, little endian), header as JSON, then for each stored row the distance to the row
 * before (LEB128) and one signed byte a label; all of it gzipped.
 */
export function writeModel(header: ModelHeader, rows: readonly { row: number; weights: Int8Array }[]): Buffer {
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(json.length)
  const parts: Buffer[] = [length, json]
  let previous = 0
  for (const { row, weights } of rows) {
    const distance: number[] = []
    let rest = row - previous
    for (; rest > 0x7f; rest >>>= 7) distance.push((rest & 0x7f) | 0x80)
    distance.push(rest)
    previous = row
    parts.push(Buffer.from(distance), Buffer.from(weights.buffer, weights.byteOffset, weights.length))
  }
  return gzipSync(Buffer.concat(parts), { level: 9 })
}

export function parseModel(file: Buffer): Model {
  const data = gunzipSync(file)
  const length = data.readUInt32LE(0)
  const header = HeaderSchema.parse(JSON.parse(data.toString('utf8', 4, 4 + length)))
  const width = header.labels.length
  const places = new Uint32Array(header.table)
  const weights = new Int8Array((header.rows + 1) * width)
  let at = 4 + length
  let row = 0
  for (let i = 0; i < header.rows; i++) {
    let distance = 0
    let shift = 0
    for (;;) {
      const byte = data[at++] ?? 0
      distance |= (byte & 0x7f) << shift
      if (byte < 0x80) break
      shift += 7
    }
    row += distance
    places[row] = (i + 1) * width
    weights.set(new Int8Array(data.buffer, data.byteOffset + at, width), (i + 1) * width)
    at += width
  }
  return new Model(header, places, weights)
}

const cached = new Map<string, Model>()

/** The stored models: `labels.bin` for the taxonomy, `companies.bin` for who the story is about. Made by `npm run train`. */
export function loadModel(name: 'labels' | 'companies'): Model {
  let model = cached.get(name)
  if (!model) {
    model = parseModel(readFileSync(new URL(`./model/${name}.bin`, import.meta.url)))
    if (name === 'labels' && model.header.labels.join() !== LABELS.join())
      throw new Error('The stored model knows other labels than the code: run "npm run train".')
    cached.set(name, model)
  }
  return model
}
