import { sql } from 'kysely'
import type { Backend, Trx } from './dialects/dialect.ts'
import { openStory } from './grouping.ts'
import { refreshStory } from './story-rows.ts'

/**
 * Merging and splitting move articles from story to story. What channels were told is kept by article, so that it moves along:
 * nothing is told twice, nothing is forgotten.
 */
export async function mergeStories(trx: Trx, backend: Backend, intoId: string, fromId: string): Promise<boolean> {
  if (intoId === fromId) return false
  await backend.lockGrouping(trx)
  const known = await trx.selectFrom('stories').select('id').where('id', 'in', [intoId, fromId]).execute()
  if (known.length !== 2) return false
  await trx.updateTable('articles').set({ story_id: intoId }).where('story_id', '=', fromId).execute()
  await moveLinks(trx, intoId, fromId)
  await trx.updateTable('story_aliases').set({ story_id: intoId }).where('story_id', '=', fromId).execute()
  await refreshStory(trx, backend, fromId)
  await trx.insertInto('story_aliases').values({ id: fromId, story_id: intoId }).execute()
  await refreshStory(trx, backend, intoId)
  return true
}

async function moveLinks(trx: Trx, intoId: string, fromId: string): Promise<void> {
  await sql`insert into story_links (story_id, earlier_id)
    select ${intoId}, earlier_id from story_links where story_id = ${fromId} and earlier_id <> ${intoId}
    on conflict do nothing`.execute(trx)
  await sql`insert into story_links (story_id, earlier_id)
    select story_id, ${intoId} from story_links where earlier_id = ${fromId} and story_id <> ${intoId}
    on conflict do nothing`.execute(trx)
}

export async function splitStory(
  trx: Trx,
  backend: Backend,
  storyId: string,
  articleIds: readonly string[],
): Promise<string | null> {
  await backend.lockGrouping(trx)
  const reports = await trx.selectFrom('articles').select('id').where('story_id', '=', storyId).orderBy('id').execute()
  const leaving = reports.map(({ id }) => id).filter((id) => articleIds.includes(id))
  const [first] = leaving
  if (first === undefined || leaving.length === reports.length) return null
  const newId = await openStory(trx, first)
  await trx.updateTable('articles').set({ story_id: newId }).where('id', 'in', leaving).execute()
  await refreshStory(trx, backend, newId)
  await refreshStory(trx, backend, storyId)
  return newId
}
