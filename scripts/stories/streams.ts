import { storiesOfSameCompany } from '../../src/stories/decide.ts'
import { type Candidate, extendProfile, keysOf, MAX_CANDIDATES, profileOf } from '../../src/stories/index.ts'
import { signalsOf } from '../../src/stories/measure.ts'
import type { Rarity } from '../../src/stories/rarity.ts'
import type { Signals } from '../../src/stories/signals.ts'
import { scoreOf, type Weights } from '../../src/stories/similarity.ts'
import type { Sample } from './fit.ts'
import type { Report } from './reports.ts'

interface Open {
  readonly candidate: Candidate
  readonly keys: Set<string>
  readonly languages: Set<string>
}

/** The stories of a stream while it comes in, found as the grouper finds them. */
class Stories {
  readonly #open = new Map<string, Open>()
  readonly #byKey = new Map<string, Set<string>>()

  near(report: Report): Open[] {
    const hits = new Map<string, number>()
    for (const key of keysOf(report.features))
      for (const id of this.#byKey.get(key) ?? []) hits.set(id, (hits.get(id) ?? 0) + 1)
    return [...hits]
      .sort((a, b) => b[1] - a[1])
      .slice(0, MAX_CANDIDATES)
      .flatMap(([id]) => this.#open.get(id) ?? [])
  }

  add(id: string, report: Report): void {
    const before = this.#open.get(id)
    const profile = before ? extendProfile(before.candidate.profile, report.features) : profileOf([report.features])
    const keys = new Set([...(before?.keys ?? []), ...keysOf(report.features)])
    const languages = new Set([...(before?.languages ?? []), report.language])
    this.#open.set(id, { candidate: { storyId: id, profile }, keys, languages })
    for (const key of keys) this.#byKey.set(key, (this.#byKey.get(key) ?? new Set()).add(id))
  }
}

/**
 * What the grouper would compare if it never erred: every report with the stories before it.
 *
 * The texts of different languages were written apart: two names may mean one event. Such a pair is no example of two events.
 */
export function samplesOf(stream: readonly Report[], rarity: Rarity): Sample[] {
  const stories = new Stories()
  const samples: Sample[] = []
  for (const report of stream) {
    if (report.features.roundUp) continue
    const near = stories.near(report)
    const candidates = near.map(({ candidate }) => candidate)
    for (const { candidate, languages } of near) {
      const together = candidate.storyId === report.story
      const busy = storiesOfSameCompany(report.features, candidate, candidates)
      const signals = signalsOf(report.features, candidate.profile, busy, rarity)
      const named = report.story.startsWith('event-') || languages.has(report.language)
      if (!together && !named && mayBeOne(signals)) continue
      samples.push({ signals, together, weight: 1 })
    }
    stories.add(report.story, report)
  }
  return samples
}

const mayBeOne = ({ sameFigure, names, sameDate, moreFigures }: Signals): boolean =>
  sameFigure + names + sameDate + moreFigures > 0

export interface Grouped {
  readonly report: Report
  readonly id: string
}

/** The stories that the grouper makes of a stream. */
export function group(stream: readonly Report[], rarity: Rarity, weights: Weights, threshold: number): Grouped[] {
  const stories = new Stories()
  return stream.map((report, at) => {
    const near = report.features.roundUp ? [] : stories.near(report).map(({ candidate }) => candidate)
    let best: { id: string; score: number } = { id: `s${at}`, score: threshold }
    for (const candidate of near) {
      const busy = storiesOfSameCompany(report.features, candidate, near)
      const score = scoreOf(signalsOf(report.features, candidate.profile, busy, rarity), weights)
      if (score > best.score) best = { id: candidate.storyId, score }
    }
    stories.add(best.id, report)
    return { report, id: best.id }
  })
}
