import type { SocketModeReceiver } from '@slack/bolt'
import type { Logger } from '../../types/index.ts'
import { describeError } from '../logging.ts'

type SocketModeClient = SocketModeReceiver['client']

const RETRY_MS = 60_000

/** Lets a Socket Mode client pass over what it can't read: a message that is no object makes it reject with nobody listening. */
export function guard(client: SocketModeClient, logger: Logger): void {
  const listeners = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', async (...args: unknown[]) => {
    try {
      for (const listener of listeners) await listener(...args)
    } catch (error) {
      logger.warn({ error: describeError(error) }, 'a message from Slack could not be read')
    }
  })
}

/**
 * Keeps a Socket Mode client trying. It connects again by itself, but when that fails for a reason it takes for final, its
 * promise is rejected with nobody listening, which would end the process. Here it is logged, and tried again every minute.
 *
 * @returns ends it: to be called before the client is disconnected
 */
export function keepAlive(client: SocketModeClient, logger: Logger, retryMs = RETRY_MS): () => void {
  const start = client.start.bind(client)
  let ended = false
  client.start = async () => {
    while (!ended) {
      try {
        return await start()
      } catch (error) {
        logger.error({ error: describeError(error) }, 'the connection to Slack is lost; trying again in a minute')
        await new Promise((resolve) => setTimeout(resolve, retryMs).unref())
      }
    }
    // Nobody waits for a client that was ended.
    return new Promise(() => {})
  }
  return () => {
    ended = true
  }
}
