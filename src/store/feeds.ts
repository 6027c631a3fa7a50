import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { FEED_KINDS, type FeedRecord, type FeedSource, type FeedState } from '../types/index.ts'
import type { Backend } from './dialects/dialect.ts'
import { claimRows, unclaimed } from './leases.ts'
import { chunks, date, dateOrNull, flag, time } from './rows.ts'
import type { Tables } from './schema.ts'
import type { Claim, ClaimRequest, FeedStore } from './store.ts'

/** Another feed has this id already. */
export class FeedExistsError extends Error {
  override readonly name = 'FeedExistsError'
}

export function feedStore(backend: Backend): FeedStore {
  const { db } = backend

  return {
    sync: (sources, now) =>
      db.transaction().execute(async (trx) => {
        const known = new Map((await trx.selectFrom('feeds').selectAll().execute()).map((row) => [row.id, row]))
        for (const source of sources) {
          const row = known.get(source.id)
          if (!row) {
            await trx
              .insertInto('feeds')
              .values({ ...newFeed(source, now), shared: 1 })
              .execute()
          } else {
            const moved = row.url === source.url ? {} : startOver(now)
            await trx
              .updateTable('feeds')
              .set({ ...sourceColumns(source), ...moved, shared: 1 })
              .where('id', '=', source.id)
              .execute()
          }
        }
        const ids = new Set(sources.map(({ id }) => id))
        for (const row of known.values()) {
          if (row.shared === 0 || ids.has(row.id)) continue
          const keepers = await trx
            .selectFrom('feed_workspaces')
            .select('feed_id')
            .where('feed_id', '=', row.id)
            .execute()
          const gone = keepers.length === 0 ? { disabled: 1 } : { shared: 0 }
          await trx.updateTable('feeds').set(gone).where('id', '=', row.id).execute()
        }
      }),

    add: (source, workspaceId, now) =>
      db.transaction().execute(async (trx) => {
        const row = await trx
          .selectFrom('feeds')
          .select(['id', 'url', 'shared'])
          .where('id', '=', source.id)
          .executeTakeFirst()
        if (row && row.url !== source.url) {
          throw new FeedExistsError(
            `There is a feed “${source.id}” already, with another address (${row.url}). Choose another id.`,
          )
        }
        if (!row)
          await trx
            .insertInto('feeds')
            .values({ ...newFeed(source, now), shared: 0 })
            .execute()
        else if (row.shared === 0)
          await trx.updateTable('feeds').set({ disabled: 0 }).where('id', '=', row.id).execute()
        await trx
          .insertInto('feed_workspaces')
          .values({ feed_id: source.id, workspace_id: workspaceId, added_at: now.getTime() })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }),

    remove: (feedId, workspaceId) =>
      db.transaction().execute(async (trx) => {
        const { numDeletedRows } = await trx
          .deleteFrom('feed_workspaces')
          .where('feed_id', '=', feedId)
          .where('workspace_id', '=', workspaceId)
          .executeTakeFirstOrThrow()
        if (numDeletedRows === 0n) return false
        await sql`delete from feeds where id = ${feedId} and shared = 0
          and not exists (select 1 from feed_workspaces where feed_id = ${feedId})`.execute(trx)
        return true
      }),

    list: async (workspaceId) => {
      const rows = await db
        .selectFrom('feeds')
        .leftJoin('feed_workspaces', 'feed_workspaces.feed_id', 'feeds.id')
        .selectAll('feeds')
        .select('feed_workspaces.workspace_id')
        .$if(workspaceId !== undefined, (query) =>
          query.where((where) =>
            where.or([where('feeds.shared', '=', 1), where('feed_workspaces.workspace_id', '=', workspaceId ?? '')]),
          ),
        )
        .orderBy('feeds.id')
        .orderBy('feed_workspaces.added_at')
        .execute()
      const records = new Map<string, FeedRecord>()
      for (const row of rows) if (!records.has(row.id)) records.set(row.id, toRecord(row, row.workspace_id))
      return [...records.values()]
    },

    claimDue: (request: ClaimRequest) =>
      db.transaction().execute(async (trx) => {
        const due = sql`select id from feeds
          where disabled = 0 and ended = 0 and next_poll_at <= ${request.now.getTime()} and ${unclaimed(request.now)}
          order by next_poll_at, id`
        const claims = await claimRows(trx, backend, 'feeds', due, request)
        const claimed: { feed: FeedRecord; claim: Claim }[] = []
        for (const ids of chunks([...claims.keys()])) {
          const rows = await trx
            .selectFrom('feeds')
            .selectAll()
            .select((of) =>
              of
                .selectFrom('feed_workspaces')
                .whereRef('feed_workspaces.feed_id', '=', 'feeds.id')
                .select(({ fn }) => fn.min('workspace_id').as('workspace_id'))
                .as('workspace_id'),
            )
            .where('id', 'in', ids)
            .execute()
          for (const row of rows) {
            const claim = claims.get(row.id)
            if (claim) claimed.push({ feed: toRecord(row, row.workspace_id), claim })
          }
        }
        return claimed.sort((a, b) => a.feed.state.nextPollAt.getTime() - b.feed.state.nextPollAt.getTime())
      }),

    makeAllDue: async (now) => {
      await db
        .updateTable('feeds')
        .set({ next_poll_at: now.getTime(), next_poll_reason: 'asked for now' })
        .where('disabled', '=', 0)
        .where('ended', '=', 0)
        .execute()
    },
  }
}

const sourceColumns = (source: FeedSource) => ({
  title: source.title,
  url: source.url,
  homepage: source.homepage,
  language: source.language,
  country: source.country,
  kind: source.kind,
  interval_minutes: source.intervalMinutes,
  disabled: flag(source.disabled),
})

/** A feed at a new address is a feed we know nothing of. */
const startOver = (now: Date) => ({
  etag: null,
  last_modified: null,
  redirected_to: null,
  last_error: null,
  failures: 0,
  ended: 0,
  pace: null,
  next_poll_at: now.getTime(),
  next_poll_reason: 'new address',
})

const newFeed = (source: FeedSource, now: Date) => ({
  id: source.id,
  ...sourceColumns(source),
  ...startOver(now),
  next_poll_reason: 'new feed',
  last_polled_at: null,
  last_success_at: null,
  last_change_at: null,
  items_seen: 0,
})

/** Columns of a feed's state, for an update. */
export const stateColumns = (state: FeedState) => ({
  etag: state.etag,
  last_modified: state.lastModified,
  redirected_to: state.redirectedTo,
  last_polled_at: time(state.lastPolledAt),
  last_success_at: time(state.lastSuccessAt),
  last_change_at: time(state.lastChangeAt),
  last_error: state.lastError,
  failures: state.failures,
  items_seen: state.itemsSeen,
  next_poll_at: state.nextPollAt.getTime(),
  next_poll_reason: state.nextPollReason,
  ended: flag(state.ended),
  pace: state.pace ? JSON.stringify(state.pace) : null,
})

const kindSchema = z.enum(FEED_KINDS)
const paceSchema = z.object({
  ttlMinutes: z.number().nullable(),
  skipHours: z.array(z.number()),
  // Rows of before it was read don't have it.
  skipDays: z.array(z.number()).default([]),
  gapMinutes: z.number().nullable(),
})

const toRecord = (row: Selectable<Tables['feeds']>, workspaceId: string | null): FeedRecord => ({
  source: {
    id: row.id,
    title: row.title,
    url: row.url,
    homepage: row.homepage,
    language: row.language,
    country: row.country,
    kind: kindSchema.parse(row.kind),
    intervalMinutes: row.interval_minutes,
    disabled: row.disabled === 1,
  },
  state: {
    etag: row.etag,
    lastModified: row.last_modified,
    redirectedTo: row.redirected_to,
    lastPolledAt: dateOrNull(row.last_polled_at),
    lastSuccessAt: dateOrNull(row.last_success_at),
    lastChangeAt: dateOrNull(row.last_change_at),
    lastError: row.last_error,
    failures: row.failures,
    itemsSeen: row.items_seen,
    nextPollAt: date(row.next_poll_at),
    nextPollReason: row.next_poll_reason,
    ended: row.ended === 1,
    pace: row.pace === null ? null : paceSchema.parse(JSON.parse(row.pace)),
  },
  workspaceId: row.shared === 1 ? null : workspaceId,
})
