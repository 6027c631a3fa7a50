import type { PollResult, Store } from '../../../src/store/index.ts'
import {
  type Article,
  type ChannelRef,
  type Classification,
  type Edition,
  EVERYTHING,
  type FeedSource,
  type FeedState,
  type Story,
  type Subscription,
  type View,
} from '../../../src/types/index.ts'

/** A fixed morning: tests count from it. */
export const NOW = new Date('2026-03-02T08:30:00Z')
const MINUTE = 60_000
export const minutes = (count: number): Date => new Date(NOW.getTime() + count * MINUTE)
export const days = (count: number): Date => minutes(count * 24 * 60)

export const feed = (id: string, changes: Partial<FeedSource> = {}): FeedSource => ({
  id,
  title: `Feed ${id}`,
  url: `https://${id}.example/feed.xml`,
  homepage: null,
  language: 'en',
  country: 'IE',
  kind: 'tech',
  intervalMinutes: null,
  disabled: false,
  ...changes,
})

export const state = (changes: Partial<FeedState> = {}): FeedState => ({
  etag: '"1"',
  lastModified: null,
  redirectedTo: null,
  lastPolledAt: NOW,
  lastSuccessAt: NOW,
  lastChangeAt: null,
  lastError: null,
  failures: 0,
  itemsSeen: 0,
  nextPollAt: minutes(30),
  nextPollReason: 'every 30 min',
  ended: false,
  ...changes,
})

export const classification = (changes: Partial<Classification> = {}): Classification => ({
  privacy: true,
  score: 0.9,
  companies: [],
  dataTypes: [],
  topics: [],
  regulators: [],
  laws: [],
  amount: null,
  people: null,
  evidence: [],
  ...changes,
})

export const company = (id: string, name = id, brand: string | null = null) => ({ id, name, brand })

let counter = 0

/** An article; what a test doesn't say is like no other's. */
export function article(
  changes: Partial<Omit<Article, 'classification'>> & { labels?: Partial<Classification> } = {},
): Article {
  const { labels, ...rest } = changes
  const id = rest.id ?? `a${++counter}`
  return {
    id,
    feedId: 'one',
    itemId: `item-${id}`,
    url: `https://one.example/${id}`,
    title: `Headline ${id}`,
    summary: '',
    language: 'en',
    source: 'Feed one',
    publishedAt: rest.fetchedAt ?? NOW,
    fetchedAt: NOW,
    classification: classification(labels),
    ...rest,
  }
}

export interface Ingested {
  readonly articles?: readonly Article[]
  readonly edited?: readonly Article[]
  readonly seen?: PollResult['seen']
  readonly state?: Partial<FeedState>
  readonly feedId?: string
  readonly at?: Date
}

/** One poll of a feed, as a process does it: claims the feed, writes the result. The feed is there and was polled before. */
export async function ingest(store: Store, { feedId = 'one', at = NOW, ...poll }: Ingested) {
  const known = await store.feeds.list()
  if (!known.some(({ source }) => source.id === feedId)) {
    await store.feeds.add(feed(feedId), 'w', at)
    await ingest(store, { feedId, at, seen: [{ itemId: 'first', urlKey: 'first', fingerprint: 'first' }] })
  }
  await store.feeds.makeAllDue(at)
  const claimed = await store.feeds.claimDue({ owner: 'test', now: at, leaseSeconds: 60, limit: 1000 })
  const mine = claimed.find(({ feed }) => feed.source.id === feedId)
  if (!mine) throw new Error(`${feedId} is held by another`)
  let report = { added: 0, privacy: 0, storyIds: [] as readonly string[] }
  for (const { feed, claim } of claimed) {
    const result: PollResult = {
      feedId: feed.source.id,
      claim,
      state: state({
        lastPolledAt: at,
        nextPollAt: new Date(at.getTime() + 30 * MINUTE),
        ...(feed === mine.feed ? poll.state : {}),
      }),
      seen: [],
      articles: [],
      edited: [],
    }
    if (feed !== mine.feed) await store.articles.ingest(result)
    else {
      const seen =
        poll.seen ?? (poll.articles ?? []).map(({ itemId, url }) => ({ itemId, urlKey: url, fingerprint: itemId }))
      report = await store.articles.ingest({
        ...result,
        seen,
        articles: poll.articles ?? [],
        edited: poll.edited ?? [],
      })
    }
  }
  return report
}

export const CHANNEL: ChannelRef = { platform: 'discord', workspaceId: 'guild', channelId: 'news' }

export const subscription = (id: string, changes: Partial<Subscription> = {}): Subscription => ({
  id,
  channel: CHANNEL,
  time: '08:30',
  timeZone: 'Europe/Paris',
  days: [1, 2, 3, 4, 5],
  locale: 'fr',
  filter: EVERYTHING,
  tellWhenEmpty: false,
  createdAt: days(-1),
  coveredUntil: days(-1),
  ...changes,
})

export const view = (summary: string): View => ({ blocks: [], audience: 'channel', summary })

export const edition = (id: string, stories: readonly Story[], changes: Partial<Edition> = {}): Edition => ({
  id,
  window: { from: days(-1), to: NOW },
  generatedAt: NOW,
  dueAt: NOW,
  locale: 'fr',
  timeZone: 'Europe/Paris',
  sections: [
    {
      id: 'other',
      stories: stories.map((story, at) => ({ story, number: at + 1, newReports: story.reports.length, told: false })),
    },
  ],
  held: 0,
  totals: { stories: stories.length, reports: stories.length, languages: 1 },
  sample: false,
  ...changes,
})
