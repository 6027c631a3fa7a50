import { createHash } from 'node:crypto'
import type { Classifier } from '../classify/index.ts'
import {
  afterPoll,
  FeedParseError,
  type Fetcher,
  type ItemPolicy,
  type PollOutcome,
  parseFeed,
  planItems,
  pollRequest,
  seenItems,
} from '../feeds/index.ts'
import { detectLanguage } from '../language/index.ts'
import { type Claim, LostLeaseError, type PollResult, type Store } from '../store/store.ts'
import type { Article, FeedItem, FeedRecord, FeedSource, Logger } from '../types/index.ts'

export interface PullDependencies {
  readonly store: Pick<Store, 'feeds' | 'articles'>
  readonly fetcher: Fetcher
  readonly classifier: Classifier
  readonly policy: Partial<ItemPolicy>
  readonly now: () => Date
  /** Uniform in [0, 1). */
  readonly random: () => number
  /** Names this process in the claims: unique among the processes of one database. */
  readonly owner: string
  readonly logger: Logger
}

/** What one poll of one feed brought. */
export interface FeedPull {
  readonly source: FeedSource
  /** Plain words where the feed could not be read, else null. */
  readonly error: string | null
  /** Articles stored now, and the privacy stories among them. */
  readonly added: number
  readonly privacy: number
}

/** A round's progress so far; at its end, its result. */
export interface PullProgress {
  readonly done: number
  readonly total: number
  readonly failed: number
  readonly added: number
  readonly privacy: number
}

export interface PullReport extends PullProgress {
  readonly failures: readonly FeedPull[]
}

const CONCURRENCY = 24
/** Longer than a slow feed takes, waiting for its host's turn included. */
const LEASE_SECONDS = 180

/**
 * Polls every feed that is due, several at once, until none is left. A feed that fails is told in the report and stops no other.
 *
 * @param signal ends the round early: polls under way are finished, no further one begins
 */
export async function pullDue(
  dependencies: PullDependencies,
  options: { readonly onProgress?: (progress: PullProgress) => void; readonly signal?: AbortSignal } = {},
): Promise<PullReport> {
  const { store, owner, now } = dependencies
  const startedAt = now()
  const isDue = ({ source, state }: FeedRecord) => !source.disabled && !state.ended && state.nextPollAt <= startedAt
  let progress: PullProgress = {
    done: 0,
    total: (await store.feeds.list()).filter(isDue).length,
    failed: 0,
    added: 0,
    privacy: 0,
  }
  const failures: FeedPull[] = []
  const waiting: { feed: FeedRecord; claim: Claim }[] = []
  let claiming: Promise<void> | null = null
  let exhausted = false

  const refill = async () => {
    const claimed = await store.feeds.claimDue({ owner, now: now(), leaseSeconds: LEASE_SECONDS, limit: CONCURRENCY })
    exhausted = claimed.length === 0
    waiting.push(...claimed)
  }
  const next = async () => {
    while (waiting.length === 0 && !exhausted && options.signal?.aborted !== true) {
      claiming ??= refill().finally(() => {
        claiming = null
      })
      await claiming
    }
    return options.signal?.aborted === true ? undefined : waiting.shift()
  }
  const work = async () => {
    for (let claimed = await next(); claimed !== undefined; claimed = await next()) {
      const pull = await pullFeed(claimed.feed, claimed.claim, dependencies)
      if (pull.error !== null) failures.push(pull)
      progress = {
        done: progress.done + 1,
        total: Math.max(progress.total, progress.done + 1),
        failed: progress.failed + (pull.error === null ? 0 : 1),
        added: progress.added + pull.added,
        privacy: progress.privacy + pull.privacy,
      }
      options.onProgress?.(progress)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return { ...progress, failures }
}

/** One poll: fetch, parse, tell what is new, classify, store. Never rejects. */
async function pullFeed(feed: FeedRecord, claim: Claim, dependencies: PullDependencies): Promise<FeedPull> {
  const { store, logger } = dependencies
  const { source } = feed
  try {
    const { outcome, articles, edited } = await poll(feed, dependencies)
    const result: PollResult = {
      feedId: source.id,
      claim,
      state: afterPoll(source, feed.state, outcome, { now: dependencies.now(), random: dependencies.random }),
      seen: outcome.kind === 'read' ? outcome.plan.seen : [],
      articles,
      edited,
    }
    const { added, privacy } = await store.articles.ingest(result)
    if (outcome.kind === 'read' && outcome.plan.remark !== null) logger.info({ feed: source.id }, outcome.plan.remark)
    return { source, error: result.state.lastError, added, privacy }
  } catch (error) {
    // The claim runs out by itself: the feed is polled again after its lease.
    const message = error instanceof Error ? error.message : String(error)
    if (error instanceof LostLeaseError) logger.info({ feed: source.id }, 'another process has taken this feed over')
    else logger.error({ feed: source.id, error: message }, 'a poll could not be stored')
    return { source, error: message, added: 0, privacy: 0 }
  }
}

interface Polled {
  readonly outcome: PollOutcome
  readonly articles: readonly Article[]
  readonly edited: readonly Article[]
}

async function poll(feed: FeedRecord, dependencies: PullDependencies): Promise<Polled> {
  const { store, fetcher, policy, now } = dependencies
  const nothing = { articles: [], edited: [] }
  const answer = await fetcher.fetch(pollRequest(feed.source, feed.state))
  if (answer.status === 'not-modified') return { outcome: { kind: 'unchanged', answer }, ...nothing }
  if (answer.status !== 'ok') return { outcome: { kind: 'failed', failure: answer }, ...nothing }
  try {
    const parsed = await parseFeed(answer.body, { url: answer.finalUrl, contentType: answer.contentType })
    const plan = planItems({
      items: parsed.items,
      seen: await store.articles.seen(feed.source.id, await seenItems(parsed.items)),
      isNewFeed: await store.articles.isNewFeed(feed.source.id),
      now: now(),
      lastSuccessAt: feed.state.lastSuccessAt,
      policy,
    })
    const article = (item: FeedItem) => toArticle(item, feed.source, dependencies)
    return {
      outcome: { kind: 'read', answer, feed: parsed, plan },
      articles: plan.new.map(article),
      edited: plan.edited.map(article),
    }
  } catch (error) {
    if (!(error instanceof FeedParseError)) throw error
    return { outcome: { kind: 'unreadable', answer, message: error.message }, ...nothing }
  }
}

/** A clean item, read and labelled. Its time is never in the future, whatever the feed's clock says. */
function toArticle(
  item: FeedItem,
  source: FeedSource,
  { classifier, now }: Pick<PullDependencies, 'classifier' | 'now'>,
): Article {
  const { title, summary, content, url } = item
  const language = detectLanguage(
    `${title}\n${summary}`,
    item.language ?? (source.language === 'mul' ? null : source.language),
  )
  const fetchedAt = now()
  return {
    id: articleId(source.id, item.id),
    feedId: source.id,
    itemId: item.id,
    url,
    title,
    summary,
    language,
    source: source.title,
    publishedAt: item.publishedAt === null || item.publishedAt > fetchedAt ? fetchedAt : item.publishedAt,
    fetchedAt,
    classification: classifier.classify({ title, summary, content, url, language }),
  }
}

/** The same item gets the same id in every process. */
const articleId = (feedId: string, itemId: string): string =>
  createHash('sha256').update(`${feedId}\n${itemId}`).digest('base64url').slice(0, 22)
