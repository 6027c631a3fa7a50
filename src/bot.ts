import { lookAtFeed } from './added-feeds.ts'
import { type Core, VERSION } from './app.ts'
import { createDiscord } from './chat/discord/index.ts'
import { type ChatPlatform, ChatStartError } from './chat/platform.ts'
import { createSlack } from './chat/slack/index.ts'
import { type BotStatus, type CommandBook, createCommandBook } from './commands/index.ts'
import type { Config } from './config/index.ts'
import { createDispatcher } from './delivery/index.ts'
import { loadMeasured } from './evaluate/index.ts'
import type { Health } from './health.ts'
import { type Job, publishDue } from './schedule/index.ts'
import type { Platform } from './types/index.ts'

/** What runs again and again: pulls, editions, deliveries, commands on the platforms that are configured. */
export interface Bot {
  readonly commands: CommandBook
  readonly platforms: readonly Platform[]
  readonly jobs: readonly Job[]
  /** Makes the editions that are due and carries every message that is due. */
  deliver(): Promise<void>
  /** Joins the platforms. One that can't be joined is told, and tried again every minute; it stops no other. */
  connect(): Promise<readonly string[]>
  health(): Health
  stop(): Promise<void>
}

/** A bot whose rounds stopped for so long is not well. */
const STALE_MINUTES = 10
const PRUNE_ROWS = 500

/** What people can ask, over this core: the same on every platform and on the command line. */
export function createCommands(
  { store, knowledge, fetcher, logger, now, sample }: Core,
  status: () => BotStatus,
): CommandBook {
  return createCommandBook({
    store,
    knowledge,
    now,
    sample,
    about: { version: VERSION, homepage: null, measured: loadMeasured() },
    status,
    checkFeed: (url) => lookAtFeed(url, fetcher),
    onError: (error, call) =>
      logger.error(
        { command: call.name, error: error instanceof Error ? (error.stack ?? error.message) : String(error) },
        'a command failed',
      ),
  })
}

/** @param beside platforms that are there whatever the configuration says */
export function createBot(core: Core, config: Config, beside: readonly ChatPlatform[] = []): Bot {
  const { store, knowledge, logger, now, owner, sample } = core
  const startedAt = now()
  let lastPullAt: Date | null = null
  let lastRoundAt: Date | null = null

  const commands = createCommands(core, () => ({ startedAt, lastPullAt }))
  const platforms = [...beside, ...createPlatforms(core, config, commands)].map((platform) => ({
    platform,
    connected: false,
    problem: '',
  }))
  const dispatcher = createDispatcher({
    outbox: store.outbox,
    messengers: platforms.map(({ platform }) => platform.messenger),
    now,
    random: Math.random,
    owner,
    logger,
  })

  async function connect(): Promise<readonly string[]> {
    const waiting = platforms.filter(({ connected }) => !connected)
    return Promise.all(
      waiting.map(async (entry) => {
        const name = NAMES[entry.platform.platform]
        try {
          await entry.platform.start()
          entry.connected = true
          const { address } = entry.platform
          return address ? `Chat in the browser: ${address}` : `Connected to ${name}.`
        } catch (error) {
          if (!(error instanceof ChatStartError)) throw error
          // Tried every minute, told once.
          if (error.message !== entry.problem)
            logger.error(
              { platform: entry.platform.platform, error: error.message },
              'a chat platform could not be joined',
            )
          entry.problem = error.message
          return `${name} is not connected, it is tried again every minute: ${error.message}`
        }
      }),
    )
  }

  async function pull(): Promise<void> {
    const report = await core.pull()
    if (report.done > report.failed) lastPullAt = now()
    lastRoundAt = now()
  }

  const publish = () => publishDue({ store, knowledge, now, owner, sample, logger })

  async function prune(): Promise<void> {
    const before = new Date(now().getTime() - config.environment.VIGIE_RETENTION_DAYS * 86_400_000)
    for (let done = false; !done; ) ({ done } = await store.prune({ before, limit: PRUNE_ROWS }))
  }

  return {
    commands,
    platforms: platforms.map(({ platform }) => platform.platform),
    jobs: [
      { name: 'pull', cron: '* * * * *', run: pull },
      { name: 'editions', cron: '*/10 * * * * *', run: publish },
      { name: 'deliveries', cron: '*/5 * * * * *', run: () => dispatcher.runOnce() },
      { name: 'chat', cron: '30 * * * * *', run: connect },
      { name: 'retention', cron: '17 3 * * *', run: prune },
    ],
    connect,
    async deliver() {
      await publish()
      await dispatcher.runOnce()
    },
    health() {
      const since = (lastRoundAt ?? startedAt).getTime()
      const ok = now().getTime() - since < STALE_MINUTES * 60_000
      return { ok, problem: ok ? null : `no round of polls was finished for ${STALE_MINUTES} minutes`, lastRoundAt }
    },
    async stop() {
      await dispatcher.stop()
      await Promise.all(platforms.map(({ platform }) => platform.stop()))
    },
  }
}

const NAMES: Readonly<Record<Platform, string>> = {
  discord: 'Discord',
  slack: 'Slack',
  web: 'The web chat',
  terminal: 'the terminal',
}

function createPlatforms({ logger, store, now }: Core, { environment }: Config, commands: CommandBook): ChatPlatform[] {
  const { DISCORD_TOKEN, SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = environment
  const { VIGIE_DISCORD_API_URL, VIGIE_SLACK_API_URL, VIGIE_SLACK_PORT } = environment
  const forget = (platform: Platform) => (workspaceId: string) =>
    store.subscriptions.forgetWorkspace(platform, workspaceId)
  const platforms: ChatPlatform[] = []
  if (DISCORD_TOKEN !== undefined)
    platforms.push(
      createDiscord({
        token: DISCORD_TOKEN,
        commands,
        logger,
        now,
        onWorkspaceGone: forget('discord'),
        ...(VIGIE_DISCORD_API_URL === undefined ? {} : { apiUrl: VIGIE_DISCORD_API_URL }),
      }),
    )
  if (SLACK_BOT_TOKEN !== undefined)
    platforms.push(
      createSlack({
        botToken: SLACK_BOT_TOKEN,
        port: VIGIE_SLACK_PORT,
        commands,
        logger,
        now,
        onWorkspaceGone: forget('slack'),
        ...(SLACK_APP_TOKEN === undefined ? {} : { appToken: SLACK_APP_TOKEN }),
        ...(SLACK_SIGNING_SECRET === undefined ? {} : { signingSecret: SLACK_SIGNING_SECRET }),
        ...(VIGIE_SLACK_API_URL === undefined ? {} : { apiUrl: VIGIE_SLACK_API_URL }),
      }),
    )
  return platforms
}
