import { type RawBuilder, sql } from 'kysely'
import { type DataType, isDataType, isTopic, type Topic } from '../types/index.ts'
import type { Db } from './dialects/dialect.ts'
import type { FacetKind } from './schema.ts'
import type { Trend, TrendQuery, Trends } from './store.ts'
import { type Labels, labelsOf } from './stories.ts'

/** Labels of a kind that are told. */
const TOP = 20

/** Counts stories by their last report, now and in the period of the same length before. */
export async function trends(db: Db, query: TrendQuery): Promise<Trends> {
  const from = query.since.getTime()
  const to = query.until.getTime()
  const labels = labelsOf({
    ...(query.companyId === undefined ? {} : { companyId: query.companyId }),
    ...(query.companyIds === undefined ? {} : { companyIds: query.companyIds }),
    ...(query.brand === undefined ? {} : { brand: query.brand }),
    ...(query.dataType === undefined ? {} : { dataType: query.dataType }),
    ...(query.topic === undefined ? {} : { topic: query.topic }),
    ...(query.country === undefined ? {} : { country: query.country }),
  })
  const period: Period = { from, to, before: from - (to - from), labels }

  const { rows: totals } = await sql<{ stories: number; before: number }>`
    select ${now(from)} as stories, ${earlier(from)} as before from (${matching(period, period.before)}) m`.execute(db)
  const total = totals[0] ?? { stories: 0, before: 0 }
  const counted = await counts(db, period)
  const of = (kind: FacetKind) => counted.filter((row) => row.kind === kind).slice(0, TOP)
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
  /** What the stories carry; empty where every story counts. */
  readonly labels: readonly Labels[]
}

/** Ids and times of the stories of a period since `from`: read from the index of the first label, where there is one, past the stories. */
function matching({ to, labels }: Period, from: number): RawBuilder<unknown> {
  const [first, ...others] = labels
  if (first === undefined) {
    return sql`select id as story_id, last_at from stories where last_at >= ${from} and last_at < ${to}`
  }
  const carrying = ({ kind, values }: Labels) =>
    sql`kind = ${kind} and value in (${sql.join([...values])}) and last_at >= ${from} and last_at < ${to}`
  const rest = others.map((label) => sql`and story_id in (select story_id from story_facets where ${carrying(label)})`)
  // A story may carry several of the values.
  const once = first.values.length > 1 ? sql`distinct` : sql``
  return sql`select ${once} story_id, last_at from story_facets where ${carrying(first)} ${sql.join(rest, sql` `)}`
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
async function counts(db: Db, period: Period): Promise<(Count & { kind: string })[]> {
  const { from, to, before, labels } = period
  const which =
    labels.length === 0
      ? sql`f.kind in ('company', 'data', 'topic') and f.last_at >= ${before} and f.last_at < ${to}`
      : sql`f.story_id in (select story_id from (${matching(period, before)}) m)`
  const { rows } = await sql<Count & { kind: string }>`
    select f.kind as kind, f.value as id, sum(case when f.last_at >= ${from} then 1 else 0 end) as stories,
      sum(case when f.last_at < ${from} then 1 else 0 end) as before
    from story_facets f where ${which}
    group by f.kind, f.value order by stories desc, before desc, f.value`.execute(db)
  return rows
}

/** Only stories with a sum are looked at for the sum: they have an index of their own. */
async function fines(db: Db, period: Period): Promise<Trends['fines']> {
  const fine = matching({ ...period, labels: [...period.labels, { kind: 'topic', values: ['fine'] }] }, period.from)
  const { rows } = await sql<{ count: number; eur: number }>`
    select (select count(*) from (${fine}) f) as count, (
      select coalesce(sum(amount_eur), 0) from stories
      where amount_eur is not null and last_at >= ${period.from} and last_at < ${period.to}
        and id in (select story_id from (${fine}) f)) as eur`.execute(db)
  return rows[0] ?? { count: 0, eur: 0 }
}

/** Without gaps: a month without a story is a month with none. */
async function months(db: Db, period: Period): Promise<{ month: string; stories: number }[]> {
  const { from, to } = period
  const { rows } = await sql<{ day: number; stories: number }>`
    select day, count(*) as stories from (
      select (last_at - last_at % 86400000) / 86400000 as day from (${matching(period, from)}) m) d
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
