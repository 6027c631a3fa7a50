import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDiscord } from '../../../src/chat/discord/index.ts'
import { type ChatPlatform, ChatStartError } from '../../../src/chat/platform.ts'
import { type DiscordStandin, GUILD_ID, startDiscord } from '../../standins/discord/standin.ts'
import { recordingLogger } from '../recording-logger.ts'
import { scriptedBook } from '../scripted-book.ts'

let discord: DiscordStandin
let platform: ChatPlatform
let logger: ReturnType<typeof recordingLogger>
let gone: string[]

const connect = (token = discord.token) =>
  createDiscord({
    token,
    apiUrl: discord.apiUrl,
    commands: scriptedBook(),
    logger,
    onWorkspaceGone: async (id) => void gone.push(id),
  })

beforeEach(async () => {
  discord = await startDiscord({ heartbeatMs: 300 })
  logger = recordingLogger()
  gone = []
  platform = connect()
  await platform.start()
})
afterEach(async () => {
  await platform.stop()
  await discord.stop()
})

const works = async () => expect(await discord.command('latest')).toMatchObject({ kind: 'message' })

describe('the connection', () => {
  it('keeps its heartbeat', async () => {
    await vi.waitFor(() => expect(discord.gateway.record.heartbeats).toBeGreaterThanOrEqual(2), { timeout: 3_000 })
  })

  it('resumes after a broken line and answers what was asked meanwhile', async () => {
    discord.gateway.drop()
    const asked = discord.command('latest', {}, { seconds: 15 })
    expect(await asked).toMatchObject({ kind: 'message' })
    expect(discord.gateway.record.resumes).toBe(1)
  })

  it('comes back when Discord asks it to', async () => {
    discord.gateway.askToReconnect()
    await vi.waitFor(() => expect(discord.gateway.record.resumes).toBe(1), { timeout: 10_000 })
    await works()
  })

  it('identifies anew when its session is gone', async () => {
    discord.gateway.invalidate(false)
    await vi.waitFor(() => expect(discord.gateway.record.identifies).toHaveLength(2), { timeout: 15_000 })
    await vi.waitFor(works, { timeout: 5_000 })
  })

  it('notices a connection that answers no heartbeat', async () => {
    discord.gateway.acknowledges = false
    await vi.waitFor(() => expect(discord.gateway.record.resumes).toBeGreaterThanOrEqual(1), { timeout: 10_000 })
    discord.gateway.acknowledges = true
    await works()
  })

  it('survives what it cannot read', async () => {
    const rejections: unknown[] = []
    const note = (error: unknown) => void rejections.push(error)
    process.on('unhandledRejection', note)
    process.on('uncaughtException', note)
    for (const raw of [
      'not json',
      '[]',
      '{"op":0}',
      '{"op":0,"t":"INTERACTION_CREATE","s":2,"d":null}',
      '{"op":0,"t":"INTERACTION_CREATE","s":3,"d":{"type":2}}',
      '{"op":0,"t":"INTERACTION_CREATE","s":4,"d":{"type":3,"id":"1","data":{"component_type":2}}}',
      '{"op":0,"t":"GUILD_CREATE","s":5,"d":{"id":null,"channels":[null]}}',
      '{"op":0,"t":"CHANNEL_UPDATE","s":6,"d":7}',
      '{"op":99,"d":{}}',
    ]) {
      discord.gateway.sendRaw(raw)
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
    process.off('unhandledRejection', note)
    process.off('uncaughtException', note)
    expect(rejections).toEqual([])
    expect(logger.text()).toContain('could not be read')
    await works()
  })

  it('says plainly when Discord ends it for good', async () => {
    discord.gateway.close(4004)
    await vi.waitFor(() => expect(logger.text()).toContain('the token is not valid any more'), { timeout: 5_000 })
  })
})

describe('joining', () => {
  it('with a wrong token fails with words that help, and names no token', async () => {
    const wrong = connect('a-wrong-token-that-no-log-may-show')
    const failure = await wrong.start().catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ChatStartError)
    expect(String(failure)).toContain('DISCORD_TOKEN')
    expect(String(failure) + logger.text()).not.toContain('a-wrong-token')
    await wrong.stop()
  })

  it('where nobody answers fails with words that help', async () => {
    const nowhere = createDiscord({
      token: discord.token,
      apiUrl: 'http://127.0.0.1:9/api',
      commands: scriptedBook(),
      logger,
    })
    await expect(nowhere.start()).rejects.toThrow(ChatStartError)
    await nowhere.stop()
  })

  it('works once Discord can be reached again', async () => {
    const later = connect()
    discord.faults.push({
      path: /gateway/,
      times: 1,
      what: { status: 401, body: { message: '401: Unauthorized', code: 0 } },
    })
    await expect(later.start()).rejects.toThrow(ChatStartError)
    await later.start()
    await works()
    await later.stop()
  })
})

describe('leaving', () => {
  it('a server takes its data along', async () => {
    discord.gateway.dispatch('GUILD_DELETE', { id: GUILD_ID })
    await vi.waitFor(() => expect(gone).toEqual([GUILD_ID]))
  })

  it('keeps them over an outage', async () => {
    discord.gateway.dispatch('GUILD_DELETE', { id: GUILD_ID, unavailable: true })
    await works()
    expect(gone).toEqual([])
  })
})

it('writes no token to any log', async () => {
  await works()
  discord.gateway.drop()
  await vi.waitFor(() => expect(discord.gateway.record.resumes).toBe(1), { timeout: 10_000 })
  expect(logger.text()).not.toContain(discord.token)
  expect(logger.text()).not.toContain('interaction-token')
})
