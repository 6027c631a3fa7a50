import { App, HTTPReceiver, SocketModeReceiver, webApi } from '@slack/bolt'
import type { CommandBook } from '../../commands/index.ts'
import type { Logger, View } from '../../types/index.ts'
import { createActionCodec } from '../action.ts'
import { describeError, withoutSecrets } from '../logging.ts'
import { drawPictures } from '../pictures.ts'
import { type ChatPlatform, ChatStartError } from '../platform.ts'
import { listen } from './dispatch.ts'
import { PICTURE_THEME } from './limits.ts'
import { boltLogger } from './logger.ts'
import { createMessenger } from './messenger.ts'
import { render } from './render.ts'
import { once } from './seen.ts'
import { guard, keepAlive } from './socket.ts'
import { createUploader } from './upload.ts'

export interface SlackOptions {
  /** `xoxb-…` */
  readonly botToken: string
  /** `xapp-…`: connects by Socket Mode, which needs no public address. */
  readonly appToken?: string
  /** Without an app token: checks that requests come from Slack, which posts them to `/slack/events`. */
  readonly signingSecret?: string
  /** The port for HTTP mode (3000). */
  readonly port?: number
  /** Where Slack's API is: `https://slack.com/api/`, the default. */
  readonly apiUrl?: string
  readonly commands: CommandBook
  readonly logger: Logger
  readonly now?: () => Date
  /** Called when the app was removed from a workspace: what it kept for it should go too. */
  readonly onWorkspaceGone?: (workspaceId: string) => Promise<void>
  /** Milliseconds between two messages to a channel (1100). */
  readonly gapMs?: number
}

/** What Slack would be sent for a view, for showing it elsewhere. Slack gives ids to its files; here their names stand for them. */
export async function slackPayload(view: View, logger: Logger): Promise<unknown> {
  const drawn = await drawPictures(view, { locale: 'en', theme: PICTURE_THEME, logger })
  const pictures = new Map([...drawn].map(([chart, { fileName, alt }]) => [chart, { fileId: fileName, alt }]))
  return render(view, createActionCodec(), pictures)
}

/**
 * Vigie on Slack, by Bolt: one `/privacy` command, buttons, menus and modals; digests by `chat.postMessage`.
 * Scopes: `commands`, `chat:write`, `users:read`, and `files:write` for the pictures of charts. No message is ever read.
 */
export function createSlack(options: SlackOptions): ChatPlatform {
  const { botToken, appToken, signingSecret, commands } = options
  const logger = withoutSecrets(options.logger, [botToken, appToken, signingSecret])
  const apiUrl = options.apiUrl === undefined ? undefined : options.apiUrl.replace(/\/*$/, '/')
  const actions = createActionCodec()
  const uploader = createUploader({ apiUrl, logger })
  const bolt = boltLogger(logger)
  const base: webApi.WebClientOptions = apiUrl === undefined ? {} : { slackApiUrl: apiUrl }
  // The client neither repeats a request (a repeated message is a second one) nor holds all others back after one 429.
  const clientOptions: webApi.WebClientOptions = {
    ...base,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 15_000,
  }
  const receiver = createReceiver()
  if (receiver instanceof SocketModeReceiver) guard(receiver.client, logger)
  const app = new App({
    token: botToken,
    receiver,
    logger: bolt,
    clientOptions,
    convoStore: false,
    deferInitialization: true,
  })
  app.use(once())
  app.error(async (error) => logger.error({ error: describeError(error) }, 'Slack: a request could not be answered'))
  listen(app, { commands, actions, uploader, logger, apiUrl })
  const gone = async ({ body }: { body: { team_id?: string } }): Promise<void> => {
    if (body.team_id === undefined) return
    logger.info({ workspace: body.team_id }, 'removed from a Slack workspace')
    await options.onWorkspaceGone?.(body.team_id)
  }
  app.event('app_uninstalled', gone)
  app.event('tokens_revoked', gone)
  let started = false
  let end = () => {}

  function createReceiver(): HTTPReceiver | SocketModeReceiver {
    if (appToken !== undefined) {
      // By default it tries a hundred times before it says that Slack can't be reached.
      const patience: webApi.WebClientOptions = { retryConfig: { retries: 2, minTimeout: 500 }, timeout: 10_000 }
      return new SocketModeReceiver({
        appToken,
        logger: bolt,
        installerOptions: { clientOptions: { ...base, ...patience } },
      })
    }
    if (signingSecret === undefined) {
      throw new ChatStartError(
        'Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) beside the bot token.',
      )
    }
    return new HTTPReceiver({ signingSecret, logger: bolt, port: options.port ?? 3000 })
  }

  return {
    platform: 'slack',
    messenger: createMessenger({
      client: new webApi.WebClient(botToken, { ...clientOptions, logger: bolt }),
      actions,
      uploader,
      logger,
      now: options.now ?? (() => new Date()),
      ...(options.gapMs === undefined ? {} : { gapMs: options.gapMs }),
    }),
    async start() {
      try {
        await app.init()
        await app.start()
        started = true
        if (receiver instanceof SocketModeReceiver) end = keepAlive(receiver.client, logger)
        logger.info({ mode: appToken === undefined ? 'http' : 'socket' }, 'connected to Slack')
      } catch (error) {
        throw new ChatStartError(startProblem(error), { cause: error })
      }
    },
    async stop() {
      if (!started) return
      started = false
      end()
      await app.stop()
    },
  }
}

function startProblem(error: unknown): string {
  const code = error instanceof webApi.WebAPIPlatformError ? error.data.error : ''
  if (['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'not_allowed_token_type'].includes(code)) {
    return `Slack refuses the tokens (${code}). Copy SLACK_BOT_TOKEN (xoxb-…) from “OAuth & Permissions” and SLACK_APP_TOKEN (xapp-…, scope connections:write) from “Basic Information” again.`
  }
  const message = error instanceof Error ? error.message : String(error)
  return `Slack could not be joined: ${message}`
}
