import { webApi } from '@slack/bolt'
import type { Messenger } from '../../delivery/index.ts'
import type { DeliveryOutcome } from '../../store/store.ts'
import type { Logger } from '../../types/index.ts'
import type { ActionCodec } from '../action.ts'
import { neverSent } from '../logging.ts'
import { sendWithPictures } from './gallery.ts'
import type { Uploader } from './upload.ts'

/** Slack takes about one message a second and channel. @see https://docs.slack.dev/apis/web-api/rate-limits */
const GAP_MS = 1_100

export interface MessengerOptions {
  readonly client: webApi.WebClient
  readonly actions: ActionCodec
  readonly uploader: Uploader
  readonly logger: Logger
  readonly now: () => Date
  /** Milliseconds between two messages to a channel (1100). */
  readonly gapMs?: number
}

/**
 * Posts views by `chat.postMessage`. Slack has no key to recognise a message that is sent again, so nothing is: when the answer
 * is lost, the outcome is `unknown`.
 */
export function createMessenger(options: MessengerOptions): Messenger {
  const { client, now, gapMs = GAP_MS } = options
  const nextAt = new Map<string, number>()

  /** Keeps the parts of an edition a second apart, which is less than an attempt may wait. */
  async function pace(channelId: string): Promise<void> {
    const time = Date.now()
    for (const [id, at] of nextAt) if (at <= time) nextAt.delete(id)
    const at = Math.max(time, nextAt.get(channelId) ?? 0)
    nextAt.set(channelId, at + gapMs)
    if (at > time) await new Promise((resolve) => setTimeout(resolve, at - time))
  }

  return {
    platform: 'slack',
    async post(channel, view) {
      try {
        const { ts } = await sendWithPictures({ client, view, locale: 'en' }, options, async (message) => {
          await pace(channel.channelId)
          return client.chat.postMessage({
            channel: channel.channelId,
            ...message,
            unfurl_links: false,
            unfurl_media: false,
            link_names: false,
            parse: 'none',
          })
        })
        return { status: 'sent', messageId: ts ?? '', at: now() }
      } catch (error) {
        return outcomeOf(error, now())
      }
    },
  }
}

/** What an error says about the message: not sent and worth another try, not sent for good, or nobody knows. */
function outcomeOf(error: unknown, now: Date): DeliveryOutcome {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const notBefore = new Date(now.getTime() + error.retryAfter * 1_000)
    return { status: 'retry', notBefore, reason: 'Slack asks to wait: too many messages.' }
  }
  if (error instanceof webApi.WebAPIPlatformError) return outcomeOfCode(error.data.error, now)
  if (error instanceof webApi.WebAPIHTTPError && error.statusCode < 500) {
    return { status: 'failed', reason: `Slack refuses the message (HTTP ${error.statusCode}).` }
  }
  if (neverSent(error)) return { status: 'retry', notBefore: now, reason: 'Slack can’t be reached.' }
  const message = error instanceof Error ? error.message : String(error)
  return { status: 'unknown', reason: `Slack gave no clear answer: ${message}` }
}

function outcomeOfCode(code: string, now: Date): DeliveryOutcome {
  const passing = PASSING[code]
  if (passing !== undefined) return { status: 'retry', notBefore: now, reason: passing }
  // Slack says of these that part of the work may have been done. Anything that is no code is no answer of the API.
  if (code === 'fatal_error' || code === 'internal_error' || !/^[a-z_]+$/.test(code)) {
    return { status: 'unknown', reason: `Slack gave no clear answer: ${code.slice(0, 100)}` }
  }
  return { status: 'failed', reason: PERMANENT[code] ?? `Slack refuses the message: ${code}` }
}

const TOKEN = 'Slack refuses the bot’s token. Install the app again and set SLACK_BOT_TOKEN anew.'

const PASSING: Readonly<Record<string, string>> = {
  invalid_auth: TOKEN,
  not_authed: TOKEN,
  account_inactive: TOKEN,
  token_revoked: TOKEN,
  token_expired: TOKEN,
  ratelimited: 'Slack asks to wait: too many messages.',
  rate_limited: 'Slack asks to wait: too many messages.',
  service_unavailable: 'Slack is out of service for the moment.',
  team_added_to_org: 'The workspace is being moved to an organisation.',
}

/** @see https://docs.slack.dev/reference/methods/chat.postMessage */
const PERMANENT: Readonly<Record<string, string>> = {
  channel_not_found: 'The channel does not exist, or I am not in it. Invite me there: /invite @Vigie',
  not_in_channel: 'I am not in this channel. Invite me there: /invite @Vigie',
  is_archived: 'The channel is archived.',
  restricted_action: 'A rule of this workspace keeps me from posting in this channel. An admin can allow it.',
  restricted_action_read_only_channel: 'Only some people may post in this channel. An admin can allow me to.',
  missing_scope: 'The app lacks the right to post (chat:write). Install it again with that scope.',
}
