import { type RawBuilder, sql } from 'kysely'
import { fold } from '../stories/index.ts'
import { type DataType, isDataType, isTopic, type Topic } from '../types/index.ts'
import type { Db } from './dialects/dialect.ts'
import type { FacetKind } from './schema.ts'
import type { Trend, TrendQuery, Trends } from './store.ts'
import { hasFacet } from './stories.ts'

/** Labels of a kind that are told. */
const TOP = 20

/** Counts stories by their last report, now and in the period of the same length before. */
export async function trends(db: Db, query: TrendQuery): Promise<Trends> {
  const from = query.since.getTime()
  const to = query.until.getTime()
  const before = from - (to - from)
  const filter = sql.join(
    [
      sql`1 = 1`,
      ...(query.companyId === undefined ? [] : [hasFacet('company', [query.companyId])]),
      ...(query.companyIds === undefined ? [] : [hasFacet('company', query.companyIds)]),
      ...(query.brand === undefined ? [] : [hasFacet('brand', [fold(query.brand)])]),
      ...(query.dataType === undefined ? [] : [hasFacet('data', [query.dataType])]),
      ...(query.topic === undefined ? [] : [hasFacet('topic', [query.topic])]),
      ...(query.country === undefined ? [] : [hasFacet('country', [query.country])]),
    ],
    sql` and `,
  )
  const period = { from, to, before, filter }

  const { rows: totals } = await sql<{ stories: number; before: number; fines: number; eur: number }>`
    select ${now(from)} as stories, ${earlier(from)} as before,
      coalesce(sum(case when last_at >= ${from} and ${hasFacet('topic', ['fine'])} then 1 else 0 end), 0) as fines,
      coalesce(sum(case when last_at >= ${from} and ${hasFacet('topic', ['fine'])} then amount_eur else 0 end), 0) as eur
    from stories where last_at >= ${before} and last_at < ${to} and ${filter}`.execute(db)
  const total = totals[0] ?? { stories: 0, before: 0, fines: 0, eur: 0 }
  const names = await companyNames(db)
  const companies = await counts(db, 'company', period)
  return {
    stories: total.stories,
    before: total.before,
    months: await months(db, period),
    companies: companies.map((row) => ({ ...row, name: names.get(row.id) ?? row.id })),
    dataTypes: (await counts(db, 'data', period)).flatMap((row) =>
      isDataType(row.id) ? [named<DataType>(row, row.id)] : [],
    ),
    topics: (await counts(db, 'topic', period)).flatMap((row) => (isTopic(row.id) ? [named<Topic>(row, row.id)] : [])),
    fines: { count: total.fines, eur: total.eur },
  }
}

interface Period {
  readonly from: number
  readonly to: number
  readonly before: number
  readonly filter: RawBuilder<unknown>
}

const now = (from: number) => sql`coalesce(sum(case when last_at >= ${from} then 1 else 0 end), 0)`
const earlier = (from: number) => sql`coalesce(sum(case when last_at < ${from} then 1 else 0 end), 0)`

interface Count {
  readonly id: string
  readonly stories: number
  readonly before: number
}

const named = <Id extends string>(row: Count, id: Id): Trend<Id> => ({ ...row, id, name: id })

async function counts(db: Db, kind: FacetKind, { from, to, before, filter }: Period): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select f.value as id, sum(case when f.last_at >= ${from} then 1 else 0 end) as stories,
      sum(case when f.last_at < ${from} then 1 else 0 end) as before
    from story_facets f
    where f.kind = ${kind} and f.last_at >= ${before} and f.last_at < ${to}
      and f.story_id in (select stories.id from stories where last_at >= ${before} and last_at < ${to} and ${filter})
    group by f.value order by stories desc, before desc, f.value limit ${sql.lit(TOP)}`.execute(db)
  return rows
}

/** Without gaps: a month without a story is a month with none. */
async function months(db: Db, { from, to, filter }: Period): Promise<{ month: string; stories: number }[]> {
  const { rows } = await sql<{ day: number; stories: number }>`
    select day, count(*) as stories from (
      select (last_at - last_at % 86400000) / 86400000 as day from stories
      where last_at >= ${from} and last_at < ${to} and ${filter}) d
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
