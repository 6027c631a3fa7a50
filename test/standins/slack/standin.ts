import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { type Call, createApiServer, type Fault, type Reply } from '../http.ts'
import { Files } from './files.ts'
import { checkMessage, checkModal, readMessage, readModal, type SentBlock, type SentModal } from './rules.ts'
import { Socket } from './socket.ts'

export const TEAM_ID = 'T0000000001'
export const CHANNEL_ID = 'C0000000001'
const BOT_ID = 'U0000000BOT'

export interface Person {
  readonly id: string
  readonly admin: boolean
  readonly locale: string
  readonly zone: string
}
export const READER: Person = { id: 'U0000000001', admin: false, locale: 'en-US', zone: 'Europe/Brussels' }
export const MANAGER: Person = { id: 'U0000000002', admin: true, locale: 'en-US', zone: 'Europe/Paris' }

export interface Message {
  readonly ts: string
  readonly channel: string
  readonly text: string
  readonly blocks: SentBlock[]
  readonly ephemeral: boolean
  /** What was asked of Slack beside text and blocks. */
  readonly arguments: Readonly<Record<string, unknown>>
}

/** What a person sees after typing a command or using a component. */
export interface Answer {
  readonly kind: 'message' | 'replaced' | 'modal'
  readonly message: Message | null
  readonly modal: SentModal | null
}

export interface SlackStandinOptions {
  readonly port?: number
  /** HTTP mode: where the app takes requests, `http://127.0.0.1:3000/slack/events`. Without it, Socket Mode. */
  readonly requestUrl?: string
}

export interface Where {
  readonly as?: Person
  readonly channelId?: string
  readonly seconds?: number
}

interface Url {
  readonly channelId: string
  readonly expiresAt: number
  readonly target: Message | null
  readonly settle: (answer: Answer) => void
  uses: number
}

/**
 * Slack on loopback: the Web API calls that a bot like this one makes, Socket Mode and signed HTTP requests, response URLs with
 * their limits. People act through the methods; `violations` lists everything that Slack would have refused.
 */
export class SlackStandin {
  readonly botToken = 'xoxb-token-that-no-log-may-show'
  readonly appToken = 'xapp-token-that-no-log-may-show'
  readonly signingSecret = 'signing-secret-that-no-log-may-show'
  readonly socket = new Socket()
  readonly faults: Fault[] = []
  readonly calls: Call[] = []
  readonly violations: { problems: readonly string[]; body: unknown }[] = []
  readonly channels = new Map([[CHANNEL_ID, { member: true, archived: false }]])
  readonly people = new Map([READER, MANAGER].map((person) => [person.id, person]))
  readonly scopes = new Set(['commands', 'chat:write', 'users:read', 'files:write'])
  readonly files = new Files()
  /** Milliseconds that two messages to a channel have to be apart; 0 for no limit. */
  messageGapMs = 0
  requestUrl: string | null
  readonly #messages: Message[] = []
  readonly #urls = new Map<string, Url>()
  readonly #triggers = new Map<string, { expiresAt: number; settle: (answer: Answer) => void }>()
  readonly #lastMessageAt = new Map<string, number>()
  readonly #server
  #skipped = 0
  #port = 0
  #sequence = 0

  constructor({ requestUrl }: SlackStandinOptions = {}) {
    this.requestUrl = requestUrl ?? null
    const limits = { take: () => ({ headers: {} }) }
    this.#server = createApiServer((call) => this.#handle(call), { faults: this.faults, calls: this.calls, limits })
    this.socket.attach(this.#server)
  }

  async start(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address() as AddressInfo
    this.#port = address.port
    return this
  }

  async stop(): Promise<void> {
    this.socket.stop()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** What Slack's client takes as `slackApiUrl`. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api/`
  }

  /** The messages of a channel that everyone there sees, oldest first. */
  posted(channelId = CHANNEL_ID): Message[] {
    return this.#messages.filter((message) => message.channel === channelId && !message.ephemeral)
  }

  /** Lets time pass for response URLs and triggers. */
  skip(ms: number): void {
    this.#skipped += ms
  }

  /** Types `/privacy …`. */
  command(text: string, where: Where = {}): Promise<Answer> {
    const { as = READER, channelId = CHANNEL_ID } = where
    return this.#act(where, null, (origin) =>
      this.#deliver('slash_commands', {
        token: 'verification',
        team_id: TEAM_ID,
        team_domain: 'standin',
        channel_id: channelId,
        channel_name: 'privacy-news',
        user_id: as.id,
        user_name: 'person',
        command: '/privacy',
        text,
        api_app_id: 'A0000000001',
        is_enterprise_install: 'false',
        response_url: origin.responseUrl,
        trigger_id: origin.triggerId,
      }),
    )
  }

  /** Clicks the button with this text, or one whose text matches. */
  click(message: Message, label: string | RegExp, where: Where = {}): Promise<Answer> {
    const button = elementsOf(message).find(
      (element) =>
        element.type === 'button' &&
        (label instanceof RegExp ? label.test(element.text.text) : element.text.text === label),
    )
    if (button?.type !== 'button') throw new Error(`No button ${label} on the message`)
    const { action_id, value } = button
    return this.#use(message, { type: 'button', action_id, ...(value === undefined ? {} : { value }) }, where)
  }

  /** Clicks with a value of its own, as a client would that still shows an old message. */
  clickValue(message: Message, value: string, where: Where = {}): Promise<Answer> {
    return this.#use(message, { type: 'button', action_id: 'vigie-0', value }, where)
  }

  /** Picks an entry of a menu. */
  choose(message: Message, label: string | RegExp, where: Where = {}): Promise<Answer> {
    for (const menu of elementsOf(message)) {
      if (menu.type !== 'static_select') continue
      const chosen = menu.options.find(({ text }) =>
        label instanceof RegExp ? label.test(text.text) : text.text === label,
      )
      if (chosen) {
        return this.#use(message, { type: 'static_select', action_id: menu.action_id, selected_option: chosen }, where)
      }
    }
    throw new Error(`No entry ${label} in a menu of the message`)
  }

  /** Fills in a modal and sends it. */
  submit(modal: SentModal, values: Readonly<Record<string, string>>, where: Where = {}): Promise<Answer> {
    const { as = READER } = where
    const state = modal.blocks.map(({ block_id: id, element }) => {
      const given = values[id]
      if (element.type === 'plain_text_input') {
        return [id, { value: { type: element.type, value: given ?? element.initial_value ?? null } }] as const
      }
      const chosen = element.options.find(({ value }) => value === given) ?? element.initial_option ?? null
      return [id, { value: { type: element.type, selected_option: chosen } }] as const
    })
    const { responseUrl } = z.object({ responseUrl: z.string() }).parse(JSON.parse(modal.private_metadata))
    const url = this.#urls.get(responseUrl.split('/').at(-1) ?? '')
    return this.#wait(where, (settle) => {
      // The answer comes through the URL of the command that opened the modal.
      if (url) this.#urls.set(responseUrl.split('/').at(-1) ?? '', { ...url, settle })
      this.#deliver('interactive', {
        type: 'view_submission',
        team: { id: TEAM_ID, domain: 'standin' },
        user: { id: as.id, username: 'person', name: 'person', team_id: TEAM_ID },
        api_app_id: 'A0000000001',
        token: 'verification',
        trigger_id: randomUUID(),
        view: {
          ...modal,
          id: `V${++this.#sequence}`,
          team_id: TEAM_ID,
          hash: randomUUID(),
          state: { values: Object.fromEntries(state) },
        },
        response_urls: [],
        is_enterprise_install: false,
        enterprise: null,
      })
    })
  }

  /** Tells the app of an event; the id stays the same when it is delivered again. */
  event(type: string, event: object = {}, id = `Ev${++this.#sequence}`): void {
    this.#deliver('events_api', {
      token: 'verification',
      team_id: TEAM_ID,
      api_app_id: 'A0000000001',
      event: { type, ...event },
      type: 'event_callback',
      event_id: id,
      event_time: Math.floor(Date.now() / 1000),
    })
  }

  #use(message: Message, action: object, where: Where): Promise<Answer> {
    const { as = READER, channelId = message.channel } = where
    const ts = String(Date.now() / 1000)
    return this.#act({ ...where, channelId }, message, (origin) =>
      this.#deliver('interactive', {
        type: 'block_actions',
        team: { id: TEAM_ID, domain: 'standin' },
        user: { id: as.id, username: 'person', name: 'person', team_id: TEAM_ID },
        api_app_id: 'A0000000001',
        token: 'verification',
        container: {
          type: 'message',
          message_ts: message.ts,
          channel_id: channelId,
          is_ephemeral: message.ephemeral,
        },
        trigger_id: origin.triggerId,
        channel: { id: channelId, name: 'privacy-news' },
        ...(message.ephemeral
          ? {}
          : { message: { type: 'message', ts: message.ts, text: message.text, blocks: message.blocks } }),
        state: { values: {} },
        response_url: origin.responseUrl,
        actions: [{ block_id: 'b1', action_ts: ts, ...action }],
        is_enterprise_install: false,
        enterprise: null,
      }),
    )
  }

  #act(
    where: Where,
    target: Message | null,
    send: (origin: { responseUrl: string; triggerId: string }) => void,
  ): Promise<Answer> {
    return this.#wait(where, (settle) => {
      const id = randomUUID()
      const triggerId = `${Date.now()}.${randomUUID()}`
      const expiresAt = this.#now() + 30 * 60_000
      this.#urls.set(id, { channelId: where.channelId ?? CHANNEL_ID, expiresAt, target, settle, uses: 0 })
      this.#triggers.set(triggerId, { expiresAt: this.#now() + 3_000, settle })
      send({ responseUrl: `http://127.0.0.1:${this.#port}/response/${id}`, triggerId })
    })
  }

  #wait({ seconds = 5 }: Where, begin: (settle: (answer: Answer) => void) => void): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`No answer within ${seconds} s`)), seconds * 1_000)
      begin((answer) => {
        clearTimeout(timer)
        resolve(answer)
      })
    })
  }

  #deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: object): void {
    if (this.requestUrl === null) {
      this.socket.deliver(type, payload)
      return
    }
    const fields: Record<string, string> =
      type === 'slash_commands'
        ? Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]))
        : { payload: JSON.stringify(payload) }
    const body = type === 'events_api' ? JSON.stringify(payload) : new URLSearchParams(fields).toString()
    this.post(body, type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded').catch(() => {})
  }

  /** Posts a signed request to the app, as Slack does in HTTP mode. */
  post(body: string, contentType: string, options: { secret?: string; at?: number } = {}): Promise<Response> {
    const at = Math.floor((options.at ?? Date.now()) / 1000)
    const signature = createHmac('sha256', options.secret ?? this.signingSecret)
      .update(`v0:${at}:${body}`)
      .digest('hex')
    return fetch(this.requestUrl ?? '', {
      method: 'POST',
      headers: {
        'content-type': contentType,
        'x-slack-request-timestamp': String(at),
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    })
  }

  #handle(call: Call): Reply {
    const url = /^\/response\/(.+)$/.exec(call.path)?.[1]
    if (url !== undefined) return this.#respond(url, call.body)
    const upload = /^\/upload\/(.+)$/.exec(call.path)?.[1]
    if (upload !== undefined) return this.files.receive(upload, call.bytes)
    const args = z.record(z.string(), z.unknown()).catch({}).parse(call.body)
    const token = call.authorization?.replace(/^Bearer /, '') ?? args.token
    const method = call.path.slice(1)
    if (method === 'apps.connections.open') {
      if (token !== this.appToken) return failed('invalid_auth')
      return ok({ url: `ws://127.0.0.1:${this.#port}/link?ticket=${randomUUID()}` })
    }
    if (token !== this.botToken) return failed('invalid_auth')
    switch (method) {
      case 'auth.test':
        return ok({
          url: 'https://standin.slack.com/',
          team: 'Standin',
          user: 'vigie',
          team_id: TEAM_ID,
          user_id: BOT_ID,
          bot_id: 'B1',
        })
      case 'users.info':
        return this.#userInfo(String(args.user))
      case 'views.open':
        return this.#openView(args)
      case 'chat.postMessage':
        return this.#postMessage(args)
      case 'files.getUploadURLExternal':
        if (!this.scopes.has('files:write')) return failed('missing_scope')
        return this.files.begin(args, (id) => `http://127.0.0.1:${this.#port}/upload/${id}`)
      case 'files.completeUploadExternal':
        if (!this.scopes.has('files:write')) return failed('missing_scope')
        return this.files.complete(args.files)
      default:
        return failed('unknown_method')
    }
  }

  #userInfo(id: string): Reply {
    if (!this.scopes.has('users:read')) return failed('missing_scope')
    const person = this.people.get(id)
    if (!person) return failed('user_not_found')
    const { admin, locale, zone } = person
    return ok({ user: { id, team_id: TEAM_ID, is_admin: admin, is_owner: false, tz: zone, locale } })
  }

  #openView(args: Record<string, unknown>): Reply {
    const trigger = this.#triggers.get(String(args.trigger_id))
    if (!trigger) return failed('invalid_trigger_id')
    if (trigger.expiresAt < this.#now()) return failed('trigger_expired')
    const view: unknown = typeof args.view === 'string' ? JSON.parse(args.view) : args.view
    const problems = checkModal(view)
    if (problems.length > 0) return this.#refuse(problems, view)
    this.#triggers.delete(String(args.trigger_id))
    const modal = readModal(view)
    trigger.settle({ kind: 'modal', message: null, modal })
    return ok({ view: { ...modal, id: `V${++this.#sequence}` } })
  }

  #postMessage(args: Record<string, unknown>): Reply {
    if (!this.scopes.has('chat:write')) return failed('missing_scope')
    const channelId = String(args.channel)
    const channel = this.channels.get(channelId)
    if (!channel) return failed('channel_not_found')
    if (!channel.member) return failed('not_in_channel')
    if (channel.archived) return failed('is_archived')
    const last = this.#lastMessageAt.get(channelId) ?? 0
    if (Date.now() - last < this.messageGapMs) {
      return { status: 429, headers: { 'retry-after': '1' }, body: { ok: false, error: 'ratelimited' } }
    }
    const { blocks, text, channel: _, token: __, ...rest } = args
    const body = { text, blocks: typeof blocks === 'string' ? JSON.parse(blocks) : blocks }
    const problems = [
      ...checkMessage(body),
      ...(['unfurl_links', 'unfurl_media'] as const)
        .filter((key) => String(rest[key]) !== 'false')
        .map((key) => `${key} is on`),
    ]
    if (problems.length > 0) return this.#refuse(problems, body)
    if (!this.#showsFiles(body)) return failed('invalid_blocks')
    this.#lastMessageAt.set(channelId, Date.now())
    const message = this.#store(channelId, body, false, rest)
    return ok({ channel: channelId, ts: message.ts, message: { type: 'message', ts: message.ts, text: message.text } })
  }

  #respond(id: string, body: unknown): Reply {
    const url = this.#urls.get(id)
    if (!url) return { status: 404, body: { ok: false, error: 'no_such_url' } }
    if (url.expiresAt < this.#now()) return { status: 404, body: { ok: false, error: 'expired_url' } }
    url.uses += 1
    if (url.uses > 5) return { status: 404, body: { ok: false, error: 'used_url' } }
    const problems = checkMessage(body)
    if (problems.length > 0) {
      this.#refuse(problems, body)
      return { status: 400, body: { ok: false, error: 'invalid_blocks' } }
    }
    if (!this.#showsFiles(body)) return { status: 404, body: { ok: false, error: 'invalid_blocks' } }
    const {
      response_type: type,
      replace_original: replace,
      ...rest
    } = z
      .looseObject({
        response_type: z.enum(['ephemeral', 'in_channel']).default('ephemeral'),
        replace_original: z.boolean().default(false),
      })
      .parse(body)
    if (replace && url.target) {
      const { text = '', blocks = [] } = readMessage(body)
      const message = Object.assign(url.target, { text, blocks })
      url.settle({ kind: 'replaced', message, modal: null })
    } else {
      const message = this.#store(url.channelId, body, type === 'ephemeral', rest)
      url.settle({ kind: 'message', message, modal: null })
    }
    return ok({})
  }

  /** Slack refuses a message that shows a file which it hasn't got, or hasn't looked at. */
  #showsFiles(body: unknown): boolean {
    const { blocks = [] } = readMessage(body)
    return blocks.every((sent) => sent.type !== 'image' || this.files.isShown(sent.slack_file.id))
  }

  #store(channel: string, body: unknown, ephemeral: boolean, rest: Record<string, unknown>): Message {
    const { text = '', blocks = [] } = readMessage(body)
    const ts = `${Math.floor(Date.now() / 1000)}.${String(++this.#sequence).padStart(6, '0')}`
    const message: Message = { ts, channel, text, blocks, ephemeral, arguments: rest }
    this.#messages.push(message)
    return message
  }

  #refuse(problems: readonly string[], body: unknown): Reply {
    this.violations.push({ problems, body })
    return failed('invalid_blocks')
  }

  #now(): number {
    return Date.now() + this.#skipped
  }
}

const ok = (body: object): Reply => ({ status: 200, body: { ok: true, ...body } })
const failed = (code: string): Reply => ({ status: 200, body: { ok: false, error: code } })

export const startSlack = (options: SlackStandinOptions = {}): Promise<SlackStandin> =>
  new SlackStandin(options).start(options.port)

/** The pictures of a message, with what they are said to show. */
export function picturesOf(message: Pick<Message, 'blocks'>, { files }: Pick<SlackStandin, 'files'>) {
  return message.blocks.flatMap((block) =>
    block.type === 'image'
      ? [{ description: block.alt_text, bytes: files.find(block.slack_file.id)?.bytes ?? Buffer.alloc(0) }]
      : [],
  )
}

export const elementsOf = (message: Pick<Message, 'blocks'>) =>
  message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []))

/** All that a message says, a line a block. */
export function textOf(message: Pick<Message, 'blocks'>): string {
  return message.blocks
    .flatMap((block): string[] => {
      if (block.type === 'header') return [block.text.text]
      if (block.type === 'context') return block.elements.map(({ text }) => text)
      if (block.type !== 'rich_text') return []
      return block.elements.flatMap((element) =>
        element.type === 'rich_text_list'
          ? element.elements.map((section) => section.elements.map(({ text }) => text).join(''))
          : [element.elements.map(({ text }) => text).join('')],
      )
    })
    .join('\n')
}
