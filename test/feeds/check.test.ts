import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkFeeds, createFetcher, type FeedCheck, parseFeed } from '../../src/feeds/index.ts'
import { item, NOW, source } from './items.ts'
import { LOCAL, serve, type Web } from './web.ts'

const rss = (...dates: readonly string[]) => `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
${dates.map((date, n) => `<item><title>Item ${n}</title><link>https://news.example/${n}</link><pubDate>${date}</pubDate></item>`).join('\n')}
</channel></rss>`
const GOOD = rss('Wed, 25 Nov 2026 08:00:00 GMT', 'Tue, 24 Nov 2026 08:00:00 GMT')

const routes: Record<string, RequestListener> = {
  '/200': (_, response) => response.setHeader('content-type', 'application/rss+xml').end(GOOD),
  '/304': (_, response) => response.writeHead(304).end(),
  '/301': (_, response) => response.writeHead(301, { location: '/200' }).end(),
  '/404': (_, response) => response.writeHead(404).end('not here'),
  '/410': (_, response) => response.writeHead(410).end(),
  '/429': (_, response) => response.writeHead(429, { 'retry-after': '120' }).end(),
  '/500': (_, response) => response.writeHead(500).end(),
  '/hang': () => {},
  '/50mb': (_, response) => {
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const write = (left: number): void => {
      if (left === 0) response.end()
      else response.write(chunk, () => write(left - 1))
    }
    write(50)
  },
  '/gzip': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(GOOD).fill(0xff, 20)),
  '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
  '/page': (_, response) => response.setHeader('content-type', 'text/html').end('<!doctype html><title>A page</title>'),
  '/stale': (_, response) => response.end(rss('Mon, 03 Nov 2025 08:00:00 GMT')),
  '/bare': (_, response) => response.end(rss()),
}

let web: Web
const told: FeedCheck[] = []
let checks: Map<string, FeedCheck>

beforeAll(async () => {
  web = await serve((request, response) => routes[request.url ?? '']?.(request, response))
  const fetcher = createFetcher({ ...LOCAL, timeoutMs: 500 })
  const sources = Object.keys(routes).map((path) => source({ id: path.slice(1), url: web.url(path) }))
  sources.push(source({ id: 'no-url', url: 'news' }), source({ id: 'private', url: 'http://10.0.0.1/feed' }))
  const dependencies = { fetcher, parse: parseFeed, now: () => NOW }
  const results = await checkFeeds(sources, dependencies, (check) => told.push(check))
  expect(results.map((check) => check.source.id)).toEqual(sources.map(({ id }) => id))
  checks = new Map(results.map((check) => [check.source.id, check]))
  await fetcher.close()
})
afterAll(() => web.close())

describe('a check of feeds', () => {
  test('tells each feed once, none stopping another, the slow ones last', () => {
    expect(told).toHaveLength(checks.size)
    expect(told.at(-1)?.source.id).toBe('hang')
  })

  test('a good feed: items, the last one, no remark', () => {
    expect(checks.get('200')).toMatchObject({
      status: 'ok',
      httpStatus: 200,
      items: 2,
      lastItemAt: new Date('2026-11-25T08:00:00Z'),
      message: null,
      advice: null,
    })
  })

  test('a feed that has moved is read, and says where to', () => {
    expect(checks.get('301')).toMatchObject({ status: 'moved', items: 2, movedTo: web.url('/200'), httpStatus: 200 })
  })

  test.each([
    ['304', 'unchanged', 'the server says that nothing changed (HTTP 304)'],
    ['404', 'failed', 'there is nothing at this address (HTTP 404)'],
    ['410', 'ended', 'the publisher has ended this feed (HTTP 410)'],
    ['429', 'failed', '127.0.0.1 says we ask too often (HTTP 429), and to come back in 2 min'],
    ['500', 'failed', '127.0.0.1 has a fault of its own (HTTP 500)'],
    ['hang', 'failed', '127.0.0.1 did not answer in full within 0.5 s'],
    ['50mb', 'failed', 'the answer is larger than 10 MB'],
    ['gzip', 'failed', "the answer can't be read: its gzip data are broken"],
    ['loop', 'failed', '127.0.0.1 redirects in a circle'],
    ['no-url', 'failed', '"news" is no URL'],
    ['private', 'failed', 'not asked for: 10.0.0.1 is a private address'],
    ['stale', 'stale', 'its last item is 387 d old'],
    ['bare', 'empty', 'there is no item in it'],
  ])('%s is %s: %s', (id, status, message) => {
    expect(checks.get(id)).toMatchObject({ status, message })
  })

  test('a page is unreadable, in words that say what it is', () => {
    expect(checks.get('page')).toMatchObject({
      status: 'unreadable',
      message: expect.stringMatching(/\w/),
      items: null,
    })
  })

  test('whatever is wrong has an advice', () => {
    for (const { status, message, advice } of checks.values())
      if (status !== 'ok' && status !== 'unchanged') expect([message, advice]).not.toContain(null)
  })

  test('a parser that breaks spoils one feed only', async () => {
    const fetcher = createFetcher(LOCAL)
    const parse: typeof parseFeed = async (body, options) => {
      if (options.url.endsWith('/bare')) throw new TypeError('undefined is not a feed')
      return parseFeed(body, options)
    }
    const sources = ['/bare', '/200'].map((path) => source({ url: web.url(path) }))
    const results = await checkFeeds(sources, { fetcher, parse, now: () => NOW })
    expect(results.map(({ status }) => status)).toEqual(['unreadable', 'ok'])
    await fetcher.close()
  })

  test('an undated feed is not stale', async () => {
    const fetcher = createFetcher(LOCAL)
    const parse = async () => ({
      ...(await parseFeed(Buffer.from(GOOD), { url: web.origin, contentType: null })),
      items: [item('a', { publishedAt: null })],
    })
    const [check] = await checkFeeds([source({ url: web.url('/200') })], { fetcher, parse, now: () => NOW })
    expect(check).toMatchObject({ status: 'ok', items: 1, lastItemAt: null })
    await fetcher.close()
  })
})
