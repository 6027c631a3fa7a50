import { describe, expect, it } from 'vitest'
import { buildEdition, type EditionRequest } from '../../src/digest/index.ts'
import { type Classification, EVERYTHING, type Story } from '../../src/types/index.ts'

const now = new Date('2026-11-25T08:30:00Z')

const classification = (labels: Partial<Classification>): Classification => ({
  privacy: true,
  score: 0.9,
  companies: [],
  dataTypes: [],
  topics: [],
  regulators: [],
  laws: [],
  amount: null,
  people: null,
  evidence: [],
  ...labels,
})

const story = (id: string, labels: Partial<Classification> = {}, rest: Partial<Story> = {}): Story => ({
  id,
  headline: id,
  headlineLanguage: 'en',
  firstAt: now,
  lastAt: now,
  reports: [
    { articleId: `${id}-1`, title: id, url: `https://n.example/${id}`, source: 'N', language: 'en', publishedAt: now },
  ],
  languages: ['en'],
  classification: classification(labels),
  followsUp: [],
  ...rest,
})

const edition = (stories: readonly Story[], rest: Partial<EditionRequest> = {}) =>
  buildEdition({
    id: 'e1',
    window: { from: new Date('2026-11-24T08:30:00Z'), to: now },
    generatedAt: now,
    dueAt: null,
    locale: 'en',
    timeZone: 'UTC',
    filter: EVERYTHING,
    stories,
    told: new Map(),
    childrenOf: () => [],
    sample: false,
    ...rest,
  })

const outline = (result: ReturnType<typeof edition>) =>
  result.sections.map((section) => [section.id, section.stories.map(({ number, story: { id } }) => `${number} ${id}`)])

describe('an edition', () => {
  it('groups by what happened, the most serious first, and numbers straight through', () => {
    const stories = [
      story('camera', { topics: ['surveillance'] }),
      story('leak', { topics: ['breach'] }),
      story('fined leak', { topics: ['breach', 'fine'] }),
      story('tracking', { topics: ['collection'] }),
    ]
    expect(outline(edition(stories))).toEqual([
      ['rulings', ['1 fined leak']],
      ['breaches', ['2 leak']],
      ['surveillance', ['3 camera']],
      ['collection', ['4 tracking']],
    ])
  })

  it('puts what concerns most people first inside a section', () => {
    const stories = [
      story('small', { topics: ['breach'], people: 40 }),
      story('large', { topics: ['breach'], people: 19_000_000 }),
    ]
    expect(outline(edition(stories))).toEqual([['breaches', ['1 large', '2 small']]])
  })

  it('tells a story again that has news of its own, and how many reports are new', () => {
    const grown = story('leak', { topics: ['breach'] })
    const more: Story = {
      ...grown,
      reports: [...grown.reports, ...grown.reports.map((report) => ({ ...report, articleId: 'leak-2' }))],
    }
    const told = new Map([['leak', new Set(['leak-1'])]])
    expect(edition([more], { told }).sections).toEqual([])
    expect(edition([more], { told, news: new Set(['leak']) }).sections[0]?.stories[0]).toMatchObject({
      told: true,
      newReports: 1,
    })
  })

  it('leaves out what the channel has been told, and marks what follows it up', () => {
    const told = new Map([['probe', new Set(['probe-1'])]])
    const appeal = story(
      'fine',
      { topics: ['fine'] },
      { followsUp: [{ storyId: 'probe', headline: 'probe', lastAt: now }] },
    )
    const result = edition([story('probe'), appeal], { told })
    expect(outline(result)).toEqual([['rulings', ['1 fine']]])
    expect(result.sections[0]?.stories[0]?.told).toBe(true)
  })

  it('keeps to the filter: every kind of wish must be met, and a company brings its subsidiaries', () => {
    const youtube = story('video', { companies: [{ id: 'youtube', name: 'YouTube', brand: null }], topics: ['ai'] })
    const filter = { ...EVERYTHING, companies: ['google'] }
    const childrenOf = (id: string) => (id === 'google' ? ['youtube'] : [])
    expect(edition([youtube, story('other')], { filter, childrenOf }).totals.stories).toBe(1)
    expect(edition([youtube], { filter: { ...filter, topics: ['fine'] }, childrenOf }).totals.stories).toBe(0)
    expect(edition([youtube], { filter: { ...filter, languages: ['fr'] }, childrenOf }).totals.stories).toBe(0)
  })

  it('loses nothing silently: what does not fit is counted as held', () => {
    const stories = Array.from({ length: 7 }, (_, index) => story(`s${index}`))
    expect(edition(stories, { limit: 5 })).toMatchObject({ held: 2, totals: { stories: 5, reports: 5, languages: 1 } })
  })
})
