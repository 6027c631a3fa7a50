import stringWidth from 'string-width'
import { amount, axisOf, valueText } from '../charts/index.ts'
import type { Chart, InterfaceLanguage } from '../types/index.ts'
import { short } from './text.ts'
import { words } from './words.ts'

const SPARKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** One sign a value, in proportion to the largest; zero is the lowest sign, and nothing else is. */
export function sparkline(values: readonly number[], largest = Math.max(0, ...values)): string {
  return values
    .map((value) => SPARKS[value > 0 && largest > 0 ? Math.max(1, Math.round((value / largest) * 7)) : 0] ?? '▁')
    .join('')
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const BAR_WIDTH = 16
const LABEL_WIDTH = 24
/** Points in time that one line holds, the newest. */
const MOST_POINTS = 36
const MOST_ROWS = 8
/** As many as a picture shows. */
const MOST_SERIES = 4

/**
 * A chart in a few lines of monospaced text: over time a sparkline for each series, `▁▂▅█ Nov 25 – Nov 26, peak 12 (Mar 26)`,
 * and for names a bar each. Beside a picture only the sparklines are left: a row of bars would say the same twice.
 */
export function chartLines(
  chart: Chart,
  locale: InterfaceLanguage = 'en',
  beside: 'picture' | 'nothing' = 'nothing',
): string[] {
  if (axisOf(chart) === 'time') return sparklines(chart, locale)
  return beside === 'picture' ? [] : bars(chart, locale)
}

function sparklines({ labels, series }: Chart, locale: InterfaceLanguage): string[] {
  const from = Math.max(0, labels.length - MOST_POINTS)
  const shown = labels.slice(from).map((label) => short(label, LABEL_WIDTH))
  const rows = series.slice(0, MOST_SERIES).map(({ name, values }) => ({
    name: series.length > 1 ? short(name, LABEL_WIDTH) : '',
    values: shown.map((_, index) => amount(values[from + index])),
  }))
  if (shown.length === 0) return []
  const largest = Math.max(0, ...rows.flatMap(({ values }) => values))
  const nameWidth = Math.max(0, ...rows.map(({ name }) => stringWidth(name)))
  const span = shown.length > 1 ? `${shown[0]} – ${shown.at(-1)}` : `${shown[0]}`
  return rows.map(({ name, values }) => {
    const most = Math.max(0, ...values)
    const peak = words(locale)
      .peak.replace('{count}', () => valueText(most, locale))
      .replace('{label}', () => shown[values.indexOf(most)] ?? '')
    const said = most > 0 ? `${span}${locale === 'ja' ? '、' : ', '}${peak}` : span
    return `${padded(name, nameWidth)} ${sparkline(values, largest)} ${said}`.trimStart()
  })
}

function bars({ labels, series }: Chart, locale: InterfaceLanguage): string[] {
  const shown = labels.slice(0, series.length > 1 ? MOST_ROWS / 2 : MOST_ROWS).map((label) => short(label, LABEL_WIDTH))
  const nameWidth = Math.max(0, ...shown.map((name) => stringWidth(name)))
  const largest = Math.max(0, ...series.flatMap(({ values }) => values.map(amount)))
  const rows = shown.flatMap((name, index) =>
    series.slice(0, MOST_SERIES).map(({ name: seriesName, values }, nth) => {
      const value = amount(values[index])
      const suffix = series.length > 1 ? ` ${short(seriesName, LABEL_WIDTH)}` : ''
      return `${padded(nth === 0 ? name : '', nameWidth)} ${bar(value, largest)} ${valueText(value, locale)}${suffix}`
    }),
  )
  return labels.length > shown.length ? [...rows, `+${labels.length - shown.length}`] : rows
}

const padded = (text: string, width: number): string => text + ' '.repeat(width - stringWidth(text))

function bar(value: number, largest: number): string {
  if (value === 0) return '·'
  const eighths = Math.max(1, Math.round((value / largest) * BAR_WIDTH * 8))
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
}
