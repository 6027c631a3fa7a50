import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NextPollInput, nextPoll, paceOf, span } from '../../src/feeds/index.ts'
import type { FeedPace } from '../../src/types/index.ts'
import { ago, feed, item, NOW } from './items.ts'

const PACE: FeedPace = { ttlMinutes: null, skipHours: [], skipDays: [], gapMinutes: null }

/** Minutes until the next poll, and why. */
function next(changes: Partial<NextPollInput> = {}) {
  const { nextPollAt, reason } = nextPoll({
    source: { intervalMinutes: null },
    failure: null,
    failures: 0,
    pace: PACE,
    freshForSeconds: null,
    lastChangeAt: ago(1),
    now: NOW,
    random: () => 0,
    ...changes,
  })
  return { minutes: (nextPollAt.getTime() - NOW.getTime()) / 60_000, reason }
}
const pace = (gapMinutes: number, changes: Partial<FeedPace> = {}) => ({ pace: { ...PACE, gapMinutes, ...changes } })

describe('the interval of a feed', () => {
  test.each([
    [10, 5, 'every 5 min, it publishes about 144 items a day'],
    [60, 8, 'every 8 min, it publishes about 24 items a day'],
    [360, 45, 'every 45 min, it publishes about 4 items a day'],
    [1_440, 180, 'every 3 h, it publishes about 1 item a day'],
    [2 * 1_440, 360, 'every 6 h, it publishes about 4 items a week'],
    [30 * 1_440, 720, 'every 12 h, it publishes about 1 item a month'],
    [90 * 1_440, 720, 'every 12 h, it publishes less than an item a month'],
  ])('with an item every %i min is %i min', (gap, minutes, reason) => {
    expect(next({ ...pace(gap), lastChangeAt: NOW })).toEqual({ minutes, reason })
  })

  test('is an hour where nothing is known', () => {
    const unknown = { minutes: 60, reason: 'every 60 min, it does not tell how often it publishes' }
    expect(next()).toEqual(unknown)
    expect(next({ pace: null, lastChangeAt: null })).toEqual(unknown)
  })

  test('grows when the feed falls silent', () => {
    expect(next({ ...pace(60), lastChangeAt: ago(24 * 7) })).toEqual({
      minutes: 420,
      reason: 'every 7 h, it has been silent for 7 d',
    })
    expect(next({ pace: null, lastChangeAt: ago(24 * 7) }).minutes).toBe(420)
  })

  test('is what the admin says, whatever the feed says', () => {
    const source = { intervalMinutes: 15 }
    expect(next({ source, ...pace(1_440, { ttlMinutes: 60 }), freshForSeconds: 86_400 })).toEqual({
      minutes: 15,
      reason: 'every 15 min, as configured',
    })
  })

  test('is at least the ttl of the feed and the freshness of the answer, but never more than 12 h', () => {
    expect(next(pace(60, { ttlMinutes: 30 }))).toEqual({ minutes: 30, reason: 'every 30 min, as the feed itself asks' })
    expect(next({ ...pace(60), freshForSeconds: 1_200 })).toEqual({
      minutes: 20,
      reason: "every 20 min, as the server's cache headers ask",
    })
    expect(next({ ...pace(360, { ttlMinutes: 10 }), freshForSeconds: 60 }).minutes).toBe(45)
    expect(next({ ...pace(60, { ttlMinutes: 100_000 }), freshForSeconds: 31_536_000 }).minutes).toBe(720)
  })

  test('ends up to a tenth later, so that feeds do not march in step', () => {
    expect(next({ ...pace(480), random: () => 1 }).minutes).toBe(66)
  })

  test('leaves out the hours that the feed asks to skip', () => {
    // It is 10:00 UTC; 11, 12 and 13 are skipped.
    expect(next(pace(480, { skipHours: [11, 12, 13] }))).toEqual({
      minutes: 240,
      reason: 'every 60 min, it publishes about 3 items a day, but not in the hours that the feed asks to skip',
    })
    expect(next(pace(480, { skipHours: [9, 10, 14] })).minutes).toBe(60)
    expect(next(pace(480, { skipHours: Array.from({ length: 24 }, (_, hour) => hour) })).minutes).toBe(60)
  })

  test('leaves out the days that the feed asks to skip', () => {
    const today = NOW.getUTCDay()
    const tomorrow = (today + 1) % 7
    const later = (today + 3) % 7
    const why = 'every 60 min, it publishes about 3 items a day'
    // It is 10:00 UTC, so an hour from now it is still today, and 13 hours later tomorrow.
    expect(next(pace(480, { skipDays: [today] }))).toEqual({
      minutes: 60 + 13 * 60,
      reason: `${why}, but not on the days that the feed asks to skip`,
    })
    expect(next(pace(480, { skipDays: [tomorrow, later] })).minutes).toBe(60)
    expect(next(pace(480, { skipDays: [today, tomorrow], skipHours: [0, 1] }))).toEqual({
      minutes: 60 + (13 + 24 + 2) * 60,
      reason: `${why}, but not on the days and in the hours that the feed asks to skip`,
    })
    expect(next(pace(480, { skipDays: [0, 1, 2, 3, 4, 5, 6] })).minutes).toBe(60)
  })
})

describe('after a failure', () => {
  const failure = (kind: NonNullable<NextPollInput['failure']>['kind'], retryAfterSeconds: number | null = null) => ({
    failure: { kind, retryAfterSeconds },
  })

  test('the wait doubles each time, up to a day', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 500].map(
      (failures) => next({ ...failure('server-error'), failures, random: () => 0.5 }).minutes,
    )
    expect(waits).toEqual([10, 20, 40, 80, 160, 320, 640, 1_280, 1_440, 1_440])
  })

  test('it varies by a quarter', () => {
    const at = (random: number) => next({ ...failure('timeout'), failures: 3, random: () => random }).minutes
    expect([at(0), at(1)]).toEqual([30, 50])
  })

  test('that rarely passes by itself, it starts at an hour', () => {
    expect(next({ ...failure('not-found'), failures: 1, random: () => 0.5 })).toEqual({
      minutes: 60,
      reason: 'in 60 min, it failed',
    })
    expect(next({ ...failure('forbidden'), failures: 3, random: () => 0.5 }).reason).toBe(
      'in 4 h, it failed 3 times in a row',
    )
  })

  test('a Retry-After is kept, up to a week', () => {
    expect(next({ ...failure('rate-limited', 4 * 3_600), failures: 1 })).toEqual({
      minutes: 240,
      reason: 'in 4 h, as the server asks (Retry-After)',
    })
    expect(next({ ...failure('server-error', 4 * 3_600), failures: 1, source: { intervalMinutes: 5 } }).minutes).toBe(
      240,
    )
    expect(next({ ...failure('rate-limited', 1e9), failures: 1 }).minutes).toBe(7 * 24 * 60)
  })

  test('a Retry-After shorter than the back-off changes nothing', () => {
    expect(next({ ...failure('rate-limited', 1), failures: 2, random: () => 0.5 }).minutes).toBe(120)
  })
})

test('the next poll is always ahead and never further than a week', () => {
  const minutes = fc.option(fc.nat(1_000_000))
  fc.assert(
    fc.property(
      fc.record({
        pace: fc.option(
          fc.record({
            ttlMinutes: minutes,
            skipHours: fc.array(fc.integer({ min: -2, max: 30 })),
            skipDays: fc.array(fc.integer({ min: -2, max: 8 })),
            gapMinutes: minutes,
          }),
        ),
        failure: fc.option(
          fc.record({ kind: fc.constantFrom('timeout', 'not-found', 'unreadable'), retryAfterSeconds: minutes }),
        ),
        failures: fc.nat(10_000),
        freshForSeconds: minutes,
        source: fc.record({ intervalMinutes: fc.option(fc.nat(10_000)) }),
        lastChangeAt: fc.option(fc.integer({ min: -100, max: 100_000 }).map(ago)),
        random: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => () => value),
      }),
      (input) => {
        const wait = next(input).minutes
        expect(wait).toBeGreaterThanOrEqual(1)
        expect(wait).toBeLessThanOrEqual(7 * 24 * 60 + 1)
      },
    ),
  )
})

describe('the pace of a feed', () => {
  const dated = (hours: readonly number[]) => hours.map((hour, n) => item(`n${n}`, { publishedAt: ago(hour) }))

  test('is the mean gap of its newest items, the silence since then included', () => {
    expect(paceOf(feed(dated([2, 4, 6, 8])), NOW)).toEqual({
      ttlMinutes: null,
      skipHours: [],
      skipDays: [],
      gapMinutes: 120,
    })
    expect(paceOf(feed(dated([50, 52, 54, 56])), NOW).gapMinutes).toBe(840)
  })

  test('counts the newest twenty only, and no date of the future', () => {
    const archive = Array.from({ length: 30 }, (_, n) => 1_000 * (n + 1))
    const newest = Array.from({ length: 20 }, (_, n) => n + 1)
    expect(paceOf(feed(dated([-500, ...archive, ...newest])), NOW).gapMinutes).toBe(60)
  })

  test.each([
    ['no items', []],
    ['one item', [3]],
    ['items that all carry the time of the build', [3, 3, 3, 3]],
  ])('is unknown with %s', (_, hours) => {
    expect(paceOf(feed(dated(hours)), NOW).gapMinutes).toBeNull()
  })

  test('keeps what the feed asks for', () => {
    expect(paceOf(feed([], { ttlMinutes: 90, skipHours: [1, 2], skipDays: [0, 6] }), NOW)).toMatchObject({
      ttlMinutes: 90,
      skipHours: [1, 2],
      skipDays: [0, 6],
    })
  })
})

test.each([
  [0.2, '1 min'],
  [45, '45 min'],
  [89, '89 min'],
  [90, '2 h'],
  [47 * 60, '47 h'],
  [48 * 60, '2 d'],
])('%d minutes are told as %s', (minutes, told) => expect(span(minutes)).toBe(told))
