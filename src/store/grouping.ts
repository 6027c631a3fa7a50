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
  profileOf,
  type StoryProfile,
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
  const decision = decide(features, await candidates(trx, keys, at - WINDOW_DAYS * DAY_MS, at + WINDOW_DAYS * DAY_MS))
  if (decision.storyId !== null) {
    await trx.updateTable('articles').set({ story_id: decision.storyId }).where('id', '=', article.id).execute()
    await refreshStory(trx, backend, decision.storyId, features)
    return decision.storyId
  }
  const id = await openStory(trx, article.id)
  await trx.updateTable('articles').set({ story_id: id }).where('id', '=', article.id).execute()
  await refreshStory(trx, backend, id, features)
  await linkFollowUps(trx, id, profileOf([features]), keys, at)
  return id
}

/** The newest stories of each key that were told of between two times; of these, the ones with the most keys in common first. */
async function candidates(trx: Trx, keys: readonly string[], from: number, to: number): Promise<Candidate[]> {
  if (keys.length === 0) return []
  const hits = sql.join(
    keys.map(
      (key) => sql`select * from (
        select story_id from story_keys where key = ${key} order by seq desc limit ${sql.lit(CANDIDATES_PER_KEY)}) k`,
    ),
    sql` union all `,
  )
  const { rows } = await sql<{ id: string; profile: string }>`
    select s.id, s.profile from (select story_id, count(*) as hits from (${hits}) h group by story_id) c
    join stories s on s.id = c.story_id
    where s.last_at >= ${from} and s.first_at <= ${to}
    order by c.hits desc, s.seq desc limit ${sql.lit(MAX_CANDIDATES)}`.execute(trx)
  return rows.flatMap(({ id, profile: json }) => {
    const profile = readProfile(json)
    return profile ? [{ storyId: id, profile }] : []
  })
}

/** Links a new story to the earlier ones of the same affair. */
async function linkFollowUps(
  trx: Trx,
  id: string,
  story: StoryProfile,
  keys: readonly string[],
  at: number,
): Promise<void> {
  const earlier = await candidates(trx, keys, at - FOLLOW_UP_DAYS * DAY_MS, at)
  const ended = earlier.filter(({ storyId, profile }) => storyId !== id && (profile.lastAt ?? 0) < at)
  for (const earlierId of followUps(story, ended)) {
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

/** An empty story for articles to come into, with an id that follows from the first of them. */
export async function openStory(trx: Trx, articleId: string): Promise<string> {
  const id = await freeId(trx, articleId)
  await createStory(trx, id)
  return id
}
