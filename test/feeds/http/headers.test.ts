import { describe, expect, test } from 'vitest'
import { freshForSeconds, retryAfterSeconds } from '../../../src/feeds/http/headers.ts'
import { createPauses } from '../../../src/feeds/http/pauses.ts'
import { showUrl } from '../../../src/feeds/http/url.ts'

const now = new Date('2026-11-25T10:00:00Z')

describe('for how long an answer is fresh', () => {
  test.each([
    [{ 'cache-control': 'max-age=600' }, 600],
    [{ 'cache-control': 'public, MAX-AGE="900"' }, 900],
    [{ 'cache-control': 'max-age=600', age: '200' }, 400],
    [{ 'cache-control': 'max-age=600', age: '700' }, null],
    [{ 'cache-control': 'max-age=600', expires: 'Thu, 26 Nov 2026 10:00:00 GMT' }, 600],
    [{ 'cache-control': 'no-cache, max-age=600' }, null],
    [{ 'cache-control': 'max-age=0' }, null],
    [{ 'cache-control': 'max-age=soon' }, null],
    [{ 'cache-control': ',,=,max-age' }, null],
    [{ expires: 'Wed, 25 Nov 2026 10:30:00 GMT' }, 1_800],
    [{ expires: 'Wed, 25 Nov 2026 09:30:00 GMT' }, null],
    [{ expires: '0' }, null],
    [{ expires: '-1' }, null],
    // The server's clock is a day ahead: only the difference counts.
    [{ expires: 'Thu, 26 Nov 2026 10:10:00 GMT', date: 'Thu, 26 Nov 2026 10:00:00 GMT' }, 600],
    [{}, null],
  ])('%j: %s', (headers, seconds) => expect(freshForSeconds(headers, now)).toBe(seconds))
})

describe('the pause that a server asks for', () => {
  test.each([
    ['120', 120],
    ['0', null],
    ['-5', null],
    ['later', null],
    ['Wed, 25 Nov 2026 10:05:00 GMT', 300],
    ['Wed, 25 Nov 2026 09:00:00 GMT', null],
    ['99999999999999999999', null],
  ])('%s: %s', (value, seconds) => expect(retryAfterSeconds({ 'retry-after': value }, now)).toBe(seconds))
})

describe('a host that says 429', () => {
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1000)

  test('is left alone after the second time, for an hour at most', () => {
    const pauses = createPauses()
    pauses.note('a', 429, 86_400, now)
    expect(pauses.left('a', now)).toBeNull()
    pauses.note('a', 429, 60, now)
    expect(pauses.left('a', now)).toBe(3_600)
    expect(pauses.left('b', now)).toBeNull()
    expect(pauses.left('a', later(3_600))).toBeNull()
  })

  test('is asked again once it answered otherwise', () => {
    const pauses = createPauses()
    for (const status of [429, 200, 429]) pauses.note('a', status, status === 429 ? 60 : null, now)
    expect(pauses.left('a', now)).toBeNull()
  })
})

describe('a URL as it may be shown', () => {
  test.each([
    ['https://example.org/feed?page=2', 'https://example.org/feed?page=2'],
    ['https://reader:s3cret@example.org/feed', 'https://example.org/feed'],
    ['https://example.org/feed?token=s3cret&page=2', 'https://example.org/feed?token=***&page=2'],
    ['https://example.org/feed?api_key=s3cret', 'https://example.org/feed?api_key=***'],
    ['https://example.org/feed?access-token=s3cret', 'https://example.org/feed?access-token=***'],
    ['reader:s3cret@nonsense', '…@nonsense'],
    ['http://reader:s3cret@', '…@'],
  ])('%s', (url, shown) => expect(showUrl(url)).toBe(shown))
})
