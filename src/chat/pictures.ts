import { altText, type ChartTheme, chartPng } from '../charts/index.ts'
import type { Chart, InterfaceLanguage, Logger, View } from '../types/index.ts'
import { describeError } from './logging.ts'

/** A chart drawn, ready to be sent along. */
export interface Picture {
  readonly fileName: string
  readonly png: Uint8Array
  /** What it shows, in words. */
  readonly alt: string
}

/** Charts of one message that become pictures; the others stay text. */
const MOST_PICTURES = 4

/**
 * Draws the charts of a view. Never rejects: a chart that can't be drawn is missing, so that it is shown as text, and logged.
 *
 * @param locale for a view that doesn't tell its language
 */
export async function drawPictures(
  view: View,
  {
    locale,
    theme,
    logger,
  }: { readonly locale: InterfaceLanguage; readonly theme: ChartTheme; readonly logger: Logger },
): Promise<ReadonlyMap<Chart, Picture>> {
  const charts = view.blocks.filter((block) => block.kind === 'chart').slice(0, MOST_PICTURES)
  const language = view.locale ?? locale
  const drawn = await Promise.all(
    charts.map(async (chart, index): Promise<[Chart, Picture][]> => {
      if (!hasValues(chart)) return []
      try {
        const png = await chartPng(chart, { locale: language, theme })
        return [[chart, { fileName: `chart-${index + 1}.png`, png, alt: altText(chart, language) }]]
      } catch (error) {
        logger.warn({ error: describeError(error) }, 'a chart could not be drawn: it is shown as text')
        return []
      }
    }),
  )
  return new Map(drawn.flat())
}

/** A picture of nothing would be an empty card. */
const hasValues = ({ labels, series }: Chart): boolean =>
  labels.length > 0 && series.some(({ values }) => values.some((value) => value > 0))
