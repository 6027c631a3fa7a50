import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { isLanguage, type Language } from '../types/index.ts'
import { isCjk, runs } from './text.ts'

/**
 * Things, people, places and steps of an affair, by an id that is the same in all languages: words for each in the languages served. A
 * star stands for any ending; `tr:` before a word keeps it to one language. A word that means something else in another language does
 * little harm: how often a concept is found in a language is counted, and what is frequent tells little.
 */
const schema = z.record(z.string().regex(/^[a-z]+$/), z.array(z.string().min(1)))
const data = schema.parse(JSON.parse(readFileSync(new URL('./concepts.json', import.meta.url), 'utf8')))

interface Term {
  readonly concept: string
  readonly language: Language | null
  /** Words after the first; the last may go on. */
  readonly rest: readonly string[]
  readonly open: boolean
}

/** Terms by their first word, folded; those that may go on, by their beginning. */
const exact = new Map<string, Term[]>()
const beginnings = new Map<string, Term[]>()
const cjk: { readonly text: string; readonly concept: string }[] = []

for (const [concept, words] of Object.entries(data)) {
  for (const written of words) {
    const prefix = /^([a-z]{2}):/.exec(written)?.[1]
    const language = prefix !== undefined && isLanguage(prefix) ? prefix : null
    const text = language === null ? written : written.slice(3)
    const open = text.endsWith('*')
    const [first, ...rest] = runs(text)
    if (first === undefined) continue
    if (isCjk(first) && rest.length === 0) {
      cjk.push({ text: first, concept })
      continue
    }
    const target = open && rest.length === 0 ? beginnings : exact
    target.set(first, [...(target.get(first) ?? []), { concept, language, rest, open }])
  }
}

const SHORTEST = 3
const MOST_CONCEPTS = 40
/** The article and the small words that Arabic writes as one with the next. */
const ARABIC_FRONT = /^(?:[وفبلك]?ال|لل|[وبل])(?=\p{L}{3})/u

/** Concepts that a text, given as runs, speaks of, in the order of the text. */
export function conceptsIn(textRuns: readonly string[], language: Language): string[] {
  const found = new Set<string>()
  textRuns.forEach((run, at) => {
    if (isCjk(run)) {
      for (const { text, concept } of cjk) if (run.includes(text)) found.add(concept)
      return
    }
    const bare = language === 'ar' ? run.replace(ARABIC_FRONT, '') : run
    for (const word of bare === run ? [run] : [run, bare]) {
      for (const term of termsOf(word)) {
        if (term.language !== null && term.language !== language) continue
        const follows = term.rest.every((part, step) => {
          const next = textRuns[at + 1 + step] ?? ''
          return term.open && step === term.rest.length - 1 ? next.startsWith(part) : next === part
        })
        if (follows) found.add(term.concept)
      }
    }
  })
  return [...found].slice(0, MOST_CONCEPTS)
}

function* termsOf(word: string): Iterable<Term> {
  yield* exact.get(word) ?? []
  for (let length = word.length; length >= SHORTEST; length--) {
    const terms = beginnings.get(word.slice(0, length))
    if (terms !== undefined) {
      yield* terms
      return
    }
  }
}

/** Steps that come later in an affair: a report that tells one, where another doesn't, may be of another day. */
export const STAGES: ReadonlySet<string> = new Set(['annul', 'appeal', 'delay', 'resume', 'sentence', 'settlement'])
