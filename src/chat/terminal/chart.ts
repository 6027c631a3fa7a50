import type { Chart } from '../../types/index.ts'
import { plain } from '../../views/index.ts'
import { sparkline } from '../chart.ts'
import { clip, padEnd, padStart, stringWidth, wrap } from './layout.ts'

/** Bars that one chart may have; longer ones are rows of signs. */
const MOST_BARS = 8
/** Columns of a bar's label. */
const MOST_LABEL = 24

/** A chart in characters. Long rows (months) become sparklines, everything else bars with their values. */
export function chartLines(chart: Chart, width: number): string[] {
  if (chart.series.length === 0) return []
  const several = chart.series.length > 1
  if (chart.labels.length > MOST_BARS) {
    const names = chart.series.map(({ name }) => (several ? clip(plain(name), MOST_LABEL) : ''))
    const nameWidth = Math.max(...names.map((name) => stringWidth(name)))
    const largest = Math.max(0, ...chart.series.flatMap(({ values }) => values))
    const span = `${plain(chart.labels[0] ?? '')} – ${plain(chart.labels.at(-1) ?? '')}`
    return chart.series.flatMap(({ values }, index) =>
      wrap([padEnd(names[index] ?? '', nameWidth), sparkline(values, largest), span].join('  ').trimStart(), width),
    )
  }
  const rows = chart.series.flatMap(({ name, values }) =>
    values.map((value, index) => {
      const label = plain(chart.labels[index] ?? '')
      return { label: clip(several ? `${label} · ${plain(name)}` : label, MOST_LABEL), value }
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
