/**
 * Every kind of command on a store of 100,000 privacy articles: time of an answer and of a completion, p50 and p99. The goal is an
 * answer within 100 ms at p99. Takes some minutes, most of it filling the store. `ARTICLES=20000` for a smaller one. On SQLite, and on
 * PostgreSQL where VIGIE_TEST_DATABASE_URL names a server; `ONLY=postgresql` leaves SQLite out;
 * `STORE=url` measures a store that is there and leaves it there, filling it only when it is empty.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createCommandBook } from '../src/commands/index.ts'
import { loadMeasured } from '../src/evaluate/index.ts'
import { loadKnowledge } from '../src/knowledge/index.ts'
import { openStore, type Store } from '../src/store/index.ts'
import { type Article, type Caller, DATA_TYPES, LANGUAGES, TOPICS } from '../src/types/index.ts'

const ARTICLES = Number(process.env.ARTICLES ?? 100_000)
const BATCH = 1_000
const RUNS = 60
const NOW = new Date('2026-11-25T08:00:00Z')
const YEAR_MS = 365 * 86_400_000

const knowledge = loadKnowledge()
/** The same numbers every time. */
let seed = 1
const random = (): number => {
  seed = (seed * 16_807) % 2_147_483_647
  return seed / 2_147_483_647
}
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() ** 2 * items.length)] ?? (items[0] as T)
/** A vocabulary of made-up words, as large as a language's, so that the articles are different stories. */
const syllables =
  'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru'.split(' ')
const word = (): string => pick(syllables) + pick(syllables) + pick(syllables) + pick(syllables)
const words = (count: number): string => Array.from({ length: count }, word).join(' ')

function article(number: number): Article {
  const at = new Date(NOW.getTime() - YEAR_MS * (1 - number / ARTICLES))
  const company = pick(knowledge.companies)
  return {
    id: `a${number}`,
    feedId: 'bench',
    itemId: `i${number}`,
    url: `https://bench.example/${number}`,
    title: `${company.name} ${words(7)}`,
    summary: words(25),
    language: pick(LANGUAGES),
    source: `Outlet ${Math.floor(random() * 100)}`,
    publishedAt: at,
    fetchedAt: at,
    classification: {
      privacy: true,
      score: 0.9,
      companies: [{ id: company.id, name: company.name, brand: company.brands[0]?.name ?? null }],
      dataTypes: [pick(DATA_TYPES), pick(DATA_TYPES)].filter((id, index, all) => all.indexOf(id) === index),
      topics: [pick(TOPICS)],
      regulators: [],
      laws: [],
      amount: random() < 0.1 ? { value: 1_000_000, currency: 'EUR', eur: 1_000_000 } : null,
      people: random() < 0.1 ? 50_000 : null,
      evidence: [{ label: `company:${company.id}`, text: company.name, field: 'title' }],
    },
  }
}

async function fill(store: Store): Promise<void> {
  await store.feeds.sync(
    [
      {
        id: 'bench',
        title: 'Bench',
        url: 'https://bench.example/',
        homepage: null,
        language: 'en',
        country: 'IE',
        kind: 'tech',
        intervalMinutes: null,
        disabled: false,
      },
    ],
    NOW,
  )
  for (let done = 0; done < ARTICLES; done += BATCH) {
    await store.feeds.makeAllDue(NOW)
    const [due] = await store.feeds.claimDue({ owner: 'bench', now: NOW, leaseSeconds: 600, limit: 1 })
    if (due === undefined) throw new Error('the feed is due')
    const articles = Array.from({ length: BATCH }, (_, index) => article(done + index))
    await store.articles.ingest({
      feedId: 'bench',
      claim: due.claim,
      state: due.feed.state,
      seen: [],
      articles,
      edited: [],
    })
  }
}

const caller: Caller = {
  channel: { platform: 'terminal', workspaceId: 'bench', channelId: 'bench' },
  canManage: true,
  locale: 'en',
  timeZone: 'Europe/Brussels',
}

function percentile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1).padStart(8)
}

async function measure(name: string, run: () => Promise<unknown>): Promise<void> {
  await run()
  const times: number[] = []
  for (let count = 0; count < RUNS; count++) {
    const before = performance.now()
    await run()
    times.push(performance.now() - before)
  }
  console.log(`${name.padEnd(34)} p50 ${percentile(times, 0.5)} ms   p99 ${percentile(times, 0.99)} ms`)
}

async function bench(name: string, url: string): Promise<void> {
  console.log(name)
  const store = await openStore({ url })
  const started = performance.now()
  if ((await store.articles.count()).articles === 0) await fill(store)
  const { articles } = await store.articles.count()
  console.log(`${articles} articles stored in ${((performance.now() - started) / 1000).toFixed(1)} s`)

  const book = createCommandBook({
    store,
    knowledge,
    now: () => NOW,
    sample: false,
    about: { version: 'bench', homepage: null, measured: loadMeasured() },
    status: () => ({ startedAt: NOW, lastPullAt: NOW }),
    checkFeed: async () => ({ ok: false, reason: 'no network here' }),
    onError: (error) => {
      throw error
    },
  })
  const ask = (text: () => string) => () => book.run(book.parse(text(), caller), caller)
  const company = () => pick(knowledge.companies).id
  const largest = (await store.stories.companies())[0]?.id ?? 'meta'
  const { stories } = await store.stories.list({ limit: 50, offset: 0 })

  await measure(
    'latest',
    ask(() => 'latest'),
  )
  await measure(
    'company, any',
    ask(() => `company ${company()}`),
  )
  await measure(
    'company, the largest',
    ask(() => `company ${largest}`),
  )
  await measure(
    'company, the largest, page 50',
    ask(() => `company ${largest} page:50`),
  )
  await measure(
    'data, over a year',
    ask(() => `data ${pick(DATA_TYPES)}`),
  )
  await measure(
    'topic, over 30 days',
    ask(() => `topic ${pick(TOPICS)} since:30d`),
  )
  await measure(
    'search, two words',
    ask(() => `search ${words(2)}`),
  )
  await measure(
    'search, a frequent name',
    ask(() => `search ${knowledge.company(largest)?.name}`),
  )
  await measure(
    'search, nothing found',
    ask(() => 'search netflx'),
  )
  await measure(
    'story',
    ask(() => `story ${pick(stories).id}`),
  )
  await measure(
    'why',
    ask(() => `why ${pick(stories).id}`),
  )
  await measure(
    'trends, 30 days',
    ask(() => 'trends'),
  )
  await measure(
    'trends, a year',
    ask(() => 'trends since:1y'),
  )
  await measure(
    'compare',
    ask(() => `compare ${company()} ${largest}`),
  )
  await measure(
    'fines, over a year',
    ask(() => 'fines'),
  )
  await measure(
    'digest preview, everything',
    ask(() => 'digest preview'),
  )
  await measure(
    'status',
    ask(() => 'status'),
  )
  await measure(
    'help',
    ask(() => 'help'),
  )
  await measure('completion of a company', () => book.complete({ name: 'company', options: {} }, 'name', 'net', caller))
  await measure('completion of a story', () => book.complete({ name: 'story', options: {} }, 'id', company(), caller))
  await measure('completion of a line', () => book.completeLine('company netf', caller))

  await store.close()
}

const existing = process.env.STORE
if (existing !== undefined) await bench('The store', existing)

if (existing === undefined && process.env.ONLY !== 'postgresql') {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'))
  await bench('SQLite', join(folder, 'vigie.db'))
  await rm(folder, { recursive: true, force: true })
}

const server = process.env.VIGIE_TEST_DATABASE_URL
if (existing === undefined && server !== undefined) {
  const administer = async (command: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    try {
      await client.query(command)
    } finally {
      await client.end()
    }
  }
  const name = `vigie_bench_${randomUUID().slice(0, 8)}`
  await administer(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  await bench('PostgreSQL', url.href)
  await administer(`drop database ${name} with (force)`)
}
