import type { Article, SeenItem } from '../types/index.ts'
import type { Backend, Trx } from './dialects/dialect.ts'
import { stateColumns } from './feeds.ts'
import { fileArticle } from './grouping.ts'
import { releaseClaim } from './leases.ts'
import { chunks, date, flag } from './rows.ts'
import type { ArticleStore, IngestReport, PollResult } from './store.ts'
import { refreshStory } from './story-rows.ts'

/** Articles that a process takes in between two looks at the tables: about a day's, or a moment's while an archive is filled. */
const ANALYZE_AFTER = 5_000

export function articleStore(backend: Backend): ArticleStore {
  const { db } = backend
  let fresh = 0

  return {
    seen: async (feedId, items) => {
      const found = new Map<string, SeenItem>()
      for (const part of chunks(items)) {
        const keys = {
          item_id: part.map(({ itemId }) => itemId),
          url_key: part.map(({ urlKey }) => urlKey).filter((key) => key !== ''),
          fingerprint: part.map(({ fingerprint }) => fingerprint).filter((key) => key !== ''),
        }
        for (const column of ['item_id', 'url_key', 'fingerprint'] as const) {
          if (keys[column].length === 0) continue
          const rows = await db
            .selectFrom('seen_items')
            .select(['item_id', 'url_key', 'fingerprint', 'seen_at'])
            .where('feed_id', '=', feedId)
            .where(column, 'in', keys[column])
            .execute()
          for (const row of rows) {
            found.set(row.item_id, {
              itemId: row.item_id,
              urlKey: row.url_key,
              fingerprint: row.fingerprint,
              seenAt: date(row.seen_at),
            })
          }
        }
      }
      return [...found.values()]
    },

    isNewFeed: async (feedId) =>
      (await db
        .selectFrom('seen_items')
        .select('feed_id')
        .where('feed_id', '=', feedId)
        .limit(1)
        .executeTakeFirst()) === undefined,

    ingest: async (result) => {
      const report = await db.transaction().execute((trx) => ingest(trx, backend, result))
      fresh += report.added
      if (fresh >= ANALYZE_AFTER) {
        fresh = 0
        await backend.analyze()
      }
      return report
    },

    count: async () => {
      const row = await db
        .selectFrom('articles')
        .select(({ fn }) => [fn.countAll<number>().as('articles'), fn.sum<number | null>('privacy').as('privacy')])
        .executeTakeFirstOrThrow()
      return { articles: row.articles, privacy: row.privacy ?? 0 }
    },
  }
}

async function ingest(trx: Trx, backend: Backend, result: PollResult): Promise<IngestReport> {
  await releaseClaim(trx, 'feeds', result.feedId, result.claim)
  await trx.updateTable('feeds').set(stateColumns(result.state)).where('id', '=', result.feedId).execute()

  const changes = result.articles.length + result.edited.length > 0
  if (changes) await backend.lockGrouping(trx)
  const arrival = changes ? await arrivalOf(trx, result.feedId) : null
  const { country } = await trx
    .selectFrom('feeds')
    .select('country')
    .where('id', '=', result.feedId)
    .executeTakeFirstOrThrow()
  await remember(trx, result.feedId, result.seen, (result.state.lastPolledAt ?? result.state.nextPollAt).getTime())

  const touched = new Set<string>()
  let added = 0
  let privacy = 0
  if (arrival) {
    const oldestFirst = [...result.articles].sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime())
    for (const article of oldestFirst) {
      if (!(await insertArticle(trx, article, country, arrival(article)))) continue
      added++
      if (!article.classification.privacy) continue
      privacy++
      touched.add(await fileArticle(trx, backend, article))
    }
    for (const article of result.edited) {
      for (const storyId of await applyEdit(trx, backend, article)) touched.add(storyId)
    }
  }
  return { added, privacy, storyIds: [...touched] }
}

async function remember(trx: Trx, feedId: string, items: readonly SeenItem[], seenAt: number): Promise<void> {
  for (const part of chunks(items)) {
    await trx
      .insertInto('seen_items')
      .values(
        [...new Map(part.map((item) => [item.itemId, item])).values()].map((item) => ({
          feed_id: feedId,
          item_id: item.itemId,
          url_key: item.urlKey,
          fingerprint: item.fingerprint,
          seen_at: seenAt,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['feed_id', 'item_id']).doUpdateSet((of) => ({
          url_key: of.ref('excluded.url_key'),
          fingerprint: of.ref('excluded.fingerprint'),
          seen_at: of.ref('excluded.seen_at'),
        })),
      )
      .execute()
  }
}

/**
 * When an article became news here, which is what digest windows go by.
 *
 * Usually when it was fetched: an article may be published at 7:50, fetched at 8:40, and has to be told in the edition after 8:30. But a
 * feed's first poll brings back-filled articles, news of their own day only. And never earlier than what an edition has covered, or one
 * being built is about to cover: else a poll that began before that edition and ends after it would leave its articles in a window that
 * nobody looks at any more. Ingesting and claiming subscriptions both hold the grouping lock, so that no third order is possible.
 */
async function arrivalOf(trx: Trx, feedId: string): Promise<(article: Article) => number> {
  const known = await trx
    .selectFrom('seen_items')
    .select('feed_id')
    .where('feed_id', '=', feedId)
    .limit(1)
    .executeTakeFirst()
  if (known === undefined) return (article) => article.publishedAt.getTime()
  const covered = await trx
    .selectFrom('subscriptions')
    .select(({ fn }) => [fn.max('covered_until').as('until'), fn.max('claimed_at').as('claimed')])
    .executeTakeFirst()
  const watermark = Math.max(covered?.until ?? 0, covered?.claimed ?? 0)
  return (article) => Math.max(article.fetchedAt.getTime(), watermark)
}

/** False for an article that is there already: the same item, or the same page under the same headline in another feed. */
async function insertArticle(trx: Trx, article: Article, country: string, arrivedAt: number): Promise<boolean> {
  const twin = await trx
    .selectFrom('articles')
    .select('id')
    .where('url', '=', article.url)
    .where('title', '=', article.title)
    .limit(1)
    .executeTakeFirst()
  if (twin) return false
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('articles')
    .values({
      id: article.id,
      feed_id: article.feedId,
      item_id: article.itemId,
      country,
      fetched_at: article.fetchedAt.getTime(),
      published_at: article.publishedAt.getTime(),
      arrived_at: arrivedAt,
      story_id: null,
      ...textColumns(article),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

const textColumns = (article: Article) => ({
  url: article.url,
  title: article.title,
  summary: article.summary,
  language: article.language,
  source: article.source,
  privacy: flag(article.classification.privacy),
  classification: JSON.stringify(article.classification),
})

/** The stories that the edit changed. An article keeps its story through edits, unless it stops being about privacy. */
async function applyEdit(trx: Trx, backend: Backend, article: Article): Promise<string[]> {
  const row = await trx
    .selectFrom('articles')
    .select(['id', 'story_id'])
    .where('feed_id', '=', article.feedId)
    .where('item_id', '=', article.itemId)
    .executeTakeFirst()
  if (!row) return []
  await trx.updateTable('articles').set(textColumns(article)).where('id', '=', row.id).execute()
  if (row.story_id === null) {
    return article.classification.privacy ? [await fileArticle(trx, backend, { ...article, id: row.id })] : []
  }
  if (!article.classification.privacy) {
    await trx.updateTable('articles').set({ story_id: null }).where('id', '=', row.id).execute()
  }
  await refreshStory(trx, backend, row.story_id)
  return [row.story_id]
}
