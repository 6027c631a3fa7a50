import { describe, expect, it } from 'vitest'
import { bringsNews, correctStories, partId, takeApart } from '../../src/digest/index.ts'
import type { Correction } from '../../src/store/index.ts'
import type { Article, Classification, Story } from '../../src/types/index.ts'

const at = (day: number) => new Date(Date.UTC(2026, 10, day))
const labels = (changes: Partial<Classification> = {}): Classification => ({
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
  ...changes,
})

const article = (id: string, day: number, changes: Partial<Classification> = {}, source = id): Article => ({
  id,
  feedId: 'f',
  itemId: id,
  url: `https://n.example/${id}`,
  title: `Report ${id} of an event that somebody told`,
  summary: '',
  language: id.startsWith('fr') ? 'fr' : 'en',
  source,
  publishedAt: at(day),
  fetchedAt: at(day),
  classification: labels(changes),
})

const story = (id: string, articles: readonly Article[]): Story => ({
  id,
  headline: 'all',
  headlineLanguage: 'en',
  firstAt: at(1),
  lastAt: at(9),
  reports: articles.map((it) => ({ ...it, articleId: it.id })),
  languages: ['en', 'fr'],
  classification: labels({ topics: ['breach'], people: 7 }),
  followsUp: [{ storyId: 'earlier', headline: 'Earlier', lastAt: at(1) }],
})

const taken = (storyId: string, detail: string): Correction => ({
  id: `${storyId}/${detail}`,
  storyId,
  platform: 'slack',
  workspaceId: 'w',
  kind: 'merge',
  detail,
  createdAt: at(10),
})

describe('a story that is taken apart', () => {
  const reports = [
    article('en1', 2, { topics: ['breach'] }),
    article('fr1', 3, { topics: ['breach'] }),
    article('en2', 4, { topics: ['fine'], people: 40_000 }),
  ]
  const whole = story('whole', reports)

  it('is itself without the report, with times, languages and labels of what stays', () => {
    const [rest, part] = takeApart(whole, new Set([partId(whole, 'en2')]), reports)

    expect(rest).toMatchObject({ id: 'whole', firstAt: at(2), lastAt: at(3), classification: { topics: ['breach'] } })
    expect(rest?.followsUp).toHaveLength(1)
    expect(part).toMatchObject({
      languages: ['en'],
      firstAt: at(4),
      classification: { topics: ['fine'], people: 40_000 },
    })
    expect(part?.reports.map(({ articleId }) => articleId)).toEqual(['en2'])
    expect(part?.followsUp).toEqual([])
  })

  it('gives the part the same id every time, and never the one of the whole', () => {
    const id = partId(whole, 'en1')
    expect(id).toMatch(/^[0-9a-z]{8}$/)
    expect(partId(whole, 'en1')).toBe(id)
    expect(partId({ id }, 'en1')).not.toBe(id)
  })

  it('keeps one report, whatever is taken out', () => {
    const all = new Set(reports.map(({ id }) => partId(whole, id)))
    const parts = takeApart(whole, all, reports)
    expect(parts.map(({ reports: of }) => of.map(({ articleId }) => articleId))).toEqual([['en1'], ['fr1'], ['en2']])
    expect(parts[0]?.id).toBe('whole')
  })

  it('obeys corrections of its parts, too', async () => {
    const part = partId(whole, 'en2')
    const hidden: Correction = { ...taken(part, ''), kind: 'not-privacy' }
    const read = async () => reports
    expect(await correctStories([whole], [taken('whole', part)], read)).toHaveLength(2)
    expect(await correctStories([whole], [taken('whole', part), hidden], read)).toHaveLength(1)
    expect(await correctStories([whole], [taken('whole', '')], read)).toEqual([whole])
  })
})

describe('news to a story that was told', () => {
  const told = new Set(['en1'])
  const first = article('en1', 2, { people: 10_000, regulators: ['cnil'] })

  it.each([
    ['a sum', { amount: { value: 5e6, currency: 'EUR', eur: 5e6 } }],
    ['another number of people', { people: 400_000 }],
    ['another authority', { regulators: ['cnil', 'ap'] }],
  ])('is %s', (_, changes) => {
    expect(bringsNews([first, article('fr1', 3, changes)], told)).toBe(true)
  })

  it('is not the same again, nor the same number rounded', () => {
    expect(bringsNews([first, article('fr1', 3, { people: 10_300, regulators: ['cnil'] })], told)).toBe(false)
    expect(bringsNews([first], told)).toBe(false)
  })

  it('is a story grown to another size, not every further outlet', () => {
    const more = (count: number) => Array.from({ length: count }, (_, n) => article(`more${n}`, 3))
    expect(bringsNews([first, ...more(3)], told)).toBe(false)
    expect(bringsNews([first, ...more(4)], told)).toBe(true)
    const known = more(6)
    const all = [...known, ...more(11).slice(6)]
    expect(bringsNews(all, new Set(known.map(({ id }) => id)))).toBe(false)
  })
})
