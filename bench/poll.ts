/**
 * One round over 2,000 feeds on a local server that behaves like the web: 70 % answer 304, 20 % have changed, the rest are errors
 * and slowness. Prints the time, requests per second, CPU, memory and how the limits by host held, as the server saw them.
 *
 * The server runs in a process of its own, so that the figures are the reader's alone. Names are resolved by a table, and every
 * feed goes the real way: guard, turns, undici, parser, identity, next poll. Nothing is stored.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import {
  afterPoll,
  createFetcher,
  type FetcherOptions,
  newFeedState,
  type PollOutcome,
  parseFeed,
  planItems,
  seenItem,
} from '../src/feeds/index.ts'

const FEEDS = 2_000
/** Hosts with many feeds, as the big platforms are, and how many each has; every other feed has a host of its own. */
const SHARED_HOSTS = 20
const FEEDS_A_SHARED_HOST = 20
const SPACING_MS = 500
const HOST_CONCURRENCY = 2

type Behaviour = 'unchanged' | 'changed' | 'missing' | 'broken' | 'busy' | 'cut' | 'slow' | 'silent'

function behaviourOf(feed: number): Behaviour {
  // A step that is coprime to 1,000 spreads the kinds evenly over hosts.
  const share = (feed * 617) % 1_000
  if (share < 700) return 'unchanged'
  if (share < 900) return 'changed'
  if (share < 920) return 'missing'
  if (share < 940) return 'broken'
  if (share < 950) return 'busy'
  if (share < 960) return 'cut'
  return share < 995 ? 'slow' : 'silent'
}

const hostOf = (feed: number): string =>
  feed < SHARED_HOSTS * FEEDS_A_SHARED_HOST ? `platform-${feed % SHARED_HOSTS}.example` : `site-${feed}.example`

/** About 30 kB: 25 items with a paragraph each. */
function feedText(feed: number): string {
  const items = Array.from({ length: 25 }, (_, n) => {
    const date = new Date(Date.now() - n * 5_400_000).toUTCString()
    const words = Array.from({ length: 120 }, (_, w) => `word${(feed * 31 + n * 7 + w * 13) % 997}`).join(' ')
    return `<item><title>Headline ${n} of ${feed}</title><link>https://${hostOf(feed)}/${feed}/${n}</link>
<guid>tag:${feed}:${n}</guid><pubDate>${date}</pubDate><description>&lt;p&gt;${words}&lt;/p&gt;</description></item>`
  })
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Feed ${feed}</title>${items.join('\n')}</channel></rss>`
}

interface ServerReport {
  readonly requests: number
  /** The most requests that one host had to answer at once. */
  readonly mostAtOnce: number
  /** The shortest time between two requests to one host. */
  readonly shortestGapMs: number
}

if (process.argv.includes('--server')) await serve()
else await main()

async function serve(): Promise<void> {
  const hosts = new Map<string, { active: number; last: number }>()
  const report = { requests: 0, mostAtOnce: 0, shortestGapMs: Number.POSITIVE_INFINITY }
  const answer = (feed: number, request: IncomingMessage, response: ServerResponse) => {
    const etag = `"${feed}-1"`
    switch (request.headers['x-bench'] ?? behaviourOf(feed)) {
      case 'missing':
        return response.writeHead(404).end('Not found')
      case 'broken':
        return response.writeHead(500).end('Internal error')
      case 'busy':
        return response.writeHead(429, { 'retry-after': '600' }).end()
      case 'cut':
        return response.writeHead(200, { 'content-length': 90_000 }).write('<rss', () => response.destroy())
      case 'silent':
        return
      case 'slow':
        return setTimeout(() => response.writeHead(304, { etag }).end(), 1_000 + ((feed * 37) % 2_000))
      case 'unchanged':
        if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
    }
    const headers = { etag: `"${feed}-2"`, 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' }
    return response.writeHead(200, headers).end(gzipSync(feedText(feed)))
  }
  const server = createServer((request, response) => {
    const name = request.headers.host ?? ''
    const now = performance.now()
    const host = hosts.get(name) ?? { active: 0, last: Number.NEGATIVE_INFINITY }
    hosts.set(name, host)
    report.requests++
    report.shortestGapMs = Math.min(report.shortestGapMs, now - host.last)
    report.mostAtOnce = Math.max(report.mostAtOnce, ++host.active)
    host.last = now
    response.once('close', () => host.active--)
    answer(Number(request.url?.slice(1)), request, response)
  })
  server.listen(0, '127.0.0.1', () => process.send?.(Object(server.address()).port))
  process.on('message', () => {
    process.send?.(report)
    hosts.clear()
    Object.assign(report, { requests: 0, mostAtOnce: 0, shortestGapMs: Number.POSITIVE_INFINITY })
  })
}

async function main(): Promise<void> {
  const server = fork(fileURLToPath(new URL('../scripts/run.mjs', import.meta.url)), [
    fileURLToPath(import.meta.url),
    '--server',
  ])
  const [port] = await once(server, 'message')
  const report = async (): Promise<ServerReport> => {
    const answer = once(server, 'message')
    server.send('report')
    return (await answer)[0]
  }
  try {
    console.log(`${FEEDS} feeds on ${SHARED_HOSTS + FEEDS - SHARED_HOSTS * FEEDS_A_SHARED_HOST} hosts\n`)
    await round('as the web behaves, default limits', Number(port), {}, behaviourOf, report)
    await round(
      'all unchanged, no pause between requests',
      Number(port),
      { perHost: { concurrency: HOST_CONCURRENCY, spacingMs: 0 } },
      () => 'unchanged',
      report,
    )
  } finally {
    server.kill()
  }
}

async function round(
  title: string,
  port: number,
  options: Partial<FetcherOptions>,
  behaviour: (feed: number) => Behaviour,
  report: () => Promise<ServerReport>,
): Promise<void> {
  const fetcher = createFetcher({
    userAgent: 'Vigie/bench (feed reader; +https://vigie.example/)',
    allowNetworks: ['127.0.0.0/8'],
    allowPorts: 'any',
    perHost: { concurrency: HOST_CONCURRENCY, spacingMs: SPACING_MS },
    env: {},
    lookup: (_, __, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
    ...options,
  })
  const outcomes = new Map<string, number>()
  let newItems = 0
  const poll = async (feed: number): Promise<void> => {
    const source = {
      id: `feed-${feed}`,
      title: `Feed ${feed}`,
      // The server of this round answers by the feed's number: an unchanged one is asked for where only 304 is answered.
      url: `http://${hostOf(feed)}:${port}/${behaviour(feed) === behaviourOf(feed) ? feed : 0}`,
      homepage: null,
      language: 'en',
      country: 'INT',
      kind: 'tech',
      intervalMinutes: null,
      disabled: false,
    } as const
    const number = Number(new URL(source.url).pathname.slice(1))
    const answer = await fetcher.fetch({ url: source.url, etag: `"${number}-1"` })
    let outcome: PollOutcome
    if (answer.status === 'ok') {
      const parsed = await parseFeed(answer.body, { url: answer.finalUrl, contentType: answer.contentType })
      const seen = parsed.items.slice(3).map(seenItem)
      const plan = planItems({ items: parsed.items, seen, isNewFeed: false, now: new Date() })
      newItems += plan.new.length
      outcome = { kind: 'read', answer, feed: parsed, plan }
    } else if (answer.status === 'not-modified') outcome = { kind: 'unchanged', answer }
    else outcome = { kind: 'failed', failure: answer }
    const kind = answer.status === 'error' ? answer.kind : answer.status
    outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1)
    afterPoll(source, newFeedState(new Date()), outcome, { now: new Date(), random: Math.random })
  }

  const delay = monitorEventLoopDelay({ resolution: 5 })
  const memoryBefore = process.memoryUsage().rss
  let memory = memoryBefore
  const sampler = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage().rss)
  }, 50)
  delay.enable()
  const cpu = process.cpuUsage()
  const started = performance.now()
  await Promise.all(Array.from({ length: FEEDS }, (_, feed) => poll(feed)))
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  delay.disable()
  clearInterval(sampler)
  await fetcher.close()
  const { requests, mostAtOnce, shortestGapMs } = await report()

  const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`
  const told = [...outcomes].sort((a, b) => b[1] - a[1]).map(([kind, number]) => `${number} ${kind}`)
  console.log(title)
  console.log(
    `  round            ${seconds.toFixed(1)} s, ${requests} requests, ${Math.round(requests / seconds)} a second`,
  )
  console.log(
    `  CPU              ${((user + system) / 1e6).toFixed(2)} s (${((user + system) / 1e3 / requests).toFixed(2)} ms a request)`,
  )
  console.log(`  memory (RSS)     ${megabytes(memoryBefore)} before, ${megabytes(memory)} at its peak`)
  console.log(
    `  event loop       ${(delay.max / 1e6).toFixed(0)} ms the longest pause, ${(delay.percentile(99) / 1e6).toFixed(0)} ms at the 99th percentile`,
  )
  console.log(
    `  a host           ${mostAtOnce} requests at once at most, ${shortestGapMs.toFixed(0)} ms between two at least`,
  )
  console.log(`  outcomes         ${told.join(', ')}; ${newItems} new items\n`)
}
