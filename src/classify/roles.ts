import type { Knowledge } from '../knowledge/index.ts'
import { kindAt } from './characters.ts'
import { isPlatform } from './companies.ts'
import { BLAMED, CUE_BITS, CUE_NAMES } from './cues.ts'
import type { Document } from './document.ts'
import { foldTerm } from './fold.ts'
import { hashOfSlice, hashOfText, mix, rowOf } from './hashing.ts'
import type { Hit } from './lexicon.ts'
import { COMPANY_ROWS, type Features } from './model.ts'
import { type Candidate, type Mention, outlets } from './organisations.ts'
import { type Scene, sceneOf } from './scene.ts'
import { wordsAfter, wordsBefore } from './words.ts'

/** A known name in the text only, while the title speaks of another; named once; in a sentence about an earlier year. */
export const PASSING = 'passing'
export const ONCE = 'passing, once'
export const EARLIER = 'passing, earlier year'

/** How far around a name terms of the lexicon are read, in characters. */
const REACH = 28
/** Features of one candidate; there are about a hundred, more in texts full of terms. */
const CAPACITY = 2048
/** Mentions of a candidate that are looked at. */
const MENTIONS = 4

/** Row of a feature with a name. */
export const row = (name: string): number => rowOf(hashOfText(name), COMPANY_ROWS)

/**
 * What the company model reads of each candidate: where and how often it is named, what part the words around it give it
 * (source, comparison, list, "leak at …", "fined by …"), what the other candidates are, its sector, the look of an unknown
 * name. From this it learns who a story is about and who is only its source, a comparison, a rival.
 */
export function companyFeatures(
  knowledge: Knowledge,
  document: Document,
  hits: readonly Hit[],
  candidates: readonly Candidate[],
): Features[] {
  const scene = sceneOf(document, candidates)
  const to = new Adder()
  return candidates.map((_, index) => featuresOf(to, knowledge, document, hits, candidates, scene, index))
}

const KNOWN = hashOfText('known')
const NEW = hashOfText('new')
const TITLE = hashOfText('title')
const TEXT = hashOfText('text')
const names = new Map<string, number>()
function nameHash(name: string): number {
  let hash = names.get(name)
  if (hash === undefined) {
    hash = hashOfText(name)
    if (names.size < 20_000) names.set(name, hash)
  }
  return hash
}

/** Adds features named by a text and up to three values. One serves all candidates, one after the other. */
class Adder {
  private readonly rows = new Uint32Array(CAPACITY)
  private readonly values = new Float32Array(CAPACITY)
  private length = 0

  /** What was added since the last time. */
  finish(): Features {
    const features = { rows: this.rows.slice(0, this.length), values: this.values.slice(0, this.length) }
    this.length = 0
    return features
  }

  private put(hash: number, value: number): void {
    if (this.length === CAPACITY) return
    this.rows[this.length] = rowOf(hash, COMPANY_ROWS)
    this.values[this.length++] = value
  }

  plain(name: string, value = 1): void {
    this.put(nameHash(name), value)
  }

  add(name: string, a: number, value = 1): void {
    this.put(mix(nameHash(name), a), value)
  }

  add2(name: string, a: number, b: number, value = 1): void {
    this.put(mix(mix(nameHash(name), a), b), value)
  }

  add3(name: string, a: number, b: number, c: number, value = 1): void {
    this.put(mix(mix(mix(nameHash(name), a), b), c), value)
  }
}

function featuresOf(
  to: Adder,
  knowledge: Knowledge,
  document: Document,
  hits: readonly Hit[],
  candidates: readonly Candidate[],
  scene: Scene,
  index: number,
): Features {
  const candidate = candidates[index] as Candidate
  const { titleEnd, sentences } = document
  const first = candidate.mentions[0] as Mention
  const kind = candidate.known ? KNOWN : NEW
  const inTitle = first.start < titleEnd
  const place = inTitle ? TITLE : TEXT
  const language = nameHash(document.language)
  const opens = first.start === 0 || sentences[first.start] !== sentences[first.start - 2]
  const { titled, knownTitled, known, cues, blamed } = scene
  const otherKnown = known - (candidate.known ? 1 : 0)

  to.add('kind', kind)
  to.add2('kind language', kind, language)
  if (opens) to.add2('opens a sentence', kind, place)
  to.add2('place', kind, place)
  to.add3('order', kind, place, Math.min(index, 4))
  to.add3('titled', kind, mix(place, Math.min(titled, 4)), Math.min(knownTitled, 3))
  to.add3('known elsewhere', kind, place, Math.min(otherKnown, 3))
  to.add2('mentions', kind, Math.min(candidate.mentions.length, 3))
  if (inTitle && candidate.mentions.some((one) => one.start > titleEnd)) to.add('title and text', kind)
  if (inTitle) to.add2('title third', kind, Math.floor((3 * first.start) / (titleEnd + 1)))
  else {
    to.add2('at', kind, Math.min(Math.floor((first.start - titleEnd) / 60), 5))
    if (candidate.known && knownTitled > 0) {
      to.plain(PASSING)
      if (candidate.mentions.length === 1) to.plain(ONCE)
      if (scene.dated(first.start)) to.plain(EARLIER)
    }
    to.add2('sentence', kind, Math.min((sentences[first.start] ?? 0) - (sentences[titleEnd] ?? 0), 4))
  }
  if (first.start === 0) to.add('opens', kind)
  if (titleEnd - first.end < 2 && inTitle) to.add('closes the title', kind)

  // What part it plays, and whether another one is blamed.
  const own = cues[index] ?? 0
  for (let bit = 0; bit < CUE_BITS; bit++)
    if (own & (1 << bit)) {
      const name = CUE_NAMES[bit] ?? ''
      to.add(name, 0)
      to.add2(name, kind, place)
      to.add2(name, kind, language, 0.5)
    }
  const blame = own & BLAMED ? 2 : own & (BLAMED << (CUE_BITS / 2)) ? 1 : 0
  const others = blamed - (own & BLAMED ? 1 : 0)
  to.add3('blame', kind, mix(place, blame), Math.min(others, 2))
  // The only name of a text, or the only one of its title, is likely whom it is about.
  const rank = scene.ranks[index] ?? -1
  const fellows = Math.min(scene.names - (rank < 0 ? 0 : 1), 3)
  const titledNames = Math.min(scene.namesTitled, 2)
  to.add3('rank', kind, mix(place, Math.min(rank, 3)), fellows)
  to.add3('fellows', kind, mix(place, Math.min(otherKnown, 2)), mix(fellows, titledNames))
  const lowly = own & ~(BLAMED | (BLAMED << (CUE_BITS / 2)))
  to.add3('lowly', kind, lowly ? 1 : 0, mix(Math.min(others, 1), mix(place, blame)))

  if (candidate.known) addKnown(to, knowledge, candidates, candidate, { inTitle, opens, language })
  else describe(to, document, candidate, language, opens, place)
  if (outlets.has(foldTerm(candidate.name))) to.plain('outlet', 2)

  for (const mention of candidate.mentions.slice(0, MENTIONS)) {
    surroundings(to, document, hits, mention, kind, place, language)
    const neighbours = scene.neighbours(mention)
    if (neighbours > 0) to.add3('listed', Math.min(neighbours, 3), place, kind)
    if (scene.insideLonger(mention)) to.add2('inside a longer name', kind, place)
    if (scene.holds(mention)) to.add2('holds a shorter name', kind, place)
  }
  const seen = new Set<string>()
  for (const { concept, start } of hits) {
    if (sentences[start] !== sentences[first.start] || seen.has(concept)) continue
    seen.add(concept)
    to.add2('with', kind, nameHash(concept), 0.3)
  }
  return to.finish()
}

function addKnown(
  to: Adder,
  knowledge: Knowledge,
  candidates: readonly Candidate[],
  candidate: Candidate,
  { inTitle, opens, language }: { inTitle: boolean; opens: boolean; language: number },
): void {
  const id = candidate.known ?? ''
  const company = knowledge.company(id)
  const place = inTitle ? TITLE : TEXT
  const sector = nameHash(company?.sector ?? '')
  to.add('id', nameHash(id), 0.5)
  to.add('sector', sector)
  to.add2('sector', sector, place)
  if (candidate.mentions[0]?.brand) to.add('brand', place)
  if (isPlatform(knowledge, candidate)) to.add('platform', place)
  if (candidate.mentions.every((one) => one.unsure)) {
    to.plain('unsure')
    to.add('unsure in', language)
    to.add('unsure id', nameHash(id))
    to.add('unsure opens', opens ? 1 : 0)
  }
  if (candidates.some((one) => one !== candidate && one.known && knowledge.company(one.known)?.parent === id))
    to.add('parent of another', place)
  if (company?.parent && candidates.some((one) => one.known === company.parent)) to.add('child of another', place)
}

/** The look of a name that no list knows. */
function describe(
  to: Adder,
  { text, source, origin }: Document,
  { name, mentions, ordinary }: Candidate,
  language: number,
  opens: boolean,
  place: number,
): void {
  const common = ordinary.filter(Boolean).length
  const share = common === 0 ? 0 : common === ordinary.length ? 2 : 1
  const start = opens ? 1 : 0
  to.add2('ordinary', share, Math.min(ordinary.length, 3))
  to.add2('ordinary in', share, language)
  to.add3('ordinary opens', share, start, language)
  to.add3('ordinary place', share, start, place)
  to.add3('ordinary ends', ordinary[0] ? 1 : 0, ordinary.at(-1) ? 1 : 0, start)
  const words = name.split(/[\s'’-]+/)
  to.add('words', Math.min(words.length, 5))
  to.add2('words', Math.min(words.length, 3), language)
  if (/\p{Ll}\p{Lu}/u.test(name)) to.plain('camel')
  if (/^[\p{Lu}\p{N}&.]+$/u.test(name)) to.add('capitals', Math.min(name.length, 6))
  if (/\.\p{L}{2,}$/u.test(name)) to.plain('dotted')
  if (/\p{N}/u.test(name)) to.plain('digit')
  if (/[&+]/.test(name)) to.plain('sign')
  if (/^\p{Ll}/u.test(name)) to.plain('small first')
  if (/\s\p{Ll}{1,4}\s/u.test(name)) to.plain('joined')
  const at = mentions[0]?.start ?? 0
  const quoted = source[(origin[at] ?? 0) - 1] ?? ''
  if (/["“”„«「『'‘《]/.test(quoted)) to.add('quoted', language)
  if (kindAt(text, at - 1) !== 0) to.plain('within a word')
  for (const word of words.slice(0, 6)) {
    const folded = foldTerm(word)
    to.add('word', hashOfText(folded), 0.7)
    if (folded.length > 4) {
      to.add2('end', language, hashOfSlice(folded, folded.length - 3, folded.length), 0.4)
      to.add2('end', language, hashOfSlice(folded, folded.length - 5, folded.length), 0.5)
      to.add('start', hashOfSlice(folded, 0, 5), 0.3)
    } else if (kindAt(folded, 0) > 1) to.add('last', hashOfSlice(folded, folded.length - 1, folded.length), 0.7)
  }
}

function surroundings(
  to: Adder,
  { text, sentences }: Document,
  hits: readonly Hit[],
  mention: Mention,
  kind: number,
  place: number,
  language: number,
): void {
  const before = wordsBefore(text, mention.start)
  const after = wordsAfter(text, mention.end)
  const [before1 = 1, before2 = 1] = before.map((one) => hashOfSlice(text, one.start, one.end))
  const [after1 = 2, after2 = 2] = after.map((one) => hashOfSlice(text, one.start, one.end))
  to.add2('before', language, before1, 0.7)
  if (before.length > 0) to.add3('before', language, before1, before2, 0.5)
  to.add2('after', language, after1, 0.6)
  if (after.length > 0) to.add3('after', language, after1, after2, 0.4)
  to.add3('before', language, before1, kind, 0.4)
  to.add3('after', language, after1, kind, 0.4)
  to.add2('sign before', text.charCodeAt(mention.start - 1) || 0, place, 0.5)
  to.add3('sign after', text.charCodeAt(mention.end) || 0, text[mention.end + 1] === ' ' ? 1 : 0, place, 0.5)
  for (const { concept, start, end } of hits) {
    if (sentences[start] !== sentences[mention.start]) continue
    if (end <= mention.start && mention.start - end < REACH) {
      to.add2('left', kind, nameHash(concept), 0.6)
      if (mention.start - end <= 2) to.add2('next left', kind, nameHash(concept))
    } else if (start >= mention.end && start - mention.end < REACH) {
      to.add2('right', kind, nameHash(concept), 0.6)
      if (start - mention.end <= 2) to.add2('next right', kind, nameHash(concept))
    } else if (start < mention.end && mention.start < end) to.add2('in', kind, nameHash(concept))
  }
  if (text[mention.start - 1] === '(') to.plain('in brackets')
}
