import { sql } from 'kysely'
import { z } from 'zod'
import type { Platform } from '../types/index.ts'
import type { Backend, Trx } from './dialects/dialect.ts'
import { date, platformSchema } from './rows.ts'
import type { Correction, CorrectionStore, WorkspaceRef, WorkspaceStore } from './store.ts'

export function workspaceStore({ db }: Backend): WorkspaceStore {
  return {
    settings: async (ref) => {
      const row = await (ref.channelId === undefined
        ? db
            .selectFrom('workspaces')
            .select('settings')
            .where('platform', '=', ref.platform)
            .where('workspace_id', '=', ref.workspaceId)
        : db
            .selectFrom('channels')
            .select('settings')
            .where('platform', '=', ref.platform)
            .where('workspace_id', '=', ref.workspaceId)
            .where('channel_id', '=', ref.channelId)
      ).executeTakeFirst()
      const settings: unknown = row ? JSON.parse(row.settings) : null
      return settings
    },

    saveSettings: (ref, settings, now) =>
      db.transaction().execute(async (trx) => {
        if (settings === null) return removeSettings(trx, ref)
        const row = {
          platform: ref.platform,
          workspace_id: ref.workspaceId,
          settings: JSON.stringify(settings),
          created_at: now.getTime(),
        }
        if (ref.channelId === undefined) {
          await trx
            .insertInto('workspaces')
            .values(row)
            .onConflict((conflict) =>
              conflict.columns(['platform', 'workspace_id']).doUpdateSet({ settings: row.settings }),
            )
            .execute()
        } else {
          await trx
            .insertInto('channels')
            .values({ ...row, channel_id: ref.channelId })
            .onConflict((conflict) =>
              conflict.columns(['platform', 'workspace_id', 'channel_id']).doUpdateSet({ settings: row.settings }),
            )
            .execute()
        }
      }),

    list: async (platform) => {
      const known = db
        .selectFrom('workspaces')
        .select(['platform', 'workspace_id'])
        .union(db.selectFrom('channels').select(['platform', 'workspace_id']))
        .union(db.selectFrom('subscriptions').select(['platform', 'workspace_id']))
      const rows = await db
        .selectFrom(known.as('known'))
        .selectAll()
        .$if(platform !== undefined, (query) => query.where('platform', '=', platform ?? ''))
        .orderBy('platform')
        .orderBy('workspace_id')
        .execute()
      return rows.map((row) => ({ platform: platformSchema.parse(row.platform), workspaceId: row.workspace_id }))
    },

    inventory: async (platform, workspaceId) => {
      const counts: Record<string, number> = {}
      for (const table of WORKSPACE_TABLES) {
        const { rows } = await sql<{ rows: number }>`select count(*) as rows from ${sql.table(table)}
          where platform = ${platform} and workspace_id = ${workspaceId}`.execute(db)
        counts[table] = rows[0]?.rows ?? 0
      }
      const { feeds } = await db
        .selectFrom('feed_workspaces')
        .select(({ fn }) => fn.countAll<number>().as('feeds'))
        .where('workspace_id', '=', workspaceId)
        .executeTakeFirstOrThrow()
      return { ...counts, feeds }
    },
  }
}

async function removeSettings(trx: Trx, ref: WorkspaceRef): Promise<void> {
  if (ref.channelId === undefined) {
    await trx
      .deleteFrom('workspaces')
      .where('platform', '=', ref.platform)
      .where('workspace_id', '=', ref.workspaceId)
      .execute()
  } else {
    await trx
      .deleteFrom('channels')
      .where('platform', '=', ref.platform)
      .where('workspace_id', '=', ref.workspaceId)
      .where('channel_id', '=', ref.channelId)
      .execute()
  }
}

/** Every table that holds rows of a workspace. */
const WORKSPACE_TABLES = [
  'workspaces',
  'channels',
  'subscriptions',
  'editions',
  'deliveries',
  'told',
  'corrections',
] as const

export async function forgetWorkspace(trx: Trx, platform: Platform, workspaceId: string): Promise<void> {
  for (const table of WORKSPACE_TABLES) {
    await sql`delete from ${sql.table(table)} where platform = ${platform} and workspace_id = ${workspaceId}`.execute(
      trx,
    )
  }
  await trx.deleteFrom('feed_workspaces').where('workspace_id', '=', workspaceId).execute()
  await sql`delete from feeds where shared = 0
    and not exists (select 1 from feed_workspaces where feed_workspaces.feed_id = feeds.id)`.execute(trx)
}

const MAX_DETAIL = 500
const kindSchema = z.enum(['not-privacy', 'company', 'data-type', 'topic', 'merge', 'other'])

export function correctionStore({ db }: Backend): CorrectionStore {
  return {
    add: async (correction) => {
      await db
        .insertInto('corrections')
        .values({
          id: correction.id,
          story_id: correction.storyId,
          platform: correction.platform,
          workspace_id: correction.workspaceId,
          kind: correction.kind,
          detail: correction.detail.slice(0, MAX_DETAIL),
          created_at: correction.createdAt.getTime(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    list: async (filter) => {
      const rows = await db
        .selectFrom('corrections')
        .selectAll()
        .$if(filter !== undefined, (query) =>
          query.where('platform', '=', filter?.platform ?? '').where('workspace_id', '=', filter?.workspaceId ?? ''),
        )
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(
        (row): Correction => ({
          id: row.id,
          storyId: row.story_id,
          platform: platformSchema.parse(row.platform),
          workspaceId: row.workspace_id,
          kind: kindSchema.parse(row.kind),
          detail: row.detail,
          createdAt: date(row.created_at),
        }),
      )
    },

    remove: async (id) => {
      const { numDeletedRows } = await db.deleteFrom('corrections').where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}
