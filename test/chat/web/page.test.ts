import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { Chart, View } from '../../../src/types/index.ts'
import { requiredOptions } from '../whole-bot.ts'
import { type Chat, inBrowser, openChat, startBrowser } from './browser.ts'
import { type SampleChat, sampleChat } from './support.ts'

const DIGEST = { platform: 'web', workspaceId: 'local', channelId: 'privacy-news' } as const
const LOOKUPS = { ...DIGEST, channelId: 'lookups' } as const

/** Browsers take their time on a machine that does other things as well. */
const until = (condition: () => Promise<boolean>) => vi.waitUntil(condition, { timeout: 10_000 })
/** Run in the page. */
const fitsItsWidth = (element: { scrollWidth: number; clientWidth: number }) =>
  element.scrollWidth <= element.clientWidth + 1
const idsOf = (elements: { id: string }[]) => elements.map(({ id }) => id)

const said = async (what: Locator): Promise<string> => (await what.textContent()) ?? ''

inBrowser('the web chat in a browser, on the sample edition', () => {
  let sample: SampleChat
  let browser: Browser
  const windows: Chat[] = []
  beforeAll(async () => {
    ;[sample, browser] = await Promise.all([sampleChat(), startBrowser()])
  })
  afterEach(async () => {
    for (const { problems, close } of windows.splice(0)) {
      expect(problems).toEqual([])
      await close()
    }
  })
  afterAll(async () => {
    await browser?.close()
    await sample?.close()
  })

  async function open(...[options]: [Parameters<typeof openChat>[2]?]): Promise<Chat> {
    const chat = await openChat(browser, sample.address, options)
    windows.push(chat)
    return chat
  }

  /** A story that is about a known company, as its card is shown in the digest. */
  async function openStory(chat: Chat): Promise<Locator> {
    const { stories } = await sample.core.store.stories.list({ limit: 50, offset: 0 })
    const story = stories.find(({ classification }) =>
      classification.companies.some(({ id }) => !id.startsWith('org:')),
    )
    if (story === undefined) throw new Error('No sample story is about a known company')
    return chat.say(`story ${story.id}`)
  }

  it('shows the digest, says that it is a sample, and opens its stories', async () => {
    const chat = await open()
    const first = chat.page.getByRole('article').first()
    expect(await first.getByRole('heading', { level: 2 }).textContent()).toContain('Privacy digest')
    expect(await said(chat.page.locator('main'))).toContain('sample')
    const opened = await chat.use(first.getByRole('button', { name: /^Details: / }).first())
    expect(await said(opened)).toContain('Only you see this')
    expect(await said(opened)).toContain('Reported by')
    expect(await chat.page.evaluate('document.activeElement.tagName')).toBe('ARTICLE')
    const link = opened.locator('a[lang]').first()
    expect(await link.getAttribute('href')).toMatch(/^https?:/)
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
  })

  it('answers every command: chosen from the list by a click, its options typed, sent by the button', {
    timeout: 60_000,
  }, async () => {
    const chat = await open()
    await chat.channel('lookups')
    const { stories } = await sample.core.store.stories.list({ limit: 1, offset: 0 })
    for (const definition of sample.bot.commands.definitions) {
      await chat.prompt.fill(`/privacy ${definition.name}`)
      const offered = chat.page
        .getByRole('option')
        .filter({ has: chat.page.getByText(definition.name, { exact: true }) })
      await offered.first().click()
      expect(await chat.prompt.inputValue()).toBe(`/privacy ${definition.name} `)
      const values = Object.values(requiredOptions(definition, stories[0]?.id ?? ''))
      await chat.prompt.press('End')
      await chat.prompt.pressSequentially(values.join(' '))
      const answer = await chat.use(chat.page.getByRole('button', { name: 'Send' }))
      const text = await said(answer.locator('.body'))
      expect(text.trim(), definition.name).not.toBe('')
      expect(text, definition.name).not.toMatch(/went wrong|No command/)
      expect(await said(answer.locator('.asked'))).toContain(`/privacy ${definition.name}`)
    }
  })

  it('completes commands, options, choices and values, by keyboard', async () => {
    const chat = await open()
    const { page, prompt } = chat
    const list = page.getByRole('listbox', { name: 'Suggestions' })
    const options = list.getByRole('option')
    await prompt.fill('/comp')
    await options.first().waitFor()
    expect(await options.allTextContents()).toEqual([
      expect.stringMatching(/^company /),
      expect.stringMatching(/^compare /),
    ])
    expect(await prompt.getAttribute('aria-expanded')).toBe('true')
    expect(await said(options.first())).toContain('A company: its stories')

    await prompt.press('ArrowDown')
    const active = (await prompt.getAttribute('aria-activedescendant')) ?? ''
    expect(await page.locator(`#${active}`).getAttribute('aria-selected')).toBe('true')
    await prompt.press('Enter')
    expect(await prompt.inputValue()).toBe('/company ')

    await prompt.pressSequentially('netf')
    await list
      .getByRole('option', { name: /^Netflix/ })
      .first()
      .waitFor()
    expect(await said(page.locator('#usage'))).toMatch(/\/privacy company\s+name\s+since/)
    await prompt.press('Tab')
    expect(await prompt.inputValue()).toBe('/company netflix ')

    await prompt.pressSequentially('si')
    await list.getByRole('option', { name: /^since:/ }).waitFor()
    await prompt.press('Tab')
    await prompt.pressSequentially('30')
    await options.first().waitFor()
    expect(await prompt.inputValue()).toBe('/company netflix since:30')

    await prompt.fill('/privacy privacy ')
    await list
      .getByRole('option', { name: /export|download|everything/i })
      .first()
      .waitFor()
    await prompt.press('Escape')
    await until(async () => (await prompt.getAttribute('aria-expanded')) === 'false')
    expect(await options.count()).toBe(0)
  })

  it('brings earlier lines back by arrow keys, over a reload too', async () => {
    const chat = await open()
    await chat.channel('lookups')
    await chat.say('/privacy about')
    await chat.say('/privacy status')
    await chat.page.reload()
    await chat.page.getByRole('article').first().waitFor()
    const { prompt } = chat
    await prompt.press('ArrowUp')
    expect(await prompt.inputValue()).toBe('/privacy status')
    await prompt.press('ArrowUp')
    expect(await prompt.inputValue()).toBe('/privacy about')
    await prompt.press('ArrowDown')
    await prompt.press('ArrowDown')
    expect(await prompt.inputValue()).toBe('')
    expect(await chat.page.getByRole('article').count()).toBe(2)
  })

  it('says why, takes corrections by a menu and takes them back', async () => {
    const chat = await open()
    await chat.channel('lookups')
    const story = await openStory(chat)
    const why = await chat.use(story.getByRole('button', { name: 'Why?' }))
    expect(await why.locator('li').count()).toBeGreaterThan(0)
    const wrong = await chat.use(why.getByRole('button', { name: 'Wrong?' }))
    await wrong.getByRole('combobox').selectOption({ index: 1 })
    const thanks = await chat.use(wrong.getByRole('button', { name: 'Choose' }))
    const corrections = () => sample.core.store.corrections.list({ platform: 'web', workspaceId: 'local' })
    expect(await corrections()).toHaveLength(1)
    await chat.use(thanks.getByRole('button', { name: 'Undo' }))
    expect(await corrections()).toEqual([])
  })

  it('shares a story with the channel, where another window sees it and nothing else', async () => {
    const [one, two] = [await open(), await open()]
    await one.channel('lookups')
    const before = await two.page.locator('article').count()
    const story = await openStory(one)
    const shared = await one.use(story.getByRole('button', { name: 'Share to channel' }))
    expect(await said(shared)).not.toContain('Only you see this')
    await two.page.getByRole('link', { name: /lookups.*New: 1/ }).waitFor()
    await two.channel('lookups')
    await two.page.getByRole('article').last().waitFor()
    expect(await said(two.page.locator('main'))).not.toContain('Only you see this')
    expect(before).toBeGreaterThan(0)
  })

  it('turns pages in place and leaves the focus where it is', async () => {
    const chat = await open()
    await chat.channel('lookups')
    const list = await chat.say('/privacy latest')
    const count = await chat.page.getByRole('article').count()
    const first = await said(list.locator('.headline').first())
    await list.getByRole('button', { name: 'Next page' }).press('Enter')
    await until(async () => (await said(list.locator('.headline').first())) !== first)
    expect(await chat.page.getByRole('article').count()).toBe(count)
    await until(
      async () => (await chat.page.evaluate('document.activeElement.getAttribute("aria-label")')) === 'Next page',
    )
    await list.getByRole('button', { name: 'Previous page' }).click()
    await until(async () => (await said(list.locator('.headline').first())) === first)
  })

  it('sets a digest up by its form, posts it, and two windows see the same edition at once', async () => {
    const [one, two] = [await open(), await open()]
    await Promise.all([one.channel('lookups'), two.channel('lookups')])
    const proposal = await one.say('/privacy subscribe')
    await proposal.getByLabel('Time', { exact: true }).fill('07:45')
    const saved = await one.use(proposal.getByRole('group').getByRole('button', { name: 'Start' }))
    expect(await said(saved)).toContain('07:45')
    const [subscription] = await sample.core.store.subscriptions.list(LOOKUPS)
    expect(subscription).toMatchObject({ time: '07:45', channel: LOOKUPS })

    const shown = (chat: Chat) => chat.page.locator('article:has(h2:text("Privacy digest"))')
    const count = await shown(two).count()
    await one.say('/privacy digest now')
    await sample.bot.deliver()
    for (const chat of [one, two]) await until(async () => (await shown(chat).count()) >= count + 3)
    const ids = (chat: Chat) => shown(chat).evaluateAll(idsOf)
    expect(await ids(one)).toEqual(await ids(two))
    expect(await said(shown(two).first())).toMatch(/Privacy digest · .* part 1 of/)
  })

  it('shows how Discord and Slack would be sent the same answer, from their real payloads', async () => {
    const chat = await open()
    await chat.channel('lookups')
    const answer = await chat.say('/privacy company netflix')
    await answer.getByRole('radio', { name: 'Discord' }).check()
    const discord = answer.locator('.discord')
    await discord.waitFor()
    expect(await said(discord.locator('.dc-h2').first())).toBe('Netflix')
    expect(await discord.locator('.dc-button').count()).toBeGreaterThan(0)
    expect(await said(discord)).not.toMatch(/\*\*|\\/)
    await answer.getByText('The payload as JSON').click()
    const payload = JSON.parse((await answer.locator('.json code').textContent()) ?? '')
    expect(payload.components[0].type).toBe(17)

    await answer.getByRole('radio', { name: 'Slack' }).check()
    await answer.locator('.slack').waitFor()
    expect(await said(answer.locator('.sl-header'))).toBe('Netflix')
    expect(JSON.parse((await answer.locator('.json code').textContent()) ?? '').blocks[0].type).toBe('header')
    await answer.getByRole('radio', { name: 'Vigie' }).check()
    await answer.locator('.view').waitFor()
  })

  it('draws charts with a description and the numbers as a table', async () => {
    const chart: Chart = {
      kind: 'chart',
      type: 'bar',
      title: 'Stories by month',
      description: 'Most in May',
      labels: ['Apr 26', 'May 26'],
      series: [
        { name: 'Netflix', values: [2, 5] },
        { name: 'Meta', values: [1, 0] },
      ],
    }
    const chat = await open()
    const view: View = { audience: 'channel', summary: 'A chart', blocks: [chart] }
    await sample.web.messenger.post(DIGEST, view, 'chart')
    const message = chat.page.locator('#message-chart')
    await message.waitFor()
    const picture = message.getByRole('img', { name: 'Stories by month. Most in May' })
    const isDrawn = (image: { complete: boolean; naturalWidth: number }) =>
      image.complete && image.naturalWidth === 1120
    for (const theme of ['light', 'dark']) {
      await chat.page.getByLabel('Appearance', { exact: true }).selectOption(theme)
      expect(await picture.count()).toBe(1)
      expect(await picture.getAttribute('src')).toContain(`theme=${theme}`)
      await picture.scrollIntoViewIfNeeded()
      await until(() => picture.evaluate(isDrawn))
    }
    for (const platform of ['Discord', 'Slack']) {
      await message.getByRole('radio', { name: platform }).check()
      await message.locator(`.${platform.toLowerCase()}`).waitFor()
      const attached = message.getByRole('img', { name: /Netflix: Apr 26 2/ })
      await until(() => attached.evaluate(isDrawn))
    }
    await message.getByRole('radio', { name: 'Vigie' }).check()
    await message.getByText('The numbers as a table').click()
    expect((await message.locator('td').allTextContents()).filter((cell) => cell !== '')).toEqual(['2', '1', '5', '0'])
  })

  it('speaks the language of the browser, or the chosen one, from then on', async () => {
    const chat = await open({ locale: 'fr-BE' })
    expect(await chat.page.locator('html').getAttribute('lang')).toBe('fr')
    await Promise.all([
      chat.page.waitForEvent('load'),
      chat.page.getByLabel('Langue', { exact: true }).selectOption('ja'),
    ])
    await chat.page.locator('html[lang=ja]').waitFor()
    await chat.page.getByRole('button', { name: '送信' }).waitFor()
    await chat.page.reload()
    expect(await chat.page.locator('html').getAttribute('lang')).toBe('ja')
  })

  it('is light or dark as the system is, or as chosen, from then on', async () => {
    const chat = await open({ colorScheme: 'dark' })
    const ground = () => chat.page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(await ground()).toBe('rgb(21, 24, 31)')
    await chat.page.getByLabel('Appearance', { exact: true }).selectOption('light')
    expect(await ground()).toBe('rgb(255, 255, 255)')
    await chat.page.reload()
    expect(await ground()).toBe('rgb(255, 255, 255)')
  })

  it('can be used by the keyboard alone', async () => {
    const chat = await open()
    const { page } = chat
    const focused = () => page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()')
    // Past the end of the page, over the window's own place, to its beginning.
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Send')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Skip to the prompt')
    await page.keyboard.press('Enter')
    await until(async () => (await focused()) === 'prompt')
    await page.keyboard.type('/privacy about')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    const answer = page.getByRole('article').filter({ hasText: '/privacy about' })
    await answer.waitFor()
    expect(await focused()).toBe('prompt')
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid')

    // Backwards from the prompt: the messages, from the last control of the last one.
    await page.keyboard.press('Shift+Tab')
    expect(await page.evaluate('document.activeElement.closest("article") !== null')).toBe(true)
    await page.getByRole('link', { name: 'lookups' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('#channel-name', { hasText: 'lookups' }).waitFor()
  })

  it('is not moved by a hostile view: no markup, no script, no foreign address, no wider page', async () => {
    const attack = '<img src=x onerror=alert(1)><script>alert(2)</script>'
    const long = 'a'.repeat(10_000)
    const view: View = {
      audience: 'channel',
      summary: attack,
      blocks: [
        { kind: 'heading', level: 1, text: attack + long },
        { kind: 'text', spans: [{ text: 'click', url: 'javascript:alert(3)' }, { text: '\u202Egpj.exe' }] },
        {
          kind: 'story',
          id: 'x',
          number: 1,
          gist: [attack, long],
          remarks: [],
          headline: { text: `${long}\u202E`, url: 'javascript:alert(4)', language: 'ar' },
          byline: attack,
          buttons: [{ label: attack, action: { url: 'data:text/html,<script>alert(5)</script>' } }],
        },
        { kind: 'select', label: attack, options: [{ label: attack, call: { name: attack, options: { a: attack } } }] },
        { kind: 'fields', fields: [{ name: attack, value: [{ text: long, style: 'code' }] }] },
      ],
    }
    const chat = await open({ viewport: { width: 360, height: 740 } })
    await sample.web.messenger.post(DIGEST, view, 'hostile')
    const message = chat.page.locator('#message-hostile')
    await message.waitFor()
    for (const look of ['Vigie', 'Discord', 'Slack']) {
      await message.getByRole('radio', { name: look }).check()
      await message.locator(look === 'Vigie' ? '.view' : `.${look.toLowerCase()}`).waitFor()
      expect(await message.locator('img, script, iframe, object, [onerror], [style*=url]').count(), look).toBe(0)
      for (const link of await message.locator('a').all()) expect(await link.getAttribute('href')).toMatch(/^https?:/)
      expect(await chat.page.evaluate('document.documentElement.scrollWidth'), look).toBe(360)
      expect(await message.evaluate(fitsItsWidth), look).toBe(true)
    }
    expect(await said(message)).toContain('<img src=x onerror=alert(1)>')
    expect(await said(message)).not.toMatch(/[\u202a-\u202e]/)
  })
})
