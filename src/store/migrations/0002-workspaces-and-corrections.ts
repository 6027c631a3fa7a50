import { type Kysely, sql } from 'kysely'

/** What a workspace or channel has set, and what its readers said was wrong. */
export async function workspacesAndCorrections(db: Kysely<unknown>): Promise<void> {
  await sql`create table workspaces (
    platform text not null, workspace_id text not null, settings text not null, created_at bigint not null,
    primary key (platform, workspace_id))`.execute(db)
  await sql`create table channels (
    platform text not null, workspace_id text not null, channel_id text not null, settings text not null, created_at bigint not null,
    primary key (platform, workspace_id, channel_id))`.execute(db)
  await sql`create table corrections (
    id text primary key, story_id text not null, platform text not null, workspace_id text not null, kind text not null,
    detail text not null, created_at bigint not null)`.execute(db)
  await sql`create index corrections_by_story on corrections (story_id)`.execute(db)
  await sql`create index corrections_by_workspace on corrections (platform, workspace_id, created_at)`.execute(db)
}
