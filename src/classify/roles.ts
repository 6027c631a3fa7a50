import type { Knowledge } from '../knowledge/index.ts'
import { kindAt, LETTER, SEPARATOR } from './characters.ts'
import type { Document } from './document.ts'
import { FeatureBuilder } from './features.ts'
import { foldTerm } from './fold.ts'
import type { Hit } from './lexicon.ts'
import { COMPANY_ROWS, type Features } from './model.ts'
import { type Candidate, outlets } from './organisations.ts'

/** A known name in the text only, while the title speaks of another; named once; in a sentence about an earlier year. */
export const PASSING = 'passing'
export const ONCE = 'passing, once'
export const EARLIER = 'passing, earlier year'

/** How far around a name its role is read, in characters. */
const REACH = 28

/**
 * What the company model reads of a candidate: where and how often it is named, what stands around it (source, comparison,
 * list, "leak at …", "fined by …"), its sector, the look of an unknown name. From this it learns who a story is about and
 * who is only its source, a comparison, a rival.
 */
export function roleFeatures(
  knowledge: Knowledge,
  document: Document,
  hits: readonly Hit[],
  candidates: readonly Candidate[],
  candidate: Candidate,
): Features {
  const builder = new FeatureBuilder()
  const add = (name: string, value = 1) => builder.add(row(name), value)
  const { language, titleEnd } = document
  const first = candidate.mentions[0] ?? { start: 0, end: 0, brand: null, unsure: false }
  const kind = candidate.known ? 'known' : 'new'
  const inTitle = first.start < titleEnd
  const place = inTitle ? 'title' : 'text'
  const order = candidates.indexOf(candidate)
  const titled = candidates.filter((one) => (one.mentions[0]?.start ?? 0) < titleEnd)
  const knownTitled = titled.filter((one) => one.known)

  const opens = first.start === 0 || document.sentences[first.start] !== document.sentences[first.start - 2]
  add(kind)
  if (opens) add(`${kind} opens a sentence`)
  add(`${kind} ${place}`)
  add(`${kind} ${place} order ${Math.min(order, 4)}`)
  add(`${kind} ${place} titled ${Math.min(titled.length, 4)} known ${Math.min(knownTitled.length, 3)}`)
  add(
    `${kind} known elsewhere ${Math.min(candidates.filter((one) => one.known && one !== candidate).length, 3)} ${place}`,
  )
  add(`${kind} mentions ${Math.min(candidate.mentions.length, 3)}`)
  if (inTitle && candidate.mentions.some((one) => one.start > titleEnd)) add(`${kind} title and text`)
  if (inTitle) add(`${kind} title third ${Math.floor((3 * first.start) / (titleEnd + 1))}`)
  else {
    add(`${kind} at ${Math.min(Math.floor((first.start - titleEnd) / 60), 5)}`)
    if (candidate.known && knownTitled.length > 0) {
      add(PASSING)
      if (candidate.mentions.length === 1) add(ONCE)
      if (yearIn(document, first.start)) add(EARLIER)
    }
    add(`${kind} sentence ${Math.min((document.sentences[first.start] ?? 0) - (document.sentences[titleEnd] ?? 0), 4)}`)
  }
  if (first.start === 0) add(`${kind} opens`)

  if (candidate.known) {
    const company = knowledge.company(candidate.known)
    add(`id ${candidate.known}`, 0.5)
    add(`sector ${company?.sector}`)
    add(`sector ${company?.sector} ${place}`)
    if (first.brand) add(`brand ${place}`)
    if (candidate.mentions.every((one) => one.unsure)) {
      add('unsure')
      add(`unsure ${language}`)
      add(`unsure ${candidate.known}`)
      add(`unsure ${opens ? 'opens a sentence' : 'within'}`)
    }
    if (
      candidates.some(
        (one) => one !== candidate && one.known && knowledge.company(one.known)?.parent === candidate.known,
      )
    )
      add('parent of another')
    if (company?.parent && candidates.some((one) => one.known === company.parent)) add('child of another')
  } else describe(candidate.name, language, add)
  if (outlets.has(foldTerm(candidate.name))) add('outlet', 2)

  for (const mention of candidate.mentions.slice(0, 4))
    surroundings(document, hits, candidates, mention, kind, place, add)
  for (const concept of new Set(
    hits.filter((one) => document.sentences[one.start] === document.sentences[first.start]).map((one) => one.concept),
  ))
    add(`${kind} with ${concept}`, 0.3)
  return builder.finish()
}

/** The look of a name that no list knows. */
function describe(name: string, language: string, add: (name: string, value?: number) => void): void {
  const words = name.split(/[\s'’-]+/)
  add(`words ${Math.min(words.length, 5)}`)
  if (/\p{Ll}\p{Lu}/u.test(name)) add('camel')
  if (/^[\p{Lu}\p{N}&.]+$/u.test(name)) add(`capitals ${Math.min(name.length, 6)}`)
  if (/\.\p{L}{2,}$/u.test(name)) add('dotted')
  if (/\p{N}/u.test(name)) add('digit')
  if (/&|\+/.test(name)) add('sign')
  for (const word of words.slice(0, 6)) {
    const folded = foldTerm(word)
    add(`word ${folded}`, 0.7)
    if (folded.length > 4) {
      add(`end ${language} ${folded.slice(-3)}`, 0.4)
      add(`end ${language} ${folded.slice(-5)}`, 0.5)
      add(`start ${folded.slice(0, 5)}`, 0.3)
    }
  }
}

function surroundings(
  document: Document,
  hits: readonly Hit[],
  candidates: readonly Candidate[],
  mention: Candidate['mentions'][number],
  kind: string,
  place: string,
  add: (name: string, value?: number) => void,
): void {
  const { text, language } = document
  const before = wordsBefore(text, mention.start)
  const after = wordsAfter(text, mention.end)
  add(`before ${language} ${before[0] ?? '^'}`, 0.7)
  if (before[0]) add(`before ${language} ${before[1] ?? '^'} ${before[0]}`, 0.5)
  add(`after ${language} ${after[0] ?? '$'}`, 0.6)
  if (after[0]) add(`after ${language} ${after[0]} ${after[1] ?? '$'}`, 0.4)
  add(`sign before ${text[mention.start - 1] ?? '^'} ${place}`, 0.5)
  add(`sign after ${text[mention.end] ?? '$'} ${text[mention.end + 1] === ' ' ? 's' : ''} ${place}`, 0.5)
  for (const { concept, start, end } of hits) {
    if (document.sentences[start] !== document.sentences[mention.start]) continue
    if (end <= mention.start && mention.start - end < REACH) {
      add(`${kind} left ${concept}`, 0.6)
      if (mention.start - end <= 2) add(`${kind} next left ${concept}`)
    } else if (start >= mention.end && start - mention.end < REACH) {
      add(`${kind} right ${concept}`, 0.6)
      if (start - mention.end <= 2) add(`${kind} next right ${concept}`)
    } else if (start < mention.end && mention.start < end) add(`${kind} in ${concept}`)
  }
  // A list of names: "Disney+, Prime Video and Apple TV+".
  let neighbours = 0
  for (const other of candidates)
    for (const one of other.mentions) {
      const gap = one.start > mention.end ? text.slice(mention.end, one.start) : text.slice(one.end, mention.start)
      if (
        one !== mention &&
        gap.length > 0 &&
        gap.length <= 7 &&
        /^\s*(?:[,、,·/&]|\p{L}{1,4}|,\s*\p{L}{1,4})\s*$/u.test(gap)
      )
        neighbours++
    }
  if (neighbours > 0) add(`listed ${Math.min(neighbours, 3)} ${place} ${kind}`)
  if (text[mention.start - 1] === '(') add('in brackets')
}

function yearIn(document: Document, index: number): boolean {
  const sentence = document.sentences[index]
  for (const match of document.text.matchAll(/(?<!\d)20[012]\d(?!\d)/g))
    if (document.sentences[match.index] === sentence) return true
  return false
}

function wordsBefore(text: string, index: number): string[] {
  const words: string[] = []
  let end = index
  while (words.length < 2 && end > 0) {
    while (end > 0 && kindAt(text, end - 1) === SEPARATOR) {
      if (/[.!?\n:;]/.test(text[end - 1] ?? '')) return words
      end--
    }
    let start = end
    const kind = kindAt(text, start - 1)
    while (start > 0 && kindAt(text, start - 1) === kind && (kind === LETTER || end - start < 2)) start--
    if (start === end) break
    words.push(text.slice(start, end))
    end = start
  }
  return words
}

function wordsAfter(text: string, index: number): string[] {
  const words: string[] = []
  let start = index
  while (words.length < 2 && start < text.length) {
    while (start < text.length && kindAt(text, start) === SEPARATOR) {
      if (/[.!?\n;]/.test(text[start] ?? '')) return words
      start++
    }
    let end = start
    const kind = kindAt(text, end)
    while (end < text.length && kindAt(text, end) === kind && (kind === LETTER || end - start < 2)) end++
    if (start === end) break
    words.push(text.slice(start, end))
    start = end
  }
  return words
}

/** Row of a feature with a name. */
export function row(name: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  return (hash ^ (hash >>> 15)) & (COMPANY_ROWS - 1)
}
