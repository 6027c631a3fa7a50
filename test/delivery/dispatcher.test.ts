import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDispatcher, MAX_AGE_HOURS, type Messenger } from '../../src/delivery/index.ts'
import { type DeliveryOutcome, type Outbox, openStore, type Store } from '../../src/store/index.ts'
import type { ChannelRef, Platform } from '../../src/types/index.ts'
import { recordingLogger } from '../chat/recording-logger.ts'
import { edition, NOW, subscription, view } from '../store/support/values.ts'

const channel = (channelId: string, platform: Platform = 'discord'): ChannelRef => ({
  platform,
  workspaceId: 'w',
  channelId,
})
const NEWS = channel('news')
const SLACK = channel('slack-news', 'slack')

let store: Store
let now: Date
let logger: ReturnType<typeof recordingLogger>
beforeEach(async () => {
  store = await openStore({ url: 'sqlite::memory:' })
  now = NOW
  logger = recordingLogger()
})
afterEach(() => store.close())

const wait = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000)
}

/** Writes an edition of these messages for a channel, as a digest does. */
async function publish(to: ChannelRef, ...messages: string[]): Promise<void> {
  const id = `${to.channelId}-${messages.join('-')}`
  await store.subscriptions.save(subscription(id, { channel: to }), now)
  for (const held of await store.subscriptions.claimDue({ owner: 'p', now, leaseSeconds: 60, limit: 9 })) {
    await store.subscriptions.publish({
      ...held,
      edition: edition(`edition-${id}`, []),
      messages: messages.map(view),
      nextAt: new Date(now.getTime() + 7 * 86_400_000),
    })
  }
}

interface Scripted extends Messenger {
  readonly posts: { channelId: string; text: string; id: string }[]
  /** Outcomes or failures of the next posts; then everything is sent. */
  readonly script: (DeliveryOutcome | Error | 'hang')[]
}

function messenger(platform: Platform, repeatableForSeconds = 0): Scripted {
  const posts: Scripted['posts'] = []
  const script: Scripted['script'] = []
  return {
    platform,
    repeatableForSeconds,
    posts,
    script,
    async post(to, said, id) {
      posts.push({ channelId: to.channelId, text: said.summary, id })
      const next = script.shift()
      if (next === 'hang') return new Promise(() => {})
      if (next instanceof Error) throw next
      return next ?? { status: 'sent', messageId: `m${posts.length}`, at: now }
    },
  }
}

const dispatcher = (messengers: Messenger[], outbox: Outbox = store.outbox) =>
  createDispatcher({
    outbox,
    messengers,
    now: () => now,
    random: () => 0.5,
    owner: 'process-1',
    logger,
    timeoutSeconds: 0.2,
  })

const states = async (to: ChannelRef) =>
  (await store.outbox.list(to, 10)).reverse().map(({ state, reason }) => ({ state, reason }))

describe('a run', () => {
  it('sends what is due, the parts of an edition in order, and counts', async () => {
    await publish(NEWS, 'one', 'two', 'three')
    await publish(SLACK, 'uno')
    const [discord, slack] = [messenger('discord'), messenger('slack')]
    const report = await dispatcher([discord, slack]).runOnce()
    expect(report).toEqual({ sent: 4, retried: 0, unknown: 0, failed: 0, lost: 0 })
    expect(discord.posts.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
    expect(slack.posts.map(({ text }) => text)).toEqual(['uno'])
    expect(await dispatcher([discord, slack]).runOnce()).toMatchObject({ sent: 0 })
  })

  it('leaves the messages of platforms that it does not serve', async () => {
    await publish(SLACK, 'later')
    expect(await dispatcher([messenger('discord')]).runOnce()).toMatchObject({ sent: 0, lost: 0 })
    expect(await dispatcher([messenger('slack')]).runOnce()).toMatchObject({ sent: 1 })
  })

  it('is one run for all who ask for it at once', async () => {
    await publish(NEWS, 'one')
    const discord = messenger('discord')
    const both = dispatcher([discord])
    await Promise.all([both.runOnce(), both.runOnce()])
    expect(discord.posts).toHaveLength(1)
  })

  it('goes on with other channels when one fails, hangs or throws', async () => {
    for (const name of ['bad', 'hanging', 'throwing', 'good', 'fine']) await publish(channel(name), name)
    const discord = messenger('discord')
    discord.script.push({ status: 'failed', reason: 'gone' }, 'hang', new Error('bug'))
    expect(await dispatcher([discord]).runOnce()).toEqual({ sent: 2, retried: 0, unknown: 2, failed: 1, lost: 0 })
  })

  it('stops when asked, after what is on its way', async () => {
    await publish(NEWS, 'one', 'two')
    const discord = messenger('discord')
    const stopped = dispatcher([discord])
    const run = stopped.runOnce()
    await stopped.stop()
    await run
    expect(discord.posts.length).toBeLessThan(2)
    expect(await dispatcher([messenger('discord')]).runOnce()).toMatchObject({ lost: 0 })
  })
})

describe('a message that could not be sent yet', () => {
  const later = (seconds: number): DeliveryOutcome => ({
    status: 'retry',
    notBefore: new Date(now.getTime() + seconds * 1_000),
    reason: 'busy',
  })

  it('is tried again after the time the platform asks for, and holds back what comes after it', async () => {
    await publish(NEWS, 'one', 'two')
    const discord = messenger('discord')
    discord.script.push(later(30))
    expect(await dispatcher([discord]).runOnce()).toMatchObject({ retried: 1, sent: 0 })
    wait(29)
    expect(await dispatcher([discord]).runOnce()).toMatchObject({ sent: 0 })
    wait(2)
    expect(await dispatcher([discord]).runOnce()).toMatchObject({ sent: 2 })
    expect(discord.posts.map(({ text }) => text)).toEqual(['one', 'one', 'two'])
    expect(discord.posts[0]?.id).toBe(discord.posts[1]?.id)
  })

  it('is tried less and less often, and given up after a day with all that is known', async () => {
    await publish(NEWS, 'one')
    const discord = messenger('discord')
    let runs = 0
    for (let seconds = 0; seconds <= (MAX_AGE_HOURS + 1) * 3_600; seconds += 60) {
      discord.script.splice(0, 1, later(0))
      const { retried, failed } = await dispatcher([discord]).runOnce()
      runs += retried + failed
      if (failed > 0) break
      wait(60)
    }
    expect(await states(NEWS)).toEqual([
      { state: 'failed', reason: expect.stringMatching(/^Given up after \d+ attempts in \d+ h: busy$/) },
    ])
    expect(runs).toBeGreaterThan(10)
    expect(runs).toBeLessThanOrEqual(150)
  })
})

describe('a message of unknown outcome', () => {
  it('stays unknown where the platform can’t recognise it: neither repeated nor dropped, and said', async () => {
    await publish(SLACK, 'one', 'two')
    const slack = messenger('slack')
    slack.script.push({ status: 'unknown', reason: 'no answer' })
    expect(await dispatcher([slack]).runOnce()).toMatchObject({ unknown: 1, sent: 1 })
    wait(86_400)
    expect(await dispatcher([slack]).runOnce()).toMatchObject({ sent: 0, unknown: 0 })
    expect(slack.posts.map(({ text }) => text)).toEqual(['one', 'two'])
    expect(await states(SLACK)).toEqual([
      { state: 'unknown', reason: 'no answer' },
      { state: 'sent', reason: null },
    ])
    expect(logger.text()).toContain('nobody can tell')
  })

  it('is repeated under the same id while the platform recognises it', async () => {
    await publish(NEWS, 'one')
    const discord = messenger('discord', 120)
    discord.script.push({ status: 'unknown', reason: 'no answer' })
    expect(await dispatcher([discord]).runOnce()).toMatchObject({ retried: 1 })
    wait(10)
    expect(await dispatcher([discord]).runOnce()).toMatchObject({ sent: 1 })
    expect(new Set(discord.posts.map(({ id }) => id)).size).toBe(1)
  })

  it('is not repeated once the platform may have forgotten it, however the doubt went on', async () => {
    await publish(NEWS, 'one')
    const discord = messenger('discord', 120)
    discord.script.push(
      { status: 'unknown', reason: 'no answer' },
      { status: 'retry', notBefore: new Date(now.getTime() + 300_000), reason: 'busy' },
    )
    await dispatcher([discord]).runOnce()
    wait(10)
    expect(await dispatcher([discord]).runOnce()).toMatchObject({ retried: 1 })
    wait(400)
    expect(await dispatcher([discord]).runOnce()).toMatchObject({ unknown: 1 })
    expect(discord.posts).toHaveLength(2)
  })
})

describe('a process that dies while sending', () => {
  /** An outbox whose process is gone before it can write the outcome. */
  const dying = (): Outbox => ({ ...store.outbox, settle: () => Promise.reject(new Error('killed')) })

  it('leaves an unknown message on Slack', async () => {
    await publish(SLACK, 'one')
    const slack = messenger('slack')
    expect(await dispatcher([slack], dying()).runOnce()).toMatchObject({ lost: 1 })
    wait(61)
    expect(await dispatcher([slack]).runOnce()).toMatchObject({ unknown: 1 })
    expect(slack.posts).toHaveLength(1)
    expect(await states(SLACK)).toMatchObject([
      { state: 'unknown', reason: expect.stringContaining('may have arrived') },
    ])
  })

  it('has its message repeated under the same id where the platform still knows it', async () => {
    await publish(NEWS, 'one')
    const discord = messenger('discord', 120)
    await dispatcher([discord], dying()).runOnce()
    wait(61)
    expect(await dispatcher([discord]).runOnce()).toMatchObject({ sent: 1 })
    expect(new Set(discord.posts.map(({ id }) => id)).size).toBe(1)
  })

  it('before it began to send loses nothing', async () => {
    await publish(SLACK, 'one')
    const slack = messenger('slack')
    const cut: Outbox = { ...store.outbox, begin: () => Promise.reject(new Error('killed')) }
    await dispatcher([slack], cut).runOnce()
    expect(slack.posts).toEqual([])
    wait(61)
    expect(await dispatcher([slack]).runOnce()).toMatchObject({ sent: 1 })
  })

  it('and comes back late does not overwrite what another one did', async () => {
    await publish(NEWS, 'one')
    const discord = messenger('discord', 120)
    const slow: Messenger = {
      ...discord,
      async post(...args) {
        wait(61)
        expect(await dispatcher([discord]).runOnce()).toMatchObject({ sent: 1 })
        return { status: 'failed', reason: args[2] }
      },
    }
    expect(await dispatcher([slow]).runOnce()).toMatchObject({ lost: 1 })
    expect(await states(NEWS)).toMatchObject([{ state: 'sent' }])
  })
})
