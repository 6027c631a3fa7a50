import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFetcher, discoverFeeds, type Fetcher, feedUrl, looksLikeFeed } from '../../src/feeds/index.ts'
import { LOCAL, serve, type Web } from './web.ts'

const RSS = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>'

/** Pages by path: body, headers, status. */
let site: Record<string, { body?: string; headers?: Record<string, string>; status?: number }> = {}
let web: Web
let fetcher: Fetcher

beforeAll(async () => {
  web = await serve((request, response) => {
    const page = site[request.url ?? '']
    if (page === undefined) response.writeHead(404).end('nothing here')
    else response.writeHead(page.status ?? 200, page.headers).end(page.body)
  })
  fetcher = createFetcher(LOCAL)
})
afterAll(() => Promise.all([fetcher.close(), web.close()]))
beforeEach(() => {
  site = {}
})

const discover = (path = '/') => discoverFeeds(fetcher, web.url(path))
const found = (...feeds: readonly object[]) => ({ status: 'found', feeds })

describe('the feeds of a site', () => {
  test('are the address itself, if it is a feed', async () => {
    site = { '/rss': { body: RSS }, '/old': { status: 301, headers: { location: '/rss' } } }
    expect(await discover('/rss')).toEqual(found({ url: web.url('/rss'), title: null, how: 'itself' }))
    expect(await discover('/old')).toEqual(found({ url: web.url('/rss'), title: null, how: 'itself' }))
  })

  test('are those that the page names, the comments last', async () => {
    site = {
      '/blog/': {
        body: `<!DOCTYPE html><html><head>
          <link rel="stylesheet" href="/style.css" type="text/css">
          <link rel="alternate" type="application/rss+xml" title="Blog &raquo; Comments Feed" href="comments/feed/">
          <LINK REL='Alternate' TYPE='application/atom+xml; charset=utf-8' TITLE='All
             posts' HREF='../atom.xml#top'>
          <link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">
          <link rel="alternate" type="application/json+oembed" href="/oembed">
          <link rel="alternate" hreflang="fr" href="/fr/">
          <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
          <link rel="alternate" type="application/feed+json" href="https://cdn.example/feed.json">
        </head><body></body></html>`,
      },
    }
    expect(await discover('/blog/')).toEqual(
      found(
        { url: web.url('/atom.xml'), title: 'All posts', how: 'named' },
        { url: 'https://cdn.example/feed.json', title: null, how: 'named' },
        { url: web.url('/blog/comments/feed/'), title: 'Blog » Comments Feed', how: 'named' },
      ),
    )
  })

  test('are relative to the base of the page', async () => {
    site = { '/': { body: '<base href="/base/"><link rel="alternate" type="application/rss+xml" href="feed">' } }
    expect(await discover()).toEqual(found({ url: web.url('/base/feed'), title: null, how: 'named' }))
  })

  test('are those that a Link header names', async () => {
    const link =
      '<https://hub.example/>; rel="hub", </feed>; rel=alternate; type="application/atom+xml"; title="Posts, all"'
    site = { '/': { body: '<title>Home</title>', headers: { link } } }
    expect(await discover()).toEqual(found({ url: web.url('/feed'), title: 'Posts, all', how: 'named' }))
  })

  test('are those that it links to, if they are feeds', async () => {
    site = {
      '/': {
        body: '<a href="/about-feeds">About feeds</a> <a href="/news.rdf">RDF</a> <a href="/rss/">RSS</a> <a href="/">Home</a>',
      },
      '/about-feeds': { body: '<title>What is a feed?</title>' },
      '/news.rdf': { body: '<rdf:RDF xmlns="http://purl.org/rss/1.0/">' },
      '/rss/': { status: 301, headers: { location: '/real.xml' } },
      '/real.xml': { body: RSS },
    }
    expect(await discover()).toEqual(
      found(
        { url: web.url('/news.rdf'), title: null, how: 'linked' },
        { url: web.url('/real.xml'), title: null, how: 'linked' },
      ),
    )
  })

  test.each(['/feed', '/blog/rss.xml', '/index.xml', '/feed.json'])('are where feeds often lie (%s)', async (path) => {
    const body = path.endsWith('json') ? '{"version": "https://jsonfeed.org/version/1.1", "items": []}' : RSS
    site = { '/blog/post': { body: '<title>A post</title>' }, [path]: { body } }
    expect(await discover('/blog/post')).toEqual(found({ url: web.url(path), title: null, how: 'guessed' }))
  })

  test('may lie there though the page itself is missing', async () => {
    site = { '/feed': { body: RSS } }
    expect(await discover('/no-such-page')).toEqual(found({ url: web.url('/feed'), title: null, how: 'guessed' }))
  })

  test('are none where everything answers with a page', async () => {
    const paths = [
      '',
      'feed',
      'rss',
      'feed.xml',
      'rss.xml',
      'atom.xml',
      'index.xml',
      'feed.json',
      'feeds/posts/default',
    ]
    site = Object.fromEntries(paths.map((path) => [`/${path}`, { body: '<html><title>An app</title>' }]))
    expect(await discover()).toEqual({ status: 'none', message: 'no feed was found at 127.0.0.1' })
  })

  test.each([
    ['tags without end', '<div>'.repeat(400_000)],
    ['opening brackets', '<'.repeat(2_000_000)],
    ['attributes', `<link ${'a=1 '.repeat(500_000)}>`],
    ['links', '<a href="/rss">'.repeat(100_000)],
  ])('are looked for in a page made of %s', async (_, body) => {
    site = { '/': { body }, '/feed': { body: RSS }, '/rss': { body: RSS } }
    expect(await discover()).toMatchObject({ status: 'found', feeds: { length: 1 } })
  })

  test('can not be told where the site can not be reached or is no address', async () => {
    expect(await discoverFeeds(fetcher, 'http://10.0.0.1/')).toEqual({
      status: 'error',
      message: 'not asked for: 10.0.0.1 is a private address',
    })
    expect(await discoverFeeds(fetcher, 'my favourite site')).toEqual({
      status: 'error',
      message: '"my favourite site" is no web address',
    })
  })
})

test.each([
  ['example.org', 'https://example.org/'],
  [' https://example.org/feed ', 'https://example.org/feed'],
  ['feed://example.org/rss', 'https://example.org/rss'],
  ['feed:http://example.org/rss', 'http://example.org/rss'],
  ['example.org:8080/rss', 'https://example.org:8080/rss'],
  ['ftp://example.org/', null],
  ['javascript:alert(1)', null],
  ['news', null],
  ['', null],
])('what people give for a feed: %j', (text, url) => expect(feedUrl(text)).toBe(url))

describe('a feed is told from a page', () => {
  test.each([
    RSS,
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom">',
    '\uFEFF<?xml version="1.0"?><!-- <html> --><?xml-stylesheet href="x"?><RSS>',
    '{ "version" : "https:\\/\\/jsonfeed.org\\/version\\/1", "items": [] }',
  ])('%s', (text) => expect(looksLikeFeed(Buffer.from(text))).toBe(true))

  test('in UTF-16, too', () => {
    expect(looksLikeFeed(Buffer.from(`\uFEFF${RSS}`, 'utf16le'))).toBe(true)
  })

  test.each(['', '<!doctype html><html><body>about <rss></body>', '{"version": "1"}', 'rss', '<svg>', '<feedback>'])(
    'not %j',
    (text) => expect(looksLikeFeed(Buffer.from(text))).toBe(false),
  )
})
