import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import { describe, expect } from 'vitest'

/** Debian's package, unless VIGIE_TEST_CHROMIUM names another one. */
const EXECUTABLE = process.env.VIGIE_TEST_CHROMIUM ?? '/usr/bin/chromium'
const found = existsSync(EXECUTABLE)
if (!found && process.env.CI === undefined)
  process.stderr.write(`No Chromium at ${EXECUTABLE}: the tests in a browser are skipped. Set VIGIE_TEST_CHROMIUM.\n`)

/** Tests in a browser: left out, and said so, where there is none; on CI there has to be one. */
export const inBrowser = found || process.env.CI !== undefined ? describe : describe.skip

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const startBrowser = (): Promise<Browser> => chromium.launch({ executablePath: EXECUTABLE, args: FLAGS })

export interface Chat {
  readonly page: Page
  /** What went wrong in the page: errors, broken policies, requests to other hosts. */
  readonly problems: string[]
  readonly prompt: Locator
  /** Types a line and waits for its answer. */
  say(text: string): Promise<Locator>
  /** Uses something and waits for the answer. */
  use(what: Locator): Promise<Locator>
  channel(id: 'privacy-news' | 'lookups'): Promise<void>
  close(): Promise<void>
}

/** A window of its own browser profile. */
export async function openChat(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Chat> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 820 },
    locale: 'en-GB',
    timezoneId: 'Europe/Brussels',
    ...options,
  })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL(address).origin)) problems.push(`request: ${request.url()}`)
  })
  await page.goto(address)
  await page.locator('.message, .empty').first().waitFor()

  async function answerTo(act: () => Promise<void>): Promise<Locator> {
    const answered = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/ask')
    await act()
    const response = await answered
    expect(response.status()).toBe(200)
    const { id } = await response.json()
    const message = page.locator(`[id="message-${id}"]`)
    await message.waitFor()
    return message
  }

  const prompt = page.getByRole('combobox', { name: 'Type / for commands' })
  return {
    page,
    problems,
    prompt,
    say: (text) =>
      answerTo(async () => {
        await prompt.fill(text)
        await page.getByRole('button', { name: 'Send' }).click()
      }),
    use: (what) => answerTo(() => what.click()),
    async channel(id) {
      await page.getByRole('link', { name: id }).click()
      await page.locator('#channel-name', { hasText: id }).waitFor()
    },
    close: () => context.close(),
  }
}
