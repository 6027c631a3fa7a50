import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChatPlatform } from '../../../src/chat/platform.ts'
import { createSlack } from '../../../src/chat/slack/index.ts'
import type { View } from '../../../src/types/index.ts'
import {
  CHANNEL_ID,
  MANAGER,
  READER,
  type SlackStandin,
  startSlack,
  TEAM_ID,
  textOf,
} from '../../standins/slack/standin.ts'
import { recordingLogger } from '../recording-logger.ts'
import { scriptedBook, view } from '../scripted-book.ts'

let slack: SlackStandin
let platform: ChatPlatform
let book: ReturnType<typeof scriptedBook>
let logger: ReturnType<typeof recordingLogger>

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

const lastCall = () => book.calls.at(-1)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The message that an answer must have brought. */
function shown<T>(answer: { message: T | null }): T {
  if (answer.message === null) throw new Error('The answer is no message')
  return answer.message
}

describe.each(['Socket Mode', 'HTTP'])('by %s', (mode) => {
  beforeEach(async () => {
    const port = await freePort()
    slack = await startSlack(mode === 'HTTP' ? { requestUrl: `http://127.0.0.1:${port}/slack/events` } : {})
    book = scriptedBook()
    logger = recordingLogger()
    platform = createSlack({
      botToken: slack.botToken,
      ...(mode === 'HTTP' ? { signingSecret: slack.signingSecret, port } : { appToken: slack.appToken }),
      apiUrl: slack.apiUrl,
      commands: book,
      logger,
    })
    await platform.start()
  })
  afterEach(async () => {
    await platform.stop()
    await slack.stop()
    expect(slack.violations).toEqual([])
  })

  describe('a command', () => {
    it('is read from what was typed, with its caller, and answered privately', async () => {
      const answer = await slack.command('company netflix since:30d', { as: { ...READER } })
      expect(lastCall()).toEqual({
        call: { name: 'company', options: { name: 'netflix', since: '30d' } },
        caller: {
          channel: { platform: 'slack', workspaceId: TEAM_ID, channelId: CHANNEL_ID },
          canManage: false,
          locale: 'en',
          timeZone: 'Europe/Brussels',
        },
      })
      expect(shown(answer).ephemeral).toBe(true)
      expect(textOf(shown(answer))).toContain('netflix')
    })

    it('knows admins, languages and zones', async () => {
      slack.people.set(MANAGER.id, { ...MANAGER, locale: 'fr-FR' })
      await slack.command('latest', { as: MANAGER })
      expect(lastCall()?.caller).toMatchObject({ canManage: true, locale: 'fr', timeZone: 'Europe/Paris' })
    })

    it('lets people read, and change nothing, when Slack does not tell who they are', async () => {
      slack.scopes.delete('users:read')
      expect(shown(await slack.command('latest', { as: MANAGER })).ephemeral).toBe(true)
      expect(lastCall()?.caller).toMatchObject({ canManage: false, locale: 'en', timeZone: null })
      expect(logger.text()).toContain('did not tell who called')
    })

    it('is answered for everybody when its view says so', async () => {
      book.answers.set('latest', () => view('for all', { audience: 'channel' }))
      expect(shown(await slack.command('latest')).ephemeral).toBe(false)
    })

    it('that takes longer than 3 s is acknowledged in time and answered once', async () => {
      book.answers.set('latest', async () => {
        await pause(3_300)
        return view('took a while')
      })
      expect(textOf(shown(await slack.command('latest')))).toBe('took a while')
      expect(book.calls).toHaveLength(1)
      for (const { ms } of slack.socket.acks) expect(ms).toBeLessThan(3_000)
      expect(slack.posted()).toEqual([])
    })

    it('that fails is told in plain words, and logged', async () => {
      book.answers.set('latest', () => {
        throw new Error('the database is gone')
      })
      const answer = shown(await slack.command('latest'))
      expect(textOf(answer)).toContain('Something went wrong on our side')
      expect(logger.text()).toContain('the database is gone')
    })

    it('whose answer Slack refuses leaves a line in the log, and the next one works', async () => {
      slack.faults.push({ path: /response/, times: 1, what: { status: 500 } })
      await expect(slack.command('latest', { seconds: 1 })).rejects.toThrow('No answer')
      expect(logger.text()).toContain('HTTP 500')
      expect(await slack.command('latest')).toMatchObject({ kind: 'message' })
    })
  })

  describe('components', () => {
    const withButtons = (): View =>
      view('story', {
        blocks: [
          { kind: 'text', spans: [{ text: 'A story' }] },
          {
            kind: 'buttons',
            buttons: [
              { label: 'Why?', action: { call: { name: 'why', options: { story: '3' } } }, style: 'primary' },
              { label: 'Read', action: { url: 'https://example.org/a' } },
              { label: 'More', action: { call: { name: 'search', options: { query: 'x'.repeat(400) } } } },
            ],
          },
          {
            kind: 'pager',
            page: 1,
            pages: 2,
            label: 'Page 1 of 2',
            previous: null,
            next: { name: 'latest', options: { page: '2' } },
          },
          {
            kind: 'select',
            label: 'Country',
            options: [{ label: 'France', call: { name: 'settings', options: { country: 'FR' } } }],
          },
        ],
      })

    it('run the calls they carry, with a private answer of their own', async () => {
      book.answers.set('latest', withButtons)
      const first = shown(await slack.command('latest'))
      const answer = await slack.click(first, 'Why?')
      expect(answer.kind).toBe('message')
      expect(shown(answer).ephemeral).toBe(true)
      expect(lastCall()?.call).toEqual({ name: 'why', options: { story: '3' } })
      await slack.click(first, 'More')
      expect(lastCall()?.call.options.query).toHaveLength(400)
    })

    it('turn pages in place on a private message, and leave a public one as it is', async () => {
      book.answers.set('latest', ({ options }) => (options.page === '2' ? view('page two') : withButtons()))
      const own = shown(await slack.command('latest'))
      expect(await slack.click(own, '▶')).toMatchObject({ kind: 'replaced' })
      expect(textOf(own)).toBe('page two')

      book.answers.set('latest', ({ options }) =>
        options.page === '2' ? view('page two') : { ...withButtons(), audience: 'channel' },
      )
      const everybodys = shown(await slack.command('latest'))
      expect(await slack.click(everybodys, '▶')).toMatchObject({ kind: 'message' })
      expect(textOf(everybodys)).toContain('A story')
    })

    it('choose from menus', async () => {
      book.answers.set('latest', withButtons)
      await slack.choose(shown(await slack.command('latest')), 'France')
      expect(lastCall()?.call).toEqual({ name: 'settings', options: { country: 'FR' } })
    })

    it('that are too old to know say so, in the reader’s language', async () => {
      slack.people.set(READER.id, { ...READER, locale: 'nl-NL' })
      const message = shown(await slack.command('latest'))
      expect(textOf(shown(await slack.clickValue(message, 'kgone')))).toContain('Deze knop is te oud')
    })
  })

  it('shows a form as a modal and runs its call with what was filled in', async () => {
    book.answers.set('subscribe', () =>
      view('form', {
        blocks: [
          {
            kind: 'form',
            title: 'Set up a digest for this channel and much more than fits',
            submitLabel: 'Start',
            call: { name: 'settings', options: { channel: 'here' } },
            fields: [
              { option: 'time', label: 'When?', value: '08:30', choices: null, required: true },
              {
                option: 'days',
                label: 'Days',
                value: 'weekdays',
                choices: [
                  { label: 'Weekdays', value: 'weekdays' },
                  { label: 'Every day', value: 'daily' },
                ],
                required: true,
              },
              { option: 'about', label: 'About', value: null, choices: null, required: false },
            ],
          },
        ],
      }),
    )
    const { modal } = await slack.command('subscribe')
    if (modal === null) throw new Error('no modal')
    expect(modal.title.text.length).toBeLessThanOrEqual(24)
    const answer = await slack.submit(modal, { time: '09:00', days: 'daily' }, { as: MANAGER })
    expect(shown(answer).ephemeral).toBe(true)
    expect(lastCall()).toMatchObject({
      call: { name: 'settings', options: { channel: 'here', time: '09:00', days: 'daily' } },
      caller: { canManage: true, channel: { channelId: CHANNEL_ID } },
    })
  })

  it('writes no token to any log', async () => {
    slack.faults.push({ path: /response/, times: 1, what: { status: 500 } })
    await slack.command('latest', { seconds: 1 }).catch(() => {})
    await slack.command('latest')
    expect(logger.text()).not.toMatch(/that-no-log-may-show|\/response\//)
  })
})
