/**
 * The store at 100,000 articles: insert rate with grouping, how the time of one article changes as the archive grows, search, look-up of a
 * company, file size, memory. On SQLite, and on PostgreSQL where VIGIE_TEST_DATABASE_URL names a server.
 * `node scripts/run.mjs bench/store.ts [articles]`
 *
 * Articles are made from the reports of our own event set: their headlines and summaries with other organisations, figures and places put
 * in, two years long, organisations as unevenly spread as in the news.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { loadKnowledge } from '../src/knowledge/index.ts'
import { openStore, type Store } from '../src/store/index.ts'
import { type Article, DATA_TYPES, type LANGUAGES, TOPICS } from '../src/types/index.ts'

const COUNT = Number(process.argv[2] ?? 100_000)
const POLL = 20
const START = Date.UTC(2024, 0, 1)
const SPAN_MS = 2 * 365 * 86_400_000
const MARKS = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000].filter((mark) => mark <= COUNT)

/** A small generator of numbers, so that every run makes the same articles. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const random = mulberry(20_261_125)
const pick = <T>(values: readonly T[]): T => {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new RangeError('nothing to pick from')
  return value
}
/** Of the first ones most, as companies in the news. */
const pickUneven = <T>(values: readonly T[]): T => {
  const value = values[Math.floor(values.length * random() ** 3)]
  if (value === undefined) throw new RangeError('nothing to pick from')
  return value
}

interface Text {
  readonly lang: (typeof LANGUAGES)[number]
  readonly title: string
  readonly summary: string
}

const texts: Text[] = readFileSync(new URL('../test/stories/events.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const { companies } = loadKnowledge()
const words = [...new Set(texts.flatMap(({ title, summary }) => `${title} ${summary}`.match(/\p{L}{5,}/gu) ?? []))]

/** Matters: what reports of one story share. */
interface Matter {
  readonly company: { id: string; name: string; brand: null }
  readonly topics: Article['classification']['topics']
  readonly dataTypes: Article['classification']['dataTypes']
  readonly sum: number
  readonly people: number
  readonly words: readonly string[]
}

const matter = (): Matter => {
  const { id, name } = pickUneven(companies)
  return {
    company: { id, name, brand: null },
    topics: [pick(TOPICS), ...(random() < 0.4 ? [pick(TOPICS)] : [])],
    dataTypes: random() < 0.7 ? [pick(DATA_TYPES)] : [],
    sum: Math.round(10 ** (4 + random() * 5)),
    people: Math.round(10 ** (3 + random() * 5)),
    words: Array.from({ length: 6 }, () => pick(words)),
  }
}

function* articles(): Generator<Article> {
  let current = matter()
  for (let n = 0; n < COUNT; n++) {
    // A story has two or three reports on average, close to each other.
    if (random() < 0.4) current = matter()
    const { lang, title, summary } = pick(texts)
    const { company, topics, dataTypes, sum, people } = current
    const at = new Date(START + (SPAN_MS * n) / COUNT)
    const money = topics.includes('fine') ? ` €${sum}` : ''
    yield {
      id: `bench-${n}`,
      feedId: `feed-${n % 50}`,
      itemId: `item-${n}`,
      url: `https://feed-${n % 50}.example/${n}`,
      title: `${company.name}: ${title.split(' ').slice(0, 6).join(' ')} ${current.words.slice(0, 3).join(' ')}${money}`,
      summary: `${summary} ${current.words.join(' ')} ${people}`,
      language: lang,
      source: `Feed ${n % 50}`,
      publishedAt: at,
      fetchedAt: at,
      classification: {
        privacy: true,
        score: 0.9,
        companies: [company],
        dataTypes,
        topics,
        regulators: [],
        laws: random() < 0.3 ? ['gdpr'] : [],
        amount: topics.includes('fine') ? { value: sum, currency: 'EUR', eur: sum } : null,
        people: topics.includes('breach') ? people : null,
        evidence: [
          { label: `company:${company.id}`, text: company.name, field: 'title' },
          ...topics.map((topic) => ({ label: `topic:${topic}`, text: topic, field: 'title' as const })),
        ],
      },
    }
  }
}

const feedState = (at: Date) => ({
  etag: null,
  lastModified: null,
  redirectedTo: null,
  lastPolledAt: at,
  lastSuccessAt: at,
  lastChangeAt: at,
  lastError: null,
  failures: 0,
  itemsSeen: 0,
  nextPollAt: at,
  nextPollReason: 'bench',
  ended: false,
})

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0
const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
const spread = (values: readonly number[]): string =>
  `p50 ${ms(quantile(values, 0.5))}, p99 ${ms(quantile(values, 0.99))}, worst ${ms(quantile(values, 1))}`

async function fill(store: Store): Promise<void> {
  await store.feeds.sync(
    Array.from({ length: 50 }, (_, at) => ({
      id: `feed-${at}`,
      title: `Feed ${at}`,
      url: `https://feed-${at}.example/feed`,
      homepage: null,
      language: 'mul',
      country: 'INT',
      kind: 'tech' as const,
      intervalMinutes: null,
      disabled: false,
    })),
    new Date(START),
  )
  let batch: Article[] = []
  let stored = 0
  let sinceMark: number[] = []
  const startedAt = performance.now()
  const flush = async () => {
    const [first] = batch
    if (first === undefined) return
    const now = new Date(first.publishedAt.getTime() + 1)
    const [claimed] = await store.feeds.claimDue({ owner: 'bench', now, leaseSeconds: 600, limit: 1 })
    if (!claimed) throw new Error('no feed is due')
    const { source } = claimed.feed
    const mine = batch.map((article) => ({ ...article, feedId: source.id }))
    const seen = mine.map(({ itemId, url }) => ({ itemId, urlKey: url, fingerprint: itemId }))
    const before = performance.now()
    await store.articles.ingest({
      feedId: source.id,
      claim: claimed.claim,
      state: feedState(now),
      seen,
      articles: mine,
      edited: [],
    })
    sinceMark.push((performance.now() - before) / batch.length)
    stored += batch.length
    batch = []
    if (MARKS.includes(stored)) {
      const recent = sinceMark.slice(-50)
      console.log(
        `  at ${String(stored).padStart(7)} articles: one article takes ${spread(recent)} (over the last ${recent.length * POLL})`,
      )
      sinceMark = []
    }
  }
  for (const article of articles()) {
    batch.push(article)
    if (batch.length === POLL) await flush()
  }
  await flush()
  const seconds = (performance.now() - startedAt) / 1000
  const { total } = await store.stories.list({ limit: 1, offset: 0 })
  console.log(
    `  ${COUNT} articles in ${total} stories: ${Math.round(COUNT / seconds)} articles/s, polls of ${POLL}, each one transaction`,
  )
}

const QUERIES = [
  'netflix',
  'fined',
  'données santé',
  '"customer data"',
  '個人情報',
  '유출',
  'company:meta',
  'topic:breach lang:fr',
  'million',
  'law:gdpr since:90d',
  'google -android',
  'zzzunknown',
]

async function measure(store: Store): Promise<void> {
  const now = new Date(START + SPAN_MS)
  const timed = async (times: number, work: (n: number) => Promise<unknown>): Promise<number[]> => {
    await work(0)
    const taken: number[] = []
    for (let n = 0; n < times; n++) {
      const before = performance.now()
      await work(n)
      taken.push(performance.now() - before)
    }
    return taken
  }
  const all: number[] = []
  for (const query of QUERIES) {
    let total = 0
    const taken = await timed(20, async () => {
      total = (await store.stories.search(query, { limit: 10, offset: 0, now })).total
    })
    all.push(...taken)
    console.log(`  search ${query.padEnd(22)} ${String(total).padStart(6)} stories  ${spread(taken)}`)
  }
  console.log(`  search, all of these: ${spread(all)}`)
  const ids = companies.map(({ id }) => id)
  console.log(
    `  company, newest ten: ${spread(await timed(300, (n) => store.stories.list({ companyId: ids[n % ids.length] ?? '', limit: 10, offset: 0 })))}`,
  )
  console.log(
    `  the busiest company: ${spread(await timed(100, () => store.stories.list({ companyId: ids[0] ?? '', limit: 10, offset: 0 })))}`,
  )
  console.log(
    `  a day's stories:     ${spread(await timed(50, (n) => store.stories.inWindow({ from: new Date(now.getTime() - (n + 1) * 86_400_000), to: new Date(now.getTime() - n * 86_400_000) })))}`,
  )
  console.log(`  companies, for completion: ${spread(await timed(20, () => store.stories.companies()))}`)
  console.log(
    `  trends of a year:    ${spread(await timed(10, () => store.stories.trends({ since: new Date(now.getTime() - 365 * 86_400_000), until: now })))}`,
  )
  console.log(`  memory ${Math.round(process.memoryUsage().rss / 1e6)} MB resident`)
}

async function bench(name: string, url: string): Promise<void> {
  console.log(name)
  const store = await openStore({ url })
  await fill(store)
  await measure(store)
  await store.close()
}

const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'))
const path = join(folder, 'vigie.db')
await bench('SQLite', path)
console.log(`  file ${((await stat(path)).size / 1e6).toFixed(0)} MB`)
await rm(folder, { recursive: true })

const server = process.env.VIGIE_TEST_DATABASE_URL
if (server !== undefined) {
  const name = `vigie_bench_${randomUUID().slice(0, 8)}`
  const administer = async (command: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    try {
      return await client.query(command)
    } finally {
      await client.end()
    }
  }
  await administer(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  await bench('PostgreSQL', url.href)
  const { rows } = await administer(`select pg_database_size('${name}') as size`)
  console.log(`  database ${(Number(rows[0].size) / 1e6).toFixed(0)} MB`)
  await administer(`drop database ${name} with (force)`)
}
