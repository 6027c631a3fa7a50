import type { Chart } from '../../../types/index.ts'
import { el, svg } from './dom.ts'
import { word } from './words.ts'

/** The one place where charts are drawn: a picture with a description, and the same numbers as a table. */
export const drawChart = (chart: Chart): HTMLElement =>
  el(
    'figure',
    { class: 'chart' },
    el('figcaption', {}, chart.title),
    picture(chart),
    chart.series.length > 1 ? legend(chart) : null,
    el('p', { class: 'muted' }, chart.description),
    el('details', {}, el('summary', {}, word('numbers')), table(chart)),
  )

const WIDTH = 560
/** Upright bars have room for labels this long. */
const SHORT_LABEL = 7
const MOST_UPRIGHT = 14
/** Width of a letter, about. */
const LETTER = 7

function picture(chart: Chart): SVGElement {
  const upright = chart.labels.length <= MOST_UPRIGHT && chart.labels.every((label) => label.length <= SHORT_LABEL)
  return chart.type === 'line' || upright ? columns(chart) : rows(chart)
}

const largest = ({ series }: Chart): number =>
  Math.max(1, ...series.flatMap(({ values }) => values.filter(Number.isFinite)))

const valueAt = (values: readonly number[], index: number): number => Math.max(0, values[index] ?? 0)

const frame = (chart: Chart, height: number, ...children: readonly SVGElement[]): SVGElement =>
  svg(
    'svg',
    { viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': `${chart.title}. ${chart.description}` },
    ...children,
  )

/** One column a label, its bars side by side. */
function columns(chart: Chart): SVGElement {
  const height = 170
  const base = height - 26
  const top = 20
  const step = WIDTH / Math.max(1, chart.labels.length)
  const bar = Math.min(34, (step * 0.72) / Math.max(1, chart.series.length))
  const most = largest(chart)
  // Labels that would run into each other are left out, the last one never: the table has them all.
  const every = Math.ceil((Math.max(...chart.labels.map(({ length }) => length), 1) * LETTER + 6) / step)
  const shapes = chart.labels.flatMap((label, index) => {
    const middle = step * (index + 0.5)
    const start = middle - (bar * chart.series.length) / 2
    return [
      ...chart.series.flatMap(({ values }, nth) => {
        const value = valueAt(values, index)
        const tall = (value / most) * (base - top)
        const x = start + nth * bar
        return [
          svg('rect', {
            class: `series-${nth % 4}`,
            x: `${x + 1}`,
            y: `${base - tall}`,
            width: `${bar - 2}`,
            height: `${tall}`,
            rx: '2',
          }),
          svg('text', { class: 'value', x: `${x + bar / 2}`, y: `${base - tall - 5}` }, value === 0 ? '' : `${value}`),
        ]
      }),
      svg(
        'text',
        { class: 'label', x: `${middle}`, y: `${height - 8}` },
        (chart.labels.length - 1 - index) % every === 0 ? label : '',
      ),
    ]
  })
  return frame(
    chart,
    height,
    svg('line', { class: 'axis', x1: '0', x2: `${WIDTH}`, y1: `${base}`, y2: `${base}` }),
    ...shapes,
  )
}

/** One row a label, for names. */
function rows(chart: Chart): SVGElement {
  const names = 190
  const row = 20 * Math.max(1, chart.series.length) + 8
  const most = largest(chart)
  const shapes = chart.labels.flatMap((label, index) => {
    const y = index * row
    return [
      svg(
        'text',
        { class: 'name', x: `${names - 8}`, y: `${y + 17}` },
        label.length > 28 ? `${label.slice(0, 27)}…` : label,
      ),
      ...chart.series.flatMap(({ values }, nth) => {
        const value = valueAt(values, index)
        const long = (value / most) * (WIDTH - names - 50)
        return [
          svg('rect', {
            class: `series-${nth % 4}`,
            x: `${names}`,
            y: `${y + 4 + nth * 20}`,
            width: `${Math.max(1, long)}`,
            height: '16',
            rx: '2',
          }),
          svg('text', { class: 'amount', x: `${names + long + 6}`, y: `${y + 17 + nth * 20}` }, `${value}`),
        ]
      }),
    ]
  })
  return frame(chart, Math.max(1, chart.labels.length) * row, ...shapes)
}

const legend = ({ series }: Chart): HTMLElement =>
  el(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    ...series.map(({ name }, nth) => el('li', {}, el('span', { class: `swatch series-${nth % 4}` }), name)),
  )

function table({ labels, series }: Chart): HTMLElement {
  const head = el('tr', {}, el('td'), ...series.map(({ name }) => el('th', { scope: 'col' }, name)))
  const body = labels.map((label, index) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, label),
      ...series.map(({ values }) => el('td', {}, `${values[index] ?? 0}`)),
    ),
  )
  return el('table', {}, el('thead', {}, head), el('tbody', {}, ...body))
}
