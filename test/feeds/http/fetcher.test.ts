import type { RequestListener } from 'node:http'
import { createServer as createRawServer } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createFetcher, type Fetcher, type FetchResult, userAgent } from '../../../src/feeds/http/index.ts'
import { LOCAL, names, serve, type Web } from '../web.ts'

const FEED = '<rss version="2.0"><channel><title>Vigie</title></channel></rss>'

/** What the server does at each path. */
const routes: Record<string, RequestListener> = {
  '/feed': (_, response) => response.end(FEED),
  '/cached': (request, response) => {
    response.setHeader('etag', '"v1"')
    response.setHeader('last-modified', 'Tue, 24 Nov 2026 08:00:00 GMT')
    response.setHeader('cache-control', 'max-age=600')
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end()
    else response.end(FEED)
  },
  '/gzip': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(FEED)),
  '/x-gzip': (_, response) => response.setHeader('content-encoding', 'x-gzip').end(gzipSync(FEED)),
  '/br': (_, response) => response.setHeader('content-encoding', 'br').end(brotliCompressSync(FEED)),
  '/deflate': (_, response) => response.setHeader('content-encoding', 'deflate').end(deflateSync(FEED)),
  '/deflate-bare': (_, response) => response.setHeader('content-encoding', 'deflate').end(deflateRawSync(FEED)),
  '/twice': (_, response) => response.setHeader('content-encoding', 'deflate, gzip').end(gzipSync(deflateSync(FEED))),
  '/gzip-announced-only': (_, response) => response.setHeader('content-encoding', 'gzip').end(FEED),
  '/gzip-unannounced': (_, response) => response.end(gzipSync(FEED)),
  '/gzip-broken': (_, response) =>
    response.setHeader('content-encoding', 'gzip').end(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])),
  '/gzip-cut': (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(FEED).subarray(0, 30)),
  '/zstd': (_, response) => response.setHeader('content-encoding', 'zstd').end('????'),
  '/constructor': (_, response) => response.setHeader('content-encoding', 'constructor').end(FEED),
  '/bomb': (_, response) =>
    response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(50 * 1024 * 1024))),
  '/bombs-in-bombs': (_, response) => response.setHeader('content-encoding', 'gzip, gzip, gzip').end('x'),
  '/large': (_, response) => {
    const chunk = Buffer.alloc(1024 * 1024, ' ')
    const write = (left: number): void => {
      if (left === 0) response.end()
      else response.write(chunk, () => write(left - 1))
    }
    write(50)
  },
  '/large-announced': (_, response) => response.writeHead(200, { 'content-length': 50 * 1024 * 1024 }).write('<rss>'),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': 1000 })
    response.write('<rss>', () => response.destroy())
  },
  '/hang': () => {},
  '/drip': (_, response) => {
    const timer = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(timer))
  },
  '/empty': (_, response) => response.end(),
  '/no-content': (_, response) => response.writeHead(204).end(),
  '/moved': (_, response) => response.writeHead(301, { location: '/feed' }).end(),
  '/moved-308': (_, response) => response.writeHead(308, { location: '/moved' }).end(),
  '/moved-cached': (_, response) => response.writeHead(301, { location: '/cached' }).end(),
  '/elsewhere-today': (_, response) => response.writeHead(302, { location: '/feed' }).end(),
  '/moved-then-elsewhere': (_, response) => response.writeHead(301, { location: '/elsewhere-today' }).end(),
  '/elsewhere-then-moved': (_, response) => response.writeHead(307, { location: '/moved' }).end(),
  '/circle': (_, response) => response.writeHead(302, { location: '/circle/2' }).end(),
  '/circle/2': (_, response) => response.writeHead(302, { location: '/circle' }).end(),
  '/nowhere': (_, response) => response.writeHead(302).end(),
  '/gone': (_, response) => response.writeHead(410).end(),
  '/login': (request, response) =>
    request.headers.authorization === `Basic ${btoa('reader:s3cret p@ss')}`
      ? response.end(FEED)
      : response.writeHead(401).end(),
  '/login-moved': (_, response) => response.writeHead(301, { location: '/login' }).end(),
  '/challenge': (_, response) => response.writeHead(403, { 'cf-mitigated': 'challenge' }).end('Just a moment'),
  '/slow-down': (_, response) => response.writeHead(429, { 'retry-after': '120' }).end(),
  '/maintenance': (_, response) =>
    response
      .writeHead(503, { date: 'Wed, 25 Nov 2026 10:00:00 GMT', 'retry-after': 'Wed, 25 Nov 2026 11:00:00 GMT' })
      .end(),
  '/many-headers': (_, response) => response.writeHead(200, { 'x-much': 'x'.repeat(40_000) }).end(FEED),
}

let web: Web
let fetcher: Fetcher
let drops = 0

beforeAll(async () => {
  web = await serve((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    if (path === '/drops-once' && drops++ === 0) return void request.socket.destroy()
    if (path.startsWith('/hops/')) {
      const left = Number(path.slice(6))
      if (left > 0) return void response.writeHead(302, { location: `/hops/${left - 1}` }).end()
      return void response.end(FEED)
    }
    const route = routes[path]
    if (route !== undefined) route(request, response)
    else if (/^\/\d{3}$/.test(path)) response.writeHead(Number(path.slice(1))).end('no')
    else response.end(FEED)
  })
})
afterAll(() => web.close())

beforeEach(() => {
  fetcher = createFetcher({ ...LOCAL, timeoutMs: 5_000 })
  return () => fetcher.close()
})

const get = (path: string): Promise<FetchResult> => fetcher.fetch({ url: web.url(path) })
const text = (result: FetchResult): string =>
  result.status === 'ok' ? Buffer.from(result.body).toString() : result.status

describe('a request', () => {
  test('says honestly who asks, and asks for feeds, compressed', async () => {
    await fetcher.fetch({ url: web.url('/feed') })
    expect(web.requests.at(-1)?.headers).toMatchObject({
      'user-agent': 'Vigie/test (feed reader; +https://vigie.example/contact)',
      'accept-encoding': 'gzip, br, deflate',
      accept: expect.stringContaining('application/rss+xml'),
    })
    expect(userAgent('1.2.0', 'https://example.org/bot')).toBe('Vigie/1.2.0 (feed reader; +https://example.org/bot)')
  })

  test('is conditional where validators are known, and 304 keeps them', async () => {
    const first = await get('/cached')
    expect(first).toMatchObject({
      status: 'ok',
      etag: '"v1"',
      lastModified: 'Tue, 24 Nov 2026 08:00:00 GMT',
      freshForSeconds: 600,
    })
    if (first.status !== 'ok') return
    const { etag, lastModified } = first
    const second = await fetcher.fetch({ url: web.url('/cached'), etag, lastModified })
    expect(second).toMatchObject({ status: 'not-modified', etag: '"v1"', httpStatus: 304 })
    expect(web.requests.at(-1)?.headers).toMatchObject({ 'if-none-match': '"v1"', 'if-modified-since': lastModified })
  })

  test('reuses the connection to a host', async () => {
    const one = createFetcher({ ...LOCAL, perHost: { concurrency: 1, spacingMs: 0 } })
    const asked = web.requests.length
    for (const path of ['/feed', '/404', '/gzip', '/feed']) await one.fetch({ url: web.url(path) })
    await one.close()
    expect(new Set(web.requests.slice(asked).map((request) => request.socket.remotePort)).size).toBe(1)
  })

  test('is made once more when a connection breaks before the answer', async () => {
    expect(text(await get('/drops-once'))).toBe(FEED)
  })

  test('sends the login of the URL, and shows it nowhere', async () => {
    const url = web.url('/login').replace('http://', 'http://reader:s3cret%20p%40ss@')
    const result = await fetcher.fetch({ url })
    expect(text(result)).toBe(FEED)
    expect(JSON.stringify({ ...result, body: null })).not.toContain('s3cret')
  })

  test('keeps the login within the site, and forgets it elsewhere', async () => {
    const lookup = names({ 'a.example': ['127.0.0.1'], 'b.example': ['127.0.0.1'] })
    const other = createFetcher({ ...LOCAL, lookup })
    const url = `http://reader:s3cret%20p%40ss@a.example:${web.port}/login-moved`
    const moved = await other.fetch({ url })
    expect(text(moved)).toBe(FEED)
    expect(moved).toMatchObject({
      permanentUrl: url.replace('-moved', ''),
      finalUrl: `http://a.example:${web.port}/login`,
    })
    const away = await serve((_, response) =>
      response.writeHead(302, { location: `http://b.example:${web.port}/feed` }).end(),
    )
    await other.fetch({ url: `http://reader:s3cret@a.example:${away.port}/` })
    expect(web.requests.at(-1)?.headers.authorization).toBeUndefined()
    await away.close()
    await other.close()
  })
})

describe('a body', () => {
  test.each([
    '/gzip',
    '/x-gzip',
    '/br',
    '/deflate',
    '/deflate-bare',
    '/twice',
    '/gzip-announced-only',
    '/gzip-unannounced',
  ])('%s is decompressed', async (path) => {
    expect(text(await get(path))).toBe(FEED)
  })

  test.each([
    ['/gzip-broken', 'encoding', "the answer can't be read: its gzip data are broken"],
    ['/gzip-cut', 'encoding', "the answer can't be read: its gzip data are broken"],
    ['/zstd', 'encoding', 'the answer can\'t be read: it is compressed as "zstd"'],
    ['/constructor', 'encoding', 'the answer can\'t be read: it is compressed as "constructor"'],
    ['/bombs-in-bombs', 'encoding', "the answer can't be read: it is compressed 3 times over"],
    ['/bomb', 'too-large', 'the answer is larger than 10 MB'],
    ['/large', 'too-large', 'the answer is larger than 10 MB'],
    ['/large-announced', 'too-large', 'the answer is larger than 10 MB'],
    ['/empty', 'empty', '127.0.0.1 answers with nothing in it'],
    ['/cut', 'connection', '127.0.0.1 broke off the connection'],
  ])('%s is refused as %s', async (path, kind, message) => {
    expect(await get(path)).toMatchObject({ status: 'error', kind, message })
  })

  test('that is too large is not read to its end', async () => {
    const socket = new Promise<number>((resolve) => {
      const read = fetcher.fetch({ url: web.url('/large') })
      void read.then(() => {
        const connection = web.requests.at(-1)?.socket
        connection?.once('close', () => resolve(connection.bytesWritten))
      })
    })
    expect(await socket).toBeLessThan(40 * 1024 * 1024)
  })
})

describe('a redirect', () => {
  test.each([
    ['/moved', '/feed'],
    ['/moved-308', '/feed'],
  ])('%s that is permanent all the way is remembered', async (path, to) => {
    expect(await get(path)).toMatchObject({ status: 'ok', finalUrl: web.url(to), permanentUrl: web.url(to) })
  })

  test('that is permanent is remembered when the feed has not changed, too', async () => {
    expect(await fetcher.fetch({ url: web.url('/moved-cached'), etag: '"v1"' })).toMatchObject({
      status: 'not-modified',
      permanentUrl: web.url('/cached'),
    })
  })

  test.each(['/elsewhere-today', '/moved-then-elsewhere', '/elsewhere-then-moved'])(
    '%s that is not permanent all the way is followed and forgotten',
    async (path) => {
      expect(await get(path)).toMatchObject({ status: 'ok', finalUrl: web.url('/feed'), permanentUrl: null })
    },
  )

  test.each([
    ['/circle', '127.0.0.1 redirects in a circle'],
    ['/nowhere', '127.0.0.1 redirects to nowhere (HTTP 302)'],
    ['/hops/9', 'more than 8 redirects, given up'],
  ])('%s ends with an error', async (path, message) => {
    expect(await get(path)).toMatchObject({ status: 'error', kind: 'redirects', message })
  })

  test('eight times is followed', async () => {
    expect(text(await get('/hops/8'))).toBe(FEED)
  })
})

describe('an answer that is no feed', () => {
  test('410 ends it', async () => {
    expect(await get('/gone')).toMatchObject({
      status: 'gone',
      message: 'the publisher has ended this feed (HTTP 410)',
    })
  })

  test.each([
    ['/401', 'forbidden'],
    ['/403', 'forbidden'],
    ['/451', 'forbidden'],
    ['/404', 'not-found'],
    ['/400', 'client-error'],
    ['/418', 'client-error'],
    ['/500', 'server-error'],
    ['/502', 'server-error'],
    ['/no-content', 'empty'],
    ['/300', 'client-error'],
  ])('%s is told as %s', async (path, kind) => {
    expect(await get(path)).toMatchObject({ status: 'error', kind, httpStatus: Number(path.slice(1)) || 204 })
  })

  test('a bot protection is named', async () => {
    expect(await get('/challenge')).toMatchObject({
      kind: 'forbidden',
      message: 'the bot protection of 127.0.0.1 wants a browser (HTTP 403)',
    })
  })

  test('the pause that a server asks for is passed on, in seconds or as a date', async () => {
    expect(await get('/slow-down')).toMatchObject({ kind: 'rate-limited', retryAfterSeconds: 120 })
    expect(await get('/maintenance')).toMatchObject({ kind: 'server-error', retryAfterSeconds: 3_600 })
  })

  test('a host that says twice to slow down is left alone as long as it asks', async () => {
    let now = new Date('2026-11-25T10:00:00Z')
    const patient = createFetcher({ ...LOCAL, now: () => now })
    await patient.fetch({ url: web.url('/slow-down') })
    expect(await patient.fetch({ url: web.url('/feed') })).toMatchObject({ status: 'ok' })
    await patient.fetch({ url: web.url('/slow-down') })
    await patient.fetch({ url: web.url('/slow-down') })
    const asked = web.requests.length
    expect(await patient.fetch({ url: web.url('/feed') })).toMatchObject({
      kind: 'rate-limited',
      message: '127.0.0.1 has asked for a pause (HTTP 429)',
      retryAfterSeconds: 120,
    })
    expect(web.requests.length).toBe(asked)
    now = new Date('2026-11-25T10:02:01Z')
    expect(await patient.fetch({ url: web.url('/feed') })).toMatchObject({ status: 'ok' })
    await patient.close()
  })

  test('too many headers', async () => {
    expect(await get('/many-headers')).toMatchObject({
      kind: 'connection',
      message: '127.0.0.1 sent more headers than anyone needs',
    })
  })

  test('something that is not HTTP', async () => {
    const raw = createRawServer((socket) => socket.on('error', () => {}).end('220 mail.example ESMTP\r\n'))
    const port = await new Promise<number>((resolve) =>
      raw.listen(0, '127.0.0.1', () => resolve(Number(Object(raw.address()).port))),
    )
    expect(await fetcher.fetch({ url: `http://127.0.0.1:${port}/` })).toMatchObject({
      kind: 'connection',
      message: 'what 127.0.0.1 answers is not HTTP',
    })
    raw.close()
    expect(await fetcher.fetch({ url: `http://127.0.0.1:${port}/` })).toMatchObject({
      kind: 'refused',
      message: '127.0.0.1 refuses connections',
    })
  })

  test('a plain server where a secure one is expected', async () => {
    const result = await fetcher.fetch({ url: web.url('/').replace('http:', 'https:') })
    expect(result).toMatchObject({ status: 'error', kind: 'tls' })
  })

  test('a name without address', async () => {
    const lookup = names({ 'empty.example': [] })
    const other = createFetcher({ ...LOCAL, lookup })
    expect(await other.fetch({ url: 'http://empty.example/' })).toMatchObject({
      kind: 'dns',
      message: 'no address is known for empty.example',
    })
    await other.close()
  })

  test.each(['', 'nonsense', 'http://', 'http://[::1', 'https://user:s3cret@'])('"%s" is no URL', async (url) => {
    const result = await fetcher.fetch({ url })
    expect(result).toMatchObject({ status: 'error', kind: 'invalid-url' })
    expect(JSON.stringify(result)).not.toContain('s3cret')
  })
})

describe('time', () => {
  test.each(['/hang', '/drip'])('%s ends at the limit', async (path) => {
    const hasty = createFetcher({ ...LOCAL, timeoutMs: 200 })
    expect(await hasty.fetch({ url: web.url(path) })).toMatchObject({
      kind: 'timeout',
      message: '127.0.0.1 did not answer in full within 0.2 s',
    })
    await hasty.close()
  })

  test('the caller can give up, also while waiting for a turn', async () => {
    const one = createFetcher({ ...LOCAL, concurrency: 1 })
    const stop = new AbortController()
    const results = ['/hang', '/feed'].map((path) => one.fetch({ url: web.url(path), signal: stop.signal }))
    setTimeout(() => stop.abort(), 50)
    for (const result of await Promise.all(results)) expect(result).toMatchObject({ kind: 'aborted' })
    expect(text(await one.fetch({ url: web.url('/feed') }))).toBe(FEED)
    await one.close()
  })

  test('closing ends what is under way', async () => {
    const closing = createFetcher(LOCAL)
    const result = closing.fetch({ url: web.url('/hang') })
    setTimeout(() => closing.close(), 50)
    expect(await result).toMatchObject({ kind: 'aborted' })
    expect(await closing.fetch({ url: web.url('/feed') })).toMatchObject({ kind: 'aborted' })
  })
})
