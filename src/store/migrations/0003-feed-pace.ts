import { type Kysely, sql } from 'kysely'

/** How often a feed publishes and may be asked: an answer 304 carries none of it. */
export async function feedPace(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feeds add column pace text`.execute(db)
}
