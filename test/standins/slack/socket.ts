import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'

const ackSchema = z.object({ envelope_id: z.string(), payload: z.unknown().optional() })

/** How long Slack waits for an acknowledgement. */
const ACK_MS = 3_000

/**
 * Socket Mode: hello, envelopes that want an acknowledgement and come again without one, disconnects that ask for a fresh
 * connection, pings.
 */
export class Socket {
  /** Envelopes acknowledged, with how long it took. */
  readonly acks: { id: string; ms: number }[] = []
  connections = 0
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #waiting = new Map<string, { envelope: object; sentAt: number }>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #socket: WebSocket | null = null

  constructor() {
    this.#server.on('connection', (socket) => this.#accept(socket))
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      this.#server.handleUpgrade(request, socket, head, (client) => this.#server.emit('connection', client, request))
    })
  }

  get connected(): boolean {
    return this.#socket !== null
  }

  /** Delivers an envelope; unacknowledged ones come again, once. */
  deliver(type: 'slash_commands' | 'interactive' | 'events_api', payload: object, attempt = 0): string {
    const id = randomUUID()
    const retry = attempt === 0 ? {} : { retry_attempt: attempt, retry_reason: 'timeout' }
    const envelope = { envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api', ...retry }
    this.#waiting.set(id, { envelope, sentAt: Date.now() })
    this.#send(envelope)
    if (type === 'events_api' && attempt === 0) {
      const timer = setTimeout(() => this.#waiting.has(id) && this.deliver(type, payload, 1), ACK_MS)
      this.#timers.add(timer)
    }
    return id
  }

  /** Asks the client to come back on a new connection, as Slack does every few hours. */
  refresh(reason: 'warning' | 'refresh_requested'): void {
    this.#send({ type: 'disconnect', reason, debug_info: { host: 'standin' } })
    if (reason === 'refresh_requested') this.#socket?.close(1000)
  }

  drop(): void {
    this.#socket?.terminate()
  }

  sendRaw(data: string): void {
    this.#socket?.send(data)
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    for (const socket of this.#server.clients) socket.terminate()
    this.#server.close()
  }

  #accept(socket: WebSocket): void {
    this.#socket = socket
    this.connections += 1
    socket.on('message', (data) => this.#receive(String(data)))
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null
    })
    this.#send({
      type: 'hello',
      num_connections: 1,
      debug_info: { host: 'standin', approximate_connection_time: 18060 },
    })
    socket.ping('Ping from the stand-in')
  }

  #receive(data: string): void {
    const ack = ackSchema.safeParse(JSON.parse(data))
    if (!ack.success) return
    const waiting = this.#waiting.get(ack.data.envelope_id)
    if (!waiting) return
    this.#waiting.delete(ack.data.envelope_id)
    this.acks.push({ id: ack.data.envelope_id, ms: Date.now() - waiting.sentAt })
  }

  #send(message: object): void {
    this.#socket?.send(JSON.stringify(message))
  }
}
