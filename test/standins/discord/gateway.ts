import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

/** Gateway opcodes. @see https://docs.discord.com/developers/topics/opcodes-and-status-codes */
const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const

const payloadSchema = z.object({ op: z.number(), d: z.unknown() })
const identifySchema = z.object({
  token: z.string(),
  intents: z.number(),
  properties: z.record(z.string(), z.string()),
})
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() })

export interface GatewayOptions {
  readonly token: string
  readonly url: () => string
  readonly heartbeatMs: number
  /** READY and what follows it. */
  readonly ready: (session: { id: string; url: string }) => { t: string; d: unknown }[]
}

/** What the clients did, for tests to look at. */
export interface GatewayRecord {
  readonly identifies: z.infer<typeof identifySchema>[]
  resumes: number
  heartbeats: number
}

/**
 * The gateway: HELLO, heartbeats with their ACK, IDENTIFY, READY, RESUME with replay of what was missed, RECONNECT, INVALID
 * SESSION and close codes. One session at a time, as one bot has with one shard.
 */
export class Gateway {
  readonly record: GatewayRecord = { identifies: [], resumes: 0, heartbeats: 0 }
  /** Without acknowledgements a client has to notice that its connection is dead. */
  acknowledges = true
  readonly #options: GatewayOptions
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #events: { t: string; d: unknown; s: number }[] = []
  #session: string | null = null
  #socket: WebSocket | null = null
  #sequence = 0
  #sessions = 0

  constructor(options: GatewayOptions) {
    this.#options = options
    this.#server.on('connection', (socket) => this.#accept(socket))
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#server.handleUpgrade(request, socket, head, (client) => this.#server.emit('connection', client, request))
    })
  }

  get connected(): boolean {
    return this.#session !== null && this.#socket !== null
  }

  /** Sends an event; while nobody is connected it waits for the session to be resumed. */
  dispatch(t: string, d: unknown): void {
    const event = { t, d, s: ++this.#sequence }
    this.#events.push(event)
    this.#send({ op: OP.dispatch, ...event })
  }

  /** Anything at all, to see what a client makes of it. */
  sendRaw(data: string): void {
    this.#socket?.send(data)
  }

  /** Asks the client to come back and resume (op 7). */
  askToReconnect(): void {
    this.#send({ op: OP.reconnect, d: null })
  }

  /** Ends the session (op 9). */
  invalidate(resumable: boolean): void {
    if (!resumable) this.#session = null
    this.#send({ op: OP.invalidSession, d: resumable })
  }

  close(code: number): void {
    if (code === 4007 || code === 4009) this.#session = null
    this.#socket?.close(code)
  }

  /** Breaks the line without a word. */
  drop(): void {
    this.#socket?.terminate()
  }

  stop(): void {
    for (const socket of this.#server.clients) socket.terminate()
    this.#server.close()
  }

  #accept(socket: WebSocket): void {
    this.#socket = socket
    socket.on('message', (data) => this.#receive(socket, String(data)))
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null
    })
    this.#send({ op: OP.hello, d: { heartbeat_interval: this.#options.heartbeatMs } })
  }

  #receive(socket: WebSocket, data: string): void {
    let parsed: unknown
    try {
      parsed = JSON.parse(data)
    } catch {
      socket.close(4002, 'Decode error')
      return
    }
    const payload = payloadSchema.safeParse(parsed)
    if (!payload.success) {
      socket.close(4002, 'Decode error')
      return
    }
    const { op, d } = payload.data
    if (op === OP.heartbeat) {
      this.record.heartbeats += 1
      if (this.acknowledges) this.#send({ op: OP.heartbeatAck })
    } else if (op === OP.identify) this.#identify(socket, d)
    else if (op === OP.resume) this.#resume(socket, d)
  }

  #identify(socket: WebSocket, data: unknown): void {
    const identify = identifySchema.safeParse(data)
    if (!identify.success) {
      socket.close(4002, 'Decode error')
      return
    }
    this.record.identifies.push(identify.data)
    if (identify.data.token !== this.#options.token) {
      socket.close(4004, 'Authentication failed')
      return
    }
    this.#session = `session-${++this.#sessions}`
    this.#sequence = 0
    this.#events.length = 0
    for (const { t, d } of this.#options.ready({ id: this.#session, url: this.#options.url() })) this.dispatch(t, d)
  }

  #resume(socket: WebSocket, data: unknown): void {
    const resume = resumeSchema.safeParse(data)
    if (!resume.success) {
      socket.close(4002, 'Decode error')
      return
    }
    const { token, session_id, seq } = resume.data
    if (token !== this.#options.token) {
      socket.close(4004, 'Authentication failed')
      return
    }
    if (session_id !== this.#session) {
      this.#send({ op: OP.invalidSession, d: false })
      return
    }
    if (seq > this.#sequence) {
      socket.close(4007, 'Invalid seq')
      return
    }
    this.record.resumes += 1
    for (const event of this.#events.filter(({ s }) => s > seq)) this.#send({ op: OP.dispatch, ...event })
    this.dispatch('RESUMED', {})
  }

  #send(payload: object): void {
    this.#socket?.send(JSON.stringify({ d: null, s: null, t: null, ...payload }))
  }
}
