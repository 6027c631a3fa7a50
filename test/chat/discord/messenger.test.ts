import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDiscord } from '../../../src/chat/discord/index.ts'
import type { Messenger } from '../../../src/delivery/index.ts'
import { type ChannelRef, silentLogger } from '../../../src/types/index.ts'
import { CHANNEL_ID, type DiscordStandin, GUILD_ID, startDiscord, textOf } from '../../standins/discord/standin.ts'
import { scriptedBook, view } from '../scripted-book.ts'

const NOW = new Date('2026-11-25T08:30:00Z')
const channel: ChannelRef = { platform: 'discord', workspaceId: GUILD_ID, channelId: CHANNEL_ID }
const digest = view('Privacy digest', { audience: 'channel' })

let discord: DiscordStandin
let messenger: Messenger
beforeEach(async () => {
  discord = await startDiscord()
  messenger = createDiscord({
    token: discord.token,
    apiUrl: discord.apiUrl,
    commands: scriptedBook(),
    logger: silentLogger,
    now: () => NOW,
  }).messenger
})
afterEach(async () => {
  expect(discord.violations).toEqual([])
  await discord.stop()
})

describe('a message', () => {
  it('is posted without a gateway connection, mentions nobody and carries its delivery as nonce', async () => {
    const outcome = await messenger.post(channel, digest, 'delivery-1')
    const [message] = discord.posted()
    expect(outcome).toEqual({ status: 'sent', messageId: message?.id, at: NOW })
    expect(message && textOf(message)).toBe('Privacy digest')
    expect(discord.calls.at(-1)?.body).toMatchObject({
      nonce: 'delivery-1',
      enforce_nonce: true,
      allowed_mentions: { parse: [] },
    })
  })

  it('that is sent again under the same id is shown once', async () => {
    const first = await messenger.post(channel, digest, 'delivery-1')
    expect(await messenger.post(channel, digest, 'delivery-1')).toEqual(first)
    expect(discord.posted()).toHaveLength(1)
    await messenger.post(channel, digest, 'delivery-2')
    expect(discord.posted()).toHaveLength(2)
  })

  it('whose answer is lost is of unknown outcome, and shown once when repeated', async () => {
    discord.faults.push({ path: /messages$/, times: 1, what: 'drop-after' })
    expect(await messenger.post(channel, digest, 'delivery-1')).toMatchObject({ status: 'unknown' })
    expect(await messenger.post(channel, digest, 'delivery-1')).toMatchObject({ status: 'sent' })
    expect(discord.posted()).toHaveLength(1)
  })

  it('is of unknown outcome when Discord breaks down over it', async () => {
    discord.faults.push({ path: /messages$/, times: 2, what: { status: 502 } })
    expect(await messenger.post(channel, digest, 'delivery-1')).toMatchObject({ status: 'unknown' })
  })

  it('waits out a long rate limit in the outbox', async () => {
    const limited = { message: 'You are being rate limited.', retry_after: 30, global: false }
    discord.faults.push({
      path: /messages$/,
      times: 1,
      what: {
        status: 429,
        body: limited,
        headers: { 'retry-after': '30', 'x-ratelimit-scope': 'user' },
      },
    })
    const outcome = await messenger.post(channel, digest, 'delivery-1')
    expect(outcome).toMatchObject({ status: 'retry' })
    if (outcome.status === 'retry') expect(outcome.notBefore.getTime()).toBeGreaterThanOrEqual(NOW.getTime() + 29_000)
  })

  it('waits for nobody when Discord cannot be reached', async () => {
    const { messenger: nowhere } = createDiscord({
      token: discord.token,
      apiUrl: 'http://127.0.0.1:9/api',
      commands: scriptedBook(),
      logger: silentLogger,
      now: () => NOW,
    })
    expect(await nowhere.post(channel, digest, 'delivery-1')).toMatchObject({ status: 'retry' })
  })

  it.each([
    ['a channel that is gone', () => discord.channels.clear(), /does not exist any more/],
    ['a channel it may not see', () => setChannel({ canView: false }), /View Channel/],
    ['a channel it may not post in', () => setChannel({ canSend: false }), /Send Messages/],
  ])('fails for good, in plain words, for %s', async (_what, prepare, reason) => {
    prepare()
    const outcome = await messenger.post(channel, digest, 'delivery-1')
    expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) })
  })

  it('is kept while the token is refused', async () => {
    discord.faults.push({
      path: /messages$/,
      times: 1,
      what: { status: 401, body: { message: '401: Unauthorized', code: 0 } },
    })
    expect(await messenger.post(channel, digest, 'd')).toMatchObject({
      status: 'retry',
      reason: expect.stringContaining('DISCORD_TOKEN'),
    })
    expect(await messenger.post(channel, digest, 'd')).toMatchObject({ status: 'sent' })
  })
})

function setChannel(change: { canView?: boolean; canSend?: boolean }): void {
  const state = discord.channels.get(CHANNEL_ID)
  if (state) Object.assign(state, change)
}
