import type { Chart } from '../../types/index.ts'
import { plain } from '../../views/index.ts'
import { clip, padEnd, padStart, stringWidth, wrap } from './layout.ts'

const SPARKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** One sign a value, in proportion to the largest; zero is the lowest sign. */
export function sparkline(values: readonly number[]): string {
  const largest = Math.max(0, ...values)
  return values
    .map((value) => SPARKS[largest === 0 ? 0 : Math.round((Math.max(0, value) / largest) * (SPARKS.length - 1))] ?? '▁')
    .join('')
}

/** Columns of a bar's label. */
const MOST_LABEL = 24

/** A chart in characters. A long row of one series (months) becomes a sparkline, everything else bars with their values. */
export function chartLines(chart: Chart, width: number): string[] {
  const [only, ...others] = chart.series
  if (only === undefined) return []
  if (others.length === 0 && chart.labels.length > 8) {
    return wrap(
      `${sparkline(only.values)}  ${plain(chart.labels[0] ?? '')} – ${plain(chart.labels.at(-1) ?? '')}`,
      width,
    )
  }
  const rows = chart.series.flatMap(({ name, values }) =>
    values.map((value, index) => {
      const label = plain(chart.labels[index] ?? '')
      return { label: clip(others.length === 0 ? label : `${label} · ${plain(name)}`, MOST_LABEL), value }
    }),
  )
  const labelWidth = Math.max(...rows.map(({ label }) => stringWidth(label)))
  const valueWidth = Math.max(...rows.map(({ value }) => String(value).length))
  const largest = Math.max(1, ...rows.map(({ value }) => value))
  const room = Math.max(4, Math.min(40, width - labelWidth - valueWidth - 4))
  return rows.map(({ label, value }) => {
    const bar = '█'.repeat(Math.max(value > 0 ? 1 : 0, Math.round((value / largest) * room)))
    return `${padEnd(label, labelWidth)}  ${padStart(String(value), valueWidth)}  ${bar}`.trimEnd()
  })
}
