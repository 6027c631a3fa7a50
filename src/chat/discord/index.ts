import {
  Client,
  type ClientApplication,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  MessageFlags,
  Options,
  REST,
  type RESTOptions,
  Routes,
} from 'discord.js'
import type { CommandBook } from '../../commands/index.ts'
import type { Logger, View } from '../../types/index.ts'
import { createActionCodec } from '../action.ts'
import { describeError, withoutSecrets } from '../logging.ts'
import { drawPictures } from '../pictures.ts'
import { type ChatPlatform, ChatStartError } from '../platform.ts'
import { attached } from './chart.ts'
import { registration } from './commands.ts'
import { dispatch } from './dispatch.ts'
import { GuardedStrategy } from './gateway.ts'
import { PICTURE_THEME } from './limits.ts'
import { createMessenger } from './messenger.ts'
import { render } from './render.ts'

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

/** How long joining may take. */
const START_MS = 30_000

/** How long {@link ChatPlatform.stop} waits for answers that are on their way. */
const STOP_MS = 3_000

/** What Discord would be sent for a view, but for the bytes of its pictures: for showing it elsewhere. */
export async function discordPayload(view: View, logger: Logger): Promise<unknown> {
  const pictures = await drawPictures(view, { locale: 'en', theme: PICTURE_THEME, logger })
  const components = render(view, createActionCodec(), pictures)
  const attachments = attached(components, pictures).map(({ fileName, alt }, id) => ({
    id,
    filename: fileName,
    description: alt,
  }))
  return { flags: MessageFlags.IsComponentsV2, components, attachments, allowed_mentions: { parse: [] } }
}

/**
 * Vigie on Discord, by discord.js: the `Guilds` intent only (no message is ever read), one `/privacy` command with localised
 * subcommands and completion, digests by REST.
 */
export function createDiscord(options: DiscordOptions): ChatPlatform {
  const logger = withoutSecrets(options.logger, [options.token])
  const actions = createActionCodec()
  const answers = new Set<Promise<void>>()
  let client: Client | null = null

  return {
    platform: 'discord',
    messenger: createMessenger({
      rest: new REST(restOptions(options)),
      token: options.token,
      actions,
      logger,
      now: options.now ?? (() => new Date()),
    }),
    async start() {
      const joining = new Client({
        intents: [GatewayIntentBits.Guilds],
        allowedMentions: { parse: [] },
        makeCache: Options.cacheWithLimits({
          ...Options.DefaultMakeCacheSettings,
          MessageManager: 0,
          ReactionManager: 0,
        }),
        ws: { buildStrategy: (manager) => new GuardedStrategy(manager, logger) },
        rest: restOptions(options),
      })
      joining.on(Events.InteractionCreate, (interaction) => {
        const task = dispatch(interaction, { ...options, actions, logger }).finally(() => answers.delete(task))
        answers.add(task)
      })
      watch(joining, options, logger)
      try {
        const application = await inTime(join(joining, options), START_MS)
        client = joining
        logger.info({ application: application.id, servers: joining.guilds.cache.size }, 'connected to Discord')
      } catch (error) {
        await joining.destroy()
        throw new ChatStartError(startProblem(error), { cause: error })
      }
    },
    async stop() {
      await Promise.race([Promise.all(answers), pause(STOP_MS)])
      const leaving = client
      client = null
      leaving?.removeAllListeners(Events.ShardReconnecting)
      await leaving?.destroy()
    },
  }
}

/** Connects, and registers the commands. */
async function join(client: Client, { token, commands }: DiscordOptions): Promise<ClientApplication> {
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()))
  await client.login(token)
  await ready
  if (!client.application) throw new Error('it sent no application')
  await client.rest.put(Routes.applicationCommands(client.application.id), {
    body: [registration(commands.definitions)],
  })
  return client.application
}

/** Tells of what happens to the connection, and of servers left. */
function watch(client: Client, { onWorkspaceGone }: DiscordOptions, logger: Logger): void {
  client.on(Events.GuildDelete, (guild) => {
    // An outage makes servers unavailable for a while; nothing is forgotten then.
    if (!guild.available) return
    logger.info({ workspace: guild.id }, 'removed from a Discord server')
    onWorkspaceGone?.(guild.id).catch((error: unknown) => {
      logger.error(
        { workspace: guild.id, error: describeError(error) },
        'the data of a left server could not be removed',
      )
    })
  })
  client.on(Events.Error, (error) => logger.error({ error: describeError(error) }, 'Discord client error'))
  client.on(Events.ShardError, (error) => logger.warn({ error: describeError(error) }, 'Discord connection error'))
  client.on(Events.ShardReconnecting, () => logger.info({}, 'connecting to Discord again'))
  client.on(Events.ShardResume, () => logger.info({}, 'connected to Discord again'))
  client.on(Events.ShardDisconnect, ({ code }) => {
    logger.error({ code }, `Discord closed the connection for good: ${CLOSE_REASONS[code] ?? `code ${code}`}`)
  })
  client.on(Events.Warn, (message) => logger.warn({}, message))
  client.rest.on('invalidRequestWarning', (data) => logger.warn(data, 'many requests are refused by Discord'))
}

const restOptions = ({ apiUrl }: DiscordOptions): Partial<RESTOptions> => ({
  ...(apiUrl === undefined ? {} : { api: apiUrl }),
  timeout: 10_000,
  retries: 1,
  rejectOnRateLimit: ({ route, method, timeToReset, retryAfter }) =>
    method === 'POST' && route === '/channels/:id/messages' && Math.max(timeToReset, retryAfter) > LONGEST_WAIT_MS,
})

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref())

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1_000} s`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
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
