import type { Knowledge } from '../knowledge/index.ts'
import type { Candidate } from './organisations.ts'

/** A candidate with the probability that the story is about it. */
export interface Rated {
  readonly candidate: Candidate
  readonly probability: number
}

/** From which probability on an organisation is named: one of the knowledge base, one of no list, one that is alone. */
export interface CompanyThresholds {
  readonly known: number
  readonly unknown: number
  /** For the likeliest candidate where none reaches its threshold: hardly a story is about nobody. */
  readonly alone: number
}

/** Thresholds as a stored model lists them. */
export const companyThresholds = ([known = 0.5, unknown = 0.5, alone = 1]: readonly number[]): CompanyThresholds => ({
  known,
  unknown,
  alone,
})

/**
 * The organisations that the story is about, in the order of the text. Where another company's app runs is not whom it is
 * about: "Netflix's Android app" is about Netflix, "Android reads contacts" about Google.
 */
export function chooseCompanies<T extends Rated>(
  knowledge: Knowledge,
  rated: readonly T[],
  thresholds: CompanyThresholds,
): T[] {
  const parted = withoutOverlaps(rated)
  const given = parted.filter(
    ({ candidate, probability }) => probability >= (candidate.known ? thresholds.known : thresholds.unknown),
  )
  if (given.length === 0) {
    const [first, ...others] = parted
    if (!first) return []
    const best = others.reduce((most, one) => (one.probability > most.probability ? one : most), first)
    return best.probability >= thresholds.alone ? [best] : []
  }
  const about = given.filter(({ candidate }) => !isPlatform(knowledge, candidate))
  return about.length > 0 ? about : given
}

/** Named only by a platform of its own (Android, iOS). */
export const isPlatform = (knowledge: Knowledge, candidate: Candidate): boolean =>
  candidate.known !== null &&
  candidate.mentions.every((one) => one.brand !== null && knowledge.isPlatform(candidate.known ?? '', one.brand))

/** Of names that were cut out of the same words, the likeliest. */
export function withoutOverlaps<T extends Rated>(rated: readonly T[]): T[] {
  const overlap = (a: Candidate, b: Candidate) =>
    a.mentions.some((one) => b.mentions.some((other) => one.start < other.end && other.start < one.end))
  return rated.filter(
    (one, index) =>
      !rated.some(
        (other, at) =>
          at !== index &&
          (other.probability > one.probability || (other.probability === one.probability && at < index)) &&
          overlap(one.candidate, other.candidate),
      ),
  )
}

/** The one brand that the text speaks of, where it never names the organisation itself. */
export function brandOf(candidate: Candidate): string | null {
  for (const { brand } of candidate.mentions) if (brand !== null) return brand
  return null
}
