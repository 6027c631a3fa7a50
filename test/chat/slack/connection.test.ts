import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ChatPlatform, ChatStartError } from '../../../src/chat/platform.ts'
import { createSlack, type SlackOptions } from '../../../src/chat/slack/index.ts'
import { type SlackStandin, startSlack, TEAM_ID } from '../../standins/slack/standin.ts'
import { recordingLogger } from '../recording-logger.ts'
import { scriptedBook, view } from '../scripted-book.ts'

let slack: SlackStandin
let platform: ChatPlatform
let book: ReturnType<typeof scriptedBook>
let logger: ReturnType<typeof recordingLogger>
let gone: string[]

const connect = (options: Partial<SlackOptions> = {}) =>
  createSlack({
    botToken: slack.botToken,
    appToken: slack.appToken,
    apiUrl: slack.apiUrl,
    commands: book,
    logger,
    onWorkspaceGone: async (id) => void gone.push(id),
    ...options,
  })

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('Socket Mode', () => {
  beforeEach(async () => {
    slack = await startSlack()
    book = scriptedBook()
    logger = recordingLogger()
    gone = []
    platform = connect()
    await platform.start()
  })
  afterEach(async () => {
    await platform.stop()
    await slack.stop()
  })

  const works = async () => expect(await slack.command('latest')).toMatchObject({ kind: 'message' })

  it('comes back after a broken line', async () => {
    slack.socket.drop()
    await vi.waitFor(() => expect(slack.socket.connections).toBe(2), { timeout: 15_000 })
    await vi.waitFor(() => expect(slack.socket.connected).toBe(true))
    await works()
  })

  it('takes a fresh connection when Slack asks it to', async () => {
    slack.socket.refresh('refresh_requested')
    await vi.waitFor(() => expect(slack.socket.connections).toBe(2), { timeout: 15_000 })
    await works()
  })

  it('survives what it cannot read', async () => {
    for (const raw of [
      'not json',
      'null',
      '[]',
      '{"type":"slash_commands"}',
      '{"envelope_id":"1","type":"interactive"}',
    ]) {
      slack.socket.sendRaw(raw)
    }
    await pause(200)
    expect(logger.text()).toContain('could not be read')
    await works()
  })

  it('does once what is delivered twice', async () => {
    slack.event('app_uninstalled', {}, 'Ev-1')
    slack.event('app_uninstalled', {}, 'Ev-1')
    await vi.waitFor(() => expect(gone).toEqual([TEAM_ID]))
    await pause(200)
    expect(gone).toEqual([TEAM_ID])
  })

  it('takes along the data of a workspace that it is removed from', async () => {
    slack.event('app_uninstalled')
    await vi.waitFor(() => expect(gone).toEqual([TEAM_ID]))
  })
})

describe('a connection that is lost for good', () => {
  it('is said, tried again, and never ends the process', async () => {
    slack = await startSlack()
    logger = recordingLogger()
    book = scriptedBook()
    platform = connect()
    await platform.start()
    slack.faults.push({
      path: /connections.open/,
      times: 1,
      what: { status: 200, body: { ok: false, error: 'invalid_auth' } },
    })
    slack.socket.drop()
    await vi.waitFor(() => expect(logger.text()).toContain('trying again in a minute'), { timeout: 15_000 })
    await platform.stop()
    await slack.stop()
  })
})

describe('HTTP', () => {
  const form = 'application/x-www-form-urlencoded'
  const body = 'command=%2Fprivacy&text=latest&team_id=T1&channel_id=C1&user_id=U1&response_url=&trigger_id=1'

  beforeEach(async () => {
    const port = await freePort()
    slack = await startSlack({ requestUrl: `http://127.0.0.1:${port}/slack/events` })
    book = scriptedBook()
    logger = recordingLogger()
    const { appToken: _, ...options } = { appToken: '', signingSecret: slack.signingSecret, port }
    platform = createSlack({ botToken: slack.botToken, apiUrl: slack.apiUrl, commands: book, logger, ...options })
    await platform.start()
  })
  afterEach(async () => {
    await platform.stop()
    await slack.stop()
  })

  it('refuses requests with a wrong signature, an old one, or none', async () => {
    expect((await slack.post(body, form, { secret: 'wrong' })).status).toBe(401)
    expect((await slack.post(body, form, { at: Date.now() - 6 * 60_000 })).status).toBe(401)
    const bare = await fetch(slack.requestUrl ?? '', { method: 'POST', body, headers: { 'content-type': form } })
    expect(bare.status).toBe(401)
    expect(book.calls).toEqual([])
  })

  it('acknowledges what is delivered twice, and does it once', async () => {
    const twice =
      'payload={}&'.slice(0, 0) +
      body.replace('response_url=', `response_url=${encodeURIComponent('https://elsewhere.example/x')}`)
    expect((await slack.post(twice, form)).status).toBe(200)
    expect((await slack.post(twice, form)).status).toBe(200)
    await vi.waitFor(() => expect(book.calls).toHaveLength(1))
  })

  it('answers to nobody but Slack', async () => {
    const elsewhere = body.replace('response_url=', `response_url=${encodeURIComponent('https://elsewhere.example/x')}`)
    await slack.post(elsewhere, form)
    await vi.waitFor(() => expect(logger.text()).toContain('not one of Slack’s'))
  })

  it('answers nonsense with an error, and goes on', async () => {
    expect((await fetch((slack.requestUrl ?? '').replace('/slack/events', '/'), { method: 'GET' })).status).toBe(404)
    await slack.post('{"nonsense":', 'application/json')
    await slack.post('payload=nonsense', form)
    expect(await slack.command('latest')).toMatchObject({ kind: 'message' })
  })
})

describe('joining', () => {
  beforeEach(async () => {
    slack = await startSlack()
    book = scriptedBook()
    logger = recordingLogger()
  })
  afterEach(() => slack.stop())

  it.each([{ botToken: 'xoxb-wrong-that-no-log-may-show' }, { appToken: 'xapp-wrong-that-no-log-may-show' }])(
    'with a wrong token fails with words that help, and names no token (%o)',
    async (wrong) => {
      const failure = await connect(wrong)
        .start()
        .catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(ChatStartError)
      expect(String(failure)).toContain('SLACK_BOT_TOKEN')
      expect(String(failure) + logger.text()).not.toContain('that-no-log-may-show')
    },
  )

  it('where nobody answers fails with words that help, and works once Slack can be reached again', async () => {
    const port = await freePort()
    const nowhere = connect({ apiUrl: `http://127.0.0.1:${port}/api/` })
    await expect(nowhere.start()).rejects.toThrow(ChatStartError)
    await nowhere.stop()
    const later = connect()
    slack.faults.push({
      path: /connections.open/,
      times: 1,
      what: { status: 200, body: { ok: false, error: 'invalid_auth' } },
    })
    await expect(later.start()).rejects.toThrow(ChatStartError)
    await later.start()
    expect(await slack.command('latest')).toMatchObject({ kind: 'message' })
    await later.stop()
  })

  it('needs an app token or a signing secret', () => {
    expect(() => createSlack({ botToken: 'xoxb-1', commands: book, logger })).toThrow(/SLACK_APP_TOKEN/)
  })
})

describe('a message', () => {
  const channel = { platform: 'slack', workspaceId: TEAM_ID, channelId: 'C0000000001' } as const
  const digest = view('Privacy digest: <!channel> & co', { audience: 'channel' })
  const NOW = new Date('2026-11-25T08:30:00Z')

  beforeEach(async () => {
    slack = await startSlack()
    book = scriptedBook()
    logger = recordingLogger()
    platform = connect({ now: () => NOW, gapMs: 200 })
  })
  afterEach(async () => {
    expect(slack.violations).toEqual([])
    await slack.stop()
  })
  const post = () => platform.messenger.post(channel, digest, 'delivery-1')

  it('is posted without a connection, unfurls nothing and mentions nobody', async () => {
    const outcome = await post()
    const [message] = slack.posted()
    expect(outcome).toEqual({ status: 'sent', messageId: message?.ts, at: NOW })
    expect(message?.text).toBe('Privacy digest: &lt;!channel&gt; &amp; co')
  })

  it('follows the one before after a second', async () => {
    slack.messageGapMs = 50
    const outcomes = await Promise.all([post(), post(), post()])
    expect(outcomes.map(({ status }) => status)).toEqual(['sent', 'sent', 'sent'])
  })

  it('goes back to the outbox at a rate limit', async () => {
    slack.faults.push({
      path: /postMessage/,
      times: 1,
      what: { status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error: 'ratelimited' } },
    })
    expect(await post()).toMatchObject({ status: 'retry', notBefore: new Date(NOW.getTime() + 30_000) })
    expect(await post()).toMatchObject({ status: 'sent' })
  })

  it.each([
    ['the answer is lost', 'drop-after' as const],
    ['the line breaks', 'drop-before' as const],
    ['Slack breaks down', { status: 503, body: 'upstream' }],
    ['Slack reports a fatal error', { status: 200, body: { ok: false, error: 'fatal_error' } }],
    ['a proxy answers', { status: 200, body: '<html>captive portal</html>' }],
  ])('is of unknown outcome, and never sent again by itself, when %s', async (_when, what) => {
    slack.faults.push({ path: /postMessage/, times: 1, what })
    expect(await post()).toMatchObject({ status: 'unknown' })
    expect(slack.calls.filter(({ path }) => path.includes('postMessage'))).toHaveLength(1)
  })

  it.each([
    ['is gone', () => slack.channels.clear(), /does not exist/],
    [
      'it was not invited to',
      () => slack.channels.set('C0000000001', { member: false, archived: false }),
      /\/invite @Vigie/,
    ],
    ['is archived', () => slack.channels.set('C0000000001', { member: true, archived: true }), /archived/],
    ['it may not write to', () => slack.scopes.delete('chat:write'), /chat:write/],
  ])('fails for good, in plain words, for a channel that %s', async (_what, prepare, reason) => {
    prepare()
    expect(await post()).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) })
  })

  it('waits while Slack cannot be reached or refuses the token', async () => {
    slack.faults.push({
      path: /postMessage/,
      times: 1,
      what: { status: 200, body: { ok: false, error: 'token_revoked' } },
    })
    expect(await post()).toMatchObject({ status: 'retry', reason: expect.stringContaining('SLACK_BOT_TOKEN') })
    const { messenger } = connect({ apiUrl: `http://127.0.0.1:${await freePort()}/api/` })
    expect(await messenger.post(channel, digest, 'd')).toMatchObject({ status: 'retry' })
  })
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
