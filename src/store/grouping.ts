import { sql } from 'kysely'
import {
  CANDIDATES_PER_KEY,
  type Candidate,
  decide,
  FOLLOW_UP_DAYS,
  featuresOf,
  followUps,
  keysOf,
  MAX_CANDIDATES,
  storyId as newStoryId,
  WINDOW_DAYS,
} from '../stories/index.ts'
import type { Article } from '../types/index.ts'
import type { Backend, Trx } from './dialects/dialect.ts'
import { readProfile } from './profiles.ts'
import { createStory, refreshStory } from './story-rows.ts'

const DAY_MS = 86_400_000

/**
 * Puts a stored privacy article into the story it belongs to, or opens one. Costs a few look-ups by key, whatever the size of the archive.
 * The caller holds the grouping lock.
 */
export async function fileArticle(trx: Trx, backend: Backend, article: Article): Promise<string> {
  const features = featuresOf(article)
  const keys = keysOf(features)
  const at = article.publishedAt.getTime()
  const from = at - WINDOW_DAYS * DAY_MS
  const decision = decide(features, await candidates(trx, keys, from, at + WINDOW_DAYS * DAY_MS))
  if (decision.storyId !== null) {
    await trx.updateTable('articles').set({ story_id: decision.storyId }).where('id', '=', article.id).execute()
    await refreshStory(trx, backend, decision.storyId)
    return decision.storyId
  }
  const id = await freeId(trx, article.id)
  await createStory(trx, id)
  await trx.updateTable('articles').set({ story_id: id }).where('id', '=', article.id).execute()
  await refreshStory(trx, backend, id)
  await linkFollowUps(trx, id, keys, at)
  return id
}

/** The newest stories of each key between two times, those with the most keys in common first. */
async function candidates(trx: Trx, keys: readonly string[], from: number, to: number): Promise<Candidate[]> {
  if (keys.length === 0) return []
  const hits = sql.join(
    keys.map(
      (key) => sql`select * from (select story_id, last_at from story_keys
        where key = ${key} and last_at >= ${from} and last_at <= ${to} order by last_at desc, story_id limit ${sql.lit(CANDIDATES_PER_KEY)}) k`,
    ),
    sql` union all `,
  )
  const { rows } = await sql<{ id: string; profile: string }>`
    select s.id, s.profile from (
      select story_id, count(*) as hits, max(last_at) as last_at from (${hits}) h
      group by story_id order by hits desc, last_at desc, story_id limit ${sql.lit(MAX_CANDIDATES)}) c
    join stories s on s.id = c.story_id
    order by c.hits desc, c.last_at desc, s.id`.execute(trx)
  return rows.map(({ id, profile }) => ({ storyId: id, profile: readProfile(profile) }))
}

/** Links a new story to the earlier ones of the same affair. */
async function linkFollowUps(trx: Trx, id: string, keys: readonly string[], at: number): Promise<void> {
  const row = await trx
    .selectFrom('stories')
    .select(['profile', 'first_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const earlier = await candidates(trx, keys, at - FOLLOW_UP_DAYS * DAY_MS, row.first_at - 1)
  const links = followUps(
    readProfile(row.profile),
    earlier.filter(({ storyId }) => storyId !== id),
  )
  for (const earlierId of links) {
    await trx
      .insertInto('story_links')
      .values({ story_id: id, earlier_id: earlierId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

async function freeId(trx: Trx, articleId: string): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    const id = newStoryId(articleId, attempt)
    const taken =
      await sql`select 1 from stories where id = ${id} union all select 1 from story_aliases where id = ${id}`.execute(
        trx,
      )
    if (taken.rows.length === 0) return id
  }
}

/** Opens a story for articles that are to leave theirs. */
export async function openStory(trx: Trx, articleId: string): Promise<string> {
  const id = await freeId(trx, articleId)
  await createStory(trx, id)
  return id
}
