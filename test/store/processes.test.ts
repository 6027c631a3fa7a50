import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { storeOver } from '../../src/store/index.ts'
import { DATABASES } from './support/databases.ts'
import { killWriter, startWorker } from './support/processes.ts'
import { feed } from './support/values.ts'

describe('processes on one SQLite file', () => {
  it('may start together: one migrates, the others wait', { timeout: 60_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-processes-'))
    const workers = [1, 2, 3].map(() => startWorker('open', join(folder, 'vigie.db')))
    await Promise.all(workers.map((worker) => worker.ended))

    expect(workers.map(({ lines }) => lines)).toEqual([[{ feeds: 0 }], [{ feeds: 0 }], [{ feeds: 0 }]])
    await rm(folder, { recursive: true })
  })

  it('may be killed at any moment: what was acknowledged is there, and the file is sound', {
    timeout: 120_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-killed-'))
    for (const [round, delay] of [0, 40, 130].entries()) {
      const report = await killWriter(join(folder, 'vigie.db'), `r${round}`, delay)
      expect(report).toMatchObject({ lost: [], integrity: 'ok' })
      expect(report.acknowledged).toBeGreaterThan(0)
    }
    await rm(folder, { recursive: true })
  })
})

const FEEDS = 500
const ITEMS = 2

/** Serves feeds of its own text on loopback and counts who asked for what. */
async function serveFeeds() {
  const asked = new Map<string, number>()
  let total = 0
  let onRequest = () => {}
  const published = new Date(Date.now() - 3_600_000).toUTCString()
  const server = createServer((request, response) => {
    const id = /\/(feed-\d+)\.xml/.exec(request.url ?? '')?.[1] ?? ''
    asked.set(id, (asked.get(id) ?? 0) + 1)
    total++
    onRequest()
    const items = Array.from(
      { length: ITEMS },
      (_, at) =>
        `<item><title>${id} leaks customer data, part ${at}</title><link>http://${id}.example/${at}</link><guid>${id}-${at}</guid><pubDate>${published}</pubDate></item>`,
    )
    setTimeout(() => {
      response.setHeader('content-type', 'application/rss+xml')
      response.end(`<rss version="2.0"><channel><title>${id}</title>${items.join('')}</channel></rss>`)
    }, 5)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    url: (id: string) => `http://127.0.0.1:${port}/${id}.xml`,
    asked,
    startRound: () => {
      asked.clear()
      total = 0
    },
    reached: (count: number) =>
      new Promise<void>((resolve) => {
        onRequest = () => {
          if (total >= count) resolve()
        }
      }),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

describe.skipIf(!DATABASES.some(({ name }) => name === 'PostgreSQL'))('three processes on one PostgreSQL', () => {
  it('poll every feed exactly once a round, and take over from one that is killed', { timeout: 180_000 }, async () => {
    const kind = DATABASES.find(({ name }) => name === 'PostgreSQL')
    const database = await kind?.create()
    const url = database?.url
    if (!database || url == null) throw new Error('a PostgreSQL with an address')
    const server = await serveFeeds()
    const store = await storeOver(database.open())
    const ids = Array.from({ length: FEEDS }, (_, at) => `feed-${at}`)
    await store.feeds.sync(
      ids.map((id) => feed(id, { url: server.url(id) })),
      new Date(),
    )
    const start = async (names: readonly string[], offset: number) => {
      const workers = names.map((name) => startWorker('pull', url, name, String(offset)))
      await Promise.all(workers.map((worker) => worker.said(1)))
      for (const worker of workers) worker.tell('go')
      return workers
    }

    const first = await start(['a', 'b', 'c'], 0)
    await Promise.all(first.map((worker) => worker.ended))
    expect([...server.asked.values()].every((times) => times === 1)).toBe(true)
    expect(server.asked.size).toBe(FEEDS)
    expect((await store.articles.count()).articles).toBe(FEEDS * ITEMS)

    // The next round, an hour later; one process dies in the middle of it.
    server.startRound()
    const later = new Date(Date.now() + 3_600_000)
    await store.feeds.makeAllDue(later)
    const [victim, ...others] = await start(['d', 'e', 'f'], 3_600)
    await server.reached(FEEDS / 5)
    await victim?.kill()
    await Promise.all(others.map((worker) => worker.ended))
    const unfinished = (await store.feeds.list()).filter(
      ({ state }) => (state.lastPolledAt?.getTime() ?? 0) < later.getTime() - 1000,
    )
    expect(unfinished.length).toBeGreaterThan(0)

    // Its lease is over: what it held is done by whoever comes.
    const asked = new Map(server.asked)
    const [heir] = await start(['g'], 3_600 + 400)
    await heir?.ended
    const records = await store.feeds.list()
    expect(records.every(({ state }) => (state.lastPolledAt?.getTime() ?? 0) >= later.getTime() - 1000)).toBe(true)
    for (const { source } of records) {
      const again = unfinished.some((feed) => feed.source.id === source.id)
      const before = asked.get(source.id) ?? 0
      expect(again ? before <= 1 : before === 1).toBe(true)
      expect((server.asked.get(source.id) ?? 0) - before).toBe(again ? 1 : 0)
    }
    expect((await store.articles.count()).articles).toBe(FEEDS * ITEMS)

    await store.close()
    await server.close()
    await database.drop()
  })
})
