import type { Chart, CommandCall, Story, View } from '../types/index.ts'
import { storyCard } from './card.ts'
import type { ViewContext } from './context.ts'
import { pagesOf } from './list.ts'
import { blocks, heading, pager, privateView, sampleNotice, text } from './parts.ts'
import { finesLine, type TrendCounts } from './trends.ts'
import { nothingFoundView } from './wrong.ts'

export interface FinesListing {
  /** Company and country asked for; '' for all. */
  readonly of: string
  readonly since: Date
  readonly counts: TrendCounts
  readonly stories: readonly Story[]
  readonly total: number
  readonly page: number
  readonly pageSize: number
  readonly call: CommandCall
}

/** Fines added up, who was fined most often, and the newest. Amounts are those that the reports tell. */
export function finesView(listing: FinesListing, context: ViewContext): View {
  const { t, now, timeZone } = context
  const title = listing.of === '' ? t.text('fines.title') : t.text('fines.title-of', { of: listing.of })
  if (listing.total === 0) return nothingFoundView({ subject: title, since: listing.since, wider: null }, context)
  const since = t.text('list.since', { since: t.date(listing.since, timeZone, now) })
  const sum = finesLine(listing.counts.fines, context)
  return privateView(
    `${title}: ${sum}`,
    blocks(
      heading(title),
      text(since, 'muted'),
      context.sample ? sampleNotice(context) : null,
      { kind: 'figure', value: sum, caption: '' },
      listing.page === 1 && listing.counts.companies.length > 1 ? companiesChart(listing, context) : null,
      listing.stories.map((story) => storyCard(story, context)),
      pager(listing.page, pagesOf(listing.total, listing.pageSize), listing.call, context),
    ),
    context,
  )
}

const MOST_BARS = 8

function companiesChart({ counts }: FinesListing, { t }: ViewContext): Chart {
  const shown = counts.companies.slice(0, MOST_BARS)
  const title = t.text('fines.by-company')
  return {
    kind: 'chart',
    type: 'bar',
    axis: 'names',
    title,
    description: `${title}: ${shown.map(({ name, stories }) => `${name} ${stories}`).join(', ')}`,
    labels: shown.map(({ name }) => name),
    series: [{ name: title, values: shown.map(({ stories }) => stories) }],
  }
}
