import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { LANGUAGES } from '../types/index.ts'
import { fold, isCjk } from './text.ts'

/** Words for countries and their people, beside the countries' own names, which ICU knows in every language. */
const schema = z.record(z.string().regex(/^[A-Z]{2}$/), z.array(z.string()))
const extra = schema.parse(JSON.parse(readFileSync(new URL('./places.json', import.meta.url), 'utf8')))

/** Names and beginnings of names, folded, to ISO 3166-1 codes. */
const exact = new Map<string, string>()
const beginnings = new Map<string, string>()
const inCjk = new Map<string, string>()
/** Beginnings this long and longer are looked up. */
const SHORTEST = 3

for (const [country, words] of Object.entries(extra)) {
  for (const language of LANGUAGES) {
    const name = fold(new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? '')
    if (isCjk(name)) inCjk.set(name, country)
    else if (/^\p{L}+$/u.test(name)) exact.set(name, country)
  }
  for (const word of words) {
    const folded = fold(word.replace('*', ''))
    if (isCjk(folded)) inCjk.set(folded, country)
    else (word.endsWith('*') ? beginnings : exact).set(folded, country)
  }
}

/** Countries that a text, given as runs, speaks of. */
export function placesIn(textRuns: readonly string[]): string[] {
  const places = new Set<string>()
  for (const run of textRuns) {
    if (isCjk(run)) {
      for (const [name, country] of inCjk) if (run.includes(name)) places.add(country)
      continue
    }
    const country = exact.get(run) ?? longestBeginning(run)
    if (country !== undefined) places.add(country)
  }
  return [...places]
}

function longestBeginning(word: string): string | undefined {
  for (let length = word.length; length >= SHORTEST; length--) {
    const country = beginnings.get(word.slice(0, length))
    if (country !== undefined) return country
  }
  return undefined
}
