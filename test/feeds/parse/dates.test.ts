import { describe, expect, it } from 'vitest'
import data from '../../../src/feeds/parse/dates.json' with { type: 'json' }
import { dateDataSchema, parseDate } from '../../../src/feeds/parse/dates.ts'
import { LANGUAGES } from '../../../src/types/index.ts'

const iso = (text: string, language?: string): string | null =>
  parseDate(text, language)?.toISOString().replace('.000', '') ?? null

describe('dates as publishers write them', () => {
  it.each([
    // RFC 822 and 2822
    ['Mon, 05 Feb 2024 10:00:00 GMT', '2024-02-05T10:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00 +0100', '2024-02-05T09:00:00Z'],
    ['Mon,05 Feb 2024 10:00:00 -0330', '2024-02-05T13:30:00Z'],
    ['5 Feb 24 10:00 GMT', '2024-02-05T10:00:00Z'],
    ['Thu, 01 Jan 04 19:48:21 EST', '2004-01-02T00:48:21Z'],
    ['Thu, 1 Jan 98 00:00:00 Z', '1998-01-01T00:00:00Z'],
    ['Monday, 05-Feb-24 10:00:00 UTC', '2024-02-05T10:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00 GMT+0200', '2024-02-05T08:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00 +0100 (CET)', '2024-02-05T09:00:00Z'],
    ['Mon, 05 Feb 2024 24:00:00 GMT', '2024-02-06T00:00:00Z'],
    ['Mon, 05 Feb 2024 23:59:60 GMT', '2024-02-05T23:59:59Z'],
    ['Mon, 05 Feb 2024', '2024-02-05T00:00:00Z'],
    // W3CDTF, ISO 8601
    ['2024', '2024-01-01T00:00:00Z'],
    ['2024-02', '2024-02-01T00:00:00Z'],
    ['2024-02-05', '2024-02-05T00:00:00Z'],
    ['20240205', '2024-02-05T00:00:00Z'],
    ['2024-02-05T10:00Z', '2024-02-05T10:00:00Z'],
    ['2024-02-05T10:00:00.123456+05:30', '2024-02-05T04:30:00Z'],
    ['20240205T101500-0800', '2024-02-05T18:15:00Z'],
    ['2024-02-05t10:00:00z', '2024-02-05T10:00:00Z'],
    // without a zone: UTC, wherever the server stands
    ['2024-02-05T10:00:00', '2024-02-05T10:00:00Z'],
    ['2024-02-05 10:00:00', '2024-02-05T10:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00', '2024-02-05T10:00:00Z'],
    ['Mon Feb  5 10:00:00 2024', '2024-02-05T10:00:00Z'],
    // zones by name
    ['Mon, 05 Feb 2024 10:00:00 CET', '2024-02-05T09:00:00Z'],
    ['Mon, 05 Aug 2024 10:00:00 CEST', '2024-08-05T08:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00 MSK', '2024-02-05T07:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00 JST', '2024-02-05T01:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00 KST', '2024-02-05T01:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00 PDT', '2024-02-05T17:00:00Z'],
    ['Mon, 05 Feb 2024 10:00:00 AEDT', '2024-02-04T23:00:00Z'],
    ['Mon Feb 5 10:00:00 CET 2024', '2024-02-05T09:00:00Z'],
    ['2024-02-05T10:00:00 CET', '2024-02-05T09:00:00Z'],
    // figures only
    ['2024/02/05 10:00:00', '2024-02-05T10:00:00Z'],
    ['2/5/2024 3:05:06 PM', '2024-02-05T15:05:06Z'],
    ['13/02/2024', '2024-02-13T00:00:00Z'],
    ['05.02.2024 10:00', '2024-02-05T10:00:00Z'],
    ['1707127200', '2024-02-05T10:00:00Z'],
    ['1707127200000', '2024-02-05T10:00:00Z'],
    // English in words
    ['February 5, 2024 12:05 AM', '2024-02-05T00:05:00Z'],
    ['5th February 2024', '2024-02-05T00:00:00Z'],
    ['Tue, 05 Sept 2023 10:00:00 GMT', '2023-09-05T10:00:00Z'],
  ])('%s', (text, expected) => {
    expect(iso(text)).toBe(expected)
  })

  it.each([
    ['fr', 'lun, 05 févr. 2024 10:00:00 +0100', '2024-02-05T09:00:00Z'],
    ['fr', 'mar. 5 mars 2024 à 10h30', '2024-03-05T10:30:00Z'],
    ['fr', '1er août 2024', '2024-08-01T00:00:00Z'],
    ['nl', 'ma, 05 mrt 2024 10:00:00 +0100', '2024-03-05T09:00:00Z'],
    ['de', 'Mo, 05 Mär 2024 10:00:00 MEZ', '2024-03-05T09:00:00Z'],
    ['de', '5. Dezember 2024, 10:30 Uhr', '2024-12-05T10:30:00Z'],
    ['es', 'lun, 05 ene 2024 10:00:00 GMT', '2024-01-05T10:00:00Z'],
    ['it', 'lun, 05 mag 2024 10:00:00 +0200', '2024-05-05T08:00:00Z'],
    ['pt', '5 de março de 2024 10:00', '2024-03-05T10:00:00Z'],
    ['pl', 'pon, 5 lut 2024 10:00:00 +0100', '2024-02-05T09:00:00Z'],
    ['pl', '24 października 2024', '2024-10-24T00:00:00Z'],
    ['sv', '5 maj 2024 10.30', '2024-05-05T10:30:00Z'],
    ['da', '5. marts 2024 kl. 10.30', '2024-03-05T10:30:00Z'],
    ['nb', '5. desember 2024', '2024-12-05T00:00:00Z'],
    ['fi', '5. helmikuuta 2024 klo 10.30', '2024-02-05T10:30:00Z'],
    ['cs', '24. prosince 2024 v 8.15', '2024-12-24T08:15:00Z'],
    ['ja', '2024年2月5日 午後3時30分', '2024-02-05T15:30:00Z'],
    ['ja', '令和6年2月5日', '2024-02-05T00:00:00Z'],
    ['ko', '2024년 2월 5일 오후 3:30', '2024-02-05T15:30:00Z'],
    ['zh', '2024年2月5日 10:30:15', '2024-02-05T10:30:15Z'],
    ['ru', 'Пн, 05 фев 2024 10:00:00 +0300', '2024-02-05T07:00:00Z'],
    ['ru', '5 мая 2024 10:00 МСК', '2024-05-05T07:00:00Z'],
    ['uk', '5 лютого 2024, 10:00', '2024-02-05T10:00:00Z'],
    ['uk', '5 листопада 2024', '2024-11-05T00:00:00Z'],
    ['tr', '5 Şubat 2024 Pazartesi 14:00', '2024-02-05T14:00:00Z'],
    ['ar', '٥ فبراير ٢٠٢٤ ١٠:٣٠', '2024-02-05T10:30:00Z'],
    ['ar', '5 تشرين الثاني 2024', '2024-11-05T00:00:00Z'],
  ])('%s: %s', (language, text, expected) => {
    expect(iso(text, language)).toBe(expected)
  })

  it('puts the month first in English figures only', () => {
    expect([iso('3/4/2024', 'en'), iso('3/4/2024', 'fr'), iso('3/4/2024')]).toEqual([
      '2024-03-04T00:00:00Z',
      '2024-04-03T00:00:00Z',
      '2024-03-04T00:00:00Z',
    ])
  })

  it.each([
    '',
    'soon',
    'Breaking news 5',
    'May',
    '2024-13-01',
    '2024-02-30',
    'Wed, 31 Feb 2024 10:00:00 GMT',
    '0000-00-00 00:00:00',
    '1970-01-01T00:00:00Z',
    'Mon, 05 Feb 2024 25:00:00 GMT',
    '99/99/9999',
    'Item 2024',
    '1 2 3 4 5',
    `5 Feb 2024${' '.repeat(500)}`,
  ])('%j is none', (text) => {
    expect(parseDate(text)).toBeNull()
  })
})

describe('the data', () => {
  it('fits its schema', () => {
    expect(dateDataSchema.safeParse(data).error).toBeUndefined()
  })
  it('names every month in every language served that writes months in words', () => {
    const inFigures = ['ja', 'ko', 'zh']
    for (const month of data.months)
      expect(Object.keys(month).sort()).toEqual(LANGUAGES.filter((language) => !inFigures.includes(language)).sort())
  })
  it('knows every month that the platform’s own formatter writes in those languages', () => {
    for (const language of LANGUAGES) {
      for (const month of ['long', 'short'] as const) {
        const format = new Intl.DateTimeFormat(language === 'ar' ? 'ar-EG' : language, {
          day: 'numeric',
          month,
          year: 'numeric',
          timeZone: 'UTC',
        })
        for (let index = 0; index < 12; index += 1) {
          const date = new Date(Date.UTC(2024, index, 17))
          expect({ language, text: format.format(date), date: parseDate(format.format(date), language) }).toMatchObject(
            { date },
          )
        }
      }
    }
  })
})
