import { type RawBuilder, sql } from 'kysely'
import { type DataType, isDataType, isTopic, type Topic } from '../types/index.ts'
import type { Db } from './dialects/dialect.ts'
import type { FacetKind } from './schema.ts'
import type { Trend, TrendQuery, Trends } from './store.ts'
import { hasFacet, labelConditions } from './stories.ts'

/** Labels of a kind that are told. */
const TOP = 20

/** Counts stories by their last report, now and in the period of the same length before. */
export async function trends(db: Db, query: TrendQuery): Promise<Trends> {
  const from = query.since.getTime()
  const to = query.until.getTime()
  const conditions = labelConditions({
    ...(query.companyId === undefined ? {} : { companyId: query.companyId }),
    ...(query.companyIds === undefined ? {} : { companyIds: query.companyIds }),
    ...(query.brand === undefined ? {} : { brand: query.brand }),
    ...(query.dataType === undefined ? {} : { dataType: query.dataType }),
    ...(query.topic === undefined ? {} : { topic: query.topic }),
    ...(query.country === undefined ? {} : { country: query.country }),
  })
  const filter = conditions.length === 0 ? null : sql.join(conditions, sql` and `)
  const period: Period = { from, to, before: from - (to - from), filter }

  const { rows: totals } = await sql<{ stories: number; before: number }>`
    select ${now(from)} as stories, ${earlier(from)} as before from stories
    where last_at >= ${period.before} and last_at < ${to} and ${filter ?? sql`1 = 1`}`.execute(db)
  const total = totals[0] ?? { stories: 0, before: 0 }
  const labels = await counts(db, period)
  const of = (kind: FacetKind) => labels.filter((row) => row.kind === kind).slice(0, TOP)
  const names = await companyNames(db)
  return {
    stories: total.stories,
    before: total.before,
    months: await months(db, period),
    companies: of('company').map(({ id, stories, before }) => ({ id, name: names.get(id) ?? id, stories, before })),
    dataTypes: of('data').flatMap((row) => (isDataType(row.id) ? [named<DataType>(row, row.id)] : [])),
    topics: of('topic').flatMap((row) => (isTopic(row.id) ? [named<Topic>(row, row.id)] : [])),
    fines: await fines(db, period),
  }
}

interface Period {
  readonly from: number
  readonly to: number
  readonly before: number
  /** Conditions on `stories`; null where every story counts. */
  readonly filter: RawBuilder<unknown> | null
}

const now = (from: number) => sql`coalesce(sum(case when last_at >= ${from} then 1 else 0 end), 0)`
const earlier = (from: number) => sql`coalesce(sum(case when last_at < ${from} then 1 else 0 end), 0)`

interface Count {
  readonly id: string
  readonly stories: number
  readonly before: number
}

const named = <Id extends string>({ stories, before }: Count, id: Id): Trend<Id> => ({ id, name: id, stories, before })

/**
 * Every label with its stories, most first. With a filter, the stories are few and their labels are read by story; without one, by
 * label in the order of the index, which needs no look at the stories.
 */
async function counts(db: Db, { from, to, before, filter }: Period): Promise<(Count & { kind: string })[]> {
  const which =
    filter === null
      ? sql`f.kind in ('company', 'data', 'topic') and f.last_at >= ${before} and f.last_at < ${to}`
      : sql`f.story_id in (select stories.id from stories where last_at >= ${before} and last_at < ${to} and ${filter})`
  const { rows } = await sql<Count & { kind: string }>`
    select f.kind as kind, f.value as id, sum(case when f.last_at >= ${from} then 1 else 0 end) as stories,
      sum(case when f.last_at < ${from} then 1 else 0 end) as before
    from story_facets f where ${which}
    group by f.kind, f.value order by stories desc, before desc, f.value`.execute(db)
  return rows
}

async function fines(db: Db, { from, to, filter }: Period): Promise<Trends['fines']> {
  const { rows } = await sql<{ count: number; eur: number }>`
    select count(*) as count, coalesce(sum(amount_eur), 0) as eur from stories
    where last_at >= ${from} and last_at < ${to} and ${hasFacet('topic', ['fine'])} and ${filter ?? sql`1 = 1`}`.execute(
    db,
  )
  return rows[0] ?? { count: 0, eur: 0 }
}

/** Without gaps: a month without a story is a month with none. */
async function months(db: Db, { from, to, filter }: Period): Promise<{ month: string; stories: number }[]> {
  const { rows } = await sql<{ day: number; stories: number }>`
    select day, count(*) as stories from (
      select (last_at - last_at % 86400000) / 86400000 as day from stories
      where last_at >= ${from} and last_at < ${to} and ${filter ?? sql`1 = 1`}) d
    group by day`.execute(db)
  const byMonth = new Map<string, number>()
  for (const month of monthsBetween(from, to)) byMonth.set(month, 0)
  for (const { day, stories } of rows) {
    const month = monthOf(day * 86_400_000)
    byMonth.set(month, (byMonth.get(month) ?? 0) + stories)
  }
  return [...byMonth].map(([month, stories]) => ({ month, stories }))
}

const monthOf = (time: number): string => new Date(time).toISOString().slice(0, 7)

function monthsBetween(from: number, to: number): string[] {
  const start = new Date(from)
  const months: string[] = []
  for (let at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth()), n = 1; at < to; n++) {
    months.push(monthOf(at))
    at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + n)
  }
  return months
}

async function companyNames(db: Db): Promise<Map<string, string>> {
  const rows = await db.selectFrom('companies').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
