import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createWebChat, type WebBackend, type WebChat, type WebChatOptions } from '../../../src/chat/web/index.ts'
import type { WebMessage } from '../../../src/chat/web/protocol.ts'
import type { Delivery } from '../../../src/store/index.ts'
import type { Chart, View } from '../../../src/types/index.ts'
import { type ScriptedBook, scriptedBook, view } from '../scripted-book.ts'
import { ask, listen, openPage } from './client.ts'
import { buildPage, webOptions } from './support.ts'

let page: string
beforeAll(() => {
  page = buildPage()
})

const running: WebChat[] = []
afterAll(async () => {
  for (const web of running) await web.stop()
})

interface Running {
  readonly web: WebChat
  readonly book: ScriptedBook
  /** With its token, where it has one. */
  readonly address: string
}

async function start(changes: Partial<WebChatOptions> = {}, backend: Partial<WebBackend> = {}): Promise<Running> {
  const book = scriptedBook()
  const web = createWebChat(webOptions(page, changes))
  web.use({ commands: book, outbox: { list: async () => [] }, sample: false, ...backend })
  await web.start()
  running.push(web)
  return { web, book, address: web.address ?? '' }
}

const channel = 'lookups'
const timeZone = 'Europe/Brussels'
const typed = (text: string) => ({ channel, timeZone, text })
const messageOf = ({ body }: { readonly body: string }): WebMessage => JSON.parse(body)
const messagesOf = ({ body }: { readonly body: string }): WebMessage[] => JSON.parse(body).messages

describe('the web chat on loopback', () => {
  it('gives the page and its files, each with strict headers', async () => {
    const { address } = await start()
    for (const path of ['/', '/assets/main.js', '/assets/style.css', '/assets/icon.svg']) {
      const { status, headers } = await ask(address, path)
      expect(status, path).toBe(200)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toMatch(/unsafe|https?:|\*/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
    expect((await ask(address, '/assets/main.js')).headers['content-type']).toContain('text/javascript')
  })

  it('has no inline script and no inline style, and asks nothing of other hosts', async () => {
    const { address } = await start()
    const { body } = await ask(address, '/')
    expect(body).not.toMatch(/<script(?![^>]*\bsrc=)/)
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|https?:\/\//)
    const { body: css } = await ask(address, '/assets/style.css')
    expect(css).not.toMatch(/url\(|@import/)
  })

  it('tells nothing but the page’s own files, and nothing by another name', async () => {
    const { address } = await start()
    for (const path of [
      '/assets/../routes.ts',
      '/assets/%2e%2e%2fchat.ts',
      '/assets/tsconfig.json',
      '/assets/',
      '/.env',
      '/api',
      '/api/unknown',
      '/index.html',
    ]) {
      const { status, headers } = await ask(address, path)
      expect([401, 404], path).toContain(status)
      expect(headers['content-security-policy'], path).toBeDefined()
    }
  })

  it('lets a browser keep a file until it changes', async () => {
    const { address } = await start()
    const { headers } = await ask(address, '/assets/style.css')
    const again = await ask(address, '/assets/style.css', { headers: { 'if-none-match': String(headers.etag) } })
    expect(again).toMatchObject({ status: 304, body: '' })
  })

  it('knows its own names only: a rebound one gets nothing', async () => {
    const { address } = await start({ names: ['news.example'] })
    const asked = async (host: string) => (await ask(address, '/', { headers: { host } })).status
    for (const host of ['127.0.0.1:8466', 'localhost', 'LOCALHOST:1', '[::1]:8466', 'news.example'])
      expect(await asked(host), host).toBe(200)
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example',
      'a b',
      'localhost@evil.example',
    ])
      expect(await asked(host), host).toBeGreaterThanOrEqual(400)
  })

  it('is written to from its own origin only, as JSON only, after the page was opened', async () => {
    const { address, book } = await start()
    const { post } = await openPage(address)
    expect((await post('/api/ask', typed('latest'))).status).toBe(200)
    expect(book.calls).toHaveLength(1)
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: '' },
      { origin: `${new URL(address).origin}.evil.example` },
      { origin: 'http://127.0.0.1:1' },
      { 'sec-fetch-site': 'cross-site' },
    ])
      expect((await post('/api/ask', typed('latest'), headers)).status, JSON.stringify(headers)).toBe(403)
    expect((await post('/api/ask', typed('latest'), { 'content-type': 'text/plain' })).status).toBe(400)
    expect((await post('/api/ask', typed('latest'), { cookie: '' })).status).toBe(401)
    expect((await post('/api/ask', typed('latest'), { cookie: 'vigie-session=x' })).status).toBe(401)
    expect(book.calls).toHaveLength(1)
  })

  it('is read by its own page only', async () => {
    const { address } = await start()
    const { get } = await openPage(address)
    expect((await get('/api/chat')).status).toBe(200)
    for (const site of ['cross-site', 'same-site'])
      for (const path of ['/api/chat', '/api/events', '/assets/main.js'])
        expect((await get(path, { 'sec-fetch-site': site, 'sec-fetch-mode': 'cors' })).status, path).toBe(403)
    // Somebody follows a link to it.
    expect((await get('/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status).toBe(200)
  })

  it('refuses what is too long, misshapen or no JSON', async () => {
    const { address, book } = await start()
    const { post } = await openPage(address)
    expect((await post('/api/ask', typed('x'.repeat(20_000)))).status).toBe(413)
    for (const body of [
      typed('x'.repeat(2_001)),
      { ...typed('latest'), channel: 'general' },
      { channel, timeZone },
      { channel, timeZone, call: { name: 'latest', options: { page: 2 } }, replaces: null },
      { channel, timeZone, call: { name: 'latest' }, replaces: null },
      [],
      'no json',
      '',
    ])
      expect((await post('/api/ask', body)).status, JSON.stringify(body).slice(0, 80)).toBe(400)
    expect(book.calls).toEqual([])
  })

  it('asks for no token, and answers the health check beside it', async () => {
    const { Hono } = await import('hono')
    const { address } = await start({ beside: new Hono().get('/health', (c) => c.json({ ok: true })) })
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    const { status, body } = await ask(address, '/health', { headers: { host: 'anything' } })
    expect([status, body]).toEqual([200, '{"ok":true}'])
  })
})

describe('the web chat on an address that others reach', () => {
  it('asks for the token, once in the address, then as a cookie that no script reads', async () => {
    const { address } = await start({ host: '0.0.0.0' })
    const { searchParams } = new URL(address)
    expect(searchParams.get('token')).toMatch(/^[\w-]{32}$/)
    for (const path of ['/', '/assets/main.js', '/api/chat', '/?token=wrong', `/?token=${'x'.repeat(32)}`])
      expect((await ask(address, path)).status, path).toBe(401)

    const opened = await ask(address, address)
    const [cookie = ''] = [opened.headers['set-cookie'] ?? []].flat()
    expect(opened.status).toBe(200)
    expect(opened.body).toContain('url=/')
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const page = await ask(address, '/', { headers: { cookie: cookie.split(';')[0] ?? '' } })
    expect(page.status).toBe(200)
    expect(page.body).not.toContain(searchParams.get('token'))
  })

  it('makes another token each time, and says in the reader’s language what is missing', async () => {
    const [one, two] = [await start({ host: '0.0.0.0' }), await start({ host: '0.0.0.0' })]
    expect(new URL(one.address).search).not.toBe(new URL(two.address).search)
    const { body } = await ask(one.address, '/', { headers: { 'accept-language': 'de-AT,de;q=0.9' } })
    expect(body).toContain('Token')
    expect(body).toContain('Öffnen Sie')
  })

  it('says which port is taken and what to do', async () => {
    const { address } = await start()
    const second = createWebChat(webOptions(page, { port: Number(new URL(address).port) }))
    second.use({ commands: scriptedBook(), outbox: { list: async () => [] }, sample: false })
    await expect(second.start()).rejects.toThrow(/port \d+ is taken.*VIGIE_HTTP_PORT/)
    await second.stop()
  })
})

describe('what is said in the web chat', () => {
  it('comes from the same commands, with the browser’s language, zone and channel', async () => {
    const { address, book } = await start()
    const { post } = await openPage(address, { 'accept-language': 'xx, fr-CA;q=0.9, en;q=0.8' })
    const message = messageOf(await post('/api/ask', typed('/company netflix')))
    expect(message).toMatchObject({ asked: '/company netflix', private: true, channel })
    expect(book.calls[0]?.caller).toEqual({
      channel: { platform: 'web', workspaceId: 'local', channelId: channel },
      canManage: true,
      locale: 'fr',
      timeZone,
    })
    await post('/api/ask', { ...typed('latest'), timeZone: 'Mars/Olympus' })
    expect(book.calls[1]?.caller.timeZone).toBeNull()
  })

  it('stays with the browser that asked where it is private, and reaches all where it is not', async () => {
    const { address, book } = await start()
    book.answers.set('latest', () => view('for everybody', { audience: 'channel' }))
    const [one, two] = [await openPage(address), await openPage(address)]
    const secret = messageOf(await one.post('/api/ask', typed('company netflix')))
    await one.post('/api/ask', typed('latest'))
    const seen = async ({ get }: typeof one) =>
      messagesOf(await get('/api/chat')).map((message) => message.view.summary)
    expect(await seen(one)).toEqual(['company {"name":"netflix"}', 'for everybody'])
    expect(await seen(two)).toEqual(['for everybody'])
    expect((await one.get(`/api/previews/${secret.id}`)).status).toBe(200)
    expect((await two.get(`/api/previews/${secret.id}`)).status).toBe(404)
  })

  it('turns a private page in place, and never one that everybody sees', async () => {
    const { address, book } = await start()
    const { post, get } = await openPage(address)
    const call = { name: 'latest', options: { page: '2' } }
    const first = messageOf(await post('/api/ask', typed('latest')))
    const second = messageOf(await post('/api/ask', { channel, timeZone, call, replaces: first.id }))
    expect(second.id).toBe(first.id)
    expect(second.asked).toBe('/privacy latest page:2')
    expect(messagesOf(await get('/api/chat'))).toHaveLength(1)

    book.answers.set('latest', () => view('shared', { audience: 'channel' }))
    const shared = messageOf(await post('/api/ask', typed('latest')))
    book.answers.delete('latest')
    const third = messageOf(await post('/api/ask', { channel, timeZone, call, replaces: shared.id }))
    expect(third.id).not.toBe(shared.id)
  })

  it('is harmless text, while other platforms’ payloads come from their own renderers', async () => {
    const { address, book } = await start()
    const hostile: View = view('<b>\u202Eevil\u0000</b>', {
      blocks: [{ kind: 'text', spans: [{ text: '@everyone', url: 'javascript:alert(1)' }] }],
    })
    book.answers.set('latest', () => hostile)
    const { post, get } = await openPage(address)
    const message = messageOf(await post('/api/ask', typed('latest')))
    expect(message.view.summary).toBe('<b>evil </b>')
    expect(message.view.blocks).toEqual([{ kind: 'text', spans: [{ text: '@everyone' }] }])
    const previews = JSON.parse((await get(`/api/previews/${message.id}`)).body)
    expect(JSON.stringify(previews.discord)).toContain('@\u200beveryone')
    expect(previews.slack.blocks[0].type).toBe('rich_text')
  })

  it('draws the charts of an answer for those who may see it, in both themes', async () => {
    const { address, book } = await start()
    const chart: Chart = {
      kind: 'chart',
      type: 'bar',
      title: 'Stories by month',
      description: 'Most in May',
      labels: ['Apr', 'May'],
      series: [{ name: 'Netflix', values: [2, 5] }],
    }
    book.answers.set('latest', () => view('a chart', { blocks: [chart] }))
    const [one, two] = [await openPage(address), await openPage(address)]
    const { id } = messageOf(await one.post('/api/ask', typed('latest')))
    const drawn = async (path: string, who = one) => {
      const { status, headers, body } = await who.get(path)
      return [status, headers['content-type'], body.slice(1, 4)]
    }
    for (const theme of ['light', 'dark', 'pink'])
      expect(await drawn(`/api/charts/${id}/0?theme=${theme}`)).toEqual([200, 'image/png', 'PNG'])
    expect((await one.get(`/api/charts/${id}/0?theme=light`)).body).not.toBe(
      (await one.get(`/api/charts/${id}/0?theme=dark`)).body,
    )
    for (const path of [`/api/charts/${id}/1`, `/api/charts/${id}/x`, '/api/charts/x/0', `/api/charts/${id}/0/0`])
      expect((await one.get(path)).status, path).toBe(404)
    expect((await two.get(`/api/charts/${id}/0`)).status).toBe(404)
  })

  it('apologises for a command that fails, and goes on', async () => {
    const { address, book } = await start()
    book.answers.set('latest', () => Promise.reject(new Error('secret')))
    const { post } = await openPage(address)
    const { status, body } = await post('/api/ask', typed('latest'))
    expect(status).toBe(200)
    expect(body).toContain('went wrong')
    expect(body).not.toContain('secret')
    expect((await post('/api/ask', typed('status'))).status).toBe(200)
  })

  it('is kept in a bounded number', async () => {
    const { web, address, book } = await start()
    const { post, get } = await openPage(address)
    const digest = { platform: 'web', workspaceId: 'local', channelId: 'privacy-news' } as const
    for (let n = 0; n < 130; n++)
      await web.messenger.post(digest, view(`edition ${n}`, { audience: 'channel' }), `d${n}`)
    for (let n = 0; n < 320; n++) await post('/api/ask', typed('latest'))
    const messages = messagesOf(await get('/api/chat'))
    expect(messages.filter((one) => one.private)).toHaveLength(300)
    const editions = messages.filter((one) => !one.private)
    expect(editions).toHaveLength(100)
    expect(editions.at(-1)?.view.summary).toBe('edition 129')
    expect(book.calls).toHaveLength(320)
  })
})

describe('editions in the web chat', () => {
  const digest = { platform: 'web', workspaceId: 'local', channelId: 'privacy-news' } as const
  const edition = view('the edition', { audience: 'channel' })

  it('are posted once, however often the delivery is tried, and only to channels that there are', async () => {
    const { web, address } = await start()
    const { get } = await openPage(address)
    expect(await web.messenger.post(digest, edition, 'd1')).toMatchObject({ status: 'sent', messageId: 'd1' })
    expect(await web.messenger.post(digest, edition, 'd1')).toMatchObject({ status: 'sent', messageId: 'd1' })
    expect(messagesOf(await get('/api/chat'))).toHaveLength(1)
    expect(await web.messenger.post({ ...digest, channelId: 'gone' }, edition, 'd2')).toMatchObject({
      status: 'failed',
    })
  })

  it('come back from the outbox after a restart, those that were sent', async () => {
    const kept = (id: string, state: Delivery['state'], minute: number): Delivery => ({
      id,
      state,
      editionId: 'e',
      channel: digest,
      view: view(`${id} ${state}`, { audience: 'channel' }),
      attempts: 1,
      createdAt: new Date(Date.UTC(2026, 10, 25, 8, minute)),
      unsettledSince: null,
      reason: null,
      messageId: id,
    })
    const deliveries = [kept('c', 'pending', 3), kept('b', 'sent', 2), kept('a', 'sent', 1)]
    const list = async ({ channelId }: { readonly channelId: string }) =>
      channelId === digest.channelId ? deliveries : []
    const { address } = await start({}, { outbox: { list } })
    const { get } = await openPage(address)
    const shown = async () => messagesOf(await get('/api/chat')).map(({ view: { summary } }) => summary)
    expect(await shown()).toEqual(['a sent', 'b sent'])
    expect(await shown()).toEqual(['a sent', 'b sent'])
  })

  it('are heard at once by every window, and missed ones after a break, once each', async () => {
    const { web, address } = await start({ heartbeatMs: 50 })
    const [one, two] = [await openPage(address), await openPage(address)]
    const { lastEventId } = JSON.parse((await one.get('/api/chat')).body)
    const path = `/api/events?after=${encodeURIComponent(lastEventId)}`
    const heard = [one, two].map(({ cookie }) => listen(address, path, { cookie }, (events) => events.length >= 1))
    await web.messenger.post(digest, edition, 'd1')
    const [first, second] = await Promise.all(heard)
    expect(first).toEqual(second)
    expect(first?.[0]).toMatchObject({ event: 'message' })

    await web.messenger.post(digest, edition, 'd2')
    await web.messenger.post(digest, edition, 'd3')
    const missed = await listen(
      address,
      path,
      { cookie: one.cookie, 'last-event-id': first?.[0]?.id ?? '' },
      (events) => events.length >= 2,
    )
    expect(missed.map(({ data }) => JSON.parse(data).id)).toEqual(['d2', 'd3'])
  })

  it('keep the line alive, and begin anew for a window of an earlier process', async () => {
    const { address } = await start({ heartbeatMs: 30 })
    const { cookie } = await openPage(address)
    const events = await listen(
      address,
      '/api/events?after=abcdef.7',
      { cookie },
      (_, raw) => raw.split(': beat').length > 2,
    )
    expect(events.map(({ event }) => event)).toEqual(['reset'])
  })

  it('tell private answers to the browser they are for only', async () => {
    const { web, address } = await start({ heartbeatMs: 30 })
    const [one, two] = [await openPage(address), await openPage(address)]
    const { lastEventId } = JSON.parse((await one.get('/api/chat')).body)
    const other = listen(
      address,
      `/api/events?after=${lastEventId}`,
      { cookie: two.cookie },
      (events) => events.length >= 1,
    )
    await one.post('/api/ask', typed('company netflix'))
    await web.messenger.post(digest, edition, 'd1')
    expect((await other).map(({ data }) => JSON.parse(data).view.summary)).toEqual(['the edition'])
  })

  it('of another source take the place of all that was said before', async () => {
    const { web, address } = await start()
    const { get, post, cookie } = await openPage(address)
    await post('/api/ask', typed('latest'))
    const { lastEventId } = JSON.parse((await get('/api/chat')).body)
    web.use({ commands: scriptedBook(), outbox: { list: async () => [] }, sample: true })
    const events = await listen(address, `/api/events?after=${lastEventId}`, { cookie }, (heard) => heard.length >= 1)
    expect(events[0]?.event).toBe('reset')
    expect(messagesOf(await get('/api/chat'))).toEqual([])
  })

  it('end with the server, which does not wait for windows that listen', async () => {
    const { web, address } = await start()
    const { cookie } = await openPage(address)
    const heard = listen(address, '/api/events', { cookie }, () => false).catch((error: Error) => error.message)
    await vi.waitUntil(async () => (await ask(address, '/')).status === 200)
    await web.stop()
    expect(await heard).toMatch(/ended|broke/)
    expect(web.address).toBeNull()
  })
})
