import type { WebMessage } from '../protocol.ts'

export interface StreamHandlers {
  /** A new message, or one that takes the place of another of the same id. */
  message(message: WebMessage): void
  /** What is shown is not what there is any more. */
  reset(): void
  /** Whether the server can be heard. */
  connected(is: boolean): void
}

const RETRY_MS = 3_000

/**
 * Hears of messages as they come, from an event on. A window in the background doesn't listen: browsers hold few connections to
 * one server, and it goes on where it stopped when it comes back.
 */
export function listen(after: string, handlers: StreamHandlers): void {
  let last = after
  let source: EventSource | null = null
  let retry: number | undefined

  function open(): void {
    if (source !== null) return
    const opened = new EventSource(`/api/events?after=${encodeURIComponent(last)}`)
    source = opened
    opened.addEventListener('open', () => handlers.connected(true))
    opened.addEventListener('error', () => {
      handlers.connected(false)
      // Refused, which the browser doesn't try again by itself.
      if (opened.readyState === EventSource.CLOSED) {
        close()
        retry = window.setTimeout(open, RETRY_MS)
      }
    })
    opened.addEventListener('message', (event) => {
      last = event.lastEventId
      handlers.message(JSON.parse(event.data))
    })
    opened.addEventListener('reset', (event) => {
      last = event.lastEventId
      handlers.reset()
    })
  }

  function close(): void {
    window.clearTimeout(retry)
    source?.close()
    source = null
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()))
  open()
}
