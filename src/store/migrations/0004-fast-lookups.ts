import { type Kysely, sql } from 'kysely'

/**
 * An index of the few stories that have a sum. And on PostgreSQL, the search index takes new words at once: by default it collects them in a
 * list that every search reads through until the next vacuum, which takes a second after many articles came in.
 */
export async function fastLookups(db: Kysely<unknown>, kind: 'sqlite' | 'postgresql'): Promise<void> {
  await sql`create index stories_with_amount on stories (last_at, id, amount_eur) where amount_eur is not null`.execute(
    db,
  )
  if (kind === 'sqlite') return
  for (const index of ['story_search_headlines', 'story_search_everything']) {
    await sql`alter index ${sql.ref(index)} set (fastupdate = off)`.execute(db)
    await sql`select gin_clean_pending_list(${index}::regclass)`.execute(db)
  }
}
