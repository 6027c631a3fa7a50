import { BLAMED } from './cues.ts'
import type { Document } from './document.ts'
import type { Candidate, Mention } from './organisations.ts'

/** All candidates of a text, seen together. */
export interface Scene {
  /** How many stand in the title, how many of them are known, how many are known at all. */
  readonly titled: number
  readonly knownTitled: number
  readonly known: number
  /** Cues of each candidate, those of a list shared by all its members. */
  readonly cues: readonly number[]
  /** How many are said to have done or suffered something. */
  readonly blamed: number
  /** Names, known or plausible, in title and in all: words cut in several ways count once. */
  readonly namesTitled: number
  readonly names: number
  /** Which of these names a candidate is, in the order of the text; -1 for none. */
  readonly ranks: readonly number[]
  /** Candidates beside the mention in a list of names. */
  neighbours(mention: Mention): number
  /** The name is part of a longer candidate, or has a shorter one in it. */
  insideLonger(mention: Mention): boolean
  holds(mention: Mention): boolean
  /** The sentence names a year. */
  dated(index: number): boolean
}

const MAX_MENTIONS = 4
/** What stands between the members of a list: "Disney+, Prime Video and Apple TV+". */
const BETWEEN = /^["“”»«』」]?\s*(?:[,、،·/&と和及]|\p{L}{1,4}|,\s*\p{L}{1,4})\s*["“”»«『「]?$/u
const YEAR = /(?<!\d)20[012]\d(?!\d)/g

export function sceneOf(document: Document, candidates: readonly Candidate[]): Scene {
  const { text, titleEnd, sentences } = document
  const all = candidates
    .flatMap((one, candidate) => one.mentions.slice(0, MAX_MENTIONS).map((mention) => ({ mention, candidate })))
    .sort((a, b) => a.mention.start - b.mention.start || b.mention.end - a.mention.end)
  const neighbours = new Map<Mention, number>()
  const longer = new Set<Mention>()
  const holders = new Set<Mention>()
  const cues = candidates.map((one) =>
    one.mentions.slice(0, MAX_MENTIONS).reduce((bits, mention) => bits | mention.cues, 0),
  )
  const ownBlame = cues.map((bits) => (bits & BLAMED) !== 0)
  all.forEach(({ mention }, index) => {
    for (let at = index + 1; at < all.length; at++) {
      const other = all[at]
      if (!other || other.mention.start - mention.end > 8) break
      if (other.mention.start < mention.end) {
        if (other.mention.end <= mention.end && other.mention.end - other.mention.start < mention.end - mention.start) {
          longer.add(other.mention)
          holders.add(mention)
        }
        continue
      }
      if (!BETWEEN.test(text.slice(mention.end, other.mention.start))) continue
      neighbours.set(mention, (neighbours.get(mention) ?? 0) + 1)
      neighbours.set(other.mention, (neighbours.get(other.mention) ?? 0) + 1)
      // What is said before a list holds for its members, what is said after it too.
      cues[other.candidate] = (cues[other.candidate] ?? 0) | (mention.cues & SHARED_BEFORE)
    }
  })
  for (let index = all.length - 1; index > 0; index--) {
    const one = all[index]
    const before = all[index - 1]
    if (one && before && neighbours.has(one.mention) && neighbours.has(before.mention))
      cues[before.candidate] = (cues[before.candidate] ?? 0) | (one.mention.cues & SHARED_AFTER)
  }
  let namesTitled = 0
  let reached = -1
  let count = 0
  const ranks = candidates.map((one) => {
    const first = one.mentions[0]
    if (!first || !isPlausible(one)) return -1
    if (first.start >= reached) {
      count++
      if (first.start < titleEnd) namesTitled++
    }
    reached = Math.max(reached, first.end)
    return count - 1
  })
  const dated = new Set<number>()
  for (const match of text.matchAll(YEAR)) dated.add(sentences[match.index] ?? -1)
  const titled = candidates.filter((one) => (one.mentions[0]?.start ?? 0) < titleEnd)
  return {
    titled: titled.length,
    knownTitled: titled.filter((one) => one.known).length,
    known: candidates.filter((one) => one.known).length,
    namesTitled,
    names: count,
    ranks,
    cues,
    blamed: ownBlame.filter(Boolean).length,
    neighbours: (mention) => neighbours.get(mention) ?? 0,
    insideLonger: (mention) => longer.has(mention),
    holds: (mention) => holders.has(mention),
    dated: (index) => dated.has(sentences[index] ?? -1),
  }
}

/** Bits of cues right before and right after a name, see CUE_NAMES. */
const SHARED_BEFORE = 0b111111
const SHARED_AFTER = 0b111111 << 6

/** Likely a name at all. */
const isPlausible = (one: Candidate): boolean => one.known !== null || !one.ordinary.every(Boolean)
