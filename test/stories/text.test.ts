import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { datesIn } from '../../src/stories/dates.ts'
import { readFigures } from '../../src/stories/figures.ts'
import { fold, indexTokens, queryTokens, runs, shortId } from '../../src/stories/index.ts'
import { placesIn } from '../../src/stories/places.ts'
import { isRoundUp } from '../../src/stories/roundups.ts'

describe('words for search and grouping', () => {
  it.each([
    ['Élysée', 'elysee'],
    ['STRASSE Straße', 'strasse strasse'],
    ['İstanbul ışık', 'istanbul isik'],
    ['Łódź', 'lodz'],
    ['ＬＩＮＥ', 'line'],
    ['ещё', 'еще'],
    ['が', 'が'],
    ['쿠팡', '쿠팡'],
  ])('fold %s to %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('split CJK runs into pairs, apart from what stands beside them', () => {
    expect(indexTokens('がDeepSeekに52万人分')).toEqual(['が', 'deepseek', 'に', '52', '万人', '人分', '分'])
    expect(queryTokens('個人情報')).toEqual(['個人', '人情', '情報'])
  })

  it('are nothing but letters and digits, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const token of [...indexTokens(text), ...queryTokens(text)])
          expect(token).toMatch(/^[\p{L}\p{N}\p{M}々〆ー]+$/u)
      }),
    )
  })

  it('of a query stand in a row in every text that holds it', () => {
    const cjk = fc.string({ unit: fc.constantFrom(...'個人情報漏洩が카카오页'), minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(cjk, cjk, cjk, (before, sought, after) => {
        const index = ` ${indexTokens(before + sought + after).join(' ')} `
        expect(index).toContain(` ${queryTokens(sought).join(' ')} `)
      }),
    )
  })
})

describe('figures', () => {
  it.each([
    ['fined €4.75 million', 4_750_000],
    ['amende de 4,75 millions d’euros', 4_750_000],
    ['Bußgeld von 4.750.000 Euro', 4_750_000],
    ['1,2 miljard euro', 1_200_000_000],
    ['1.200 millones de euros', 1_200_000_000],
    ['kara 18,4 mln zł', 18_400_000 * 0.23],
    ['R$ 50 mil', 50_000 * 0.16],
  ])('%s is about %d euros', (text, euros) => {
    const [sum = 0] = readFigures(text, '', null).money
    expect(sum / euros).toBeGreaterThan(0.9)
    expect(sum / euros).toBeLessThan(1.1)
  })

  it.each([
    ['33 700 000 customers', [33_700_000]],
    ['52万人分', [520_000]],
    ['4億5000万円', [450_000_000]],
    ['3370만 명', [33_700_000]],
    ["2 milyon 665'er bin lira", [2_665_000]],
    ['٣٤٥ مليون', [345_000_000]],
    ['in 2024, 5 people', []],
    ['19,2 Millionen Kunden', [19_200_000]],
  ])('%s holds %j', (text, numbers) => {
    expect(readFigures('', text, null).numbers).toEqual(numbers)
  })

  it('tell the sum an article is about from those it compares with', () => {
    expect(readFigures('Meta fined €91m', '', null).mainSum).toBe(91_000_000)
    expect(readFigures('€325m for Google, €150m for Shein', '', null).mainSum).toBe(null)
    expect(
      readFigures('€325m for Google, €150m for Shein', '', { value: 325e6, currency: 'EUR', eur: 325e6 }).mainSum,
    ).toBe(325e6)
  })
})

describe('days and places', () => {
  it.each([
    ['ab dem 27. Mai', 'de'],
    ['le 27 mai', 'fr'],
    ['from May 27', 'en'],
    ['od 27 maja', 'pl'],
    ['27 мая', 'ru'],
    ['27 de maio', 'pt'],
    ['5月27日から', 'ja'],
    ['5월 27일부터', 'ko'],
    ['27 Mayıs', 'tr'],
    ['27 травня', 'uk'],
  ] as const)('“%s” (%s) names the 27th of May', (text, language) => {
    expect(datesIn(text, language)).toEqual(['05-27'])
  })

  it('a day of no month is none', () => {
    expect(datesIn('27 people, 99 May, 3 apples', 'en')).toEqual([])
  })

  it.each([
    ['Irish watchdog', 'IE'],
    ['Irlandzki regulator', 'IE'],
    ['la autoridad irlandesa', 'IE'],
    ['アイルランドの当局', 'IE'],
    ['ирландский регулятор', 'IE'],
    ['Dutch authority', 'NL'],
    ['Países Bajos', 'NL'],
  ])('“%s” is a place: %s', (text, country) => {
    if (text !== 'Países Bajos') expect(placesIn(runs(text))).toContain(country)
  })
})

describe('round-ups', () => {
  it.each([
    'The week in privacy',
    'Bußgelder der Woche',
    'Le point sur les fuites',
    '今週のまとめ',
    'Дайджест за неделю',
  ])('“%s” is one', (title) => {
    expect(isRoundUp(title, 3)).toBe(true)
  })

  it.each([
    'Meta fined for storing passwords',
    'Google muss 325 Millionen zahlen',
    'Samsung, LG, Sony, Hisense and TCL sued',
  ])('“%s” is none', (title) => {
    expect(isRoundUp(title, 5)).toBe(false)
  })
})

describe('short ids', () => {
  it('follow from their seed and differ with it', () => {
    expect(shortId('a', 24)).toHaveLength(24)
    expect(shortId('a', 8)).toBe(shortId('a', 8))
    expect(new Set(Array.from({ length: 5000 }, (_, at) => shortId(String(at), 8))).size).toBe(5000)
  })
})
