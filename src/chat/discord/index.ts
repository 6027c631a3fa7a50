import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  Options,
  Routes,
} from 'discord.js'
import type { CommandBook } from '../../commands/index.ts'
import type { Logger } from '../../types/index.ts'
import { createActionCodec } from '../action.ts'
import { describeError, withoutSecrets } from '../logging.ts'
import { type ChatPlatform, ChatStartError } from '../platform.ts'
import { registration } from './commands.ts'
import { dispatch } from './dispatch.ts'
import { GuardedStrategy } from './gateway.ts'
import { createMessenger } from './messenger.ts'

export interface DiscordOptions {
  readonly token: string
  /** Where Discord's API is, without a version: `https://discord.com/api`, the default. */
  readonly apiUrl?: string
  readonly commands: CommandBook
  readonly logger: Logger
  readonly now?: () => Date
  /** Called when the bot was removed from a server: what it kept for it should go too. */
  readonly onWorkspaceGone?: (workspaceId: string) => Promise<void>
  /** Milliseconds before a slow answer is deferred (1500). */
  readonly patience?: number
}

/** A rate limit that lasts longer than this is the dispatcher's to wait for: the message goes back to the outbox. */
const LONGEST_WAIT_MS = 5_000

/** How long {@link ChatPlatform.stop} waits for answers that are on their way. */
const STOP_WAIT_MS = 3_000

/**
 * Vigie on Discord, by discord.js: the `Guilds` intent only (no message is ever read), one `/privacy` command with localised
 * subcommands and completion, digests by REST.
 */
export function createDiscord(options: DiscordOptions): ChatPlatform {
  const logger = withoutSecrets(options.logger, [options.token])
  const actions = createActionCodec()
  const answers = new Set<Promise<void>>()
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({ ...Options.DefaultMakeCacheSettings, MessageManager: 0, ReactionManager: 0 }),
    ws: { buildStrategy: (manager) => new GuardedStrategy(manager, logger) },
    rest: {
      ...(options.apiUrl === undefined ? {} : { api: options.apiUrl }),
      timeout: 10_000,
      retries: 1,
      rejectOnRateLimit: ({ route, method, timeToReset, retryAfter }) =>
        method === 'POST' && route === '/channels/:id/messages' && Math.max(timeToReset, retryAfter) > LONGEST_WAIT_MS,
    },
  })
  client.rest.setToken(options.token)

  client.on(Events.InteractionCreate, (interaction) => {
    const task = dispatch(interaction, { ...options, actions, logger }).finally(() => answers.delete(task))
    answers.add(task)
  })
  client.on(Events.GuildDelete, (guild) => {
    // An outage makes servers unavailable for a while; nothing is forgotten then.
    if (!guild.available) return
    logger.info({ workspace: guild.id }, 'removed from a Discord server')
    options.onWorkspaceGone?.(guild.id).catch((error: unknown) => {
      logger.error(
        { workspace: guild.id, error: describeError(error) },
        'the data of a left server could not be removed',
      )
    })
  })
  client.on(Events.Error, (error) => logger.error({ error: describeError(error) }, 'Discord client error'))
  client.on(Events.ShardError, (error) => logger.warn({ error: describeError(error) }, 'Discord connection error'))
  let stopping = false
  client.on(Events.ShardReconnecting, () => {
    if (!stopping) logger.info({}, 'connecting to Discord again')
  })
  client.on(Events.ShardResume, () => logger.info({}, 'connected to Discord again'))
  client.on(Events.ShardDisconnect, ({ code }) => {
    logger.error({ code }, `Discord closed the connection for good: ${CLOSE_REASONS[code] ?? `code ${code}`}`)
  })
  client.on(Events.Warn, (message) => logger.warn({}, message))
  client.rest.on('invalidRequestWarning', (data) => logger.warn(data, 'many requests are refused by Discord'))

  return {
    platform: 'discord',
    messenger: createMessenger(client.rest, actions, options.now ?? (() => new Date())),
    async start() {
      try {
        const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
        await client.login(options.token)
        await ready
        const application = client.application
        if (!application) throw new Error('Discord sent no application')
        await client.rest.put(Routes.applicationCommands(application.id), {
          body: [registration(options.commands.definitions)],
        })
        logger.info({ application: application.id, servers: client.guilds.cache.size }, 'connected to Discord')
      } catch (error) {
        await client.destroy()
        throw new ChatStartError(startProblem(error), { cause: error })
      }
    },
    async stop() {
      stopping = true
      await Promise.race([Promise.all(answers), new Promise((resolve) => setTimeout(resolve, STOP_WAIT_MS).unref())])
      await client.destroy()
    },
  }
}

const CLOSE_REASONS: Readonly<Record<number, string>> = {
  4004: 'the token is not valid any more. Set DISCORD_TOKEN anew and restart.',
  4013: 'it does not know the intents asked for.',
  4014: 'it does not allow the intents asked for.',
}

function startProblem(error: unknown): string {
  const refused =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401)
  if (refused) {
    return 'Discord refuses the token. Copy it again from the Developer Portal (your application → Bot → Reset Token) to DISCORD_TOKEN.'
  }
  const message = error instanceof Error ? error.message : String(error)
  return `Discord could not be joined: ${message}`
}
