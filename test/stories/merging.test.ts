import { describe, expect, it } from 'vitest'
import { bestHeadline, featuresOf, followUps, mergeClassifications, profileOf } from '../../src/stories/index.ts'
import { labels } from './support.ts'

const company = (id: string, brand: string | null = null) => ({ id, name: id, brand })

describe('the labels of a story', () => {
  it('are those that enough reports carry, with their words', () => {
    const reports = [
      labels({
        companies: [company('netflix')],
        topics: ['fine'],
        dataTypes: ['media-consumption'],
        evidence: [{ label: 'topic:fine', text: 'boete', field: 'title' }],
      }),
      labels({
        companies: [company('netflix')],
        topics: ['fine', 'ai'],
        evidence: [
          { label: 'topic:fine', text: 'amende', field: 'title' },
          { label: 'topic:ai', text: 'IA', field: 'summary' },
        ],
      }),
      labels({ companies: [company('netflix'), company('verge')], topics: ['fine'] }),
      labels({ companies: [company('netflix')], topics: ['fine'], dataTypes: ['media-consumption'] }),
    ]

    expect(mergeClassifications(reports)).toMatchObject({
      companies: [{ id: 'netflix' }],
      topics: ['fine'],
      dataTypes: ['media-consumption'],
      evidence: [{ text: 'boete' }, { text: 'amende' }],
    })
  })

  it('take the figures that most reports give', () => {
    const eur = (value: number) => ({ value, currency: 'EUR', eur: value })
    const merged = mergeClassifications([
      labels({ amount: eur(4_750_000), people: 600_000 }),
      labels({ amount: eur(5_000_000), people: 850_000 }),
      labels({ amount: eur(4_750_000), people: 850_000 }),
    ])

    expect(merged).toMatchObject({ amount: { value: 4_750_000 }, people: 850_000 })
  })

  it('keep a brand only while no report says otherwise', () => {
    const merged = (...brands: (string | null)[]) =>
      mergeClassifications(brands.map((brand) => labels({ companies: [company('meta', brand)] }))).companies[0]?.brand

    expect(merged('WhatsApp', 'WhatsApp')).toBe('WhatsApp')
    expect(merged('WhatsApp', 'Instagram')).toBe(null)
  })

  it('hold at most five words a label, each once', () => {
    const many = Array.from({ length: 20 }, (_, at) =>
      labels({
        topics: ['fine'],
        evidence: [
          { label: 'topic:fine', text: at % 2 ? 'Boete' : `word ${at}`, field: 'title' },
          { label: 'topic:fine', text: 'boete', field: 'title' },
        ],
      }),
    )

    expect(mergeClassifications(many).evidence).toHaveLength(5)
  })
})

describe('the headline of a story', () => {
  const candidate = (title: string, language: 'en' | 'fr' | 'de' = 'en', evidence: string[] = []) => ({
    title,
    language,
    publishedAt: null,
    classification: labels({ evidence: evidence.map((label) => ({ label, text: 'x', field: 'title' as const })) }),
  })

  it('names who and how much', () => {
    const best = candidate('Netflix fined €4.75 million by Dutch privacy watchdog', 'en', [
      'company:netflix',
      'amount',
      'topic:fine',
    ])

    expect(
      bestHeadline([
        candidate('They knew what you watched last night, and how long'),
        best,
        candidate('Was Netflix schon immer über Sie wusste', 'de', ['company:netflix']),
      ]),
    ).toBe(best)
  })

  it('is neither clipped nor a question', () => {
    const plain = candidate('Strava runs give away where the president sleeps')

    expect(
      bestHeadline([
        candidate('Strava runs give away where the president…'),
        candidate('Where does the president sleep? Ask Strava’s map'),
        plain,
      ]),
    ).toBe(plain)
  })

  it('is the earliest of equals', () => {
    const first = candidate('Leak at the town hall of Ghent, says the mayor')

    expect(bestHeadline([first, candidate('Leak at the town hall of Bruges, says a mayor')])).toBe(first)
  })
})

describe('a timeline', () => {
  const story = (title: string, at: number, changes: Parameters<typeof labels>[0]) =>
    profileOf([
      featuresOf({
        id: title,
        title,
        summary: '',
        language: 'en',
        publishedAt: new Date(at),
        classification: labels(changes),
      }),
    ])
  const clearview = [company('clearview-ai')]
  const fine = story('Clearview fined 30.5 million euros', 1e12, {
    companies: clearview,
    topics: ['fine'],
    dataTypes: ['biometric'],
    regulators: ['ap'],
  })
  const order = story('Court upholds Clearview fine of 30.5 million euros', 1.1e12, {
    companies: clearview,
    topics: ['legal-action'],
    dataTypes: ['biometric'],
    regulators: ['ap'],
  })

  it('links the appeal to the fine before it', () => {
    expect(followUps(order, [{ storyId: 'fine', profile: fine }])).toEqual(['fine'])
  })

  it('links neither other companies nor other matters', () => {
    const other = story('Acme fined 30.5 million euros', 1e12, {
      companies: [company('acme')],
      topics: ['fine'],
      dataTypes: ['biometric'],
      regulators: ['ap'],
    })
    const leak = story('Clearview loses client list', 1e12, {
      companies: clearview,
      topics: ['breach'],
      dataTypes: ['contact-details'],
    })

    expect(
      followUps(order, [
        { storyId: 'other', profile: other },
        { storyId: 'leak', profile: leak },
      ]),
    ).toEqual([])
  })

  it('is newest first', () => {
    const probe = story('AP looks into Clearview', 0.9e12, {
      companies: clearview,
      topics: ['investigation'],
      dataTypes: ['biometric'],
      regulators: ['ap'],
    })

    expect(
      followUps(order, [
        { storyId: 'probe', profile: probe },
        { storyId: 'fine', profile: fine },
      ]),
    ).toEqual(['fine', 'probe'])
  })
})
