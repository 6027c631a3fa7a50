import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type Chat, inBrowser, openChat, startBrowser } from './browser.ts'
import { type SampleChat, sampleChat } from './support.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const resultSchema = z.object({
  passes: z.array(z.unknown()),
  violations: z.array(
    z.object({
      id: z.string(),
      help: z.string(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string() })),
    }),
  ),
})

/** What axe finds wrong, rules and best practices alike, readable. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const { passes, violations } = resultSchema.parse(await page.evaluate('axe.run(document)'))
  expect(passes.length).toBeGreaterThan(20)
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 160)} ${failureSummary}`),
  )
}

const LOOKS: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'on a phone': { colorScheme: 'light', viewport: { width: 360, height: 740 } },
}

inBrowser('the web chat for everybody', () => {
  let sample: SampleChat
  let browser: Browser
  beforeAll(async () => {
    ;[sample, browser] = await Promise.all([sampleChat(), startBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await sample?.close()
  })

  async function checked(chat: Chat, where: string): Promise<void> {
    expect(await violations(chat.page), where).toEqual([])
  }

  for (const [look, options] of Object.entries(LOOKS))
    it(`has nothing that axe finds wrong, ${look}`, { timeout: 60_000 }, async () => {
      // The policy of the page lets nothing be run in it, axe included.
      const chat = await openChat(browser, sample.address, { ...options, bypassCSP: true })
      const { page } = chat
      await checked(chat, 'digest')
      await chat.channel('lookups')
      await checked(chat, 'nothing asked yet')
      const { stories } = await sample.core.store.stories.list({ limit: 1, offset: 0 })
      const story = stories[0]?.id ?? ''
      for (const line of ['company netflix', 'latest', 'compare netflix meta', 'fines', 'trends', `why ${story}`])
        await chat.say(`/privacy ${line}`)
      for (const line of [
        'subscribe',
        `wrong ${story}`,
        'compny netflx',
        'feeds add no-address',
        'help',
        'privacy forget',
      ])
        await chat.say(`/privacy ${line}`)
      await checked(chat, 'look-ups, forms, menus and notices')
      for (const platform of ['Discord', 'Slack']) {
        for (const radio of await page.getByRole('radio', { name: platform }).all()) await radio.check()
        await page.locator(`.${platform.toLowerCase()}`).last().waitFor()
        await checked(chat, platform)
      }
      await chat.prompt.fill('/privacy company ')
      await page.getByRole('listbox', { name: 'Suggestions' }).waitFor()
      await chat.prompt.press('ArrowDown')
      await checked(chat, 'suggestions')
      expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
      await chat.close()
    })

  it('names its landmarks, and tells new messages politely', async () => {
    const chat = await openChat(browser, sample.address)
    const { page } = chat
    for (const role of ['banner', 'navigation', 'main', 'log'] as const)
      expect(await page.getByRole(role).count()).toBe(1)
    const log = page.getByRole('log', { name: 'Messages in #privacy-news' })
    expect(await log.getAttribute('aria-live')).toBe('polite')
    await page.waitForFunction('document.querySelector("[role=log]").getAttribute("aria-busy") === "false"')
    await chat.close()
  })

  it('moves nothing for those who want no motion', async () => {
    const chat = await openChat(browser, sample.address, { reducedMotion: 'reduce' })
    const moving =
      'document.getAnimations().length + [...document.querySelectorAll("*")].filter((one) => getComputedStyle(one).transitionDuration !== "0s").length'
    expect(await chat.page.evaluate(moving)).toBe(0)
    await chat.close()
  })
})
