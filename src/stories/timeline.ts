import type { Candidate } from './decide.ts'
import type { StoryProfile } from './profile.ts'

/** How long an affair may rest before its next step: an appeal comes years after a fine. */
export const FOLLOW_UP_DAYS = 1_100
/** Points from which two stories are of one affair: the same authority and one kind of data, say. */
const ENOUGH = 2.5
/** A timeline of more is an archive. */
const MAX_LINKS = 5

/**
 * Earlier stories of the same affair, newest first: the same organisation, and the same data, authority, sum or names.
 * `earlier` are stories that ended before `story` began, in any order.
 */
export function followUps(story: StoryProfile, earlier: readonly Candidate[]): string[] {
  return earlier
    .map(({ storyId, profile }) => ({ storyId, at: profile.lastAt ?? 0, points: affinity(story, profile) }))
    .filter(({ points }) => points >= ENOUGH)
    .sort((a, b) => b.at - a.at)
    .slice(0, MAX_LINKS)
    .map(({ storyId }) => storyId)
}

function affinity(later: StoryProfile, earlier: StoryProfile): number {
  if (shared(later.companies, earlier.companies) === 0) return 0
  return (
    Math.min(shared(later.dataTypes, earlier.dataTypes), 2) +
    1.5 * Math.min(shared(later.regulators, earlier.regulators), 1) +
    Math.min(shared(later.brands, earlier.brands), 1) +
    2 * Math.min(later.money.filter((sum) => sum > 1_000 && earlier.money.includes(sum)).length, 1) +
    Math.min(later.numbers.filter((value) => value > 100 && earlier.numbers.includes(value)).length, 2) +
    0.5 * Math.min(shared(later.names, earlier.names), 4)
  )
}

const shared = <T>(a: readonly T[], b: readonly T[]): number => a.filter((value) => b.includes(value)).length
