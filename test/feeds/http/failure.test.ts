import { createServer, type Server } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BlockedError } from '../../../src/feeds/guard/index.ts'
import { failureOf } from '../../../src/feeds/http/failure.ts'
import { createFetcher } from '../../../src/feeds/http/index.ts'
import { LOCAL } from '../web.ts'

const CALM = { host: 'news.example', timeoutMs: 20_000, maxBytes: 10_485_760, timedOut: false, aborted: false }
const coded = (code: string) => Object.assign(new Error('something technical'), { code })

describe('an exception in plain words', () => {
  test.each([
    ['ENOTFOUND', 'dns', 'no address is known for news.example'],
    ['EAI_AGAIN', 'dns', 'the name server did not answer for news.example'],
    ['ECONNREFUSED', 'refused', 'news.example refuses connections'],
    ['EHOSTUNREACH', 'unreachable', 'there is no way to news.example from here'],
    ['ETIMEDOUT', 'timeout', "news.example can't be reached: no connection in time"],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', "news.example can't be reached: no connection in time"],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'news.example did not answer in full within 20 s'],
    ['ECONNRESET', 'connection', 'news.example broke off the connection'],
    ['CERT_HAS_EXPIRED', 'tls', 'the certificate of news.example has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', 'the certificate that news.example shows is for another name'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', 'the certificate of news.example is self-signed'],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'tls',
      "the certificate of news.example can't be verified: its chain is incomplete or unknown here",
    ],
    [
      'ERR_SSL_WRONG_VERSION_NUMBER',
      'tls',
      'no secure connection to news.example could be agreed on (ERR_SSL_WRONG_VERSION_NUMBER)',
    ],
    ['EWHATEVER', 'connection', 'the connection to news.example failed (EWHATEVER)'],
  ])('%s is %s: %s', (code, kind, message) => {
    expect(failureOf(coded(code), CALM)).toEqual({ kind, message })
  })

  test('is found inside others', () => {
    expect(failureOf(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]), CALM).kind).toBe('refused')
    expect(failureOf(new TypeError('fetch failed', { cause: coded('ENOTFOUND') }), CALM).kind).toBe('dns')
  })

  test('that was none, or said nothing', () => {
    for (const thrown of [undefined, null, 'text', new Error('x'), new AggregateError([])])
      expect(failureOf(thrown, CALM)).toEqual({ kind: 'connection', message: 'the connection to news.example failed' })
  })

  test('is told by its cause: the clock, the caller or the guard', () => {
    expect(failureOf(coded('UND_ERR_ABORTED'), { ...CALM, timedOut: true, timeoutMs: 1_500 })).toEqual({
      kind: 'timeout',
      message: 'news.example did not answer in full within 1.5 s',
    })
    expect(failureOf(coded('UND_ERR_ABORTED'), { ...CALM, aborted: true }).kind).toBe('aborted')
    expect(failureOf(new BlockedError('10.0.0.1 is a private address'), CALM)).toEqual({
      kind: 'blocked',
      message: 'not asked for: 10.0.0.1 is a private address',
    })
  })
})

describe('whatever a server sends', () => {
  let server: Server
  let port = 0
  let bytes = Buffer.alloc(0)

  beforeAll(async () => {
    server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(bytes))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = Object(server.address()).port
  })
  afterAll(() => server.close())

  const part = fc.oneof(
    fc.constantFrom(
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.0 304 Not Modified\r\n',
      'HTTP/1.1 301 Moved\r\n',
      'HTTP/1.1 100 Continue\r\n\r\n',
      'HTTP/1.1 103 Early Hints\r\n\r\n',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n',
      'HTTP/9.9 999 \r\n',
      'Location: /next\r\n',
      'Location: http://[\r\n',
      'Location: //\r\n',
      'Content-Length: 5\r\n',
      'Content-Length: -1\r\n',
      'Content-Length: 5, 6\r\n',
      'Transfer-Encoding: chunked\r\n',
      'Content-Encoding: gzip\r\n',
      'Content-Encoding: __proto__\r\n',
      'Retry-After: Infinity\r\n',
      'Cache-Control: max-age\r\n',
      'ETag: \u00ff\u0001\r\n',
      '\r\n',
      '5\r\n<rss>\r\n',
      '0\r\n\r\n',
      'ffffffffffffffff\r\n',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )

  test('becomes a value, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        bytes = Buffer.from(parts.join(''), 'latin1')
        const fetcher = createFetcher({ ...LOCAL, timeoutMs: 100 })
        const result = await fetcher.fetch({ url: `http://127.0.0.1:${port}/feed` })
        await fetcher.close()
        expect(['ok', 'not-modified', 'gone', 'error']).toContain(result.status)
        if (result.status === 'error') expect(result.message).not.toBe('')
      }),
      { numRuns: 200 },
    )
  })
})
