import type { Language } from '../types/index.ts'
import { HAN, HANGUL, KATAKANA, kindAt, LETTER } from './characters.ts'
import type { Document } from './document.ts'
import { foldTerm } from './fold.ts'

/** A name of the knowledge base, found in a text. */
export interface NameHit {
  readonly kind: 'company' | 'regulator' | 'law'
  readonly id: string
  /** The brand that was named, where it is not the organisation. */
  readonly brand: string | null
  readonly start: number
  readonly end: number
  /** An ambiguous name (Orange, Signal) without any of the words that would settle it: likely or not, by what else is said. */
  readonly unsure: boolean
}

/** Whose name it is. */
export interface Owner {
  readonly kind: NameHit['kind']
  readonly id: string
  readonly brand: string | null
  /** Country in which a company is known, null for all. */
  readonly country: string | null
}

/** When an ambiguous name counts, see AliasSchema; terms of `near` are folded. */
export interface Condition {
  readonly near: readonly string[]
  readonly notIn: readonly string[]
  readonly languages: readonly Language[]
}

/** A way to write a name. A class, so that ten thousands of them stay small and quick to make. */
export class Name {
  readonly owner: Owner
  /** How the name is written; compared letter by letter where `exact`. */
  readonly text: string
  readonly exact: boolean
  /** The last vowel was cut off, so that an ending must follow (Toyota: Toyoty, Toyotę). */
  readonly stem: boolean
  /** Length of the term where each of its words may be inflected (Poczta Polska: Poczty Polskiej), else 0. */
  readonly inflected: number
  readonly condition: Condition | null

  constructor(
    owner: Owner,
    text: string,
    exact: boolean,
    stem: boolean,
    inflected: number,
    condition: Condition | null,
  ) {
    this.owner = owner
    this.text = text
    this.exact = exact
    this.stem = stem
    this.inflected = inflected
    this.condition = condition
  }
}

/** Conditions of ambiguous names, then the longest name at each place. */
export function settle(
  document: Document,
  found: { name: Name; start: number; end: number }[],
  countries: ReadonlySet<string>,
): NameHit[] {
  const { text } = document
  const sure = new Set(
    found.filter(({ name }) => !name.condition?.near.length && !name.exact).map(({ name }) => keyOf(name.owner)),
  )
  const kept = found.flatMap((one) => {
    const { name, start, end } = one
    const { owner, condition } = name
    if (condition?.notIn.some((phrase) => covers(document, phrase, start, end))) return []
    const settled =
      !condition?.near.length ||
      sure.has(keyOf(owner)) ||
      condition.near.some((word) => standsIn(text, word, start, end))
    // A word of the language (politiet) may be anybody of that kind.
    if (settled) return [{ ...one, unsure: !!condition?.languages.length && name.text === name.text.toLowerCase() }]
    // The bakery next door is a word elsewhere: DNA is a Finnish telecom in Finland only.
    if (owner.country && !countries.has(owner.country)) return []
    return owner.kind === 'company' && looksLikeName(document, start) ? [{ ...one, unsure: true }] : []
  })
  kept.sort((a, b) => a.start - b.start || b.end - a.end || Number(a.unsure) - Number(b.unsure))
  const hits: NameHit[] = []
  let covered = -1
  let previous = -1
  for (const { name, start, end, unsure } of kept) {
    if (end <= covered && start !== previous) continue
    if (start < covered && start !== previous) continue
    if (
      start === previous &&
      (end < covered || hits.some((one) => one.start === start && one.kind === name.owner.kind))
    )
      continue
    hits.push({ kind: name.owner.kind, id: name.owner.id, brand: name.owner.brand, start, end, unsure })
    covered = Math.max(covered, end)
    previous = start
  }
  return hits
}

const keyOf = ({ kind, id }: Owner): string => `${kind}:${id}`

/** A capital, a quotation mark before it, or a script in which names are words of their own: else it is likely the word. */
function looksLikeName({ text, source, origin }: Document, start: number): boolean {
  const at = origin[start] ?? 0
  const kind = kindAt(text, start)
  return (
    kind === KATAKANA ||
    kind === HANGUL ||
    /\p{Lu}/u.test(source[at] ?? '') ||
    /[«"“”„‘'「『《]/.test(source[at - 1] ?? '')
  )
}

/** A word beside the name, not within it. */
function standsIn(text: string, word: string, start: number, end: number): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if ((at + word.length <= start || at >= end) && (kindAt(text, at) >= HAN || kindAt(text, at - 1) !== LETTER))
      return true
  return false
}

/** The name stands inside the phrase, which is written as it is there: `über` does not cover Uber. */
function covers({ text, source, origin }: Document, phrase: string, start: number, end: number): boolean {
  const folded = foldTerm(phrase)
  for (let at = text.indexOf(folded); at >= 0 && at < end; at = text.indexOf(folded, at + 1))
    if (at <= start && at + folded.length >= end) {
      const quoted = source.slice(origin[at] ?? 0, origin[at + folded.length] ?? source.length)
      return !ACCENTS.test(phrase.normalize('NFD')) || ACCENTS.test(quoted.normalize('NFD'))
    }
  return false
}

const ACCENTS = /\p{M}/u
