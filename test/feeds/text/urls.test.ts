import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalUrl, cleanUrl } from '../../../src/feeds/index.ts'
import data from '../../../src/feeds/text/urls.json' with { type: 'json' }
import { absoluteUrl, cleanLink, isPlainUrl, urlDataSchema } from '../../../src/feeds/text/urls.ts'

describe('links for readers', () => {
  it.each([
    ['https://e.org/a?utm_source=rss&utm_medium=feed', 'https://e.org/a'],
    ['https://e.org/a?id=3&fbclid=x&b=%20c', 'https://e.org/a?id=3&b=%20c'],
    ['https://e.org/a?b=2&a=1', 'https://e.org/a?b=2&a=1'],
    ['https://e.org/a?ref=rss', 'https://e.org/a'],
    ['https://e.org/a?ref=main', 'https://e.org/a?ref=main'],
    ['https://www.lemonde.fr/a.html#xtor=RSS-3208', 'https://www.lemonde.fr/a.html'],
    ['https://e.org/a#section', 'https://e.org/a#section'],
    ['https://www.youtube.com/watch?v=abc&si=x', 'https://www.youtube.com/watch?v=abc'],
    ['https://www.google.com/url?sa=t&url=https%3A%2F%2Fe.org%2Fa&ct=ga', 'https://e.org/a'],
    ['https://www.google.co.uk/url?q=https://e.org/a', 'https://e.org/a'],
    ['https://www.google.com/amp/s/e.org/a', 'https://e.org/a'],
    ['https://e-org.cdn.ampproject.org/c/s/e.org/a', 'https://e.org/a'],
    ['https://l.facebook.com/l.php?u=https%3A%2F%2Fe.org%2Fa%3Ffbclid%3Dx&h=y', 'https://e.org/a'],
    ['https://out.reddit.com/t3?url=https%3A%2F%2Fe.org%2F&token=x', 'https://e.org/'],
    ['https://href.li/?https://e.org/a', 'https://e.org/a'],
    ['https://nam01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fe.org%2Fa&data=x', 'https://e.org/a'],
    ['https://urldefense.com/v3/__https://e.org/a__;!!x', 'https://e.org/a'],
    ['https://urldefense.proofpoint.com/v2/url?u=https-3A__e.org_a&d=x', 'https://e.org/a'],
    ['https://r.search.yahoo.com/_ylt=x/RU=https%3a%2f%2fe.org%2fa/RK=2', 'https://e.org/a'],
    ['https://www.google.com/url?url=https://www.google.com/url?url=https://e.org/', 'https://e.org/'],
    ['https://www.google.com/url?q=javascript:alert(1)', 'https://www.google.com/url?q=javascript:alert(1)'],
    ['https://e.org/url?q=https://other.example/', 'https://e.org/url?q=https://other.example/'],
    ['https://user:secret@e.org/', 'https://e.org/'],
    [' mailto:a@b.example ', 'mailto:a@b.example'],
    ['not a url', 'not a url'],
  ])('%s', (url, clean) => {
    expect(cleanUrl(url)).toBe(clean)
  })
  it('stay as they are once clean', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(cleanUrl(cleanUrl(url))).toBe(cleanUrl(url))
      }),
    )
  })
})

describe('the identity of a page', () => {
  it.each([
    'http://e.org/a',
    'https://e.org/a/',
    'https://www.e.org/a',
    'https://m.e.org/a',
    'https://E.org:443/a#top',
    'http://e.org:80//a',
    'https://e.org/a?utm_source=x',
    'https://e.org/a/amp/',
    'https://e.org/a?amp=1',
    'https://amp.e.org/a',
    'https://e.org/%61',
    'https://e.org/a/index.html',
    'https://e.org/a?',
  ])('%s is https://e.org/a', (url) => {
    expect(canonicalUrl(url)).toBe('https://e.org/a')
  })
  it.each([
    ['https://e.org/a?b=2&a=1', 'https://e.org/a?a=1&b=2'],
    ['https://e.org/#!/a', 'https://e.org/#!/a'],
    ['https://e.org/', 'https://e.org/'],
    ['https://m.org/a', 'https://m.org/a'],
    ['https://e.org:8443/a', 'https://e.org:8443/a'],
    ['https://e.org/a%2Fb', 'https://e.org/a%2Fb'],
    ['tag:x', 'tag:x'],
  ])('%s is %s', (url, key) => {
    expect(canonicalUrl(url)).toBe(key)
  })
  it('is its own identity', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        expect(canonicalUrl(canonicalUrl(url))).toBe(canonicalUrl(url))
      }),
    )
  })
})

describe('absolute addresses', () => {
  it.each([
    ['/a', 'https://e.org/a'],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['file:///etc/passwd', null],
    ['http://', null],
    ['', null],
    [`https://e.org/${'a'.repeat(3_000)}`, null],
    ['https://e.org/\n\ta', 'https://e.org/a'],
  ])('%j', (url, absolute) => {
    expect(absoluteUrl(url, 'https://e.org/b/')).toBe(absolute)
  })
})

it('the data fit their schema', () => {
  expect(urlDataSchema.safeParse(data).error).toBeUndefined()
})

describe('the quick way through', () => {
  const hosts = fc.constantFrom(
    'e.org',
    'news.e-x.co.uk',
    'xn--0.org',
    '1.2.3',
    'a..b',
    'l.facebook.com',
    'e.org:443',
    'E.org',
  )
  const tail = fc.string({
    unit: fc.constantFrom(...'ab1./..//%2e?&=#_-~:@+,;()*!$\'"\\^|{} <>', '/../', '?utm_source=', '&id='),
    maxLength: 12,
  })
  const urls = fc
    .tuple(fc.constantFrom('https://', 'http://', 'HTTP://'), hosts, fc.constantFrom('', '/', '?', '#'), tail)
    .map((parts) => parts.join(''))
  /** The platform's reading, without credentials. */
  const read = (url: string): string | null => {
    if (!URL.canParse(url)) return null
    const parsed = new URL(url)
    parsed.username = ''
    parsed.password = ''
    return parsed.href
  }

  it('gives what the platform’s own reader gives', () => {
    fc.assert(
      fc.property(urls, (url) => {
        expect(absoluteUrl(url)).toBe(read(url.trim()))
      }),
      { numRuns: 3_000 },
    )
  })
  it('is open to nothing that can’t be read', () => {
    fc.assert(
      fc.property(urls, (url) => !isPlainUrl(url) || read(url) !== null),
      { numRuns: 3_000 },
    )
  })
  it('cleans as the long way does', () => {
    fc.assert(
      fc.property(urls, (url) => {
        const absolute = read(url.trim())
        // In capitals a scheme never takes the quick way.
        const long = absolute && cleanLink(absolute.replace(/^http/, 'HTTP'), 'https://e.org/')
        expect(cleanLink(url, 'https://e.org/')).toBe(long)
      }),
      { numRuns: 3_000 },
    )
  })
})
