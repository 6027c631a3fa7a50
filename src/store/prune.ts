import { sql } from 'kysely'
import type { Backend, Trx } from './dialects/dialect.ts'
import type { PruneReport, PruneRequest } from './store.ts'
import { deleteStories } from './story-rows.ts'

/** A story goes as a whole, when its last report is older than the retention; an article of no story by its own age. */
export async function prune(backend: Backend, { before, limit }: PruneRequest): Promise<PruneReport> {
  const age = before.getTime()
  const report = await backend.db.transaction().execute(async (trx) => {
    await backend.lockGrouping(trx)
    const old = await trx
      .selectFrom('stories')
      .select('id')
      .where('last_at', '<', age)
      .orderBy('last_at')
      .limit(limit)
      .execute()
    const ids = old.map(({ id }) => id)
    let articles = 0
    if (ids.length > 0) {
      await sql`delete from told where article_id in (select id from articles where story_id in (${sql.join(ids)}))`.execute(
        trx,
      )
      await sql`delete from corrections where story_id in (${sql.join(ids)})`.execute(trx)
      articles += await removed(trx, sql`delete from articles where story_id in (${sql.join(ids)})`)
      await deleteStories(trx, backend, ids)
    }
    articles += await removed(
      trx,
      sql`delete from articles where id in (
        select id from articles where published_at < ${age} and story_id is null order by published_at limit ${limit})`,
    )
    const editions = await removed(
      trx,
      sql`delete from editions where id in (select id from editions where generated_at < ${age} order by generated_at limit ${limit})`,
    )
    // A message still on its way stays, whatever its age.
    await removed(
      trx,
      sql`delete from deliveries where id in (
        select id from deliveries where created_at < ${age} and state <> 'pending' order by created_at limit ${limit})`,
    )
    // Reports that a workspace took out of a story have ids of their own, which no story has.
    await removed(
      trx,
      sql`delete from corrections where id in (
        select id from corrections where created_at < ${age} and not exists (select 1 from stories where stories.id = corrections.story_id)
        limit ${limit})`,
    )
    // What a feed still lists is written down again every month (see feeds/identity.ts), so that it never comes back as new; what it no longer
    // lists is kept a year longer than the articles, should it turn up again.
    const seenItems = await removed(
      trx,
      sql`delete from seen_items where (feed_id, item_id) in (
        select feed_id, item_id from seen_items where seen_at < ${age - KEEP_SEEN_MS} order by seen_at limit ${limit})`,
    )
    return { articles, stories: ids.length, editions, seenItems }
  })
  const most = Math.max(report.articles, report.stories, report.editions, report.seenItems)
  const done = most < limit
  if (done) await backend.analyze()
  return { ...report, done }
}

const KEEP_SEEN_MS = 365 * 86_400_000

async function removed(trx: Trx, query: ReturnType<typeof sql>): Promise<number> {
  const { numAffectedRows } = await query.execute(trx)
  return Number(numAffectedRows ?? 0n)
}
