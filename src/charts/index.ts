import type { Chart, InterfaceLanguage } from '../types/index.ts'
import { Cache } from './cache.ts'
import { drawingOf } from './option.ts'
import { planOf } from './plan.ts'
import { toPng } from './png.ts'
import { toSvg } from './svg.ts'
import { type ChartTheme, PALETTES } from './theme.ts'

export { altText } from './alt.ts'
export { amount, valueText } from './number.ts'
export { axisOf } from './plan.ts'
export { CHART_THEMES, type ChartTheme } from './theme.ts'

export interface ChartPngOptions {
  /** Whose way of writing numbers and dates. */
  readonly locale: InterfaceLanguage
  readonly theme: ChartTheme
}

/** Pictures that are kept, 20 kB each or so. */
const KEPT = 64

const cache = new Cache<Uint8Array>(KEPT)
let queue: Promise<unknown> = Promise.resolve()

/**
 * A chart as a PNG, 1120 pixels wide: twice its size on the screen. The same chart is always the same bytes, below 100 kB.
 *
 * It can be read in a light and in a dark window, by people who see no colours, and by nobody who can't see it: give
 * {@link altText} along. Any text may stand in the chart; what is too long is cut, what has no shape in the fonts becomes a number.
 *
 * @example
 * const png = await chartPng(chart, { locale: 'fr', theme: 'dark' })
 */
export function chartPng(chart: Chart, { locale, theme }: ChartPngOptions): Promise<Uint8Array> {
  const { axis, type, title, labels, series } = chart
  return cache.get(JSON.stringify([locale, theme, axis, type, title, labels, series]), () => {
    // One at a time: painting takes a thread of the few that also look up names and read files.
    const made = queue.then(async () => {
      const plan = planOf(chart, locale)
      return toPng(await toSvg(drawingOf(plan, PALETTES[theme])), plan.typeface)
    })
    queue = made.catch(() => {})
    return made
  })
}

/** Loads what drawing needs, so that the first chart is not slower than the others. */
export async function warmUp(): Promise<void> {
  await chartPng(
    { kind: 'chart', type: 'bar', title: '', description: '', labels: ['1'], series: [{ name: '', values: [1] }] },
    { locale: 'en', theme: 'light' },
  )
}
