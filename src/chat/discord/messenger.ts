import { DiscordAPIError, MessageFlags, RateLimitError, type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import { z } from 'zod'
import type { Messenger } from '../../delivery/index.ts'
import type { DeliveryOutcome } from '../../store/store.ts'
import type { Logger, View } from '../../types/index.ts'
import type { ActionCodec } from '../action.ts'
import { neverSent } from '../logging.ts'
import { drawPictures } from '../pictures.ts'
import { attached, type Pictures } from './chart.ts'
import { PICTURE_THEME } from './limits.ts'
import { render } from './render.ts'

/**
 * How long Discord is trusted to know a nonce again. Its documentation says "in the past few minutes"; two is on the safe side.
 *
 * @see https://docs.discord.com/developers/resources/message#create-message
 */
const NONCE_SECONDS = 120

const messageSchema = z.object({ id: z.string() })

export interface MessengerOptions {
  readonly rest: REST
  readonly token: string
  readonly actions: ActionCodec
  readonly logger: Logger
  readonly now: () => Date
}

/** Posts views by REST, which needs no gateway connection. */
export function createMessenger({ rest, token, actions, logger, now }: MessengerOptions): Messenger {
  async function send(channelId: string, view: View, deliveryId: string, pictures: Pictures): Promise<string> {
    const components = render(view, actions, pictures)
    const files = attached(components, pictures)
    const body = {
      flags: MessageFlags.IsComponentsV2,
      components,
      allowed_mentions: { parse: [] },
      nonce: deliveryId,
      enforce_nonce: true,
      ...(files.length === 0
        ? {}
        : {
            attachments: files.map(({ fileName, alt }, index) => ({
              id: `${index}`,
              filename: fileName,
              description: alt,
            })),
          }),
    }
    // discord.js drops a token that was refused once; it may be valid again.
    rest.setToken(token)
    const sent = await rest
      .post(Routes.channelMessages(channelId), {
        body,
        files: files.map(({ fileName, png }) => ({ name: fileName, data: png, contentType: 'image/png' })),
      })
      .catch((error: unknown) => {
        // A channel may take messages and no files: then the charts stay text.
        if (files.length === 0 || !isCode(error, RESTJSONErrorCodes.MissingPermissions)) throw error
        return null
      })
    return sent === null ? send(channelId, view, deliveryId, new Map()) : messageSchema.parse(sent).id
  }

  return {
    platform: 'discord',
    repeatableForSeconds: NONCE_SECONDS,
    async post(channel, view, deliveryId) {
      try {
        const pictures = await drawPictures(view, { locale: 'en', theme: PICTURE_THEME, logger })
        return { status: 'sent', messageId: await send(channel.channelId, view, deliveryId, pictures), at: now() }
      } catch (error) {
        return outcomeOf(error, now())
      }
    },
  }
}

const isCode = (error: unknown, code: number): boolean => error instanceof DiscordAPIError && error.code === code

/** What an error says about the message: not sent and worth another try, not sent for good, or nobody knows. */
function outcomeOf(error: unknown, now: Date): DeliveryOutcome {
  if (error instanceof RateLimitError) {
    const notBefore = new Date(now.getTime() + Math.max(error.retryAfter, error.timeToReset))
    return { status: 'retry', notBefore, reason: 'Discord asks to wait: too many messages.' }
  }
  if (error instanceof DiscordAPIError) {
    if (error.status === 401) {
      return { status: 'retry', notBefore: now, reason: 'Discord refuses the bot’s token. Set DISCORD_TOKEN anew.' }
    }
    const known = typeof error.code === 'number' ? PERMANENT[error.code] : undefined
    return { status: 'failed', reason: known ?? `Discord refuses the message: ${error.message} (${error.code})` }
  }
  if (neverSent(error)) return { status: 'retry', notBefore: now, reason: 'Discord can’t be reached.' }
  const message = error instanceof Error ? error.message : String(error)
  return { status: 'unknown', reason: `Discord gave no clear answer: ${message}` }
}

const PERMANENT: Readonly<Record<number, string>> = {
  [RESTJSONErrorCodes.UnknownChannel]: 'The channel does not exist any more.',
  [RESTJSONErrorCodes.UnknownGuild]: 'The bot is no longer in this server.',
  [RESTJSONErrorCodes.MissingAccess]:
    'I may not see this channel. An admin can allow “View Channel” and “Send Messages” for me there.',
  [RESTJSONErrorCodes.MissingPermissions]:
    'I may not post in this channel. An admin can allow “Send Messages” for me there.',
  [RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel]: 'This channel takes no messages.',
  [RESTJSONErrorCodes.CannotSendMessagesToThisUser]: 'This person takes no messages from the bot.',
  [RESTJSONErrorCodes.ThreadLocked]: 'This thread is locked.',
}
