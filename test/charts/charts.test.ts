import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { altText, type ChartTheme, chartPng } from '../../src/charts/index.ts'
import { drawingOf } from '../../src/charts/option.ts'
import { planOf } from '../../src/charts/plan.ts'
import { toPng } from '../../src/charts/png.ts'
import { toSvg } from '../../src/charts/svg.ts'
import { PALETTES } from '../../src/charts/theme.ts'
import type { Chart, InterfaceLanguage } from '../../src/types/index.ts'
import { compared, fined, japanese, months, rising } from './sample-charts.ts'

const draw = async (chart: Chart, theme: ChartTheme = 'light', locale: InterfaceLanguage = 'en') =>
  PNG.sync.read(Buffer.from(await chartPng(chart, { locale, theme })))

/** How many pixels have a colour, `#rrggbb`. */
function pixels({ data }: PNG, colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  let count = 0
  for (let at = 0; at < data.length; at += 4) {
    if (data[at] === red && data[at + 1] === green && data[at + 2] === blue) count += 1
  }
  return count
}

const svgOf = (chart: Chart, locale: InterfaceLanguage = 'en') =>
  toSvg(drawingOf(planOf(chart, locale), PALETTES.light))

/** What is written in a picture, a line each. */
const written = async (chart: Chart, locale: InterfaceLanguage = 'en'): Promise<string[]> =>
  [...(await svgOf(chart, locale)).matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text ?? '')

describe('a picture', () => {
  it.each([
    ['months', months()],
    ['a comparison', compared()],
    ['fines', fined()],
    ['trends', rising()],
    ['Japanese', japanese()],
  ])(
    'of %s is twice 560 pixels wide, opaque and small, on a card for light and one for dark windows',
    async (_, chart) => {
      for (const theme of ['light', 'dark'] as const) {
        const png = await draw(chart, theme)
        expect(png.width).toBe(1120)
        expect(png.height).toBeGreaterThan(300)
        expect(png.height).toBeLessThan(1200)
        const area = png.width * png.height
        expect(pixels(png, PALETTES[theme].card) / area).toBeGreaterThan(0.5)
        expect(pixels(png, PALETTES[theme].series[0])).toBeGreaterThan(500)
        expect(pixels(png, PALETTES[theme].text)).toBeGreaterThan(300)
        expect(png.data.every((value, at) => at % 4 !== 3 || value === 255)).toBe(true)
        expect((await chartPng(chart, { locale: 'en', theme })).length).toBeLessThan(100_000)
      }
    },
  )

  it('shows the values: half as much is half as long', async () => {
    const area = async (value: number): Promise<number> =>
      pixels(
        await draw(fined({ labels: ['A', 'B'], series: [{ name: '', values: [100, value] }] })),
        PALETTES.light.series[0],
      )
    const [full, half, none] = [await area(100), await area(50), await area(0)]
    expect((half - none) / (full - none)).toBeCloseTo(0.5, 1)
    expect(none / full).toBeCloseTo(0.5, 1)
  })

  it('is the same, byte for byte, whenever it is drawn', async () => {
    for (const chart of [months(), compared(), rising(), japanese()]) {
      const plan = planOf(chart, 'en')
      const [first, second] = [
        await toPng(await svgOf(chart), plan.typeface),
        await toPng(await svgOf(chart), plan.typeface),
      ]
      expect(Buffer.compare(first, second)).toBe(0)
      expect(Buffer.compare(first, await chartPng(chart, { locale: 'en', theme: 'light' }))).toBe(0)
    }
  })

  it('is drawn once for all who ask at the same time', async () => {
    const chart = months({ title: 'Asked for at once' })
    const pictures = await Promise.all([1, 2, 3].map(() => chartPng(chart, { locale: 'en', theme: 'dark' })))
    expect(pictures[1]).toBe(pictures[0])
    expect(pictures[2]).toBe(pictures[0])
  })

  it('writes numbers as the reader does, and rounds large ones', async () => {
    const large = fined({ labels: ['A', 'B'], series: [{ name: '', values: [1234, 1_234_567] }] })
    expect(await written(large)).toEqual(expect.arrayContaining(['1,234', '1.23M']))
    expect(await written(large, 'de')).toEqual(expect.arrayContaining(['1.234', '1,23\u00A0Mio.']))
  })

  it('names every mark beside it, and tells series apart by shape or pattern, not by colour alone', async () => {
    expect(await written(compared())).toEqual(expect.arrayContaining(['Netflix', 'Clearview AI']))
    const lines = [...(await svgOf(compared())).matchAll(/stroke-dasharray="([^"]+)"/g)]
    expect(lines).toHaveLength(1)
    expect(await written(rising())).toEqual(expect.arrayContaining(['since 26 Oct', 'the 30 days before', '14', '6']))
    expect(await svgOf(rising())).toContain('<pattern')
    expect(await svgOf(fined())).not.toContain('<pattern')
  })

  it('puts month and year below each other where they do not fit side by side', async () => {
    const few = months({ labels: ['Nov 25', 'Dec 25'], series: [{ name: '', values: [1, 2] }] })
    expect(await written(few)).toContain('Nov 25')
    expect(await written(months())).toEqual(expect.arrayContaining(['Sept', '26']))
    expect(await written(japanese(), 'ja')).toEqual(expect.arrayContaining(['25年', '11月']))
  })

  it('counts the names that do not fit', async () => {
    const many = fined({
      labels: Array.from({ length: 30 }, (_, at) => `N${at}`),
      series: [{ name: '', values: Array(30).fill(1) }],
    })
    expect(await written(many)).toEqual(expect.arrayContaining(['N0', 'N11', '+18']))
    expect(await written(many)).not.toContain('N12')
  })

  it('sets Japanese in a Japanese font and everything else in one for Europe’s letters', async () => {
    expect(planOf(japanese(), 'ja').typeface.family).toBe('BIZ UDPGothic')
    for (const name of ['Łódź', 'Ψυχή', 'Яндекс', 'بنك', 'בנק', 'საბანკო', 'l’œuvre']) {
      expect(planOf(fined({ labels: [name] }), 'en').labels[0]).toBe(name)
      expect(planOf(fined({ labels: [name] }), 'en').typeface.family).toBe('DejaVu Sans')
    }
  })

  it('writes a number for a name that no font has a shape for, never an empty box', () => {
    expect(planOf(fined({ labels: ['Meta', '삼성전자', '华为技术', 'ธนาคาร', '', 'Free 🫨'] }), 'en').labels).toEqual([
      'Meta',
      '#2',
      '#3',
      '#4',
      '#5',
      'Free',
    ])
  })
})

describe('colours', () => {
  /** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (a: string, b: string): number => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
    return (light + 0.05) / (dark + 0.05)
  }

  it.each(['light', 'dark'] as const)('stand out on the %s card: 4.5:1 for text, 3:1 for marks', (theme) => {
    const { card, text, muted, series } = PALETTES[theme]
    for (const colour of [text, muted, ...series]) expect(contrast(colour, card)).toBeGreaterThanOrEqual(4.5)
  })
})

describe('the alternative text', () => {
  it('tells title, gist and every value', () => {
    expect(
      altText(months({ labels: ['Nov 25', 'Dec 25'], series: [{ name: 'Netflix', values: [1, 1234] }] }), 'en'),
    ).toBe('Stories by month. Netflix: 36 stories in 13 months; most in March 2026 (12). Nov 25 1, Dec 25 1,234')
    expect(altText(rising(), 'en')).toContain('the 30 days before: Meta 6, TikTok 11, Free 0')
    expect(altText(japanese(), 'ja')).toContain('26年3月 12、26年4月 3')
  })

  it('does not say twice what the description says', () => {
    expect(altText(fined(), 'en')).toBe('Fines by company: Meta 9, TikTok 5, Clearview AI 4, Criteo 1')
  })

  it('stays within what the platforms take', () => {
    const many = months({
      labels: Array.from({ length: 500 }, (_, at) => `Month ${at}`),
      series: [{ name: 'x', values: [] }],
    })
    expect(altText(many, 'en').length).toBeLessThanOrEqual(1000)
  })
})

const hostileText = fc.oneof(
  fc.constantFrom(
    'x'.repeat(10_000),
    '\u202Egnirts\u2066\u202D',
    '</text><script>alert(1)</script>',
    '<![CDATA[ & ]]>&lt;&#0;',
    '\u0000\u001B[31m\uD800',
    `e${'\u0301'.repeat(5_000)}`,
    '{value|a}{b}\n\r\t',
    '🏴‍☠️👩‍👩‍👧‍👦'.repeat(200),
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
const hostileValue = fc.oneof(
  fc.integer({ min: 0, max: 50 }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -5, 1e300, Number.MIN_VALUE, 0.1),
)
const hostileChart: fc.Arbitrary<Chart> = fc.record({
  kind: fc.constant('chart' as const),
  type: fc.constantFrom('bar' as const, 'line' as const),
  axis: fc.constantFrom('time' as const, 'names' as const),
  title: hostileText,
  description: hostileText,
  labels: fc.array(hostileText, { maxLength: 40 }),
  series: fc.array(fc.record({ name: hostileText, values: fc.array(hostileValue, { maxLength: 50 }) }), {
    maxLength: 6,
  }),
})

describe('any chart, however hostile', () => {
  it('becomes a picture within its limits, and a bounded alternative text', async () => {
    await fc.assert(
      fc.asyncProperty(hostileChart, fc.constantFrom('en', 'fr', 'ja'), async (chart, locale: InterfaceLanguage) => {
        const bytes = await chartPng(chart, { locale, theme: 'dark' })
        expect(bytes.length).toBeLessThan(100_000)
        const { width, height } = PNG.sync.read(Buffer.from(bytes))
        expect(width).toBe(1120)
        expect(height).toBeLessThanOrEqual(2200)
        expect(altText(chart, locale).length).toBeLessThanOrEqual(1000)
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('writes no markup of its own into the picture', async () => {
    const evil = '</text><image href="file:///etc/passwd"/><script>x</script>'
    const svg = await svgOf(months({ title: evil, labels: [evil], series: [{ name: evil, values: [1] }] }))
    expect(svg).not.toMatch(/<(image|script)/)
  })
})
