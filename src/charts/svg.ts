import { type TextStyle, textWidth } from './font.ts'
import type { Drawing } from './option.ts'

let loading: Promise<typeof import('echarts/dist/echarts.esm.min.mjs')> | null = null

/** ECharts, loaded when the first chart is drawn: most runs of the program draw none. */
function loadECharts() {
  loading ??= import('echarts/dist/echarts.esm.min.mjs').then((echarts) => {
    // There is no canvas to measure on; its own guess knows one font, which isn't ours.
    echarts.setPlatformAPI({ measureText: (text, font) => ({ width: textWidth(text, styleOf(font ?? '')) }) })
    return echarts
  })
  return loading
}

/** `normal bold 15px DejaVu Sans`, as CSS writes it. */
function styleOf(font: string): TextStyle {
  const [, size = '12', family = ''] = /([\d.]+)px\s+(.*)$/.exec(font) ?? []
  return { size: Number(size), bold: /\bbold\b/.test(font), family }
}

/** The drawing as SVG. */
export async function toSvg({ option, width, height }: Drawing): Promise<string> {
  const { init } = await loadECharts()
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(option)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
