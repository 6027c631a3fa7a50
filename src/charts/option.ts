import type { BarSeriesOption, EChartsOption, LineSeriesOption } from 'echarts'
import { textWidth } from './font.ts'
import { fitWidth, twoLines } from './label.ts'
import type { Plan } from './plan.ts'
import type { Palette } from './theme.ts'

/** What ECharts is told, and how large the picture is, in CSS pixels. */
export interface Drawing {
  readonly option: EChartsOption
  readonly width: number
  readonly height: number
}

const WIDTH = 560
const PADDING = 16
const TITLE = 15
const TEXT = 12
const SMALL = 11
/** Values that are written beside their marks; more would run into each other. */
const MOST_WRITTEN = 24
const MOST_LABEL_WIDTH = 200

/** One a series, so that none is told by colour alone. */
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'] as const
const DASHES = ['solid', 'dashed', 'dotted', 'solid'] as const

export function drawingOf(plan: Plan, palette: Palette): Drawing {
  if (plan.axis === 'names') return rows(plan, palette)
  return plan.type === 'line' ? lines(plan, palette) : columns(plan, palette)
}

/** Columns over time, each with its value. */
function columns(plan: Plan, palette: Palette): Drawing {
  const written = plan.labels.length * plan.series.length <= MOST_WRITTEN
  const height = 236
  return {
    width: WIDTH,
    height,
    option: {
      ...frame(plan, palette, height),
      grid: { left: written ? PADDING : 48, right: PADDING, top: top(plan) + 20, bottom: 44 },
      xAxis: timeAxis(plan, palette, WIDTH - PADDING * 2),
      yAxis: { ...valueAxis(plan, palette), show: !written },
      series: plan.series.map((_, nth) => bars(plan, palette, nth, { position: 'top', written, barMaxWidth: 34 })),
    },
  }
}

/** Lines over time, with their peaks written and their names at their ends. */
function lines(plan: Plan, palette: Palette): Drawing {
  const height = 270
  const style = { size: TEXT, bold: true, family: plan.typeface.family }
  const room = Math.min(150, Math.max(0, ...plan.series.map(({ name }) => textWidth(name, style))) + 4)
  const right = PADDING + room + 10
  return {
    width: WIDTH,
    height,
    option: {
      ...frame(plan, palette, height),
      grid: { left: 44, right, top: top(plan) + 20, bottom: 44 },
      xAxis: timeAxis(plan, palette, WIDTH - 44 - right),
      yAxis: valueAxis(plan, palette),
      series: plan.series.map(({ name, values }, nth): LineSeriesOption => {
        const colour = palette.series[nth] ?? palette.text
        const peak = values.indexOf(Math.max(...values))
        return {
          type: 'line',
          name: `${nth} ${name}`,
          data: values.map((value, index) =>
            index === peak && value > 0
              ? { value, label: { show: true, position: 'top', color: palette.text, fontSize: TEXT } }
              : value,
          ),
          label: { formatter: ({ value }) => plan.number(Number(value)) },
          symbol: SYMBOLS[nth] ?? 'circle',
          symbolSize: plan.labels.length > MOST_WRITTEN ? 0 : 8,
          showAllSymbol: true,
          itemStyle: { color: colour },
          lineStyle: { width: 2.5, type: DASHES[nth] ?? 'solid', color: colour },
          endLabel: {
            show: true,
            formatter: () => fitWidth(name, room, style),
            color: colour,
            fontSize: TEXT,
            fontWeight: 'bold',
            distance: 8,
          },
          labelLayout: { moveOverlap: 'shiftY' },
        }
      }),
    },
  }
}

/** A row a name, longest names cut, each bar with its value. */
function rows(plan: Plan, palette: Palette): Drawing {
  const bar = 18
  const step = bar * Math.max(1, plan.series.length) + 12
  const labels = plan.left > 0 ? [...plan.labels, `+${plan.number(plan.left)}`] : plan.labels
  const style = { size: TEXT, family: plan.typeface.family }
  const left = Math.min(MOST_LABEL_WIDTH, Math.max(0, ...labels.map((label) => textWidth(label, style)))) + PADDING + 10
  const values = plan.series.flatMap((series) => series.values)
  const longest = Math.max(0, ...values.map((value) => textWidth(plan.number(value), style)))
  const above = top(plan)
  const height = above + step * Math.max(1, labels.length) + PADDING
  return {
    width: WIDTH,
    height,
    option: {
      ...frame(plan, palette, height),
      grid: { left, right: PADDING + longest + 10, top: above, bottom: PADDING },
      xAxis: { type: 'value', show: false, min: 0 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: labels.map((label) => fitWidth(label, MOST_LABEL_WIDTH, style)),
        axisLabel: { color: palette.text, fontSize: TEXT, interval: 0, margin: 10 },
        axisLine: { lineStyle: { color: palette.muted } },
        axisTick: { show: false },
      },
      series: plan.series.map((_, nth) =>
        bars(plan, palette, nth, { position: 'right', written: true, barMaxWidth: bar }),
      ),
    },
  }
}

interface Bars {
  readonly position: 'top' | 'right'
  readonly written: boolean
  readonly barMaxWidth: number
}

function bars(plan: Plan, palette: Palette, nth: number, { position, written, barMaxWidth }: Bars): BarSeriesOption {
  const { name = '', values = [] } = plan.series[nth] ?? {}
  return {
    type: 'bar',
    name: `${nth} ${name}`,
    data: [...values],
    barMaxWidth,
    barGap: '8%',
    itemStyle: {
      color: palette.series[nth] ?? palette.text,
      borderRadius: position === 'top' ? [2, 2, 0, 0] : [0, 2, 2, 0],
      ...(nth === 0 ? {} : { decal: stripes(palette, nth) }),
    },
    label: {
      show: written,
      position,
      distance: 4,
      color: palette.text,
      fontSize: TEXT,
      // A column that is not there needs no number; in a row, 0 is what there is to read.
      formatter: ({ value }) => (position === 'top' && Number(value) === 0 ? '' : plan.number(Number(value))),
    },
  }
}

const stripes = (palette: Palette, nth: number) => ({
  symbol: 'rect',
  color: palette.card,
  dashArrayX: [1, 0],
  dashArrayY: [2, 4],
  rotation: (nth === 1 ? 1 : -1) * (Math.PI / 4),
})

/** Where the marks may begin: below the title and, for several kinds of bars, their legend. */
const top = (plan: Plan): number => (hasLegend(plan) ? 68 : 44)

const hasLegend = ({ series, axis, type }: Plan): boolean => series.length > 1 && (axis === 'names' || type === 'bar')

/** Card, title and legend. */
function frame(plan: Plan, palette: Palette, height: number): EChartsOption {
  const { family } = plan.typeface
  return {
    animation: false,
    backgroundColor: palette.card,
    textStyle: { fontFamily: family, color: palette.text, fontSize: TEXT },
    graphic: [
      {
        type: 'rect',
        silent: true,
        shape: { x: 0.5, y: 0.5, width: WIDTH - 1, height: height - 1 },
        style: { fill: 'none', stroke: palette.border, lineWidth: 1 },
      },
    ],
    title: {
      text: fitWidth(plan.title, WIDTH - PADDING * 2, { size: TITLE, bold: true, family }),
      left: PADDING,
      top: 14,
      padding: 0,
      textStyle: { color: palette.text, fontSize: TITLE, fontWeight: 'bold' },
    },
    ...(hasLegend(plan)
      ? {
          legend: {
            left: PADDING,
            top: 40,
            padding: 0,
            itemWidth: 16,
            itemHeight: 12,
            itemGap: 18,
            textStyle: { color: palette.text, fontSize: TEXT },
            // The number in front keeps series apart that have one name.
            formatter: (name: string) =>
              fitWidth(name.replace(/^\d /, ''), (WIDTH - 120) / plan.series.length, { size: TEXT, family }),
          },
        }
      : {}),
  }
}

function timeAxis(plan: Plan, palette: Palette, width: number): NonNullable<EChartsOption['xAxis']> {
  const style = { size: SMALL, family: plan.typeface.family }
  const step = width / Math.max(1, plan.labels.length)
  const widest = (labels: readonly string[]): number =>
    Math.max(0, ...labels.flatMap((label) => label.split('\n')).map((line) => textWidth(line, style)))
  const fits = (labels: readonly string[]): boolean => widest(labels) <= step - 3
  const stacked = plan.labels.map(twoLines)
  return {
    type: 'category',
    data: fits(plan.labels) ? [...plan.labels] : stacked,
    boundaryGap: plan.type === 'bar',
    axisLabel: {
      color: palette.muted,
      fontSize: SMALL,
      lineHeight: 14,
      margin: 8,
      ...(fits(plan.labels) || fits(stacked) ? { interval: 0 } : { hideOverlap: true }),
    },
    axisLine: { lineStyle: { color: palette.muted } },
    axisTick: { show: false },
  }
}

const valueAxis = (plan: Plan, palette: Palette) =>
  ({
    type: 'value',
    min: 0,
    minInterval: 1,
    splitNumber: 4,
    axisLabel: { color: palette.muted, fontSize: SMALL, formatter: (value: number) => plan.number(value) },
    splitLine: { lineStyle: { color: palette.grid } },
  }) as const
