import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createGuard } from '../../../src/feeds/guard/index.ts'
import { createFetcher, type Fetcher, type FetcherOptions } from '../../../src/feeds/http/index.ts'
import { LOCAL, names, serve, type Web } from '../web.ts'

let web: Web
const open: Fetcher[] = []

beforeAll(async () => {
  web = await serve((request, response) => {
    const to = new URL(request.url ?? '/', web.origin).searchParams.get('to')
    if (to === null) response.end('<rss version="2.0"/>')
    else response.writeHead(302, { location: to }).end()
  })
})
afterAll(() => web.close())
afterEach(() => Promise.all(open.splice(0).map((fetcher) => fetcher.close())))

function fetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  const made = createFetcher({ ...LOCAL, allowNetworks: [], ...options })
  open.push(made)
  return made
}

const blocked = expect.objectContaining({ status: 'error', kind: 'blocked' })

describe('a request that someone wants made to this machine or its network', () => {
  test.each([
    ['by number', '127.0.0.1'],
    ['in decimal', '2130706433'],
    ['in octal', '0177.0.0.1'],
    ['in hexadecimal', '0x7f.1'],
    ['shortened', '127.1'],
    ['in full-width digits', '１２７.0.0.1'],
    ['as an IPv6 address', '[::1]'],
    ['as an IPv4 address in IPv6', '[::ffff:127.0.0.1]'],
    ['behind NAT64', '[64:ff9b::127.0.0.1]'],
    ['as 6to4', '[2002:7f00:1::]'],
    ['by its name', 'localhost'],
  ])('%s (%s) is not made', async (_, host) => {
    const asked = web.requests.length
    expect(await fetcher().fetch({ url: `http://${host}:${web.port}/` })).toEqual(blocked)
    expect(web.requests.length).toBe(asked)
  })

  test('through a name that leads here', async () => {
    const lookup = names({ 'inside.example': ['127.0.0.1'] })
    expect(await fetcher({ lookup }).fetch({ url: `http://inside.example:${web.port}/` })).toMatchObject({
      kind: 'blocked',
      message:
        'not asked for: inside.example leads off the public web: 127.0.0.1 is a loopback address (this machine itself)',
    })
  })

  test('through a name with a public address beside an inner one: only the public one is dialled', async () => {
    const { lookup } = createGuard({ lookup: names({ 'both.example': ['10.0.0.1', '93.184.215.14', '::1'] }) })
    const found = new Promise((resolve) => lookup('both.example', { all: true }, (_, addresses) => resolve(addresses)))
    expect(await found).toEqual([{ address: '93.184.215.14', family: 4 }])
  })

  test('through a redirect', async () => {
    const lookup = names({ 'outside.example': ['127.0.0.1'], 'inside.example': ['127.0.0.2'] })
    const guarded = fetcher({ lookup, allowNetworks: ['127.0.0.1/32'] })
    const outside = (to: string) => `http://outside.example:${web.port}/?to=${encodeURIComponent(to)}`
    for (const to of [`http://127.0.0.2:${web.port}/`, `http://inside.example:${web.port}/`, 'http://169.254.169.254/'])
      expect(await guarded.fetch({ url: outside(to) })).toEqual(blocked)
  })

  test('through a name whose address changes after a first look (DNS rebinding)', async () => {
    let looks = 0
    const lookup = names({ 'rebound.example': () => [looks++ === 0 ? '127.0.0.1' : '127.0.0.2'] })
    const url = `http://rebound.example:${web.port}/`
    const options = { lookup, allowNetworks: ['127.0.0.1/32'] }
    expect(await fetcher(options).fetch({ url })).toMatchObject({ status: 'ok' })
    expect(looks).toBe(1)
    expect(await fetcher(options).fetch({ url })).toEqual(blocked)
  })

  test('with another scheme or to a port that is no web port', async () => {
    const strict = fetcher({ allowPorts: [80, 443] })
    for (const url of [
      'ftp://example.org/',
      'file:///etc/passwd',
      'http://example.org:25/',
      'https://example.org:6379/',
    ])
      expect(await strict.fetch({ url })).toEqual(blocked)
  })
})

test('a network that the admin allows is asked', async () => {
  const lookup = names({ 'intranet.example': ['127.0.0.1'] })
  const opened = fetcher({ lookup, allowNetworks: ['127.0.0.0/8'] })
  expect(await opened.fetch({ url: `http://intranet.example:${web.port}/` })).toMatchObject({ status: 'ok' })
})

test('a network that is none is told when the fetcher is made', () => {
  expect(() => createFetcher({ ...LOCAL, allowNetworks: ['the office'] })).toThrow('"the office" is not a network')
})
