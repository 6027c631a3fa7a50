import type { Chart, InterfaceLanguage } from '../types/index.ts'
import { type Typeface, typefaceFor } from './font.ts'
import { drawable } from './label.ts'
import { amount, markText } from './number.ts'

/** Rows of names that one picture holds; further ones are counted in its last line. */
const MOST_ROWS = 12
/** Points in time that one picture holds, the newest: twenty years of months. */
const MOST_POINTS = 240
/** As many as there are colours, shapes and patterns. */
const MOST_SERIES = 4

/** A chart as it is drawn: bounded, all text drawable, all values finite and not negative. */
export interface Plan {
  readonly axis: 'time' | 'names'
  readonly type: Chart['type']
  readonly title: string
  readonly labels: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
  readonly typeface: Typeface
  /** Rows that did not fit. */
  readonly left: number
  /** A value as the reader writes it. */
  readonly number: (value: number) => string
}

/** Lines run over time, bars stand for names, unless a chart says otherwise. */
export const axisOf = ({ axis, type }: Chart): 'time' | 'names' => axis ?? (type === 'line' ? 'time' : 'names')

export function planOf(chart: Chart, locale: InterfaceLanguage): Plan {
  const axis = axisOf(chart)
  const all = chart.labels.length
  const from = axis === 'time' ? Math.max(0, all - MOST_POINTS) : 0
  const to = axis === 'time' ? all : Math.min(all, MOST_ROWS)
  const title = chart.title === '' ? '' : drawable(chart.title, 1)
  const labels = chart.labels.slice(from, to).map((label, index) => drawable(label, index + 1))
  const series = chart.series.slice(0, MOST_SERIES).map(({ name, values }, index) => ({
    name: drawable(name, index + 1),
    values: labels.map((_, at) => amount(values[from + at])),
  }))
  const written = [1000, 12_345_678].map((value) => markText(value, locale))
  return {
    axis,
    type: chart.type,
    title,
    labels,
    series,
    typeface: typefaceFor([title, ...labels, ...series.map(({ name }) => name), ...written]),
    left: axis === 'time' ? 0 : all - to,
    number: (value) => markText(value, locale),
  }
}
