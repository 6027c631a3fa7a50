import { randomBytes, randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie, setCookie } from 'hono/cookie'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { CHART_THEMES, chartPng } from '../../charts/index.ts'
import { isTimeZone } from '../../i18n/index.ts'
import type { Caller, InterfaceLanguage, View } from '../../types/index.ts'
import { typedCommand } from '../../views/index.ts'
import { describeError } from '../logging.ts'
import { sentence, words } from '../words.ts'
import type { WebBackend, WebChatOptions } from './chat.ts'
import { suggest } from './complete.ts'
import { STRICT_COOKIE } from './guard.ts'
import {
  type AskRequest,
  CHANNELS,
  type ChannelId,
  type ChatState,
  type CompleteRequest,
  type Previews,
} from './protocol.ts'
import type { Room, RoomEvent } from './room.ts'
import { shell, themeOf } from './shell.ts'
import { localeOf, pageWords } from './words.ts'

/** Everything in the web chat is one workspace: whoever may open the page owns the database. */
export const WORKSPACE = 'local'

const SESSION_COOKIE = 'vigie-session'
const MAX_BODY = 16_384
/** Windows that may listen at once. */
const MAX_STREAMS = 100

/** A window that listens. */
export interface OpenStream {
  /** Keeps the line alive: proxies drop one on which nothing comes for a minute. */
  beat(): void
  close(): void
}

export interface RouteDeps extends Pick<WebChatOptions, 'locale' | 'previews' | 'logger'> {
  readonly now: () => Date
  readonly room: Room
  readonly backend: () => WebBackend
  /** Brings in what other processes have posted. */
  readonly sync: () => Promise<void>
  readonly streams: Set<OpenStream>
}

const channel = z.enum(CHANNELS)
const timeZone = z.string().max(60)
const call = z.object({
  name: z.string().max(100),
  options: z.record(z.string().max(100), z.string().max(4_000)),
})
const askSchema = z.union([
  z.object({ channel, timeZone, text: z.string().max(2_000) }),
  z.object({ channel, timeZone, call, replaces: z.string().max(100).nullable() }),
]) satisfies z.ZodType<AskRequest>
const completeSchema = z.object({ channel, timeZone, text: z.string().max(2_000) }) satisfies z.ZodType<CompleteRequest>

/** The page and what it asks for; {@link guard} stands in front. */
export function routes(deps: RouteDeps): Hono {
  const { room, logger, now } = deps
  const app = new Hono()

  app.get('/', (c) => {
    if (sessionOf(c) === null) {
      setCookie(c, SESSION_COOKIE, randomBytes(18).toString('base64url'), { ...STRICT_COOKIE, maxAge: 31_536_000 })
    }
    return c.html(shell(locale(c), themeOf(getCookie(c, 'vigie-theme')), deps.backend().sample))
  })

  const api = new Hono<{ Variables: { session: string } }>()
  api.use(async (c, next) => {
    const session = sessionOf(c)
    if (session === null) return c.json({ error: 'Open the page first' }, 401)
    c.set('session', session)
    return next()
  })
  api.use(bodyLimit({ maxSize: MAX_BODY, onError: (c) => c.json({ error: 'Too much at once' }, 413) }))

  api.get('/chat', async (c) => {
    await deps.sync()
    const state: ChatState = {
      locale: locale(c),
      messages: room.list(c.get('session')),
      lastEventId: room.lastEventId,
      words: pageWords(locale(c)),
    }
    return c.json(state)
  })

  api.post('/ask', async (c) => {
    const body = askSchema.safeParse(await json(c))
    if (!body.success) return c.json({ error: 'Not understood' }, 400)
    const request = body.data
    const { commands } = deps.backend()
    const caller = callerOf(c, request)
    const session = c.get('session')
    const asked = 'text' in request ? commands.parse(request.text, caller) : request.call
    const view = await commands.run(asked, caller).catch((error: unknown): View => {
      logger.error({ error: describeError(error) }, 'a command failed')
      return sentence(words(caller.locale).failed, 'error', caller.locale)
    })
    const before = 'call' in request && request.replaces !== null ? room.find(request.replaces, session) : null
    const isPrivate = view.audience === 'private'
    const message = room.add({
      // Only a private message may change under the reader's eyes; one for the whole channel stays as it was posted.
      id: isPrivate && before?.message.private === true ? before.message.id : randomUUID(),
      channel: request.channel,
      at: now(),
      asked: 'text' in request ? shownText(request.text) : typedCommand(asked),
      view: { locale: caller.locale, ...view },
      session: isPrivate ? session : null,
    })
    return c.json(message)
  })

  api.post('/complete', async (c) => {
    const body = completeSchema.safeParse(await json(c))
    if (!body.success) return c.json({ error: 'Not understood' }, 400)
    return c.json(await suggest(body.data.text, deps.backend().commands, callerOf(c, body.data)))
  })

  api.get('/previews/:id', async (c) => {
    const found = room.find(c.req.param('id'), c.get('session'))
    if (found === null) return c.json({ error: 'No such message' }, 404)
    const previews: Previews = {
      discord: await deps.previews.discord(found.view),
      slack: await deps.previews.slack(found.view),
    }
    return c.json(previews)
  })

  // The address has the message's revision in it: the picture behind it stays the same.
  api.get('/charts/:id/:nth{\\d{1,2}}', async (c) => {
    const view = room.find(c.req.param('id'), c.get('session'))?.view
    const chart = view?.blocks.filter((block) => block.kind === 'chart')[Number(c.req.param('nth'))]
    if (chart === undefined) return c.json({ error: 'No such chart' }, 404)
    const theme = CHART_THEMES.find((one) => one === c.req.query('theme')) ?? 'light'
    const png = await chartPng(chart, { locale: view?.locale ?? locale(c), theme })
    c.header('cache-control', 'private, max-age=86400, immutable')
    return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png' })
  })

  api.get('/events', (c) => {
    if (deps.streams.size >= MAX_STREAMS) return c.json({ error: 'Too many windows are open' }, 503)
    const session = c.get('session')
    const after = c.req.header('last-event-id') ?? c.req.query('after') ?? ''
    return streamSSE(c, async (stream) => {
      // A window that went away is told by onAbort.
      const write = (text: string) => stream.write(text).catch(() => {})
      const send = (event: RoomEvent): void => {
        const data = event.kind === 'message' ? JSON.stringify(event.message) : '{}'
        void write(`id: ${event.id}\nevent: ${event.kind}\ndata: ${data}\n\n`)
      }
      await write('retry: 2000\n: listening\n\n')
      if (stream.aborted) return
      for (const missed of room.since(after, session)) send(missed)
      const stopListening = room.listen(session, send)
      await new Promise<void>((resolve) => {
        const open: OpenStream = { beat: () => void write(': beat\n\n'), close: resolve }
        deps.streams.add(open)
        stream.onAbort(() => {
          stopListening()
          deps.streams.delete(open)
          resolve()
        })
      })
      stopListening()
    })
  })

  const locale = (c: Context): InterfaceLanguage =>
    localeOf(getCookie(c, 'vigie-locale'), c.req.header('accept-language') ?? '', deps.locale)

  function callerOf(c: Context, request: { readonly channel: ChannelId; readonly timeZone: string }): Caller {
    return {
      channel: { platform: 'web', workspaceId: WORKSPACE, channelId: request.channel },
      canManage: true,
      locale: locale(c),
      timeZone: isTimeZone(request.timeZone) ? request.timeZone : null,
    }
  }

  return app.route('/api', api)
}

/** As the reader sees it again above the answer: with its slash. */
function shownText(text: string): string {
  const typed = text.trim()
  return typed.startsWith('/') || typed === '' ? typed || '/privacy help' : `/privacy ${typed}`
}

function sessionOf(c: Context): string | null {
  const session = getCookie(c, SESSION_COOKIE)
  return session !== undefined && /^[\w-]{24}$/.test(session) ? session : null
}

/** Undefined for what is no JSON, or is not sent as such: a form of another page can't be. */
async function json(c: Context): Promise<unknown> {
  if (!(c.req.header('content-type') ?? '').startsWith('application/json')) return undefined
  return c.req.json<unknown>().catch(() => undefined)
}
