import { describe, expect, test } from 'vitest'
import {
  afterPoll,
  type Fetched,
  type FetchFailure,
  type Gone,
  type NotModified,
  newFeedState,
  type PollOutcome,
  planItems,
  pollRequest,
  seenItem,
} from '../../src/feeds/index.ts'
import type { FeedItem, FeedState } from '../../src/types/index.ts'
import { ago, feed, item, NOW, source } from './items.ts'

const moment = { now: NOW, random: () => 0.5 }
const answered = {
  finalUrl: 'https://news.example/feed',
  permanentUrl: null,
  lastModified: null,
  freshForSeconds: null,
  elapsedMs: 20,
}
const ok = (changes: Partial<Fetched> = {}): Fetched => ({
  ...answered,
  status: 'ok',
  httpStatus: 200,
  etag: '"v2"',
  body: new Uint8Array(),
  contentType: null,
  link: null,
  wireBytes: 0,
  ...changes,
})
const notModified = (changes: Partial<NotModified> = {}): NotModified => ({
  ...answered,
  status: 'not-modified',
  httpStatus: 304,
  etag: null,
  ...changes,
})
const failure = (changes: Partial<FetchFailure> = {}): PollOutcome => ({
  kind: 'failed',
  failure: {
    status: 'error',
    kind: 'server-error',
    message: 'news.example has a fault of its own (HTTP 500)',
    httpStatus: 500,
    retryAfterSeconds: null,
    finalUrl: 'https://news.example/feed',
    elapsedMs: 20,
    ...changes,
  },
})
const gone: Gone = {
  status: 'gone',
  finalUrl: 'https://news.example/feed',
  httpStatus: 410,
  message: 'the publisher has ended this feed (HTTP 410)',
  elapsedMs: 20,
}
const read = (items: readonly FeedItem[], before: readonly FeedItem[] = [], answer = ok()): PollOutcome => ({
  kind: 'read',
  answer,
  feed: feed(items, { ttlMinutes: 30 }),
  plan: planItems({ items, seen: before.map(seenItem), isNewFeed: before.length === 0, now: NOW }),
})
const state = (changes: Partial<FeedState> = {}): FeedState => ({ ...newFeedState(ago(100)), ...changes })
const poll = (outcome: PollOutcome, before = state()) => afterPoll(source(), before, outcome, moment)

describe('a feed that was never polled', () => {
  test('is due at once, at its configured address', () => {
    expect(newFeedState(NOW)).toMatchObject({ nextPollAt: NOW, failures: 0, lastSuccessAt: null, ended: false })
    expect(pollRequest(source(), newFeedState(NOW))).toEqual({
      url: 'https://news.example/feed',
      etag: null,
      lastModified: null,
    })
  })
})

describe('a feed that was read', () => {
  const items = [item('a'), item('b', { publishedAt: ago(40) }), item('c', { publishedAt: ago(400) })]

  test('knows when, what it needs to ask again, and its pace', () => {
    expect(poll(read(items), state({ failures: 3, lastError: 'news.example refuses connections' }))).toMatchObject({
      etag: '"v2"',
      lastPolledAt: NOW,
      lastSuccessAt: NOW,
      lastChangeAt: NOW,
      lastError: null,
      failures: 0,
      itemsSeen: 3,
      pace: { ttlMinutes: 30, gapMinutes: 8_000 },
      nextPollReason: 'every 12 h, it publishes about 1 item a week',
    })
  })

  test('has not changed where nothing is new or edited', () => {
    const before = state({ lastChangeAt: ago(50), itemsSeen: 3 })
    expect(poll(read(items, items), before)).toMatchObject({ lastChangeAt: ago(50), lastSuccessAt: NOW, itemsSeen: 3 })
    const edited = items.map((entry) => ({ ...entry, title: `${entry.title}, corrected` }))
    expect(poll(read(edited, items), before)).toMatchObject({ lastChangeAt: NOW, itemsSeen: 3 })
  })

  test('or answered 304 keeps validators and pace', () => {
    const pace = { ttlMinutes: 240, skipHours: [], skipDays: [], gapMinutes: 60 }
    const before = state({
      etag: '"v1"',
      lastModified: 'yesterday',
      lastChangeAt: ago(1),
      pace,
      failures: 1,
      lastError: 'x',
    })
    expect(poll({ kind: 'unchanged', answer: notModified() }, before)).toMatchObject({
      etag: '"v1"',
      lastModified: 'yesterday',
      lastChangeAt: ago(1),
      lastSuccessAt: NOW,
      lastError: null,
      failures: 0,
      pace,
      nextPollReason: 'every 4 h, as the feed itself asks',
    })
    expect(poll({ kind: 'unchanged', answer: notModified({ etag: '"v3"' }) }, before).etag).toBe('"v3"')
  })
})

describe('a feed that has moved', () => {
  const moved = 'https://news.example/new-feed'
  const there = state({ redirectedTo: moved })

  test('is asked for at its new address from then on', () => {
    const next = poll(read([item('a')], [], ok({ permanentUrl: moved })))
    expect(next.redirectedTo).toBe(moved)
    expect(pollRequest(source(), next).url).toBe(moved)
    expect(poll({ kind: 'unchanged', answer: notModified({ permanentUrl: moved }) }).redirectedTo).toBe(moved)
    expect(poll(read([item('a')]), there).redirectedTo).toBe(moved)
  })

  test('is not believed when there is no feed at the new address', () => {
    const outcome = { kind: 'unreadable', answer: ok({ permanentUrl: moved }), message: 'it is a web page' } as const
    expect(poll(outcome).redirectedTo).toBeNull()
  })

  test('and has come back needs no redirect', () => {
    expect(poll(read([item('a')], [], ok({ permanentUrl: source().url })), there).redirectedTo).toBeNull()
  })

  test('and fails there three times is tried at the configured address again', () => {
    const second = poll(failure(), poll(failure(), there))
    expect(second.redirectedTo).toBe(moved)
    expect(poll(failure(), second).redirectedTo).toBeNull()
  })

  test('and is ended there is not ended before the configured address says so', () => {
    const next = poll({ kind: 'failed', failure: gone }, there)
    expect(next).toMatchObject({ ended: false, redirectedTo: null, lastError: gone.message })
    expect(poll({ kind: 'failed', failure: gone }, next).ended).toBe(true)
  })
})

describe('a feed that fails', () => {
  test('says why in plain words, keeps its validators and waits longer each time', () => {
    const before = state({ etag: '"v1"', lastSuccessAt: ago(2), failures: 1 })
    expect(poll(failure(), before)).toMatchObject({
      etag: '"v1"',
      lastPolledAt: NOW,
      lastSuccessAt: ago(2),
      lastError: 'news.example has a fault of its own (HTTP 500)',
      failures: 2,
      nextPollReason: 'in 20 min, it failed 2 times in a row',
    })
  })

  test('keeps a Retry-After', () => {
    const next = poll(failure({ kind: 'rate-limited', retryAfterSeconds: 7_200 }))
    expect(next.nextPollAt.getTime()).toBeGreaterThanOrEqual(NOW.getTime() + 7_200_000)
  })

  test('with something unreadable forgets its validators, so that a 304 can not pass for a success', () => {
    const before = state({ etag: '"v1"', lastModified: 'yesterday' })
    expect(poll({ kind: 'unreadable', answer: ok(), message: 'it is a web page' }, before)).toMatchObject({
      etag: null,
      lastModified: null,
      lastError: 'it is a web page',
      failures: 1,
    })
  })

  test('because we stopped has not failed', () => {
    const before = state({ etag: '"v1"' })
    expect(poll(failure({ kind: 'aborted' }), before)).toEqual(before)
  })

  test('with 410 is ended', () => {
    expect(poll({ kind: 'failed', failure: gone })).toMatchObject({
      ended: true,
      lastError: gone.message,
      nextPollReason: 'never, the publisher has ended it',
    })
  })
})
