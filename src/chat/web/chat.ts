import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import type { CommandBook } from '../../commands/index.ts'
import type { Messenger } from '../../delivery/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Outbox } from '../../store/store.ts'
import type { InterfaceLanguage, Logger, View } from '../../types/index.ts'
import { describeError } from '../logging.ts'
import { type ChatPlatform, ChatStartError } from '../platform.ts'
import { assets, PAGE_FOLDER } from './assets.ts'
import { guard, isLoopback, safeHeaders } from './guard.ts'
import { CHANNELS, type ChannelId } from './protocol.ts'
import { Room } from './room.ts'
import { type OpenStream, routes, WORKSPACE } from './routes.ts'
import { localeOf } from './words.ts'

export interface WebChatOptions {
  /** What to listen on. Anything but loopback asks for a token, which is in {@link WebChat.address}. */
  readonly host: string
  /** 0 for any free one. */
  readonly port: number
  /** Further names that the page is reached under. */
  readonly names?: readonly string[]
  /** For browsers that want no language that Vigie speaks. */
  readonly locale: InterfaceLanguage
  /** How other platforms would show a view: their payloads. */
  readonly previews: {
    readonly discord: (view: View) => Promise<unknown>
    readonly slack: (view: View) => Promise<unknown>
  }
  /** Further routes of the same server, open to whoever can reach it: the health check. */
  readonly beside?: Hono
  readonly logger: Logger
  readonly now?: () => Date
  /** Where the page's compiled modules are. */
  readonly pageFolder?: string
  /** Milliseconds between two signs of life to every window that listens (15 s). */
  readonly heartbeatMs?: number
}

/** What answers in the chat and where its editions are kept. */
export interface WebBackend {
  readonly commands: CommandBook
  readonly outbox: Pick<Outbox, 'list'>
  /** The stories are our own samples: the page says so. */
  readonly sample: boolean
}

export interface WebChat extends ChatPlatform {
  readonly address: string | null
  /** Has to be called before {@link start}. Called again, everything said so far is forgotten: it came from somewhere else. */
  use(backend: WebBackend): void
}

/** Editions that are brought back when the process starts again, a channel. */
const KEPT_EDITIONS = 50
/** An edition's message is known again by its delivery's id for as long as it is kept: posting it twice shows it once. */
const REPEATABLE_SECONDS = 86_400

const HEARTBEAT_MS = 15_000

/** Vigie in the browser: the same commands, views and deliveries as on the chat platforms, on a page of its own. */
export function createWebChat(options: WebChatOptions): WebChat {
  const { host, logger, now = () => new Date() } = options
  const room = new Room()
  const streams = new Set<OpenStream>()
  let heartbeat: NodeJS.Timeout | undefined
  const token = isLoopback(host) ? null : randomBytes(24).toString('base64url')
  let backend: WebBackend | null = null
  let server: ReturnType<typeof createAdaptorServer> | null = null
  let address: string | null = null

  const current = (): WebBackend => {
    if (backend === null) throw new Error('The web chat was started before anything answers in it')
    return backend
  }

  async function sync(): Promise<void> {
    const { outbox } = current()
    for (const id of CHANNELS) {
      const deliveries = await outbox.list({ platform: 'web', workspaceId: WORKSPACE, channelId: id }, KEPT_EDITIONS)
      for (const delivery of deliveries.toReversed())
        if (delivery.state === 'sent' && !room.has(delivery.id))
          post(delivery.id, id, delivery.createdAt, delivery.view)
    }
  }

  async function beat(): Promise<void> {
    if (streams.size === 0) return
    for (const stream of streams) stream.beat()
    await sync().catch((error: unknown) =>
      logger.warn({ error: describeError(error) }, 'editions could not be looked up'),
    )
  }

  const post = (id: string, channel: ChannelId, at: Date, view: View) =>
    room.add({ id, channel, at, asked: null, view, session: null })

  const messenger: Messenger = {
    platform: 'web',
    repeatableForSeconds: REPEATABLE_SECONDS,
    async post({ channelId }, view, deliveryId) {
      const channel = CHANNELS.find((id) => id === channelId)
      if (channel === undefined) return { status: 'failed', reason: `The web chat has no channel ${channelId}.` }
      const at = now()
      if (!room.has(deliveryId)) post(deliveryId, channel, at, view)
      return { status: 'sent', messageId: deliveryId, at }
    },
  }

  function app(): Hono {
    const all = new Hono()
    if (options.beside !== undefined) all.route('/', options.beside)
    all.use(safeHeaders)
    all.use(
      guard({
        host,
        names: options.names ?? [],
        token,
        refusal: (c) => {
          const locale = localeOf(undefined, c.req.header('accept-language') ?? '', options.locale)
          return translator(locale).text('web.needs-token')
        },
      }),
    )
    all.route('/assets', assets(options.pageFolder ?? PAGE_FOLDER))
    all.route('/', routes({ ...options, now, room, backend: current, sync, streams }))
    all.onError((error, c) => {
      logger.error({ path: c.req.path, error: error.message }, 'the web chat could not answer')
      return c.json({ error: 'Something went wrong' }, 500)
    })
    return all
  }

  return {
    platform: 'web',
    messenger,
    get address() {
      return address
    },
    use(next) {
      if (backend !== null) room.clear()
      backend = next
    },
    async start() {
      try {
        const listening = createAdaptorServer({ fetch: app().fetch })
        await new Promise<void>((resolve, reject) => {
          listening.once('error', reject).listen(options.port, host, resolve)
        })
        server = listening
        heartbeat = setInterval(() => void beat(), options.heartbeatMs ?? HEARTBEAT_MS)
        address = addressOf(host, listening.address(), token)
      } catch (error) {
        throw new ChatStartError(listenProblem(error, options), { cause: error })
      }
    },
    async stop() {
      clearInterval(heartbeat)
      const stopping = server
      server = null
      address = null
      if (stopping === null) return
      for (const stream of streams) stream.close()
      await new Promise<void>((resolve) => {
        stopping.close(() => resolve())
        if ('closeAllConnections' in stopping) stopping.closeAllConnections()
      })
    },
  }
}

function addressOf(host: string, bound: AddressInfo | string | null, token: string | null): string {
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  // What listens everywhere listens here too.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}/${token === null ? '' : `?token=${token}`}`
}

function listenProblem(error: unknown, { host, port }: Pick<WebChatOptions, 'host' | 'port'>): string {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'EADDRINUSE') return `port ${port} is taken, by another Vigie perhaps: set VIGIE_HTTP_PORT to a free one`
  if (code === 'EACCES') return `port ${port} may not be used: set VIGIE_HTTP_PORT to one above 1023`
  const message = error instanceof Error ? error.message : String(error)
  return `${host} port ${port} can’t be listened on (${message}): see VIGIE_HTTP_HOST and VIGIE_HTTP_PORT`
}
