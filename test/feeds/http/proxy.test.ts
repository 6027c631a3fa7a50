import { request as ask, createServer } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createFetcher } from '../../../src/feeds/http/index.ts'
import { close, LOCAL, listen, names, serve, type Web } from '../web.ts'

let web: Web
let port: number
/** What the proxy was asked to reach. */
const asked: string[] = []
const credentials: (string | undefined)[] = []

/** A forward proxy that finds every site at the test's own server. */
const proxy = createServer((request, response) => {
  asked.push(request.url ?? '')
  credentials.push(request.headers['proxy-authorization'])
  const { pathname } = new URL(request.url ?? '')
  request.pipe(ask(web.url(pathname), (answer) => answer.pipe(response)))
}).on('connect', (request, socket) => {
  asked.push(`CONNECT ${request.url}`)
  if (request.url?.startsWith('unwanted.')) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
  const upstream = connect(web.port, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 Connected\r\n\r\n')
    socket.pipe(upstream).pipe(socket)
  })
  for (const end of [socket, upstream]) end.on('error', () => {})
})

beforeAll(async () => {
  web = await serve((_, response) => response.end('<rss version="2.0"/>'))
  port = await listen(proxy)
})
afterAll(() => Promise.all([web.close(), close(proxy)]))

const through = (env: Record<string, string>) =>
  createFetcher({ ...LOCAL, allowNetworks: [], lookup: names({ 'feeds.example': ['93.184.215.14'] }), env })

describe('a proxy of the environment', () => {
  test.each(['http_proxy', 'HTTP_PROXY'])('%s is used, with its login', async (name) => {
    const fetcher = through({ [name]: `http://user:pass@127.0.0.1:${port}` })
    expect(await fetcher.fetch({ url: 'http://feeds.example/rss' })).toMatchObject({
      status: 'ok',
      finalUrl: 'http://feeds.example/rss',
    })
    expect(asked.at(-1)).toBe('http://feeds.example/rss')
    expect(credentials.at(-1)).toBe(`Basic ${btoa('user:pass')}`)
    await fetcher.close()
  })

  test('opens a tunnel for https', async () => {
    const fetcher = through({ https_proxy: `http://127.0.0.1:${port}` })
    // The test's server speaks no TLS: what counts is the way that the request takes.
    expect(await fetcher.fetch({ url: 'https://feeds.example/rss' })).toMatchObject({ status: 'error', kind: 'tls' })
    expect(asked.at(-1)).toBe('CONNECT feeds.example:443')
    await fetcher.close()
  })

  test('may say no', async () => {
    const fetcher = through({ https_proxy: `http://127.0.0.1:${port}` })
    expect(await fetcher.fetch({ url: 'https://unwanted.invalid/rss' })).toMatchObject({
      kind: 'refused',
      message: 'the proxy does not connect to unwanted.invalid (HTTP 403)',
    })
    await fetcher.close()
  })

  test('is not asked for hosts that NO_PROXY names', async () => {
    const before = asked.length
    const env = { http_proxy: `http://127.0.0.1:${port}`, NO_PROXY: 'direct.example' }
    const fetcher = createFetcher({ ...LOCAL, lookup: names({ 'direct.example': ['127.0.0.1'] }), env })
    expect(await fetcher.fetch({ url: `http://direct.example:${web.port}/` })).toMatchObject({ status: 'ok' })
    expect(asked.length).toBe(before)
    await fetcher.close()
  })

  test('is no way around the guard', async () => {
    const before = asked.length
    const env = { http_proxy: `http://127.0.0.1:${port}` }
    const fetcher = createFetcher({
      ...LOCAL,
      allowNetworks: [],
      lookup: names({ 'inside.example': ['10.0.0.1'] }),
      env,
    })
    for (const url of ['http://10.0.0.1/', 'http://169.254.169.254/', 'http://inside.example/'])
      expect(await fetcher.fetch({ url })).toMatchObject({ kind: 'blocked' })
    expect(asked.length).toBe(before)
    await fetcher.close()
  })

  test('judges names that are unknown here', async () => {
    const fetcher = through({ http_proxy: `http://127.0.0.1:${port}` })
    expect(await fetcher.fetch({ url: 'http://only-the-proxy-knows.invalid/rss' })).toMatchObject({ status: 'ok' })
    await fetcher.close()
  })

  test('that is no URL is told at once, without its text', () => {
    expect(() => through({ https_proxy: 'user:s3cret@' })).toThrow(/^HTTP_PROXY or HTTPS_PROXY is no URL; (?!.*s3cret)/)
  })
})
