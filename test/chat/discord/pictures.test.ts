import fc from 'fast-check'
import { PNG } from 'pngjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { altText } from '../../../src/charts/index.ts'
import { createActionCodec } from '../../../src/chat/action.ts'
import { attached } from '../../../src/chat/discord/chart.ts'
import { createDiscord } from '../../../src/chat/discord/index.ts'
import { render } from '../../../src/chat/discord/render.ts'
import type { ChatPlatform } from '../../../src/chat/platform.ts'
import type { Chart, View } from '../../../src/types/index.ts'
import { compared, fined, months } from '../../charts/sample-charts.ts'
import { checkMessage, checkShape } from '../../standins/discord/rules.ts'
import {
  CHANNEL_ID,
  componentsOf,
  type DiscordStandin,
  GUILD_ID,
  startDiscord,
  textOf,
} from '../../standins/discord/standin.ts'
import { hostileView } from '../hostile-views.ts'
import { recordingLogger } from '../recording-logger.ts'
import { scriptedBook, view } from '../scripted-book.ts'

let discord: DiscordStandin
let platform: ChatPlatform
let book: ReturnType<typeof scriptedBook>
let logger: ReturnType<typeof recordingLogger>

beforeEach(async () => {
  discord = await startDiscord()
  book = scriptedBook()
  logger = recordingLogger()
  platform = createDiscord({ token: discord.token, apiUrl: discord.apiUrl, commands: book, logger })
  await platform.start()
})
afterEach(async () => {
  await platform.stop()
  await discord.stop()
  expect(discord.violations).toEqual([])
})

const profile = (...charts: readonly Chart[]): View =>
  view('Netflix: 36 stories', {
    blocks: [
      { kind: 'heading', level: 1, text: 'Netflix' },
      ...charts,
      {
        kind: 'pager',
        page: 1,
        pages: 2,
        label: 'Page 1 of 2',
        previous: null,
        next: { name: 'company', options: { name: 'netflix', page: '2' } },
      },
    ],
  })

function shown<T>(answer: { message: T | null }): T {
  if (answer.message === null) throw new Error('The answer is no message')
  return answer.message
}

const withoutFiles = () => {
  const channel = discord.channels.get(CHANNEL_ID)
  if (channel) channel.canAttach = false
}

describe('a chart', () => {
  it('is a picture with its values in words, beside a line of text', async () => {
    book.answers.set('company', () => profile(months()))
    const message = shown(await discord.command('company', { name: 'netflix' }))
    const [picture, ...others] = discord.pictures(message)
    expect(others).toEqual([])
    expect(picture?.description).toContain('Mar 26 12, Apr 26 3')
    expect(PNG.sync.read(picture?.bytes ?? Buffer.alloc(0)).width).toBe(1120)
    expect(textOf(message)).toBe(
      '## Netflix\n-# Netflix: 36 stories in 13 months; most in March 2026 (12).\n```\n▂▂▁▃█▃▂▂▁▂▄▃▂ Nov 25 – Nov 26, peak 12 (Mar 26)\n```',
    )
  })

  it('of names needs no second row of bars beside its picture', async () => {
    book.answers.set('company', () => profile(fined(), compared()))
    const message = shown(await discord.command('company', { name: 'netflix' }))
    expect(discord.pictures(message)).toHaveLength(2)
    expect(textOf(message)).not.toMatch(/ █/)
    expect(textOf(message)).toContain('Meta 9, TikTok 5')
    expect(textOf(message)).toMatch(/Netflix {6}▂.*\nClearview AI ▁/)
  })

  it('goes with its page when the next one takes its place, and comes back with it', async () => {
    book.answers.set('company', ({ options }) => (options.page === '2' ? profile() : profile(months())))
    const message = shown(await discord.command('company', { name: 'netflix' }))
    await discord.click(message, '▶')
    expect(message.attachments).toEqual([])
    book.answers.set('company', () => profile(months()))
    await discord.click(message, '▶')
    expect(discord.pictures(message)).toHaveLength(1)
    expect(message.attachments).toHaveLength(1)
  })

  it('comes with an answer that takes long', async () => {
    book.answers.set('company', async () => {
      await new Promise((resolve) => setTimeout(resolve, 1_700))
      return profile(months())
    })
    const answer = await discord.command('company', { name: 'netflix' })
    expect(answer.deferred).toBe(true)
    expect(discord.pictures(shown(answer))).toHaveLength(1)
  })

  it('is text where files cannot be attached', async () => {
    withoutFiles()
    book.answers.set('company', () => profile(fined()))
    const message = shown(await discord.command('company', { name: 'netflix' }))
    expect(discord.pictures(message)).toEqual([])
    expect(textOf(message)).toContain('Meta         ████████████████ 9')
  })

  it('is text when there is nothing to draw', async () => {
    book.answers.set('company', () => profile(months({ series: [{ name: 'Netflix', values: [0, 0] }] })))
    const message = shown(await discord.command('company', { name: 'netflix' }))
    expect(discord.pictures(message)).toEqual([])
    expect(textOf(message)).toContain('▁▁▁')
  })

  it('is drawn in the reader’s language', async () => {
    book.answers.set('company', () =>
      profile(fined({ description: '', series: [{ name: '', values: [1234, 2, 1, 1] }] })),
    )
    const answer = await discord.command('company', { name: 'x' }, { as: { ...reader, locale: 'de' } })
    expect(discord.pictures(shown(answer))[0]?.description).toContain('Meta 1.234')
  })
})

const reader = { id: '400000000000000009', name: 'reader', permissions: 0n, locale: 'en-US' }

describe('any view with pictures, however hostile', () => {
  it('stays within every limit of Discord, and sends along what it shows', () => {
    fc.assert(
      fc.property(hostileView, (shown) => {
        const charts = shown.blocks.filter((block) => block.kind === 'chart')
        const pictures = new Map(
          charts.map((chart, index) => [
            chart,
            { fileName: `chart-${index}.png`, png: new Uint8Array(), alt: altText(chart, 'en') },
          ]),
        )
        const components = render(shown, createActionCodec(), pictures)
        const files = attached(components, pictures)
        const body = { flags: 1 << 15, components, allowed_mentions: { parse: [] } }
        expect([...checkShape('message', body), ...checkMessage(body)]).toEqual([])
        const galleries = componentsOf({ components }).filter(({ type }) => type === 12)
        expect(galleries).toHaveLength(files.length)
      }),
      { numRuns: 15 },
    )
  }, 60_000)
})

describe('a posted message', () => {
  const channel = { platform: 'discord', workspaceId: GUILD_ID, channelId: CHANNEL_ID } as const

  it('carries the pictures of its charts', async () => {
    expect(await platform.messenger.post(channel, profile(months()), 'd1')).toMatchObject({ status: 'sent' })
    const [message] = discord.posted()
    expect(message && discord.pictures(message)).toHaveLength(1)
    expect(discord.calls.at(-1)?.body).toMatchObject({ nonce: 'd1', enforce_nonce: true })
  })

  it('is sent with text where the channel takes no files', async () => {
    withoutFiles()
    expect(await platform.messenger.post(channel, profile(months()), 'd1')).toMatchObject({ status: 'sent' })
    const [message] = discord.posted()
    expect(message?.attachments).toEqual([])
    expect(message && textOf(message)).toContain('peak 12')
  })

  it('without charts has no files, and is sent as ever', async () => {
    await platform.messenger.post(channel, view('Privacy digest'), 'd1')
    expect(discord.calls.at(-1)).toMatchObject({ files: [] })
    expect(discord.calls.at(-1)?.body).not.toHaveProperty('attachments')
  })
})
