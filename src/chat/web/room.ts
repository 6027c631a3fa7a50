import { randomBytes } from 'node:crypto'
import type { View } from '../../types/index.ts'
import { harmless } from './harmless.ts'
import type { ChannelId, WebMessage } from './protocol.ts'

/** Messages for everybody that are kept, a channel. */
const KEPT_PUBLIC = 100
/** Private answers that are kept, over all browsers. */
const KEPT_PRIVATE = 300
/** Events that a window may have missed and still gets one by one; one that missed more loads everything anew. */
const KEPT_EVENTS = 500

export interface NewMessage {
  /** The same id again takes the place of the message that had it. */
  readonly id: string
  readonly channel: ChannelId
  readonly at: Date
  readonly asked: string | null
  readonly view: View
  /** The browser that alone sees it; null for everybody. */
  readonly session: string | null
}

interface Entry {
  readonly message: WebMessage
  readonly session: string | null
  /** As the command made it: what other platforms would be sent. */
  readonly view: View
}

/** `reset`: what a window shows is not what there is any more. */
export type RoomEvent =
  | { readonly kind: 'message'; readonly id: string; readonly message: WebMessage }
  | { readonly kind: 'reset'; readonly id: string }

type Kept = { readonly event: RoomEvent; readonly session: string | null }

/**
 * What was said in the web chat's channels, a bounded number of it, in memory: it goes with the process. Editions come back,
 * because the outbox keeps them; answers do not.
 */
export class Room {
  readonly #entries = new Map<string, Entry>()
  readonly #listeners = new Set<{ session: string; hear: (event: RoomEvent) => void }>()
  #events: Kept[] = []
  /** Tells the events of this room from those of an earlier process. */
  readonly #epoch = randomBytes(6).toString('base64url')
  #sequence = 0

  get lastEventId(): string {
    return `${this.#epoch}.${this.#sequence}`
  }

  has(id: string): boolean {
    return this.#entries.has(id)
  }

  add({ id, channel, at, asked, view, session }: NewMessage): WebMessage {
    const message: WebMessage = {
      id,
      channel,
      revision: this.#sequence,
      at: this.#entries.get(id)?.message.at ?? at.toISOString(),
      asked,
      private: session !== null,
      view: harmless(view),
    }
    this.#entries.set(id, { message, session, view })
    this.#forgetOldest((entry) => entry.session === null && entry.message.channel === channel, KEPT_PUBLIC)
    this.#forgetOldest((entry) => entry.session !== null, KEPT_PRIVATE)
    this.#tell((eventId) => ({ kind: 'message', id: eventId, message }), session)
    return message
  }

  /** Oldest first. */
  list(session: string): WebMessage[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.session === null || entry.session === session)
      .map(({ message }) => message)
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  }

  /** The view as it was made; null for a message that is not kept, or not this browser's to see. */
  find(id: string, session: string): { readonly message: WebMessage; readonly view: View } | null {
    const entry = this.#entries.get(id)
    return entry !== undefined && (entry.session === null || entry.session === session) ? entry : null
  }

  /** Forgets everything, and tells every window. */
  clear(): void {
    this.#entries.clear()
    this.#events = []
    this.#tell((id) => ({ kind: 'reset', id }), null)
  }

  /** What a window missed since an event; a reset where that can't be told any more. */
  since(eventId: string, session: string): RoomEvent[] {
    const [epoch, sequence = ''] = eventId.split('.')
    const from = /^\d+$/.test(sequence) ? Number(sequence) : Number.NaN
    const oldest = this.#sequence - this.#events.length
    if (epoch !== this.#epoch || !(from >= oldest && from <= this.#sequence))
      return [{ kind: 'reset', id: this.lastEventId }]
    return this.#events
      .slice(from - oldest)
      .filter((kept) => kept.session === null || kept.session === session)
      .map(({ event }) => event)
  }

  /** @returns ends it */
  listen(session: string, hear: (event: RoomEvent) => void): () => void {
    const listener = { session, hear }
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(make: (id: string) => RoomEvent, session: string | null): void {
    this.#sequence += 1
    const event = make(this.lastEventId)
    this.#events.push({ event, session })
    if (this.#events.length > KEPT_EVENTS) this.#events.shift()
    for (const listener of this.#listeners) if (session === null || listener.session === session) listener.hear(event)
  }

  #forgetOldest(counts: (entry: Entry) => boolean, limit: number): void {
    const ids = [...this.#entries].filter(([, entry]) => counts(entry)).map(([id]) => id)
    for (const id of ids.slice(0, Math.max(0, ids.length - limit))) this.#entries.delete(id)
  }
}
