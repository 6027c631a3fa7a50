/**
 * A process of its own, as a test starts and kills it: `node scripts/run.mjs test/store/support/worker.ts MODE URL …`.
 * Writes a line of JSON to standard output for everything that is done for good.
 */
import { writeSync } from 'node:fs'
import { createClassifier } from '../../../src/classify/index.ts'
import { createFetcher } from '../../../src/feeds/index.ts'
import { loadKnowledge } from '../../../src/knowledge/index.ts'
import { pullDue } from '../../../src/schedule/index.ts'
import { openStore, type Store } from '../../../src/store/index.ts'
import { article, company, ingest } from './values.ts'

const [mode, url = '', ...args] = process.argv.slice(2)
const say = (line: unknown) => writeSync(1, `${JSON.stringify(line)}\n`)
const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/** Opens the store, which migrates it, and closes it again. */
async function open(): Promise<void> {
  const store = await openStore({ url })
  say({ feeds: (await store.feeds.list()).length })
  await store.close()
}

/** Ingests articles one poll after the other for as long as it lives, and says which are stored. */
async function write(store: Store, prefix: string): Promise<void> {
  for (let poll = 0; ; poll++) {
    const articles = Array.from({ length: 3 }, (_, at) =>
      article({
        id: `${prefix}-${poll}-${at}`,
        feedId: prefix,
        title: `Leak ${prefix} ${poll} at company ${at}`,
        summary: 'Names and card numbers of customers were readable for months.',
        labels: { companies: [company(`c${poll % 7}-${at}`)], topics: ['breach'], dataTypes: ['financial'] },
      }),
    )
    // A feed of its own: that of a writer killed before is still held by it.
    await ingest(store, { feedId: prefix, articles })
    say(articles.map(({ id }) => id))
  }
}

/** One round of polls, with a clock that is `offset` seconds ahead. */
async function pull(store: Store, owner: string, offset: number): Promise<void> {
  const now = () => new Date(Date.now() + offset * 1000)
  const fetcher = createFetcher({
    userAgent: 'Vigie/test',
    allowNetworks: ['127.0.0.0/8'],
    allowPorts: 'any',
    perHost: { concurrency: 8, spacingMs: 0 },
    env: {},
  })
  const knowledge = loadKnowledge()
  const classifier = createClassifier(knowledge)
  const dependencies = { store, fetcher, classifier, policy: {}, now, random: Math.random, owner, logger: silent }
  say({ ready: true })
  await new Promise<void>((resolve) => process.stdin.once('data', () => resolve()))
  const { done, added, failed } = await pullDue(dependencies)
  say({ done, added, failed })
  await fetcher.close()
}

if (mode === 'open') await open()
else {
  const store = await openStore({ url })
  if (mode === 'write') await write(store, args[0] ?? '')
  else if (mode === 'pull') await pull(store, args[0] ?? '', Number(args[1] ?? 0))
  else throw new Error(`no such mode: ${mode}`)
  await store.close()
}
process.exit(0)
