import fc from 'fast-check'
import { PNG } from 'pngjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { altText } from '../../../src/charts/index.ts'
import { createActionCodec } from '../../../src/chat/action.ts'
import type { ChatPlatform } from '../../../src/chat/platform.ts'
import { createSlack } from '../../../src/chat/slack/index.ts'
import { render } from '../../../src/chat/slack/render.ts'
import type { Chart, View } from '../../../src/types/index.ts'
import { fined, months } from '../../charts/sample-charts.ts'
import { checkMessage } from '../../standins/slack/rules.ts'
import {
  CHANNEL_ID,
  picturesOf,
  READER,
  type SlackStandin,
  startSlack,
  TEAM_ID,
  textOf,
} from '../../standins/slack/standin.ts'
import { hostileView } from '../hostile-views.ts'
import { recordingLogger } from '../recording-logger.ts'
import { scriptedBook, view } from '../scripted-book.ts'

let slack: SlackStandin
let platform: ChatPlatform
let book: ReturnType<typeof scriptedBook>
let logger: ReturnType<typeof recordingLogger>

beforeEach(async () => {
  slack = await startSlack()
  book = scriptedBook()
  logger = recordingLogger()
  platform = createSlack({
    botToken: slack.botToken,
    appToken: slack.appToken,
    apiUrl: slack.apiUrl,
    commands: book,
    logger,
    gapMs: 0,
  })
  await platform.start()
})
afterEach(async () => {
  await platform.stop()
  await slack.stop()
  expect(slack.violations).toEqual([])
})

/** The first line of the chart in text, its columns held by no-break spaces. */
const BARS = `Meta${'\u00A0'.repeat(9)}████████████████ 9`

const profile = (chart: Chart, more: Partial<View> = {}): View =>
  view('Netflix: 36 stories', { blocks: [chart], ...more })

async function asked(as = READER) {
  const { message } = await slack.command('company netflix', { as, seconds: 8 })
  if (message === null) throw new Error('The answer is no message')
  return message
}

describe('a chart', () => {
  it('is a picture with its values in words, beside a line of text', async () => {
    book.answers.set('company', () => profile(months()))
    const message = await asked()
    const [picture, ...others] = picturesOf(message, slack)
    expect(others).toEqual([])
    expect(picture?.description).toContain('Mar 26 12, Apr 26 3')
    expect(PNG.sync.read(picture?.bytes ?? Buffer.alloc(0)).width).toBe(1120)
    expect(textOf(message)).toBe(
      'Netflix: 36 stories in 13 months; most in March 2026 (12).\n▂▂▁▃█▃▂▂▁▂▄▃▂ Nov 25 – Nov 26, peak 12 (Mar 26)',
    )
    expect(message.ephemeral).toBe(true)
  })

  it('is stored once, however often it is asked for, and shared with no channel', async () => {
    book.answers.set('company', () => profile(months()))
    await asked()
    await asked()
    expect(slack.files.stored).toHaveLength(1)
    expect(slack.files.stored[0]?.altText).toContain('Mar 26 12')
    expect(slack.calls.filter(({ path }) => path === '/files.completeUploadExternal')).toHaveLength(1)
    expect(slack.calls.map(({ body }) => body)).not.toContainEqual(
      expect.objectContaining({ channel_id: expect.anything() }),
    )
  })

  it('waits for Slack to have looked at its file', async () => {
    slack.files.lookMs = 400
    book.answers.set('company', () => profile(months()))
    expect(picturesOf(await asked(), slack)).toHaveLength(1)
  })

  it('becomes text when Slack never gets round to it, and is sent anew the next time', async () => {
    slack.files.lookMs = 60_000
    book.answers.set('company', () => profile(fined()))
    const message = await asked()
    expect(picturesOf(message, slack)).toEqual([])
    expect(textOf(message)).toContain(BARS)
    expect(logger.text()).toContain('did not show a picture')
    slack.files.lookMs = 0
    expect(picturesOf(await asked(), slack)).toHaveLength(1)
  })

  it('is text for an app without the scope for files, and one line in the log tells what to do', async () => {
    slack.scopes.delete('files:write')
    book.answers.set('company', () => profile(fined()))
    expect(textOf(await asked())).toContain(BARS)
    expect(textOf(await asked())).toContain('TikTok')
    expect(logger.text().split('files:write')).toHaveLength(2)
    expect(slack.calls.filter(({ path }) => path.startsWith('/files.'))).toHaveLength(1)
  })

  it.each([
    ['a place to send it to', /getUploadURLExternal/, { status: 500 }],
    ['the file', /upload\//, { status: 403 }],
    ['that it is complete', /completeUploadExternal/, 'drop-before' as const],
  ])('is text when Slack fails to take %s', async (_what, path, what) => {
    slack.faults.push({ path, times: 1, what })
    book.answers.set('company', () => profile(fined()))
    expect(textOf(await asked())).toContain(BARS)
    expect(picturesOf(await asked(), slack)).toHaveLength(1)
  })

  it('is sent nowhere but to Slack', async () => {
    slack.faults.push({
      path: /getUploadURLExternal/,
      times: 1,
      what: {
        status: 200,
        body: { ok: true, file_id: 'F0000000001', upload_url: 'https://slack.com.evil.example/upload' },
      },
    })
    book.answers.set('company', () => profile(fined()))
    expect(textOf(await asked())).toContain('████████████████ 9')
    expect(logger.text()).toContain('no place of its own')
  })

  it('is described in the reader’s language', async () => {
    slack.people.set(READER.id, { ...READER, locale: 'fr-FR' })
    book.answers.set('company', () =>
      profile(fined({ description: '', series: [{ name: '', values: [1234, 2, 1, 1] }] })),
    )
    expect(picturesOf(await asked(), slack)[0]?.description).toContain('Meta 1\u202F234')
  })
})

describe('any view with pictures, however hostile', () => {
  it('stays within every limit of Slack', () => {
    fc.assert(
      fc.property(hostileView, (shown) => {
        const charts = shown.blocks.filter((block) => block.kind === 'chart')
        const pictures = new Map(charts.map((chart) => [chart, { fileId: 'F0000000001', alt: altText(chart, 'en') }]))
        expect(checkMessage(render(shown, createActionCodec(), pictures))).toEqual([])
      }),
      { numRuns: 15 },
    )
  }, 60_000)
})

describe('a posted message', () => {
  const channel = { platform: 'slack', workspaceId: TEAM_ID, channelId: CHANNEL_ID } as const

  it('carries the pictures of its charts', async () => {
    expect(await platform.messenger.post(channel, profile(months(), { audience: 'channel' }), 'd1')).toMatchObject({
      status: 'sent',
    })
    const [message] = slack.posted()
    expect(message && picturesOf(message, slack)).toHaveLength(1)
  })

  it('waits for a file that Slack has not looked at, and is posted once', async () => {
    slack.files.lookMs = 300
    expect(await platform.messenger.post(channel, profile(months()), 'd1')).toMatchObject({ status: 'sent' })
    expect(slack.posted()).toHaveLength(1)
  })

  it('without charts needs no file', async () => {
    await platform.messenger.post(channel, view('Privacy digest'), 'd1')
    expect(slack.calls.map(({ path }) => path)).not.toContainEqual(expect.stringContaining('files.'))
    expect(slack.posted()).toHaveLength(1)
  })
})
