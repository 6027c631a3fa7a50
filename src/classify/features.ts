import type { Knowledge } from '../knowledge/index.ts'
import { HAN, HANGUL, kindAt, LETTER, SEPARATOR } from './characters.ts'
import type { Document } from './document.ts'
import type { Hit, IdeaHit } from './lexicon.ts'
import { type Features, LABEL_ROWS } from './model.ts'
import type { NameHit } from './names.ts'

/** What the n-grams of a text weigh together, against 1 for a term of the lexicon. */
const NGRAM_MASS = 2.5
const PAIR_WEIGHT = 0.5
const IDEA_WEIGHT = 0.7
const IDEA_PAIR_WEIGHT = 0.3
/** Ideas of one sentence that are paired: bounds the work for a wall of words. */
const MAX_IDEAS = 16
const MAX_WORDS = 500

/** Told of each word n-gram: its row and where it stands. */
export type NgramVisitor = (row: number, start: number, end: number) => void

/** Collects features. */
export class FeatureBuilder {
  private rows = new Uint32Array(2048)
  private values = new Float32Array(2048)
  length = 0

  add(row: number, value: number): void {
    if (this.length === this.rows.length) {
      const rows = new Uint32Array(2 * this.length)
      rows.set(this.rows)
      this.rows = rows
      const values = new Float32Array(2 * this.length)
      values.set(this.values)
      this.values = values
    }
    this.rows[this.length] = row
    this.values[this.length++] = value
  }

  scale(from: number, factor: number): void {
    for (let i = from; i < this.length; i++) this.values[i] = (this.values[i] ?? 0) * factor
  }

  finish(): Features {
    return { rows: this.rows.slice(0, this.length), values: this.values.slice(0, this.length) }
  }
}

/**
 * What the model reads of a text: which concepts of the lexicon it names (alone, in the title, in pairs within a sentence),
 * what kinds of organisation, and hashed words, word pairs and word parts. The concepts are the same in all languages, so
 * what is learned in one carries over to the others.
 */
export function extractFeatures(
  knowledge: Knowledge,
  {
    document,
    hits,
    ideas,
    names,
  }: { document: Document; hits: readonly Hit[]; ideas: readonly IdeaHit[]; names: readonly NameHit[] },
): Features {
  const builder = new FeatureBuilder()
  const outside = outsideNames(hits, names)
  addConcepts(builder, document, outside)
  addIdeas(builder, document, outside, ideas)
  addNames(builder, knowledge, document, names)
  const from = builder.length
  visitNgrams(document, (row) => builder.add(row, 1))
  const count = builder.length - from
  if (count > 0) builder.scale(from, NGRAM_MASS / Math.sqrt(count))
  return builder.finish()
}

/** Without labels' words inside a company's name: that a bank is called a bank says nothing of account numbers. */
export function outsideNames(hits: readonly Hit[], names: readonly NameHit[]): readonly Hit[] {
  const companies = names.filter((one) => one.kind === 'company')
  if (companies.length === 0) return hits
  return hits.filter(
    ({ concept, start, end }) =>
      concept.startsWith('cue:') || !companies.some((one) => one.start <= start && end <= one.end),
  )
}

const cache = new Map<string, number>()
/** Row of a feature with a name. */
export function named(name: string): number {
  let row = cache.get(name)
  if (row === undefined) {
    let hash = 0x811c9dc5
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
    row = finish(hash)
    if (cache.size < 50_000) cache.set(name, row)
  }
  return row
}

/** Mixes a hash and cuts it to the table. */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) & (LABEL_ROWS - 1)
}

function addConcepts(builder: FeatureBuilder, document: Document, hits: readonly Hit[]): void {
  const counts = new Map<string, number>()
  const inTitle = new Set<string>()
  const bySentence = new Map<number, Set<string>>()
  for (const { concept, start, negated } of hits) {
    const name = negated ? `not ${concept}` : concept
    counts.set(name, (counts.get(name) ?? 0) + 1)
    if (start < document.titleEnd) inTitle.add(name)
    const sentence = document.sentences[start] ?? 0
    const group = bySentence.get(sentence) ?? new Set()
    bySentence.set(sentence, group.add(name))
  }
  for (const [name, count] of counts) {
    builder.add(named(`c ${name}`), 1)
    if (count > 1) builder.add(named(`2 ${name}`), 0.5)
    if (count > 2) builder.add(named(`3 ${name}`), 0.5)
  }
  for (const name of inTitle) builder.add(named(`t ${name}`), 0.7)
  const pairs = new Set<string>()
  for (const group of bySentence.values()) {
    const sorted = [...group].sort().slice(0, 24)
    for (let i = 0; i < sorted.length; i++)
      for (let j = i + 1; j < sorted.length; j++) pairs.add(`p ${sorted[i]} ${sorted[j]}`)
  }
  for (const pair of pairs) builder.add(named(pair), PAIR_WEIGHT)
  builder.add(named('bias'), 1)
}

/** Everyday notions: each by itself, in the title, and beside the others of its sentence. */
function addIdeas(builder: FeatureBuilder, document: Document, hits: readonly Hit[], ideas: readonly IdeaHit[]): void {
  const seen = new Set<string>()
  const inTitle = new Set<string>()
  const bySentence = new Map<number, Set<string>>()
  for (const { idea, start } of ideas) {
    seen.add(idea)
    if (start < document.titleEnd) inTitle.add(idea)
    const sentence = document.sentences[start] ?? 0
    bySentence.set(sentence, (bySentence.get(sentence) ?? new Set()).add(idea))
  }
  for (const idea of seen) builder.add(named(`c ${idea}`), IDEA_WEIGHT)
  for (const idea of inTitle) builder.add(named(`t ${idea}`), 0.5 * IDEA_WEIGHT)
  const pairs = new Set<string>()
  for (const [sentence, group] of bySentence) {
    const others = new Set<string>()
    for (const { concept, start, negated } of hits)
      if (!negated && document.sentences[start] === sentence) others.add(concept)
    const sorted = [...group].sort().slice(0, MAX_IDEAS)
    sorted.forEach((idea, i) => {
      for (const other of sorted.slice(i + 1)) pairs.add(`q ${idea} ${other}`)
      for (const other of others) pairs.add(`q ${idea} ${other}`)
    })
  }
  for (const pair of pairs) builder.add(named(pair), IDEA_PAIR_WEIGHT)
}

function addNames(builder: FeatureBuilder, knowledge: Knowledge, document: Document, names: readonly NameHit[]): void {
  const seen = new Set<string>()
  for (const { kind, id, start } of names) {
    const what = kind === 'company' ? `sector ${knowledge.company(id)?.sector ?? ''}` : kind
    seen.add(`n ${what}`)
    if (start < document.titleEnd) seen.add(`nt ${what}`)
    if (kind !== 'company') seen.add(`n ${kind} ${id}`)
  }
  for (const name of seen) builder.add(named(name), 1)
}

/** Words, word pairs and, of long words, beginnings and parts; in scripts without spaces pairs and triples of characters. */
export function visitNgrams(document: Document, visit: NgramVisitor): void {
  const { text } = document
  let previousHash = 0
  let previousStart = 0
  let words = 0
  for (let i = 0; i < text.length && words < MAX_WORDS; ) {
    const kind = kindAt(text, i)
    if (kind === SEPARATOR) {
      if (text[i] === '\n' || text[i] === '.') previousHash = 0
      i++
      continue
    }
    if (kind >= HAN || kind === 2) {
      const next = kindAt(text, i + 1)
      if (next !== SEPARATOR && next !== LETTER) {
        visit(finish(hashOf(text, i, i + 2) ^ 0x51), i, i + 2)
        const third = kindAt(text, i + 2)
        if (third !== SEPARATOR && third !== LETTER) visit(finish(hashOf(text, i, i + 3) ^ 0x52), i, i + 3)
      } else if (kind !== HANGUL) visit(finish(hashOf(text, i, i + 1) ^ 0x53), i, i + 1)
      words++
      i++
      continue
    }
    let end = i + 1
    while (kindAt(text, end) === LETTER && end - i < 40) end++
    const length = end - i
    const hash = hashOf(text, i, end)
    visit(finish(hash), i, end)
    if (previousHash !== 0) visit(finish(Math.imul(previousHash, 31) ^ hash ^ 0x54), previousStart, end)
    if (length > 4) visit(finish(hashOf(text, i, i + 4) ^ 0x55), i, end)
    if (length > 6) visit(finish(hashOf(text, i, i + 6) ^ 0x56), i, end)
    if (length > 8) {
      visit(finish(hashOf(text, end - 6, end) ^ 0x57), i, end)
      for (let at = i + 2; at + 5 <= end; at += 1) visit(finish(hashOf(text, at, at + 5) ^ 0x58), i, end)
    }
    previousHash = hash
    previousStart = i
    words++
    i = end
  }
}

function hashOf(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}
