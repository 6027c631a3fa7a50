import { type Knowledge, ROLES } from '../knowledge/index.ts'
import type { Language } from '../types/index.ts'
import { isJoint, kindAt, LETTER, SEPARATOR, startsWord } from './characters.ts'
import { foldTerm } from './fold.ts'
import { Trie } from './trie.ts'

/** Characters around a name in which a cue may stand. */
const REACH = 36
/** Bits: one a role for each of before and after, right beside the name or a few words away. */
const WIDTH = ROLES.length
export const CUE_BITS = 4 * WIDTH
const AFTER = WIDTH
const NEAR = 2 * WIDTH

export const BLAMED = (1 << 0) | (1 << AFTER)

/** Names of the bits, for explanations and features. */
export const CUE_NAMES: readonly string[] = ['', 'near '].flatMap((near) =>
  ['before', 'after'].flatMap((side) => ROLES.map((role) => `${near}${role} ${side}`)),
)

/** Reads from the words around a name what part it plays ("leak at …", "according to …", "… admits"). */
export class CueReader {
  private readonly before = new Trie<number>()
  private readonly after = new Trie<number>()
  private readonly open: boolean

  constructor(knowledge: Knowledge, language: Language) {
    // Arabic prepositions are glued to the name.
    this.open = knowledge.language(language).script === 'Arabic'
    const roles = knowledge.roles(language)
    ROLES.forEach((role, bit) => {
      for (const term of roles[role].before) this.before.add(termOf(term), bit)
      for (const term of roles[role].after) this.after.add(termOf(term), bit)
    })
  }

  /** Bits of the cues around the name at `start` to `end`, up to the clause's borders. */
  read(text: string, start: number, end: number): number {
    let bits = 0
    const first = clauseStart(text, start)
    for (let at = first; at < start; at++) {
      if (!startsWord(text, at)) continue
      this.before.match(text, at, this.open, (bit, _, stop) => {
        if (stop > start) return
        bits |= 1 << (gap(text, stop, start) ? bit : bit + NEAR)
      })
    }
    const last = clauseEnd(text, end)
    for (let at = end; at < last; at++) {
      if (!startsWord(text, at)) continue
      const beside = gap(text, end, at)
      this.after.match(text, at, false, (bit) => {
        bits |= 1 << (beside ? bit + AFTER : bit + AFTER + NEAR)
      })
    }
    return bits
  }
}

/** Nothing but spaces, quotation marks or an article between two places. */
function gap(text: string, from: number, to: number): boolean {
  if (to - from > 5) return false
  let letters = 0
  for (let i = from; i < to; i++) {
    if (kindAt(text, i) !== SEPARATOR) letters++
    else if (!isJoint(text, i) && text[i] !== ',' && text[i] !== '(' && text[i] !== '、') return false
  }
  return letters <= 3
}

function clauseStart(text: string, index: number): number {
  let at = index
  while (at > 0 && index - at < REACH && !isBorder(text, at - 1)) at--
  while (at < index && kindAt(text, at) === LETTER && kindAt(text, at - 1) === LETTER) at++
  return at
}

function clauseEnd(text: string, index: number): number {
  let at = index
  while (at < text.length && at - index < REACH && !isBorder(text, at)) at++
  return at
}

const isBorder = (text: string, index: number): boolean => {
  const char = text[index]
  return (
    char === '\n' ||
    char === '!' ||
    char === '?' ||
    char === ';' ||
    (char === '.' && kindAt(text, index + 1) !== LETTER)
  )
}

const termOf = (term: string): string =>
  foldTerm(term)
    .replace(/[-'’/ ]+/g, ' ')
    .trim()
