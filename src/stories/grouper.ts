import { type Candidate, decide, WINDOW_DAYS } from './decide.ts'
import { type Features, featuresOf, type Groupable } from './features.ts'
import { storyId } from './id.ts'
import { keysOf } from './keys.ts'
import { extendProfile, profileOf } from './profile.ts'

/** Groups articles as they come, in memory. */
export interface Grouper {
  /** The id of the story that the article belongs to: an earlier one, or a new one. */
  add(article: Groupable): string
  /** Why the last article went where it went. */
  readonly reason: string
}

/** Candidates looked at for one article: the newest stories of each key, those with most keys in common first. */
export const CANDIDATES_PER_KEY = 30
export const MAX_CANDIDATES = 30
const DAY_MS = 86_400_000

interface OpenStory {
  readonly keys: ReadonlySet<string>
  readonly candidate: Candidate
}

/**
 * A grouper that remembers the last `maxStories` stories, and of dated ones those of the window. The store does the same on its tables;
 * this one serves `vigie classify` and tests.
 */
export function createGrouper({ maxStories = 20_000 }: { maxStories?: number } = {}): Grouper {
  const stories = new Map<string, OpenStory>()
  const byKey = new Map<string, Set<string>>()
  let newest = Number.NEGATIVE_INFINITY
  let reason = ''

  const forget = (id: string, story: OpenStory) => {
    stories.delete(id)
    for (const key of story.keys) {
      const ids = byKey.get(key)
      ids?.delete(id)
      if (ids?.size === 0) byKey.delete(key)
    }
  }

  const forgetOld = () => {
    for (const [id, story] of stories) {
      const last = story.candidate.profile.lastAt
      const old = last !== null && last < newest - 2 * WINDOW_DAYS * DAY_MS
      if (!old && stories.size <= maxStories) break
      forget(id, story)
    }
  }

  const candidatesFor = (features: Features): Candidate[] => {
    const hits = new Map<string, number>()
    for (const key of keysOf(features)) {
      const ids = [...(byKey.get(key) ?? [])].slice(-CANDIDATES_PER_KEY)
      for (const id of ids) hits.set(id, (hits.get(id) ?? 0) + 1)
    }
    return [...hits]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MAX_CANDIDATES)
      .flatMap(([id]) => stories.get(id)?.candidate ?? [])
  }

  return {
    add(article) {
      const features = featuresOf(article)
      const decision = decide(features, candidatesFor(features))
      reason = decision.reason
      let attempt = 0
      let id = decision.storyId ?? storyId(article.id)
      while (decision.storyId === null && stories.has(id)) id = storyId(article.id, ++attempt)
      const before = stories.get(id)
      // Taken out and put in again: the map, and the set of each key, are in the order of the last report.
      if (before) forget(id, before)
      const profile = before ? extendProfile(before.candidate.profile, features) : profileOf([features])
      const keys = new Set([...(before?.keys ?? []), ...keysOf(features)])
      stories.set(id, { keys, candidate: { storyId: id, profile } })
      for (const key of keys) byKey.set(key, (byKey.get(key) ?? new Set()).add(id))
      newest = Math.max(newest, features.at ?? Number.NEGATIVE_INFINITY)
      forgetOld()
      return id
    },
    get reason() {
      return reason
    },
  }
}
