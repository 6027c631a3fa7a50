import type { Company } from '../knowledge/index.ts'
import type { Block, Chart, CommandCall, Span, Story, View } from '../types/index.ts'
import { adviceBlocks } from './advice.ts'
import { storyCard } from './card.ts'
import type { ViewContext } from './context.ts'
import { countLine, pagesOf } from './list.ts'
import { blocks, heading, pager, privateView, sampleNotice, text, typedCommand } from './parts.ts'
import { countsLine, finesLine, type TrendCounts } from './trends.ts'

export interface CompanyProfile {
  readonly name: string
  /** What the knowledge base holds about it; null for an organisation that no list knows. */
  readonly known: Company | null
  readonly since: Date
  readonly counts: TrendCounts
  readonly stories: readonly Story[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  readonly country: string | null
  readonly call: CommandCall
}

/** Everything about an organisation on one page; further pages hold the older stories only. */
export function companyView(profile: CompanyProfile, context: ViewContext): View {
  const { t } = context
  const count = countLine({ total: profile.total, since: profile.since, language: null }, context)
  const first = profile.page === 1
  return privateView(
    `${profile.name}: ${count}`,
    blocks(
      heading(profile.name),
      text(count, 'muted'),
      context.sample ? sampleNotice(context) : null,
      first ? facts(profile, context) : null,
      first && profile.counts.months.length > 1 ? monthsChart(profile, context) : null,
      heading(t.text('company.latest'), 2),
      profile.stories.map((story) => storyCard(story, context)),
      pager(profile.page, pagesOf(profile.total, profile.pageSize), profile.call, context),
      first && profile.known !== null ? advice(profile, profile.known, context) : null,
    ),
    context,
  )
}

function facts({ counts, known }: CompanyProfile, context: ViewContext): Block[] {
  const { t, knowledge } = context
  const parent = known?.parent == null ? undefined : knowledge.company(known.parent)
  const rows: readonly (readonly [string, string])[] = [
    [t.text('company.fines'), finesLine(counts.fines, context)],
    [t.text('company.mostly'), countsLine(counts.dataTypes, t.dataType)],
    [t.text('company.what-happened'), countsLine(counts.topics, t.topic)],
    [
      t.text('company.brands'),
      (known?.brands ?? [])
        .slice(0, 8)
        .map(({ name }) => name)
        .join(', '),
    ],
    [t.text('company.parent'), parent?.name ?? ''],
  ]
  const fields = rows.flatMap(([name, said]) =>
    said === '' ? [] : [{ name, value: [{ text: said }] satisfies Span[] }],
  )
  return fields.length === 0 ? [] : [{ kind: 'fields', fields }]
}

/** Stories by month, drawn as a picture where the platform shows one. */
export function monthsChart({ name, counts }: Pick<CompanyProfile, 'name' | 'counts'>, { t }: ViewContext): Chart {
  const months = counts.months.map(({ month, stories }) => ({ date: new Date(`${month}-01T00:00:00Z`), stories }))
  const peak = months.reduce(
    (best, one) => (one.stories > best.stories ? one : best),
    months[0] ?? { date: new Date(0), stories: 0 },
  )
  return {
    kind: 'chart',
    type: 'bar',
    axis: 'time',
    title: t.text('company.by-month'),
    description: t.text('company.chart-description', {
      name,
      total: t.text('edition.stories', { count: months.reduce((sum, { stories }) => sum + stories, 0) }),
      months: months.length,
      peak: t.month(peak.date, 'UTC'),
      count: peak.stories,
    }),
    labels: months.map(({ date }) => t.shortMonth(date, 'UTC')),
    series: [{ name, values: months.map(({ stories }) => stories) }],
  }
}

function advice({ country, call }: CompanyProfile, company: Company, context: ViewContext): Block[] {
  const { country: _, page: __, ...options } = call.options
  const other = { name: call.name, options: { ...options, country: country === 'BE' ? 'FR' : 'BE' } }
  return adviceBlocks([company], { country, changeCountry: typedCommand(other) }, context)
}
