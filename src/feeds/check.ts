import type { FeedSource, ParsedFeed } from '../types/index.ts'
import type { FailureKind, Fetched, Fetcher, FetchResult } from './http/index.ts'
import { showUrl } from './http/index.ts'
import { span } from './poll.ts'

export type CheckStatus =
  | 'ok'
  /** Readable, but its newest item is older than half a year. */
  | 'stale'
  /** Readable, but without an item. */
  | 'empty'
  /** Readable, at another address for good. */
  | 'moved'
  /** The server says that nothing changed (304), though it was not asked that. */
  | 'unchanged'
  /** The server answers with something that is no feed. */
  | 'unreadable'
  /** 410. */
  | 'ended'
  | 'failed'

/** One line of `vigie feeds check`. */
export interface FeedCheck {
  readonly source: FeedSource
  readonly status: CheckStatus
  readonly httpStatus: number | null
  readonly items: number | null
  readonly lastItemAt: Date | null
  /** Asking and reading, without waiting for the turn. */
  readonly elapsedMs: number
  /** What is wrong or worth knowing, in plain words; null when all is well. */
  readonly message: string | null
  /** What the admin can do about it. */
  readonly advice: string | null
  readonly movedTo: string | null
}

export interface CheckDependencies {
  readonly fetcher: Fetcher
  /** {@link parseFeed}: rejects with a message in plain words when the body is no feed. */
  readonly parse: (body: Uint8Array, origin: { url: string; contentType: string | null }) => Promise<ParsedFeed>
  readonly now: () => Date
  readonly signal?: AbortSignal
}

const STALE_DAYS = 180

/**
 * Asks every feed once, unconditionally, and tells of each as soon as it is known. Nothing that one feed does keeps another from
 * being checked.
 *
 * @param onResult called once a feed, in the order of their answers
 * @returns the results in the order of `sources`
 */
export async function checkFeeds(
  sources: readonly FeedSource[],
  dependencies: CheckDependencies,
  onResult: (check: FeedCheck) => void = () => {},
): Promise<FeedCheck[]> {
  return Promise.all(
    sources.map(async (source) => {
      const check = await checkFeed(source, dependencies)
      onResult(check)
      return check
    }),
  )
}

async function checkFeed(source: FeedSource, { fetcher, parse, now, signal }: CheckDependencies): Promise<FeedCheck> {
  const answer = await fetcher.fetch({ url: source.url, ...(signal === undefined ? {} : { signal }) })
  const base: FeedCheck = {
    source,
    status: 'ok',
    httpStatus: answer.httpStatus,
    items: null,
    lastItemAt: null,
    elapsedMs: answer.elapsedMs,
    message: null,
    advice: null,
    movedTo: null,
  }
  if (answer.status !== 'ok') return { ...base, ...withoutBody(answer) }
  const started = performance.now()
  const origin = { url: answer.finalUrl, contentType: answer.contentType }
  const read = await parse(answer.body, origin).catch((error: unknown) => error)
  const elapsedMs = answer.elapsedMs + Math.round(performance.now() - started)
  return { ...base, elapsedMs, ...(isFeed(read) ? withFeed(answer, read, now()) : unreadable(read)) }
}

const isFeed = (read: unknown): read is ParsedFeed => typeof read === 'object' && read !== null && 'items' in read

type Finding = Partial<FeedCheck> & Pick<FeedCheck, 'status' | 'message' | 'advice'>

function withoutBody(answer: Exclude<FetchResult, Fetched>): Finding {
  switch (answer.status) {
    case 'not-modified':
      return { status: 'unchanged', message: 'the server says that nothing changed (HTTP 304)', advice: null }
    case 'gone':
      return { status: 'ended', message: answer.message, advice: 'Remove it, or look for its successor.' }
    case 'error':
      return { status: 'failed', message: pauseTold(answer), advice: ADVICE[answer.kind] }
  }
}

function pauseTold({ message, retryAfterSeconds }: Extract<FetchResult, { status: 'error' }>): string {
  return retryAfterSeconds === null ? message : `${message}, and to come back in ${wait(retryAfterSeconds)}`
}

const wait = (seconds: number): string => (seconds < 90 ? `${seconds} s` : span(seconds / 60))

function withFeed(answer: Fetched, feed: ParsedFeed, now: Date): Finding {
  const times = feed.items.flatMap((item) => (item.publishedAt ?? item.updatedAt)?.getTime() ?? [])
  const lastItemAt = times.length === 0 ? null : new Date(times.reduce((a, b) => Math.max(a, b)))
  const found = { items: feed.items.length, lastItemAt }
  if (answer.permanentUrl !== null) {
    const movedTo = showUrl(answer.permanentUrl)
    return {
      ...found,
      status: 'moved',
      movedTo,
      message: 'it has moved for good',
      advice: 'Put the new address in.',
    }
  }
  if (feed.items.length === 0)
    return {
      ...found,
      status: 'empty',
      message: 'there is no item in it',
      advice: 'Look at its site: is it still used?',
    }
  const age = lastItemAt === null ? 0 : (now.getTime() - lastItemAt.getTime()) / 60_000
  if (age > STALE_DAYS * 1_440)
    return {
      ...found,
      status: 'stale',
      message: `its last item is ${span(age)} old`,
      advice: 'Look at its site: is there a newer feed?',
    }
  return { ...found, status: 'ok', message: null, advice: null }
}

function unreadable(error: unknown): Finding {
  const message = error instanceof Error ? error.message : 'it is no feed'
  return { status: 'unreadable', message, advice: "Give the site's address to find its feeds, or remove it." }
}

const LATER = 'Nothing now: it is tried again by itself. If it lasts, look at its site.'

const ADVICE: Readonly<Record<FailureKind, string>> = {
  'invalid-url': 'Correct the address; it starts with https:// or http://.',
  blocked: 'Correct the address, or allow it: VIGIE_ALLOW_NETWORKS for networks, VIGIE_ALLOW_PORTS for ports.',
  dns: 'Look for a slip in the address. If there is none, the site may be gone, or this machine has no name server.',
  refused: LATER,
  unreachable: 'Check the network of this machine; if other feeds work, wait.',
  tls: 'Wait for the site to mend its certificate, or tell it.',
  connection: LATER,
  timeout: LATER,
  redirects: 'Open the address in a browser and put in the one where you end up.',
  forbidden: 'Set VIGIE_CONTACT_URL so that the site sees who asks, ask it for access, or remove the feed.',
  'not-found': "Give the site's address to find its feeds, or remove it.",
  'rate-limited': 'Nothing: the pause is kept. If it happens often, set a longer interval for this feed.',
  'client-error': 'Open the address in a browser; correct or remove it.',
  'server-error': LATER,
  'too-large': 'Look for a shorter feed of the site, or remove it.',
  encoding: LATER,
  empty: LATER,
  aborted: 'Nothing: the check was stopped.',
}
