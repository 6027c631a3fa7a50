import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { LANGUAGES } from '../../types/index.ts'

export const boilerplateSchema = z.strictObject({
  /** `The post X appeared first on Y.` in the words of publishing systems: how the sentence opens and what it says. */
  appeared: z.array(
    z.strictObject({
      language: z.enum(LANGUAGES),
      /** None where the sentence opens with the title itself. */
      opens: z.array(z.string().min(2)),
      says: z.array(z.string().min(5)).min(1),
    }),
  ),
  /** What links to the rest of a text say. */
  more: z.record(z.enum(LANGUAGES), z.array(z.string().min(2)).min(1)),
  /** What aggregators put under a text: regular expressions without unbounded repetition. */
  credits: z.array(z.string().refine((text) => !/[^\\][*+]|\{\d+,\}/.test(text))),
})
const data = boilerplateSchema.parse(JSON.parse(readFileSync(new URL('./boilerplate.json', import.meta.url), 'utf8')))

/** Characters at the end of a text in which boilerplate is looked for. */
const TAIL = 500
/** Of these, characters from what a sentence says to its end: the name of a site. */
const SITE = 120
/** Boilerplate on top of boilerplate: `Read more` before `The post … appeared first on …`. */
const ROUNDS = 4

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const longestFirst = (phrases: readonly string[]): string[] => phrases.toSorted((a, b) => b.length - a.length)
const anyOf = (phrases: readonly string[], flags: string): RegExp =>
  new RegExp(longestFirst(phrases).map(escaped).join('|'), flags)
/** What is said → how the sentence opens. */
const APPEARED = new Map(
  data.appeared.flatMap(({ opens, says }) => {
    const opening = opens.length > 0 ? anyOf(opens, 'gu') : null
    return says.map((words): [string, RegExp | null] => [words, opening])
  }),
)
const SAYS = anyOf([...APPEARED.keys()], 'u')
const MORE = Object.values(data.more)
  .flat()
  .map((phrase) => phrase.toLowerCase())
  .toSorted((a, b) => b.length - a.length)
/** By its last letter, so that few are tried. */
const MORE_BY_END = new Map(
  MORE.map((phrase) => [phrase.slice(-1), MORE.filter((other) => other.at(-1) === phrase.at(-1))]),
)
const CREDITS = data.credits.map((pattern) => new RegExp(`(?:^|\\s)(?:${pattern})$`, 'iu'))
/** `[…]`, `[...]`, `(…)`: the text was cut. One sign says it. */
const CUT = /\s?(?:[[(]\s?(?:…|\.{2,4})\s?[\])]|\s\.{3})$/u
const ENDS = /[.!?…。！？»”"\])|:–—-]\s?$/u

/**
 * Cuts what publishing systems put at the end of a text: where it appeared first, the link to the rest of it, in all
 * languages served. A `[…]` becomes `…`. Takes one line of plain text; looks at its end only.
 */
export function cutBoilerplate(text: string): string {
  let rest = text
  for (let round = 0; round < ROUNDS && rest !== ''; round += 1) {
    const shorter = cutMore(cutCredits(cutAppeared(rest))).trimEnd()
    if (shorter === rest) break
    rest = shorter
  }
  const end = rest.slice(-8)
  const cut = end.replace(CUT, '')
  if (cut === end) return rest
  const whole = rest.slice(0, rest.length - end.length) + cut
  return '.!?。…'.includes(whole.at(-1) ?? '.') ? whole : `${whole}…`
}

function cutAppeared(text: string): string {
  if (!text.endsWith('.') && !text.endsWith('。')) return text
  const end = Math.max(0, text.length - SITE)
  const said = SAYS.exec(text.slice(end))
  // A sentence that isn't the last one belongs to the text.
  if (!said || /[.!?。]\s/.test(text.slice(end + said.index))) return text
  const from = Math.max(0, text.length - TAIL)
  const before = text.slice(from, end + said.index)
  const opening = APPEARED.get(said[0])
  if (opening) {
    const start = [...before.matchAll(opening)].at(-1)?.index
    return start === undefined ? text : text.slice(0, from + start)
  }
  // The sentence opens with the title: it begins where the one before it ends.
  const start = [...before.matchAll(/[.!?…。\]](?=\s)/gu)].at(-1)?.index
  return start === undefined ? (from === 0 ? '' : text) : text.slice(0, from + start + 1)
}

function cutCredits(text: string): string {
  if (!/(?:\]|u\/[\w-]{1,40}|\d)$/.test(text.slice(-44))) return text
  const from = Math.max(0, text.length - 2 * TAIL)
  const tail = text.slice(from)
  for (const credit of CREDITS) {
    const match = credit.exec(tail)
    if (match) return text.slice(0, from + match.index)
  }
  return text
}

function cutMore(text: string): string {
  const last = text.slice(-60)
  const bareLast = last.replace(/[\s.…»›>→\])]{1,8}$/u, '')
  const marks = last.slice(bareLast.length)
  const bare = text.slice(0, text.length - marks.length)
  const marked = /[»›>→\])…]/u.test(marks)
  const end = bareLast.toLowerCase()
  for (const phrase of MORE_BY_END.get(end.slice(-1)) ?? []) {
    if (!end.endsWith(phrase)) continue
    const before = bare.slice(0, bare.length - phrase.length)
    // In running text the same words are text: "there is no more." stays.
    if (before.trim() === '' || ENDS.test(before) || (marked && /[\s[(]$/.test(before)))
      return before.replace(/\s?[[(|–—-]\s?$/u, '')
  }
  return text
}
