import { describe, expect, it } from 'vitest'
import { createGrouper } from '../../src/stories/index.ts'
import { groupable, REPORTS, scorePairs } from './support.ts'

const byStory = new Map<string, number>()
for (const { story } of REPORTS) byStory.set(story, (byStory.get(story) ?? 0) + 1)
const sizes = [...byStory.values()]

/** As they would arrive: by day, those of one day in the order of the file. */
const arrived = REPORTS.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))

const score = (reports: typeof REPORTS, dated: boolean) => {
  const grouper = createGrouper()
  return scorePairs(
    reports.map(({ story }) => story),
    reports.map((report) => grouper.add(groupable(report, dated))),
  )
}

describe('the grouper on our own events', () => {
  it('is tried on at least 60 events with several reports and 60 that only look like one of them', () => {
    expect(sizes.filter((size) => size > 1).length).toBeGreaterThanOrEqual(60)
    expect(sizes.filter((size) => size === 1).length).toBeGreaterThanOrEqual(60)
    expect(new Set(REPORTS.map(({ lang }) => lang)).size).toBe(20)
  })

  it('joins reports as they come, and hardly ever the wrong ones', () => {
    const { precision, f1 } = score(arrived, true)

    expect(precision).toBeGreaterThanOrEqual(0.95)
    expect(f1).toBeGreaterThanOrEqual(0.9)
  })

  it('does so in another order of arrival, too', () => {
    const { precision, f1 } = score(arrived.toReversed(), true)

    expect(precision).toBeGreaterThanOrEqual(0.95)
    expect(f1).toBeGreaterThanOrEqual(0.9)
  })

  it('does without dates, by what the texts say', () => {
    expect(score(REPORTS, false).f1).toBeGreaterThanOrEqual(0.9)
  })
})
