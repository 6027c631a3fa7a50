import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Backend } from './dialects/dialect.ts'
import { claimRows, holdClaim, releaseClaim, unclaimed } from './leases.ts'
import { chunks, date, dateOrNull, readView, toChannel } from './rows.ts'
import type { Tables } from './schema.ts'
import type { Claim, Delivery, Outbox } from './store.ts'

export function outbox(backend: Backend): Outbox {
  const { db } = backend

  return {
    claimDue: (request) =>
      db.transaction().execute(async (trx) => {
        if (request.platforms.length === 0) return []
        // Only the head of a channel's queue is due: what stands behind it waits until it is settled, so that parts stay in order.
        const due = sql`select d.id from deliveries d
          where d.state = 'pending' and d.not_before <= ${request.now.getTime()} and ${unclaimed(request.now)}
            and d.platform in (${sql.join([...request.platforms])})
            and not exists (select 1 from deliveries head
              where head.platform = d.platform and head.workspace_id = d.workspace_id and head.channel_id = d.channel_id
                and head.state = 'pending' and head.sort_key < d.sort_key)
          order by d.sort_key`
        const claims = await claimRows(trx, backend, 'deliveries', due, request)
        const claimed: { delivery: Delivery; claim: Claim; order: string }[] = []
        for (const ids of chunks([...claims.keys()])) {
          for (const row of await trx.selectFrom('deliveries').selectAll().where('id', 'in', ids).execute()) {
            const claim = claims.get(row.id)
            if (claim) claimed.push({ delivery: toDelivery(row), claim, order: row.sort_key })
          }
        }
        return claimed.sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ delivery, claim }) => ({ delivery, claim }))
      }),

    begin: (deliveryId, claim, at) =>
      db.transaction().execute(async (trx) => {
        await holdClaim(trx, 'deliveries', deliveryId, claim)
        await trx
          .updateTable('deliveries')
          .set((of) => ({ attempts: of('attempts', '+', 1), unsettled_since: at.getTime() }))
          .where('id', '=', deliveryId)
          .execute()
      }),

    settle: (deliveryId, claim, outcome) =>
      db.transaction().execute(async (trx) => {
        await releaseClaim(trx, 'deliveries', deliveryId, claim)
        const update = trx.updateTable('deliveries').where('id', '=', deliveryId)
        if (outcome.status === 'retry') {
          await update
            .set({ not_before: outcome.notBefore.getTime(), reason: outcome.reason })
            .$if(outcome.doubtful !== true, (query) => query.set({ unsettled_since: null }))
            .execute()
        } else if (outcome.status === 'sent') {
          await update
            .set({ state: 'sent', message_id: outcome.messageId, reason: null, unsettled_since: null })
            .execute()
        } else {
          await update.set({ state: outcome.status, reason: outcome.reason, unsettled_since: null }).execute()
        }
      }),

    list: async (channel, limit) => {
      const rows = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('platform', '=', channel.platform)
        .where('workspace_id', '=', channel.workspaceId)
        .where('channel_id', '=', channel.channelId)
        .orderBy('sort_key', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toDelivery)
    },
  }
}

const stateSchema = z.enum(['pending', 'sent', 'unknown', 'failed'])

const toDelivery = (row: Selectable<Tables['deliveries']>): Delivery => ({
  id: row.id,
  editionId: row.edition_id,
  channel: toChannel(row),
  view: readView(row.view),
  attempts: row.attempts,
  createdAt: date(row.created_at),
  unsettledSince: dateOrNull(row.unsettled_since),
  state: stateSchema.parse(row.state),
  reason: row.reason,
  messageId: row.message_id,
})
