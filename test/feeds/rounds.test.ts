import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  afterPoll,
  createFetcher,
  type Fetcher,
  newFeedState,
  type PollOutcome,
  parseFeed,
  planItems,
  pollRequest,
  seenItem,
} from '../../src/feeds/index.ts'
import type { SeenItem } from '../../src/types/index.ts'
import { source } from './items.ts'
import { LOCAL, serve, type Web } from './web.ts'

interface Entry {
  readonly guid: string
  readonly title: string
  readonly page: string
  readonly date: string
}

/** What the site publishes at the moment, and where. */
let published: readonly Entry[] = []
let path = '/feed'
let web: Web
let fetcher: Fetcher

beforeAll(async () => {
  web = await serve((request, response) => {
    if (request.url === '/feed' && path !== '/feed') return void response.writeHead(301, { location: path }).end()
    if (request.url !== path) return void response.writeHead(410).end()
    const items = published.map(
      ({ guid, title, page, date }) =>
        `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><link>https://news.example/${page}</link>` +
        `<pubDate>${date}</pubDate><description>Everything that is known so far about ${page}, told at length.</description></item>`,
    )
    const text = `<rss version="2.0"><channel><title>News</title><ttl>15</ttl>${items.join('')}</channel></rss>`
    const etag = `"${Buffer.from(text).toString('base64url').length}-${published[0]?.title.length}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    response.writeHead(200, { etag, 'content-type': 'application/rss+xml' }).end(text)
  })
  fetcher = createFetcher(LOCAL)
})
afterAll(() => Promise.all([fetcher.close(), web.close()]))

test('the life of a feed: first poll, nothing new, an edit, news, a rebuild, a move, and back', async () => {
  let now = new Date('2026-11-25T10:00:00Z')
  let state = newFeedState(now)
  const seen = new Map<string, SeenItem>()
  const feed = source({ url: web.url('/feed') })

  const poll = async () => {
    const answer = await fetcher.fetch(pollRequest(feed, state))
    let outcome: PollOutcome
    if (answer.status === 'ok') {
      const parsed = await parseFeed(answer.body, { url: answer.finalUrl, contentType: answer.contentType })
      const known = new Set(parsed.items.flatMap((item) => Object.values(seenItem(item))))
      const plan = planItems({
        items: parsed.items,
        seen: [...seen.values()].filter((entry) => Object.values(entry).some((key) => known.has(key))),
        isNewFeed: seen.size === 0,
        lastSuccessAt: state.lastSuccessAt,
        now,
      })
      for (const entry of plan.seen) seen.set(entry.itemId, entry)
      outcome = { kind: 'read', answer, feed: parsed, plan }
    } else
      outcome = answer.status === 'not-modified' ? { kind: 'unchanged', answer } : { kind: 'failed', failure: answer }
    state = afterPoll(feed, state, outcome, { now, random: () => 0 })
    now = new Date(Math.max(now.getTime() + 60_000, state.nextPollAt.getTime()))
    const {
      new: fresh = [],
      edited = [],
      old = [],
      held = [],
      remark = null,
    } = outcome.kind === 'read' ? outcome.plan : {}
    return {
      answer: answer.status,
      new: fresh.length,
      edited: edited.length,
      old: old.length,
      held: held.length,
      remark,
    }
  }
  const nothing = { new: 0, edited: 0, old: 0, held: 0, remark: null }

  published = Array.from({ length: 20 }, (_, n) => ({
    guid: `post-${n}`,
    title: `Post number ${n}`,
    page: `2026/${n}`,
    date: new Date(now.getTime() - n * 6 * 3_600_000).toUTCString(),
  }))
  expect(await poll()).toMatchObject({ answer: 'ok', new: 9, old: 11, held: 0 })
  expect(state).toMatchObject({ itemsSeen: 20, nextPollReason: 'every 43 min, it publishes about 4 items a day' })

  expect(await poll()).toEqual({ answer: 'not-modified', ...nothing })
  expect(state.nextPollReason).toBe('every 43 min, it publishes about 4 items a day')

  published = published.map((entry, n) => (n === 0 ? { ...entry, title: 'Post number 0, corrected' } : entry))
  expect(await poll()).toEqual({ answer: 'ok', ...nothing, edited: 1 })

  published = [{ guid: 'post-new', title: 'News', page: '2026/new', date: now.toUTCString() }, ...published]
  expect(await poll()).toEqual({ answer: 'ok', ...nothing, new: 1 })

  // The site is rebuilt: new ids, http for https, and its whole archive in the feed.
  const archive = Array.from({ length: 80 }, (_, n) => ({
    guid: `archive-${n}`,
    title: `Archived post ${n}`,
    page: `2020/${n}`,
    date: new Date(Date.UTC(2020, 0, 1 + n)).toUTCString(),
  }))
  published = [...published, ...archive].map((entry) => ({ ...entry, guid: `https://news.example/?p=${entry.guid}` }))
  expect(await poll()).toMatchObject({
    answer: 'ok',
    new: 0,
    edited: 0,
    held: 80,
    remark: expect.stringMatching(/^80 items/),
  })

  path = '/rss/main'
  published = [{ guid: 'post-newer', title: 'More', page: '2026/newer', date: now.toUTCString() }, ...published]
  expect(await poll()).toEqual({ answer: 'ok', ...nothing, new: 1 })
  expect(state.redirectedTo).toBe(web.url('/rss/main'))
  const asked = web.requests.length
  expect(await poll()).toEqual({ answer: 'not-modified', ...nothing })
  expect(web.requests.slice(asked).map(({ url }) => url)).toEqual(['/rss/main'])

  path = '/nowhere'
  expect(await poll()).toEqual({ answer: 'gone', ...nothing })
  expect(state).toMatchObject({ ended: false, redirectedTo: null, failures: 1 })
  path = '/feed'
  expect(await poll()).toMatchObject({ new: 0, edited: 0 })
  expect(state).toMatchObject({ failures: 0, lastError: null, itemsSeen: 102 })
})
