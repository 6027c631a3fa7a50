import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDiscord } from '../../../src/chat/discord/index.ts'
import type { ChatPlatform } from '../../../src/chat/platform.ts'
import type { View } from '../../../src/types/index.ts'
import { type DiscordStandin, GUILD_ID, MANAGER, READER, startDiscord, textOf } from '../../standins/discord/standin.ts'
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
  platform = createDiscord({ token: discord.token, apiUrl: discord.apiUrl, commands: book, logger, patience: 200 })
  await platform.start()
})
afterEach(async () => {
  await platform.stop()
  await discord.stop()
  expect(discord.violations).toEqual([])
})

const lastCall = () => book.calls.at(-1)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The message that an answer must have brought. */
function shown<T>(answer: { message: T | null }): T {
  if (answer.message === null) throw new Error('The answer is no message')
  return answer.message
}

describe('registering', () => {
  it('asks for the Guilds intent only', () => {
    expect(discord.gateway.record.identifies.map(({ intents }) => intents)).toEqual([1])
  })

  it('registers one command with subcommands, groups and translations', () => {
    const [command, ...others] = discord.commands
    expect(others).toEqual([])
    expect(command?.name).toBe('privacy')
    expect(command?.options?.map(({ name }) => name)).toEqual(['latest', 'company', 'subscribe', 'feeds', 'settings'])
    const company = command?.options?.[1]
    expect(company?.description_localizations).toMatchObject({
      fr: 'Nouvelles d’une entreprise',
      'pt-BR': expect.any(String),
    })
    expect(company?.options?.[0]).toMatchObject({ name: 'name', required: true, autocomplete: true })
  })
})

describe('a command', () => {
  it('is called with its options and its caller, and answered at once', async () => {
    const answer = await discord.command('company', { name: 'netflix', page: '2' }, { as: { ...READER, locale: 'fr' } })
    expect(lastCall()).toEqual({
      call: { name: 'company', options: { name: 'netflix', page: '2' } },
      caller: {
        channel: { platform: 'discord', workspaceId: GUILD_ID, channelId: expect.any(String) },
        canManage: false,
        locale: 'fr',
        timeZone: null,
      },
    })
    expect(answer).toMatchObject({ kind: 'message', ephemeral: true, deferred: false })
    expect(textOf(shown(answer))).toContain('netflix')
  })

  it('of a group is called by both names', async () => {
    await discord.command('feeds add', { url: 'https://example.org/feed' })
    expect(lastCall()?.call).toEqual({ name: 'feeds add', options: { url: 'https://example.org/feed' } })
  })

  it('carries booleans and choices as text', async () => {
    await discord.command('settings', { quiet: 'true', language: 'fr' })
    expect(lastCall()?.call.options).toEqual({ quiet: 'true', language: 'fr' })
  })

  it('knows who may manage the server', async () => {
    await discord.command('latest', {}, { as: MANAGER })
    expect(lastCall()?.caller.canManage).toBe(true)
  })

  it('is answered for everybody when its view says so', async () => {
    book.answers.set('latest', () => view('for all', { audience: 'channel' }))
    expect(await discord.command('latest')).toMatchObject({ ephemeral: false })
  })

  it('that takes longer is deferred within 3 s, privately, and answered later', async () => {
    book.answers.set('latest', async () => {
      await pause(500)
      return view('took a while')
    })
    const answer = await discord.command('latest')
    expect(answer).toMatchObject({ deferred: true, ephemeral: true })
    expect(textOf(shown(answer))).toBe('took a while')
  })

  it('that fails is told in plain words, and logged', async () => {
    book.answers.set('latest', () => {
      throw new Error('the database is gone')
    })
    const answer = await discord.command('latest', {}, { as: { ...READER, locale: 'de' } })
    expect(textOf(shown(answer))).toContain('Bei uns ist etwas schiefgegangen')
    expect(textOf(shown(answer))).not.toContain('database')
    expect(logger.text()).toContain('the database is gone')
  })

  it('that is answered too late only leaves a line in the log', async () => {
    discord.faults.push({ method: 'POST', path: /callback$/, times: 1, what: { delayMs: 0 } })
    discord.skip(0)
    const asked = discord.command('latest', {}, { seconds: 1 }).catch(() => 'no answer')
    discord.skip(4_000)
    expect(await asked).toBe('no answer')
    expect(logger.text()).toContain('10062')
    discord.skip(-4_000)
    expect(await discord.command('latest')).toMatchObject({ kind: 'message' })
  })

  it('whose first response arrived but whose confirmation was lost is answered once', async () => {
    discord.faults.push({ method: 'POST', path: /callback$/, times: 1, what: 'drop-after' })
    const answer = await discord.command('latest')
    expect(answer.kind).toBe('message')
    await pause(100)
    expect(logger.text()).not.toContain('could not be answered')
  })
})

describe('completion', () => {
  it('offers what the book finds, without values that Discord refuses', async () => {
    const choices = await discord.complete('company', { name: 'net' }, 'name')
    expect(choices).toEqual([{ name: 'name net: Netflix · 14 stories', value: 'netflix' }])
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
            { label: 'Why?', action: { call: { name: 'why', options: { story: '3' } } } },
            { label: 'Why again?', action: { call: { name: 'why', options: { story: '3' } } } },
            { label: 'Read', action: { url: 'https://example.org/a' } },
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
    const first = shown(await discord.command('latest'))
    expect(await discord.click(first, 'Why?')).toMatchObject({ kind: 'message', ephemeral: true })
    expect(lastCall()?.call).toEqual({ name: 'why', options: { story: '3' } })
    await discord.click(first, 'Why again?')
    expect(book.calls).toHaveLength(3)
  })

  it('turn pages and choose in place on a private message', async () => {
    book.answers.set('latest', ({ options }) => (options.page === '2' ? view('page two') : withButtons()))
    const first = shown(await discord.command('latest'))
    const turned = await discord.click(first, '▶')
    expect(turned.kind).toBe('update')
    expect(textOf(shown(turned))).toBe('page two')
  })

  it('leave a public message as it is, and answer privately', async () => {
    book.answers.set('latest', ({ options }) =>
      options.page === '2' ? view('page two') : { ...withButtons(), audience: 'channel' },
    )
    const first = shown(await discord.command('latest'))
    expect(await discord.click(first, '▶')).toMatchObject({ kind: 'message', ephemeral: true })
    expect(textOf(first)).toBe('A story')
  })

  it('choose from menus', async () => {
    book.answers.set('latest', withButtons)
    await discord.choose(shown(await discord.command('latest')), 'France')
    expect(lastCall()?.call).toEqual({ name: 'settings', options: { country: 'FR' } })
  })

  it('carry calls that are longer than an id', async () => {
    const options = { query: 'x'.repeat(300) }
    book.answers.set('latest', () =>
      view('long', {
        blocks: [{ kind: 'buttons', buttons: [{ label: 'More', action: { call: { name: 'search', options } } }] }],
      }),
    )
    await discord.click(shown(await discord.command('latest')), 'More')
    expect(lastCall()?.call).toEqual({ name: 'search', options })
  })

  it('that are too old to know say so, in the reader’s language', async () => {
    const message = shown(await discord.command('latest'))
    const answer = await discord.clickId(message, '0.kgone', { as: { ...READER, locale: 'fr' } })
    expect(textOf(shown(answer))).toContain('Ce bouton est trop ancien')
    expect(answer.ephemeral).toBe(true)
    const nonsense = await discord.clickId(message, 'from another bot')
    expect(textOf(shown(nonsense))).toContain('too old')
  })
})

describe('a form', () => {
  const form: View = view('form', {
    blocks: [
      {
        kind: 'form',
        title: 'Set up a digest for this channel and much more than fits',
        submitLabel: 'Start',
        call: { name: 'subscribe', options: { channel: 'here' } },
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
          { option: 'zone', label: 'Zone', value: 'Europe/Brussels', choices: null, required: false },
          { option: 'lang', label: 'Languages', value: '', choices: null, required: false },
          { option: 'about', label: 'About', value: null, choices: null, required: false },
          { option: 'empty', label: 'A sixth', value: 'kept', choices: null, required: false },
        ],
      },
    ],
  })

  it('opens as a modal and runs its call with what was filled in', async () => {
    book.answers.set('latest', () => form)
    const { modal } = await discord.command('latest')
    if (modal === null) throw new Error('no modal')
    expect(modal.components).toHaveLength(5)
    const answer = await discord.submit(modal, { time: '09:00', days: 'daily' })
    expect(answer).toMatchObject({ kind: 'message', ephemeral: true })
    expect(lastCall()?.call).toEqual({
      name: 'subscribe',
      options: { channel: 'here', time: '09:00', days: 'daily', zone: 'Europe/Brussels', empty: 'kept' },
    })
  })

  it('beside other blocks, or answered late, is a button that opens it', async () => {
    book.answers.set('latest', async () => {
      await pause(400)
      return form
    })
    const message = shown(await discord.command('latest'))
    const { modal } = await discord.click(message, /^Set up a digest/)
    expect(modal?.title.length).toBeLessThanOrEqual(45)
  })
})
