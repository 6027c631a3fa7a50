import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { z } from 'zod'
import { type Classifier, createClassifier } from './classify/index.ts'
import type { Config } from './config/index.ts'
import { buildEdition } from './digest/index.ts'
import { createFetcher, type Fetcher, userAgent } from './feeds/index.ts'
import { type Knowledge, loadKnowledge } from './knowledge/index.ts'
import { serveSamples } from './samples/index.ts'
import { type PullProgress, type PullReport, pullDue } from './schedule/index.ts'
import { openStore } from './store/index.ts'
import type { Store } from './store/store.ts'
import {
  type Edition,
  EVERYTHING,
  type FeedSource,
  type InterfaceLanguage,
  type Logger,
  type Window,
} from './types/index.ts'

/** The parts that every way of running Vigie shares: where news come from, what they mean, where they are kept. */
export interface Core {
  readonly store: Store
  readonly knowledge: Knowledge
  readonly classifier: Classifier
  readonly fetcher: Fetcher
  readonly sources: readonly FeedSource[]
  /** Runs on our own sample feeds and an empty database in memory: nothing of it is news. */
  readonly sample: boolean
  /** Names this process in the claims. */
  readonly owner: string
  readonly logger: Logger
  readonly now: () => Date
  /** Polls every feed that is due. */
  pull(options?: { onProgress?: (progress: PullProgress) => void; signal?: AbortSignal }): Promise<PullReport>
  /** What was published in a window, told somewhere or not, the `limit` weightiest stories of it. */
  edition(window: Window, locale: InterfaceLanguage, limit: number): Promise<Edition>
  close(): Promise<void>
}

export const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version

/** Stories of one window that are looked at; far more than a day brings. */
const MAX_STORIES = 2_000

export async function openCore(config: Config, { sample, logger }: { sample: boolean; logger: Logger }): Promise<Core> {
  const { environment } = config
  const now = () => new Date()
  const samples = sample ? await serveSamples(now()) : null
  const sources = samples?.sources ?? config.sources
  const knowledge = loadKnowledge()
  const classifier = createClassifier(knowledge)
  const store = await openStore({ url: sample ? ':memory:' : config.databaseUrl })
  const fetcher = createFetcher({
    userAgent: userAgent(VERSION, environment.VIGIE_CONTACT_URL ?? null),
    allowNetworks: samples === null ? environment.VIGIE_ALLOW_NETWORKS : ['127.0.0.1/32'],
    allowPorts: samples === null ? environment.VIGIE_ALLOW_PORTS : [samples.port],
    // Sample feeds share one loopback address: nobody has to be spared.
    ...(samples === null ? {} : { perHost: { concurrency: sources.length, spacingMs: 0 } }),
  })
  const owner = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`
  await store.feeds.sync(sources, now())

  return {
    store,
    knowledge,
    classifier,
    fetcher,
    sources,
    sample,
    owner,
    logger,
    now,
    pull: (options = {}) =>
      pullDue(
        {
          store,
          fetcher,
          classifier,
          policy: { backfillHours: environment.VIGIE_BACKFILL_HOURS },
          now,
          random: Math.random,
          owner,
          logger,
        },
        options,
      ),
    edition: async (window, locale, limit) => {
      const { stories } = await store.stories.list({
        since: window.from,
        until: window.to,
        limit: MAX_STORIES,
        offset: 0,
      })
      return buildEdition({
        id: randomUUID(),
        window,
        generatedAt: now(),
        dueAt: null,
        locale,
        timeZone: environment.VIGIE_TIME_ZONE,
        filter: EVERYTHING,
        stories,
        told: new Map(),
        childrenOf: () => [],
        sample,
        limit,
      })
    },
    async close() {
      await fetcher.close()
      await store.close()
      await samples?.close()
    },
  }
}
