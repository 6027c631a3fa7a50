import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDiscord } from '../../../src/chat/discord/index.ts'
import type { ChatPlatform } from '../../../src/chat/platform.ts'
import { silentLogger } from '../../../src/types/index.ts'
import {
  type Answer,
  CHANNEL_ID,
  componentsOf,
  type DiscordStandin,
  GUILD_ID,
  MANAGER,
  READER,
  startDiscord,
  textOf,
} from '../../standins/discord/standin.ts'
import { requiredOptions, sendDigest, wholeBook } from '../whole-bot.ts'

let discord: DiscordStandin
let platform: ChatPlatform
let book: Awaited<ReturnType<typeof wholeBook>>
beforeAll(async () => {
  discord = await startDiscord()
  book = await wholeBook()
  platform = createDiscord({ token: discord.token, apiUrl: discord.apiUrl, commands: book.book, logger: silentLogger })
  await platform.start()
})
afterAll(async () => {
  await platform.stop()
  await discord.stop()
  await book.close()
})

const said = ({ message }: Answer): string => (message ? textOf(message) : '')

describe('Vigie on Discord', () => {
  it('posts a digest whose stories can be opened, also by people who only read', async () => {
    const channel = { platform: 'discord', workspaceId: GUILD_ID, channelId: CHANNEL_ID } as const
    expect(await sendDigest(book, platform.messenger, channel)).toMatchObject({ sent: 1, failed: 0 })
    const [digest] = discord.posted()
    if (digest === undefined) throw new Error('no digest')
    expect(textOf(digest)).toContain('Privacy digest')
    expect(textOf(digest)).toContain('**1 Netflix** · fine €4.75M')
    expect(textOf(digest)).toContain('[AP legt Netflix boete van 4,75 miljoen op](https://one.example/')
    const opened = await discord.click(digest, 'Details', { as: READER })
    expect(opened).toMatchObject({ kind: 'message', ephemeral: true })
    expect(said(opened)).toContain('Netflix')
    expect(componentsOf(digest).length).toBeLessThanOrEqual(40)
  })

  it('shows a company’s months, a comparison and trends as pictures', async () => {
    for (const [name, options] of [
      ['company', { name: 'netflix' }],
      ['compare', { a: 'netflix', b: 'meta' }],
      ['trends', {}],
    ] as const) {
      const { message } = await discord.command(name, options)
      expect(message && discord.pictures(message), name).toHaveLength(1)
    }
  })

  it('answers every command', async () => {
    for (const definition of book.book.definitions) {
      const options = requiredOptions(definition, book.storyId)
      const answer = await discord.command(definition.name, options, { as: MANAGER })
      const problem = `/privacy ${definition.name}: ${said(answer)}`
      expect(answer.modal ?? said(answer), problem).toBeTruthy()
      expect(said(answer), problem).not.toContain('went wrong')
    }
    expect(book.errors).toEqual([])
    expect(discord.violations).toEqual([])
  })

  it('answers every command that changes something with a refusal to people who may not manage', async () => {
    for (const definition of book.book.definitions.filter(({ permission }) => permission === 'manage')) {
      const answer = await discord.command(definition.name, requiredOptions(definition, book.storyId), { as: READER })
      expect(answer.ephemeral).toBe(true)
      expect(said(answer)).toContain('Only people who manage')
    }
  })

  it('answers in the reader’s language', async () => {
    const answer = await discord.command('company', { name: 'netflix' }, { as: { ...READER, locale: 'fr' } })
    expect(said(answer)).toMatch(/amende|affaires|articles/i)
  })

  it('completes companies, kinds of data and stories', async () => {
    const companies = await discord.complete('company', { name: 'netf' }, 'name')
    expect(companies[0]).toMatchObject({ value: 'netflix' })
    expect((await discord.complete('data', { type: 'loc' }, 'type'))[0]).toMatchObject({ value: 'location' })
    expect((await discord.complete('story', { id: '' }, 'id')).length).toBeGreaterThan(0)
  })

  it('helps people who mistype', async () => {
    const answer = await discord.command('company', { name: 'netflx' })
    expect(answer.ephemeral).toBe(true)
    const message = answer.message
    if (!message) throw new Error('no answer')
    const label = componentsOf(message).find(({ type }) => type === 2)?.label ?? ''
    expect(said(await discord.click(message, label))).toContain('Netflix')
  })
})
