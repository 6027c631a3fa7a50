import { distance } from 'fastest-levenshtein'
import { fold } from '../stories/index.ts'

/** Something that people may mean, under the names it goes by. */
export interface Named {
  readonly id: string
  readonly label: string
  /** Folded with {@link nameKey}. */
  readonly keys: readonly string[]
  /** Of equally good guesses the heavier comes first: how many stories there are. */
  readonly weight: number
}

/** A name as it is compared: without case, accents, spaces and punctuation. */
export const nameKey = (name: string): string => fold(name).replace(/[^\p{L}\p{N}]/gu, '')

/** How well a guess fits, best first. A typo counts more the shorter the word. */
const EXACT = 0
const PREFIX = 1
const INSIDE = 2
const TYPO = 3

/** One typo in a word of four letters, two from six on, three from nine on. */
const typosIn = (key: string): number => (key.length < 4 ? 0 : Math.min(3, Math.floor(key.length / 3)))

export interface Match<T extends Named> {
  readonly item: T
  /** The typed text is one of its names. */
  readonly exact: boolean
  /** A typo lies between. */
  readonly fuzzy: boolean
}

/**
 * What somebody may mean by `typed`, best guess first: names equal to it, names that begin with it, names that hold it, names
 * with few letters different (also only so far as they were typed). Nothing typed gives everything, heaviest first.
 *
 * @param begun the text may be the beginning of a name only, as while somebody types: a heavy name that begins with it is then a
 *   better guess than a light one that is it
 */
export function bestMatches<T extends Named>(
  typed: string,
  items: Iterable<T>,
  limit: number,
  begun = false,
): Match<T>[] {
  const key = nameKey(typed)
  const scored: { item: T; score: number }[] = []
  for (const item of items) {
    const score = key === '' ? PREFIX : bestScore(key, item.keys)
    if (score !== null) scored.push({ item, score })
  }
  const rank = (score: number): number => (begun && score === EXACT ? PREFIX : score)
  scored.sort(
    (a, b) =>
      rank(a.score) - rank(b.score) ||
      b.item.weight - a.item.weight ||
      a.score - b.score ||
      compareText(a.item.label, b.item.label),
  )
  return scored
    .slice(0, limit)
    .map(({ item, score }) => ({ item, exact: score === EXACT && key !== '', fuzzy: score >= TYPO }))
}

function bestScore(key: string, names: readonly string[]): number | null {
  let best: number | null = null
  for (const name of names) {
    const score = scoreOf(key, name)
    if (score !== null && (best === null || score < best)) best = score
  }
  return best
}

function scoreOf(key: string, name: string): number | null {
  if (name === key) return EXACT
  if (name.startsWith(key)) return PREFIX
  if (key.length >= 3 && name.includes(key)) return INSIDE
  const allowed = typosIn(key)
  if (allowed === 0) return null
  const whole = Math.abs(name.length - key.length) <= allowed ? typos(key, name) : allowed + 1
  const begun = name.length > key.length ? typos(key, name.slice(0, key.length)) + 0.5 : allowed + 1
  const fewest = Math.min(whole, begun)
  return fewest <= allowed ? TYPO + fewest : null
}

/** Letters that differ; two letters that changed places count as one. */
function typos(a: string, b: string): number {
  const found = distance(a, b)
  if (found !== 2 || a.length !== b.length) return found
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2) ? 1 : found
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
