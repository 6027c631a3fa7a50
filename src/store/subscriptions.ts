import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { shortId } from '../stories/index.ts'
import type { ChannelRef, Subscription, Weekday } from '../types/index.ts'
import type { Backend, Trx } from './dialects/dialect.ts'
import { claimRows, releaseClaim, unclaimed } from './leases.ts'
import { channelColumns, chunks, date, flag, interfaceLanguageSchema, readFilter, toChannel } from './rows.ts'
import type { Tables } from './schema.ts'
import type { Claim, Publication, SubscriptionStore } from './store.ts'
import { forgetWorkspace } from './workspaces.ts'

export function subscriptionStore(backend: Backend): SubscriptionStore {
  const { db } = backend

  return {
    save: (subscription, nextAt) =>
      db.transaction().execute(async (trx) => {
        const row = { ...toRow(subscription), next_at: nextAt.getTime() }
        const { id: _, created_at: __, ...changes } = row
        await trx
          .insertInto('subscriptions')
          .values({ ...row, claimed_at: null, lease_owner: null, lease_until: null })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(changes))
          .execute()
      }),

    remove: async (id) => {
      const { numDeletedRows } = await db.deleteFrom('subscriptions').where('id', '=', id).executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },

    list: async (channel = {}) => {
      const rows = await db
        .selectFrom('subscriptions')
        .selectAll()
        .$if(channel.platform !== undefined, (query) => query.where('platform', '=', channel.platform ?? ''))
        .$if(channel.workspaceId !== undefined, (query) => query.where('workspace_id', '=', channel.workspaceId ?? ''))
        .$if(channel.channelId !== undefined, (query) => query.where('channel_id', '=', channel.channelId ?? ''))
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(toSubscription)
    },

    claimDue: (request) =>
      db.transaction().execute(async (trx) => {
        // With the lock, an article arrives either before this claim or with a later time than it: see `arrivalOf`.
        await backend.lockGrouping(trx)
        const due = sql`select id from subscriptions
          where next_at <= ${request.now.getTime()} and ${unclaimed(request.now)} order by next_at, id`
        const claims = await claimRows(
          trx,
          backend,
          'subscriptions',
          due,
          request,
          sql`, claimed_at = ${request.now.getTime()}`,
        )
        const claimed: { subscription: Subscription; dueAt: Date; claim: Claim }[] = []
        for (const ids of chunks([...claims.keys()])) {
          for (const row of await trx.selectFrom('subscriptions').selectAll().where('id', 'in', ids).execute()) {
            const claim = claims.get(row.id)
            if (claim) claimed.push({ subscription: toSubscription(row), dueAt: date(row.next_at), claim })
          }
        }
        return claimed.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
      }),

    told: async (channel, storyIds) => {
      const told = new Map<string, Set<string>>()
      for (const ids of chunks(storyIds)) {
        const rows = await db
          .selectFrom('articles')
          .innerJoin('told', 'told.article_id', 'articles.id')
          .select(['articles.story_id', 'articles.id'])
          .where('articles.story_id', 'in', ids)
          .where('told.platform', '=', channel.platform)
          .where('told.workspace_id', '=', channel.workspaceId)
          .where('told.channel_id', '=', channel.channelId)
          .execute()
        for (const row of rows) {
          if (row.story_id === null) continue
          told.set(row.story_id, (told.get(row.story_id) ?? new Set()).add(row.id))
        }
      }
      return told
    },

    publish: (publication) => db.transaction().execute((trx) => publish(trx, publication)),

    postpone: (subscriptionId, claim, nextAt) =>
      db.transaction().execute(async (trx) => {
        await releaseClaim(trx, 'subscriptions', subscriptionId, claim)
        await trx
          .updateTable('subscriptions')
          .set({ next_at: nextAt.getTime() })
          .where('id', '=', subscriptionId)
          .execute()
      }),

    lastEdition: async (channel) => {
      const row = await db
        .selectFrom('editions')
        .selectAll()
        .where('platform', '=', channel.platform)
        .where('workspace_id', '=', channel.workspaceId)
        .where('channel_id', '=', channel.channelId)
        .orderBy('generated_at', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst()
      if (!row) return null
      const stories = await db
        .selectFrom('edition_stories')
        .leftJoin('story_aliases', 'story_aliases.id', 'edition_stories.story_id')
        .select((of) => [
          'edition_stories.number',
          of.fn.coalesce('story_aliases.story_id', 'edition_stories.story_id').as('story_id'),
        ])
        .where('edition_id', '=', row.id)
        .orderBy('number')
        .execute()
      return {
        id: row.id,
        window: { from: date(row.window_from), to: date(row.window_to) },
        generatedAt: date(row.generated_at),
        held: row.held,
        stories: stories.map(({ number, story_id }) => ({ number, storyId: story_id })),
      }
    },

    forgetWorkspace: (platform, workspaceId) =>
      db.transaction().execute((trx) => forgetWorkspace(trx, platform, workspaceId)),
  }
}

async function publish(trx: Trx, { subscription, claim, edition, messages, nextAt }: Publication): Promise<void> {
  await releaseClaim(trx, 'subscriptions', subscription.id, claim)
  await trx
    .updateTable('subscriptions')
    .set({ covered_until: edition.window.to.getTime(), next_at: nextAt.getTime() })
    .where('id', '=', subscription.id)
    .execute()

  const channel = channelColumns(subscription.channel)
  const at = edition.generatedAt.getTime()
  await trx
    .insertInto('editions')
    .values({
      id: edition.id,
      subscription_id: subscription.id,
      ...channel,
      window_from: edition.window.from.getTime(),
      window_to: edition.window.to.getTime(),
      generated_at: at,
      held: edition.held,
    })
    .execute()

  const stories = edition.sections.flatMap((section) => section.stories)
  for (const part of chunks(stories)) {
    await trx
      .insertInto('edition_stories')
      .values(part.map(({ number, story }) => ({ edition_id: edition.id, number, story_id: story.id })))
      .execute()
  }
  const articleIds = new Set(stories.flatMap(({ story }) => story.reports.map(({ articleId }) => articleId)))
  for (const part of chunks([...articleIds])) {
    await trx
      .insertInto('told')
      .values(part.map((article_id) => ({ ...channel, article_id, told_at: at })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  for (const [part, view] of messages.entries()) {
    await trx
      .insertInto('deliveries')
      .values({
        id: deliveryId(edition.id, part),
        edition_id: edition.id,
        ...channel,
        sort_key: sortKey(at, edition.id, part),
        view: JSON.stringify(view),
        state: 'pending',
        attempts: 0,
        unsettled_since: null,
        created_at: at,
        not_before: at,
        reason: null,
        message_id: null,
        lease_owner: null,
        lease_until: null,
      })
      .execute()
  }
}

/** Characters of a delivery's id: Discord takes up to 25 as a nonce. */
const DELIVERY_ID_LENGTH = 24
const deliveryId = (editionId: string, part: number): string => shortId(`${editionId}/${part}`, DELIVERY_ID_LENGTH)

/** In time, then edition by edition, then part by part. */
const sortKey = (at: number, editionId: string, part: number): string =>
  `${String(at).padStart(15, '0')}-${editionId}-${String(part).padStart(4, '0')}`

const toRow = (subscription: Subscription) => ({
  id: subscription.id,
  ...channelColumns(subscription.channel),
  time: subscription.time,
  time_zone: subscription.timeZone,
  days: JSON.stringify(subscription.days),
  locale: subscription.locale,
  filter: JSON.stringify(subscription.filter),
  tell_when_empty: flag(subscription.tellWhenEmpty),
  created_at: subscription.createdAt.getTime(),
  covered_until: subscription.coveredUntil.getTime(),
})

const daysSchema = z.array(
  z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6), z.literal(7)]),
)
const readDays = (json: string): Weekday[] => daysSchema.parse(JSON.parse(json))

const toSubscription = (row: Selectable<Tables['subscriptions']>): Subscription => ({
  id: row.id,
  channel: toChannel(row) satisfies ChannelRef,
  time: row.time,
  timeZone: row.time_zone,
  days: readDays(row.days),
  locale: interfaceLanguageSchema.parse(row.locale),
  filter: readFilter(row.filter),
  tellWhenEmpty: row.tell_when_empty === 1,
  createdAt: date(row.created_at),
  coveredUntil: date(row.covered_until),
})
