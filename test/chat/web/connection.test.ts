import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWebChat, type WebChat } from '../../../src/chat/web/index.ts'
import { scriptedBook, view } from '../scripted-book.ts'
import { inBrowser, openChat, startBrowser } from './browser.ts'
import { buildPage, webOptions } from './support.ts'

const DIGEST = { platform: 'web', workspaceId: 'local', channelId: 'privacy-news' } as const

inBrowser('a window of the web chat', () => {
  let browser: Browser
  let page: string
  beforeAll(async () => {
    page = buildPage()
    browser = await startBrowser()
  })
  afterAll(() => browser?.close())

  async function start(port = 0, host = '127.0.0.1'): Promise<WebChat> {
    const web = createWebChat(webOptions(page, { port, host, heartbeatMs: 200 }))
    web.use({ commands: scriptedBook(), outbox: { list: async () => [] }, sample: false })
    await web.start()
    return web
  }

  it('says when the server is gone, and shows what there is once it is back, without a reload', async () => {
    const first = await start()
    await first.messenger.post(DIGEST, view('before', { audience: 'channel' }), 'd1')
    const chat = await openChat(browser, first.address ?? '')
    await chat.page.getByText('before').waitFor()
    await first.stop()
    await chat.page.getByText('Vigie can’t be reached').waitFor()
    const second = await start(Number(new URL(chat.page.url()).port))
    await second.messenger.post(DIGEST, view('after', { audience: 'channel' }), 'd2')
    await chat.page.getByText('after').waitFor()
    expect(await chat.page.getByText('before').count()).toBe(0)
    expect(await chat.page.locator('#trouble').textContent()).toBe('')
    await chat.close()
    await second.stop()
  })

  it('loads what there is as soon as the server gives it', async () => {
    const web = await start()
    await web.messenger.post(DIGEST, view('the edition', { audience: 'channel' }), 'd1')
    const context = await browser.newContext()
    const opened = await context.newPage()
    await opened.route('**/api/chat', (route) => route.abort())
    await opened.goto(web.address ?? '')
    await opened.getByText('Vigie can’t be reached').waitFor()
    await opened.unroute('**/api/chat')
    await opened.getByText('the edition').waitFor()
    expect(await opened.locator('#trouble').textContent()).toBe('')
    await context.close()
    await web.stop()
  })

  it('keeps a line that could not be sent, and says so', async () => {
    const web = await start()
    const chat = await openChat(browser, web.address ?? '')
    await chat.channel('lookups')
    await chat.page.route('**/api/ask', (route) => route.abort())
    await chat.prompt.fill('/privacy latest')
    await chat.page.getByRole('button', { name: 'Send' }).click()
    await chat.page.getByText('could not be sent').waitFor()
    expect(await chat.prompt.inputValue()).toBe('/privacy latest')
    await chat.page.unroute('**/api/ask')
    await chat.use(chat.page.getByRole('button', { name: 'Send' }))
    await chat.close()
    await web.stop()
  })

  it('opens by the address with the token, and stays open without it', async () => {
    const web = await start(0, '0.0.0.0')
    const address = web.address ?? ''
    const chat = await openChat(browser, address)
    expect(chat.page.url()).toBe(new URL('/', address).href)
    await chat.page.reload()
    await chat.say('/privacy latest')
    expect(await chat.page.evaluate('document.cookie')).not.toContain('token')
    expect(chat.problems).toEqual([])
    await chat.close()

    const stranger = await browser.newPage()
    const response = await stranger.goto(new URL('/', address).href)
    expect(response?.status()).toBe(401)
    await stranger.close()
    await web.stop()
  })
})
