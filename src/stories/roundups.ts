import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fold } from './text.ts'

/** Words in headlines of round-ups, in all languages. */
const phrases = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(new URL('./roundups.json', import.meta.url), 'utf8')))
  .map(fold)

const IS_PHRASE = new RegExp(`(?<![\\p{L}])(?:${phrases.join('|')})`, 'u')

/** Reports name one organisation or two, seldom three in a row. */
const MANY = 4

/** A round-up tells several matters: it says so, and names several organisations; or its headline is a list. */
export function isRoundUp(title: string, companies: number): boolean {
  const parts = title.split(/\s*(?:[;·|•]|\s[-–—+/]\s|,\s|、|，)\s*/).length
  if (IS_PHRASE.test(fold(title))) return companies !== 1 || parts >= 3
  return companies >= MANY && title.split(/\s*(?:[;·|•]|\s[+/]\s)\s*/).length >= 3
}
