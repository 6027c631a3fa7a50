import { describe, expect, it } from 'vitest'
import { inEveryLanguage, translator } from '../../src/i18n/index.ts'
import { DATA_TYPES, INTERFACE_LANGUAGES, SECTIONS, TOPICS } from '../../src/types/index.ts'

const now = new Date('2026-11-25T10:00:00Z')
const earlier = (milliseconds: number) => new Date(now.getTime() - milliseconds)
const HOUR = 3_600_000

describe('a translator', () => {
  const en = translator('en')
  const fr = translator('fr')
  const pl = translator('pl')

  it('fills values in and counts by the plural rules of its language', () => {
    expect(en.text('edition.stories', { count: 1 })).toBe('1 story')
    expect(en.text('edition.stories', { count: 6 })).toBe('6 stories')
    expect([1, 2, 5, 22, 25].map((count) => pl.text('edition.stories', { count }))).toEqual([
      '1 temat',
      '2 tematy',
      '5 tematów',
      '22 tematy',
      '25 tematów',
    ])
  })

  it('refuses to leave a value out', () => {
    expect(() => en.text('gist.fine')).toThrow(/amount/)
  })

  it('keeps a link that stands in a sentence', () => {
    const spans = en.spans('list.none-wider', { command: { text: '/privacy latest since:1y', style: 'code' } })
    expect(spans).toEqual([{ text: 'Look further back: ' }, { text: '/privacy latest since:1y', style: 'code' }])
  })

  it('rounds figures for reading and gives them exactly on demand', () => {
    expect(en.money({ value: 4_750_000, currency: 'EUR' })).toBe('€4.75M')
    expect(fr.money({ value: 4_750_000, currency: 'EUR' })).toMatch(/^4,75\sM\s?€$/)
    expect(translator('ja').money({ value: 4_750_000, currency: 'EUR' })).toBe('€475万')
    expect(en.exactMoney({ value: 4_750_000, currency: 'EUR' })).toBe('€4,750,000')
    expect(en.compact(19_234_000)).toBe('19.2M')
  })

  it('tells how long ago something was, and the date after a week', () => {
    expect(en.ago(earlier(20_000), now, 'UTC')).toBe('now')
    expect(en.ago(earlier(3 * HOUR), now, 'UTC')).toBe('3h ago')
    expect(en.ago(earlier(26 * HOUR), now, 'UTC')).toBe('yesterday')
    expect(fr.ago(earlier(3 * HOUR), now, 'UTC')).toMatch(/^il y a 3\sh$/)
    expect(en.ago(new Date('2026-09-03T10:00:00Z'), now, 'UTC')).toBe('3 Sept')
    expect(en.ago(new Date('2025-09-03T10:00:00Z'), now, 'UTC')).toBe('3 Sept 2025')
    expect(en.ago(new Date('2027-01-01T00:00:00Z'), now, 'UTC')).toBe('now')
  })

  it('reads dates in the zone it is given', () => {
    const late = new Date('2026-11-25T23:30:00Z')
    expect(en.longDate(late, 'UTC')).toBe('Wednesday 25 November')
    expect(en.longDate(late, 'Asia/Tokyo')).toBe('Thursday 26 November')
    expect(en.time(late, 'Asia/Tokyo')).toBe('08:30')
  })

  it('names languages, countries and weekdays, and shows an unknown id as it is', () => {
    expect(fr.language('nl')).toBe('néerlandais')
    expect(fr.country('BE')).toBe('Belgique')
    expect(fr.country('nowhere')).toBe('nowhere')
    expect(fr.weekday(1, 'long')).toBe('lundi')
    expect(en.weekday(7, 'short')).toBe('Sun')
  })

  it.each(INTERFACE_LANGUAGES)('labels every data type, topic and section in %s, each differently', (locale) => {
    const t = translator(locale)
    for (const labels of [DATA_TYPES.map(t.dataType), TOPICS.map(t.topic), SECTIONS.map(t.section)]) {
      expect(new Set(labels).size).toBe(labels.length)
    }
  })

  it('says one message in every language', () => {
    expect(inEveryLanguage('topic.fine')).toMatchObject({ en: 'fine', de: 'Bußgeld', ja: '制裁金' })
  })
})
