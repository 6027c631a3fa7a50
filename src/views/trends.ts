import type { Block, Chart, DataType, Topic, View } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { blocks, heading, privateView, sampleNotice, text } from './parts.ts'

/** A label and its stories now and in the period of the same length before. */
export interface Counted<Id extends string = string> {
  readonly id: Id
  readonly name: string
  readonly stories: number
  readonly before: number
}

export interface TrendCounts {
  readonly stories: number
  readonly before: number
  /** `2026-03`, oldest first. */
  readonly months: readonly { readonly month: string; readonly stories: number }[]
  readonly companies: readonly Counted[]
  readonly dataTypes: readonly Counted<DataType>[]
  readonly topics: readonly Counted<Topic>[]
  readonly fines: { readonly count: number; readonly eur: number }
}

const MOST_COUNTED = 5

/** `profiling 6, location 3`: the most frequent first. */
export const countsLine = <Id extends string>(counted: readonly Counted<Id>[], label: (id: Id) => string): string =>
  counted
    .filter(({ stories }) => stories > 0)
    .slice(0, MOST_COUNTED)
    .map(({ id, stories }) => `${label(id)} ${stories}`)
    .join(', ')

export const finesLine = ({ count, eur }: TrendCounts['fines'], { t }: ViewContext): string =>
  count === 0 ? '' : t.text('company.fines-total', { amount: t.money({ value: eur, currency: 'EUR' }), count })

/** What rises: companies, data types and topics against the period before. */
export function trendsView(counts: TrendCounts, since: Date, context: ViewContext): View {
  const { t, timeZone, now } = context
  const title = t.text('trends.title', { since: t.date(since, timeZone, now) })
  const said = t.text('trends.total', {
    stories: t.text('edition.stories', { count: counts.stories }),
    change: changeText(counts, context),
  })
  return privateView(
    `${title}: ${said}`,
    blocks(
      heading(title),
      text(said, 'muted'),
      context.sample ? sampleNotice(context) : null,
      companiesChart(counts.companies, context),
      ranking(t.text('trends.companies'), counts.companies, ({ name }) => name, context),
      ranking(t.text('company.mostly'), counts.dataTypes, ({ id }) => t.dataType(id), context),
      ranking(t.text('company.what-happened'), counts.topics, ({ id }) => t.topic(id), context),
    ),
    context,
  )
}

/** `+4`, `−2`, `new` or `as before`. */
function changeText({ stories, before }: { stories: number; before: number }, { t }: ViewContext): string {
  if (before === 0 && stories > 0) return t.text('trends.new')
  const change = stories - before
  if (change === 0) return t.text('trends.same')
  return t.text(change > 0 ? 'trends.up' : 'trends.down', { change: t.number(Math.abs(change)) })
}

const MOST_RANKED = 6

function ranking<Id extends string>(
  title: string,
  counted: readonly Counted<Id>[],
  label: (entry: Counted<Id>) => string,
  context: ViewContext,
): Block[] {
  const rising = risingFirst(counted)
  if (rising.length === 0) return []
  return [
    heading(title, 2),
    {
      kind: 'list',
      ordered: true,
      items: rising.map((entry) => [
        { text: label(entry), style: 'strong' },
        { text: ` ${context.t.number(entry.stories)} · ${changeText(entry, context)}` },
      ]),
    },
  ]
}

const risingFirst = <Id extends string>(counted: readonly Counted<Id>[]): Counted<Id>[] =>
  [...counted]
    .sort((a, b) => b.stories - b.before - (a.stories - a.before) || b.stories - a.stories)
    .filter(({ stories }) => stories > 0)
    .slice(0, MOST_RANKED)

/** The companies that are in the news more than before, both periods beside each other. */
function companiesChart(companies: readonly Counted[], { t }: ViewContext): Chart | null {
  const shown = risingFirst(companies)
  if (shown.length < 2) return null
  return {
    kind: 'chart',
    type: 'bar',
    axis: 'names',
    title: t.text('trends.by-company'),
    description: t.text('trends.chart-description', {
      list: t.enumerate(shown.map(({ name, stories, before }) => `${name} ${t.number(stories)} (${t.number(before)})`)),
    }),
    labels: shown.map(({ name }) => name),
    series: [
      { name: t.text('trends.this-period'), values: shown.map(({ stories }) => stories) },
      { name: t.text('trends.period-before'), values: shown.map(({ before }) => before) },
    ],
  }
}

export interface Compared {
  readonly name: string
  readonly counts: TrendCounts
}

/** Two organisations side by side. */
export function compareView([a, b]: readonly [Compared, Compared], since: Date, context: ViewContext): View {
  const { t, timeZone, now } = context
  const title = t.text('compare.title', { a: a.name, b: b.name })
  const period = t.text('list.since', { since: t.date(since, timeZone, now) })
  const column = ({ name, counts }: Compared): Block => ({
    kind: 'fields',
    fields: (
      [
        [name, t.text('edition.stories', { count: counts.stories })],
        [t.text('company.fines'), finesLine(counts.fines, context)],
        [t.text('company.mostly'), countsLine(counts.dataTypes, t.dataType)],
        [t.text('company.what-happened'), countsLine(counts.topics, t.topic)],
      ] as const
    ).flatMap(([field, said]) => (said === '' ? [] : [{ name: field, value: [{ text: said }] }])),
  })
  return privateView(
    `${title}: ${a.counts.stories} / ${b.counts.stories}`,
    blocks(
      heading(title),
      text(period, 'muted'),
      context.sample ? sampleNotice(context) : null,
      comparisonChart(a, b, context),
      heading(a.name, 2),
      column(a),
      heading(b.name, 2),
      column(b),
    ),
    context,
  )
}

function comparisonChart(a: Compared, b: Compared, { t }: ViewContext): Chart {
  const months = [...new Set([...a.counts.months, ...b.counts.months].map(({ month }) => month))].sort()
  const values = ({ counts }: Compared): number[] => {
    const byMonth = new Map(counts.months.map(({ month, stories }) => [month, stories]))
    return months.map((month) => byMonth.get(month) ?? 0)
  }
  return {
    kind: 'chart',
    type: 'line',
    axis: 'time',
    title: t.text('company.by-month'),
    description: t.text('compare.description', { a: a.name, b: b.name, x: a.counts.stories, y: b.counts.stories }),
    labels: months.map((month) => t.shortMonth(new Date(`${month}-01T00:00:00Z`), 'UTC')),
    series: [
      { name: a.name, values: values(a) },
      { name: b.name, values: values(b) },
    ],
  }
}
