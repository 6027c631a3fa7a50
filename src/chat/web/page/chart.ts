import type { Chart } from '../../../types/index.ts'
import { el } from './dom.ts'
import { word } from './words.ts'

export type Theme = 'light' | 'dark'
/** Where the picture of a message's nth chart is, from 0. */
export type PictureOf = (nth: number, theme: Theme) => string

/** The one place where charts are shown: the picture that the server draws, what there is to see, and the numbers as a table. */
export function drawChart(chart: Chart, picture: (theme: Theme) => string): HTMLElement {
  const alt = [chart.title, chart.description].filter((text) => text !== '').join('. ')
  // A picture of nothing would be an empty card.
  const isEmpty = !chart.series.some(({ values }) => values.some((value) => value > 0))
  return el(
    'figure',
    { class: 'chart' },
    isEmpty ? el('figcaption', {}, chart.title) : null,
    ...(isEmpty ? [] : [image(picture('light'), alt, 'by-day'), image(picture('dark'), alt, 'by-night')]),
    el('p', { class: 'muted' }, chart.description),
    el('details', {}, el('summary', {}, word('numbers')), table(chart)),
  )
}

/** One for each theme: the style sheet shows one of them, and what is not shown is not loaded. */
const image = (src: string, alt: string, when: string): HTMLElement =>
  el('img', { src, alt, class: when, loading: 'lazy', width: '560' })

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
