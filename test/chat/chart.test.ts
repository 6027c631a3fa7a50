import { describe, expect, it } from 'vitest'
import { chartLines, sparkline } from '../../src/chat/chart.ts'
import { compared, fined, japanese, months, rising } from '../charts/sample-charts.ts'

describe('a chart in text', () => {
  it('over time is one line with its span and its peak, in the reader’s language', () => {
    expect(chartLines(months())).toEqual(['▂▂▁▃█▃▂▂▁▂▄▃▂ Nov 25 – Nov 26, peak 12 (Mar 26)'])
    expect(chartLines(months(), 'fr')[0]).toMatch(/maximum 12 \(Mar 26\)$/)
    expect(chartLines(japanese(), 'ja')).toEqual(['▂▂▁▃█▃▂▂▁▂▄▃▂ 25年11月 – 26年11月、最多12（26年3月）'])
  })

  it('compares series on one scale, a line each, in columns', () => {
    expect(chartLines(compared())).toEqual([
      'Netflix      ▂▂▁▃█▃▂▂▁▂▄▃▂ Nov 25 – Nov 26, peak 12 (Mar 26)',
      'Clearview AI ▁▂▂▂▃▃▁▂▂▁▂▂▂ Nov 25 – Nov 26, peak 3 (Mar 26)',
    ])
  })

  it('tells the span of the points it shows: the newest', () => {
    const long = months({
      labels: Array.from({ length: 100 }, (_, at) => `M${at}`),
      series: [{ name: '', values: Array.from({ length: 100 }, (_, at) => at) }],
    })
    expect(chartLines(long)).toEqual([expect.stringMatching(/^[▁-█]{36} M64 – M99, peak 99 \(M99\)$/)])
  })

  it('names no peak where there is nothing', () => {
    expect(chartLines(months({ series: [{ name: '', values: [] }] }))).toEqual(['▁▁▁▁▁▁▁▁▁▁▁▁▁ Nov 25 – Nov 26'])
    expect(chartLines(months({ labels: [] }))).toEqual([])
  })

  it('of names is a bar each, and none beside a picture that shows them', () => {
    expect(chartLines(fined())).toEqual([
      'Meta         ████████████████ 9',
      'TikTok       ████████▉ 5',
      'Clearview AI ███████▏ 4',
      'Criteo       █▊ 1',
    ])
    expect(chartLines(rising()).slice(4, 6)).toEqual([
      expect.stringMatching(/^Free .*7 since 26 Oct$/),
      expect.stringMatching(/^ +· 0 the 30 days before$/),
    ])
    expect(chartLines(fined(), 'en', 'picture')).toEqual([])
    expect(chartLines(months(), 'en', 'picture')).toHaveLength(1)
  })

  it('counts the names that do not fit, and stays short whatever the values are', () => {
    const many = fined({
      labels: Array.from({ length: 30 }, (_, at) => `N${at}`),
      series: [{ name: '', values: [Number.MAX_VALUE, Number.NaN, -1, Number.POSITIVE_INFINITY] }],
    })
    const lines = chartLines(many)
    expect(lines).toHaveLength(9)
    expect(lines[0]).toBe('N0 ████████████████ 1.80e+308')
    expect(lines[1]).toBe('N1 · 0')
    expect(lines.at(-1)).toBe('+22')
  })
})

describe('a sparkline', () => {
  it('keeps its lowest sign for nothing at all', () => {
    expect(sparkline([0, 1, 1000])).toBe('▁▂█')
    expect(sparkline([0, 0])).toBe('▁▁')
  })
})
