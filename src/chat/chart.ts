import stringWidth from 'string-width'
import type { Chart } from '../types/index.ts'
import { short } from './text.ts'

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']
const BAR_WIDTH = 16
const LABEL_WIDTH = 24
/** Rows that are drawn; a longer chart shows its last ones, the newest where it runs over time. */
const MAX_ROWS = 24

/** A chart in lines of monospaced text: a label, a bar and the number for every value. */
export function chartLines({ labels, series }: Chart): string[] {
  const names = labels.map((label) => short(label, LABEL_WIDTH))
  const nameWidth = Math.max(0, ...names.map((name) => stringWidth(name)))
  const largest = Math.max(0, ...series.flatMap(({ values }) => values.filter(Number.isFinite)))
  const rows = names.flatMap((name, index) =>
    series.map(({ name: seriesName, values }, nth) => {
      const value = values[index] ?? 0
      const label = nth === 0 ? name : ''
      const padding = ' '.repeat(nameWidth - stringWidth(label))
      const suffix = series.length > 1 ? ` ${short(seriesName, LABEL_WIDTH)}` : ''
      return `${label}${padding} ${bar(value, largest)} ${value}${suffix}`
    }),
  )
  return rows.slice(-MAX_ROWS)
}

function bar(value: number, largest: number): string {
  if (!(value > 0) || !(largest > 0)) return '·'
  const eighths = Math.max(1, Math.round((value / largest) * BAR_WIDTH * 8))
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '')
}
