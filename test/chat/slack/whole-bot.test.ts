import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatPlatform } from '../../../src/chat/platform.ts'
import { createSlack } from '../../../src/chat/slack/index.ts'
import { silentLogger } from '../../../src/types/index.ts'
import {
  type Answer,
  CHANNEL_ID,
  elementsOf,
  MANAGER,
  picturesOf,
  READER,
  type SlackStandin,
  startSlack,
  TEAM_ID,
  textOf,
} from '../../standins/slack/standin.ts'
import { requiredOptions, sendDigest, wholeBook } from '../whole-bot.ts'

let slack: SlackStandin
let platform: ChatPlatform
let book: Awaited<ReturnType<typeof wholeBook>>
beforeAll(async () => {
  slack = await startSlack()
  book = await wholeBook()
  platform = createSlack({
    botToken: slack.botToken,
    appToken: slack.appToken,
    apiUrl: slack.apiUrl,
    commands: book.book,
    logger: silentLogger,
  })
  await platform.start()
})
afterAll(async () => {
  await platform.stop()
  await slack.stop()
  await book.close()
})

const said = ({ message }: Answer): string => (message ? textOf(message) : '')

/** As people type it. */
const typed = (name: string, options: Readonly<Record<string, string>>): string =>
  [
    name,
    ...Object.entries(options).map(([option, value]) => `${option}:${/\s/.test(value) ? `"${value}"` : value}`),
  ].join(' ')

describe('Vigie on Slack', () => {
  it('posts a digest whose stories can be opened, also by people who only read', async () => {
    const channel = { platform: 'slack', workspaceId: TEAM_ID, channelId: CHANNEL_ID } as const
    expect(await sendDigest(book, platform.messenger, channel)).toMatchObject({ sent: 1, failed: 0 })
    const [digest] = slack.posted()
    if (digest === undefined) throw new Error('no digest')
    expect(textOf(digest)).toContain('Privacy digest')
    expect(textOf(digest)).toContain('1 Netflix · fine €4.75M')
    expect(digest.text).toContain('Privacy digest')
    const opened = await slack.click(digest, 'Details', { as: READER })
    expect(opened.message?.ephemeral).toBe(true)
    expect(said(opened)).toContain('Netflix')
  })

  it('shows a company’s months, a comparison and trends as pictures', async () => {
    for (const text of ['company netflix', 'compare netflix meta', 'trends']) {
      const { message } = await slack.command(text)
      expect(message && picturesOf(message, slack), text).toHaveLength(1)
    }
  })

  it('answers every command', async () => {
    for (const definition of book.book.definitions) {
      const line = typed(definition.name, requiredOptions(definition, book.storyId))
      const answer = await slack.command(line, { as: MANAGER })
      const problem = `/privacy ${line}: ${said(answer)}`
      expect(answer.modal ?? said(answer), problem).toBeTruthy()
      expect(said(answer), problem).not.toContain('went wrong')
    }
    expect(book.errors).toEqual([])
    expect(slack.violations).toEqual([])
  })

  it('answers every command that changes something with a refusal to people who may not manage', async () => {
    for (const definition of book.book.definitions.filter(({ permission }) => permission === 'manage')) {
      const answer = await slack.command(typed(definition.name, requiredOptions(definition, book.storyId)), {
        as: READER,
      })
      expect(answer.message?.ephemeral).toBe(true)
      expect(said(answer)).toContain('Only people who manage')
    }
  })

  it('understands what people type without thinking, and nothing at all', async () => {
    expect(said(await slack.command('netflix'))).toContain('Netflix')
    expect(said(await slack.command(''))).toContain('/privacy')
    expect(slack.violations).toEqual([])
  })

  it('helps people who mistype', async () => {
    const { message } = await slack.command('compny netflx')
    if (!message) throw new Error('no answer')
    expect(message.ephemeral).toBe(true)
    const [button] = elementsOf(message)
    if (button?.type !== 'button') throw new Error('no suggestion')
    expect(said(await slack.click(message, button.text.text))).toContain('Netflix')
  })
})
