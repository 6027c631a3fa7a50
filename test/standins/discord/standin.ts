import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { type Call, createApiServer, type Fault, type Reply } from '../http.ts'
import { attach, checkAttachments, picturesOf } from './attachments.ts'
import { Gateway } from './gateway.ts'
import { type Answer, Exchange, type Modal } from './interactions.ts'
import { error, RateLimits } from './rest.ts'
import { checkCommand, checkMessage, checkShape, flatten, isJson, type Violation } from './rules.ts'
import {
  APPLICATION_ID,
  ATTACH_FILES,
  BOT_USER,
  CHANNEL_ID,
  type ChannelState,
  EVERYDAY,
  GUILD_ID,
  guildOf,
  type Message,
  messageOf,
  type Person,
  READER,
  snowflake,
  userOf,
} from './world.ts'

export type { Answer, Modal } from './interactions.ts'
export { CHANNEL_ID, GUILD_ID, MANAGER, type Message, type Person, READER } from './world.ts'

export interface DiscordStandinOptions {
  readonly token?: string
  readonly port?: number
  readonly heartbeatMs?: number
}

export interface Where {
  readonly as?: Person
  readonly channelId?: string
  /** Seconds to wait for an answer (5). */
  readonly seconds?: number
}

interface Registered {
  readonly type: number
  readonly name: string
  readonly autocomplete?: boolean | undefined
  readonly required?: boolean | undefined
  readonly options?: readonly Registered[] | undefined
  readonly [key: string]: unknown
}

const registeredSchema: z.ZodType<Registered> = z.looseObject({
  type: z.number().default(1),
  name: z.string(),
  autocomplete: z.boolean().optional(),
  required: z.boolean().optional(),
  options: z.lazy(() => z.array(registeredSchema)).optional(),
})

const componentSchema = z.looseObject({
  type: z.number(),
  custom_id: z.string().optional(),
  label: z.string().optional(),
})

/**
 * Discord on loopback: a gateway and the REST calls that a bot like this one makes, as documented, with its limits checked.
 * People act through the methods; `violations` lists every body that Discord would have refused.
 */
export class DiscordStandin {
  readonly token: string
  readonly gateway: Gateway
  readonly faults: Fault[] = []
  readonly limits = new RateLimits()
  readonly calls: Call[] = []
  readonly violations: { violations: readonly Violation[]; body: unknown }[] = []
  readonly channels = new Map<string, ChannelState>()
  readonly #exchanges = new Map<string, Exchange>()
  readonly #uploads = new Map<string, Buffer>()
  readonly #messages: Message[] = []
  readonly #nonces = new Map<string, { message: Message; until: number }>()
  readonly #server
  #commands: (Registered & { id: string })[] = []
  #skipped = 0
  #port = 0

  constructor({ token = 'discord-token-that-no-log-may-show', heartbeatMs = 41_250 }: DiscordStandinOptions = {}) {
    this.token = token
    this.addChannel(CHANNEL_ID, 'privacy-news')
    this.gateway = new Gateway({
      token,
      heartbeatMs,
      url: () => `ws://127.0.0.1:${this.#port}`,
      ready: (session) => [
        {
          t: 'READY',
          d: {
            v: 10,
            user: BOT_USER,
            guilds: [{ id: GUILD_ID, unavailable: true }],
            session_id: session.id,
            resume_gateway_url: session.url,
            session_type: 'normal',
            application: { id: APPLICATION_ID, flags: 0 },
          },
        },
        { t: 'GUILD_CREATE', d: guildOf(GUILD_ID, [...this.channels.values()]) },
      ],
    })
    this.#server = createApiServer((call) => this.#handle(call), this)
    this.gateway.attach(this.#server)
  }

  async start(port = 0): Promise<this> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
    const address = this.#server.address() as AddressInfo
    this.#port = address.port
    return this
  }

  async stop(): Promise<void> {
    this.gateway.stop()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  /** What discord.js takes as `rest.api`. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api`
  }

  addChannel(id: string, name: string): ChannelState {
    const channel = { id, guildId: GUILD_ID, name, canView: true, canSend: true, canAttach: true }
    this.channels.set(id, channel)
    return channel
  }

  /** The messages of a channel that everyone there sees, oldest first. */
  posted(channelId = CHANNEL_ID): Message[] {
    return this.#messages.filter((message) => message.channel_id === channelId)
  }

  /** The pictures of a message, with what they are said to show. */
  pictures(message: Message): { description: string; bytes: Buffer }[] {
    return picturesOf(message, this.#uploads)
  }

  get commands(): readonly (Registered & { id: string })[] {
    return this.#commands
  }

  /** Lets time pass for the limits of interactions and nonces. */
  skip(ms: number): void {
    this.#skipped += ms
  }

  /** Types `/privacy company name:Netflix`. Only what is registered can be typed. */
  command(path: string, options: Readonly<Record<string, string>> = {}, where: Where = {}): Promise<Answer> {
    return this.#interact({ type: 2, data: this.#commandData(path, options, null) }, null, where)
  }

  /** Types a part of an option and looks at what is offered. */
  async complete(path: string, options: Readonly<Record<string, string>>, focused: string, where: Where = {}) {
    const { choices } = await this.#interact({ type: 4, data: this.#commandData(path, options, focused) }, null, where)
    return choices
  }

  /** Clicks the button with this label (or one whose label or id matches). */
  click(message: Message, button: string | RegExp, where: Where = {}): Promise<Answer> {
    const component = componentsOf(message).find(
      ({ type, label, custom_id: id, disabled }) =>
        type === 2 &&
        disabled !== true &&
        id !== undefined &&
        (button instanceof RegExp ? button.test(label ?? '') : label === button),
    )
    if (!component) throw new Error(`No button ${button} on the message`)
    return this.#interact({ type: 3, data: { custom_id: component.custom_id, component_type: 2 } }, message, where)
  }

  /** Clicks by id, as a client would that still shows an old message. */
  clickId(message: Message, customId: string, where: Where = {}): Promise<Answer> {
    return this.#interact({ type: 3, data: { custom_id: customId, component_type: 2 } }, message, where)
  }

  /** Picks an entry of a menu. */
  choose(message: Message, option: string | RegExp, where: Where = {}): Promise<Answer> {
    for (const menu of componentsOf(message).filter(({ type }) => type === 3)) {
      const options = z.array(z.object({ label: z.string(), value: z.string() })).parse(menu.options)
      const chosen = options.find(({ label }) => (option instanceof RegExp ? option.test(label) : option === label))
      if (!chosen) continue
      const data = { custom_id: menu.custom_id, component_type: 3, values: [chosen.value] }
      return this.#interact({ type: 3, data }, message, where)
    }
    throw new Error(`No entry ${option} in a menu of the message`)
  }

  /** Fills in a modal and sends it. */
  submit(modal: Modal, values: Readonly<Record<string, string>>, where: Where = {}): Promise<Answer> {
    const components = modal.components.filter(isJson).map((label, index) => {
      const input = isJson(label.component) ? label.component : {}
      const id = String(input.custom_id)
      const preset = input.value ?? ''
      const value = values[id] ?? String(preset)
      const component =
        input.type === 3
          ? { type: 3, id: index * 2 + 2, custom_id: id, values: value === '' ? defaultsOf(input) : [value] }
          : { type: 4, id: index * 2 + 2, custom_id: id, value }
      return { type: 18, id: index * 2 + 1, component }
    })
    return this.#interact({ type: 5, data: { custom_id: modal.custom_id, components } }, null, where)
  }

  #interact(body: { type: number; data: object }, target: Message | null, where: Where): Promise<Answer> {
    const { as = READER, channelId = target?.channel_id ?? CHANNEL_ID, seconds = 5 } = where
    const exchange = new Exchange({
      now: () => this.#now(),
      channelId,
      target,
      uploads: this.#uploads,
      report: (violations, refused) => void this.violations.push({ violations, body: refused }),
    })
    this.#exchanges.set(exchange.id, exchange)
    this.#exchanges.set(exchange.token, exchange)
    this.gateway.dispatch('INTERACTION_CREATE', {
      id: exchange.id,
      application_id: APPLICATION_ID,
      token: exchange.token,
      version: 1,
      guild_id: GUILD_ID,
      guild: { id: GUILD_ID, locale: 'en-US', features: [] },
      guild_locale: 'en-US',
      channel_id: channelId,
      channel: {
        id: channelId,
        type: 0,
        guild_id: GUILD_ID,
        name: 'privacy-news',
        permissions: String(as.permissions),
      },
      member: {
        user: userOf(as),
        roles: [],
        permissions: String(as.permissions),
        joined_at: '2026-01-01T00:00:00.000000+00:00',
        nick: null,
        avatar: null,
        premium_since: null,
        deaf: false,
        mute: false,
        pending: false,
        flags: 0,
      },
      locale: as.locale,
      app_permissions: String(this.#appPermissions(channelId)),
      entitlements: [],
      authorizing_integration_owners: { '0': GUILD_ID },
      context: 0,
      attachment_size_limit: 10_485_760,
      ...(target ? { message: target } : {}),
      ...body,
    })
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`No answer within ${seconds} s`)), seconds * 1000)
    })
    return Promise.race([exchange.answer, late]).finally(() => clearTimeout(timer))
  }

  #commandData(path: string, options: Readonly<Record<string, string>>, focused: string | null): object {
    const command = this.#commands[0]
    if (!command) throw new Error('No command is registered')
    let level: Registered = command
    const nesting: Registered[] = []
    for (const name of path.split(' ')) {
      const next = level.options?.find((option) => option.name === name)
      if (!next) throw new Error(`/${command.name} has no ${path}`)
      nesting.push(next)
      level = next
    }
    const known = level.options ?? []
    const values: object[] = Object.entries(options).map(([name, value]) => {
      const option = known.find((candidate) => candidate.name === name)
      if (!option) throw new Error(`/${command.name} ${path} has no option ${name}`)
      const typed = option.type === 4 ? Number(value) : option.type === 5 ? value === 'true' : value
      return { name, type: option.type, value: typed, ...(name === focused ? { focused: true } : {}) }
    })
    const missing = known.filter(({ required, name }) => required === true && options[name] === undefined)
    if (missing.length > 0 && focused === null) throw new Error(`Discord asks for ${missing.map(({ name }) => name)}`)
    const nested = nesting.reduceRight<object[]>((inner, { name, type }) => [{ name, type, options: inner }], values)
    return { id: command.id, name: command.name, type: 1, options: nested }
  }

  #handle(call: Call): Reply {
    const { method, path, body, files } = call
    const interaction = /^\/interactions\/(\d+)\/([^/]+)\/callback$/.exec(path)
    if (interaction) {
      const exchange = this.#exchanges.get(interaction[1] ?? '')
      if (!exchange || exchange.token !== interaction[2]) return error(404, 10062, 'Unknown interaction')
      return exchange.respond(body, files)
    }
    const webhook = /^\/webhooks\/\d+\/([^/]+)(\/messages\/(?:@|%40)original)?$/.exec(path)
    if (webhook) {
      const exchange = this.#exchanges.get(webhook[1] ?? '')
      if (!exchange) return error(404, 10015, 'Unknown Webhook')
      if (webhook[2] === undefined) return exchange.followUp(body, files)
      return method === 'PATCH' ? exchange.edit(body, files) : { status: 200, body: exchange.message }
    }
    if (call.authorization !== `Bot ${this.token}`)
      return { status: 401, body: { message: '401: Unauthorized', code: 0 } }
    if (path === '/gateway/bot') {
      const limit = { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 }
      return { status: 200, body: { url: `ws://127.0.0.1:${this.#port}`, shards: 1, session_start_limit: limit } }
    }
    if (path === '/users/@me') return { status: 200, body: BOT_USER }
    if (path === `/applications/${APPLICATION_ID}/commands` && method === 'PUT') return this.#register(body)
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)
    if (channel && method === 'POST') return this.#post(channel[1] ?? '', call)
    return error(404, 0, '404: Not Found')
  }

  #register(body: unknown): Reply {
    const commands = z.array(z.record(z.string(), z.unknown())).safeParse(body)
    if (!commands.success) return error(400, 50035, 'Invalid Form Body')
    const violations = commands.data.flatMap((command) => [...checkShape('command', command), ...checkCommand(command)])
    if (violations.length > 0) return this.#refuse(violations, body)
    this.#commands = commands.data.map((command) => ({ ...registeredSchema.parse(command), id: snowflake() }))
    return {
      status: 200,
      body: this.#commands.map((command) => ({ ...command, application_id: APPLICATION_ID, version: '1' })),
    }
  }

  #appPermissions(channelId: string): bigint {
    return this.channels.get(channelId)?.canAttach === false ? EVERYDAY & ~ATTACH_FILES : EVERYDAY
  }

  #post(channelId: string, { body, files }: Call): Reply {
    const channel = this.channels.get(channelId)
    if (!channel) return error(404, 10003, 'Unknown Channel')
    if (!channel.canView) return error(403, 50001, 'Missing Access')
    if (!channel.canSend) return error(403, 50013, 'Missing Permissions')
    if (files.length > 0 && !channel.canAttach) return error(403, 50013, 'Missing Permissions')
    if (!isJson(body)) return error(400, 50035, 'Invalid Form Body')
    const violations = [...checkShape('message', body), ...checkMessage(body), ...checkAttachments(body, files, null)]
    if (violations.length > 0) return this.#refuse(violations, body)
    const nonce = `${channelId} ${String(body.nonce)}`
    const known = this.#nonces.get(nonce)
    if (body.enforce_nonce === true && known && known.until > this.#now()) return { status: 200, body: known.message }
    const { enforce_nonce: _, allowed_mentions: __, ...kept } = body
    const message = messageOf(snowflake(), channelId, kept, attach(body, files, null, this.#uploads))
    this.#messages.push(message)
    if (body.nonce !== undefined) this.#nonces.set(nonce, { message, until: this.#now() + NONCE_MS })
    return { status: 200, body: message }
  }

  #refuse(violations: readonly Violation[], body: unknown): Reply {
    this.violations.push({ violations, body })
    return error(400, 50035, 'Invalid Form Body', violations)
  }

  #now(): number {
    return Date.now() + this.#skipped
  }
}

/** "In the past few minutes", says the documentation. */
const NONCE_MS = 3 * 60_000

export const startDiscord = (options: DiscordStandinOptions = {}): Promise<DiscordStandin> =>
  new DiscordStandin(options).start(options.port)

/** All components of a message, flat. */
export const componentsOf = (message: { readonly components: readonly unknown[] }) =>
  message.components.flatMap(flatten).map((component) => componentSchema.parse(component))

/** All that a message says, a line each. */
export const textOf = (message: { readonly components: readonly unknown[] }): string =>
  componentsOf(message)
    .filter(({ type }) => type === 10)
    .map((component) => String(component.content))
    .join('\n')

const defaultsOf = (menu: Record<string, unknown>): string[] =>
  z
    .array(z.looseObject({ value: z.string(), default: z.boolean().optional() }))
    .parse(menu.options)
    .filter((option) => option.default)
    .map(({ value }) => value)
