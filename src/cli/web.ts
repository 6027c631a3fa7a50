import { type Core, openCore } from '../app.ts'
import { type Bot, createBot } from '../bot.ts'
import { discordPayload } from '../chat/discord/index.ts'
import type { ChatPlatform } from '../chat/platform.ts'
import { slackPayload } from '../chat/slack/index.ts'
import { CHANNELS, createWebChat, type WebChat, WORKSPACE } from '../chat/web/index.ts'
import type { Config } from '../config/index.ts'
import { type Health, healthRoute } from '../health.ts'
import { type Job, startSchedule } from '../schedule/index.ts'
import type { Caller } from '../types/index.ts'
import type { Context } from './context.ts'

/** The chat in the browser, on the same server as the health check. */
export function webChat({ config, logger }: Context, health: () => Health): WebChat {
  const { VIGIE_HTTP_HOST, VIGIE_HTTP_PORT, VIGIE_HTTP_NAMES } = config.environment
  return createWebChat({
    host: VIGIE_HTTP_HOST,
    port: VIGIE_HTTP_PORT,
    names: VIGIE_HTTP_NAMES,
    locale: config.locale,
    previews: { discord: (view) => discordPayload(view, logger), slack: (view) => slackPayload(view, logger) },
    beside: healthRoute(health),
    logger,
  })
}

/** Lets a bot answer in the web chat. What another one said there is forgotten. */
export const answerIn = (web: WebChat, { store, sample }: Core, { commands }: Bot): void =>
  web.use({ commands, outbox: store.outbox, sample })

/**
 * Gives the web's first channel a daily digest, unless one is set up there already, and posts the first one now: whoever opens the
 * page for the first time sees news.
 */
export async function firstWebDigest({ store }: Core, bot: Bot, { locale, environment }: Config): Promise<void> {
  const caller: Caller = {
    channel: { platform: 'web', workspaceId: WORKSPACE, channelId: CHANNELS[0] },
    canManage: true,
    locale,
    timeZone: environment.VIGIE_TIME_ZONE,
  }
  if ((await store.subscriptions.list({ platform: 'web', workspaceId: WORKSPACE })).length > 0) return
  const options = { action: 'start', time: environment.VIGIE_DIGEST_TIME, days: 'daily' }
  await bot.commands.run({ name: 'subscribe', options }, caller)
  await bot.commands.run({ name: 'digest now', options: {} }, caller)
  await bot.deliver()
}

/** The sample edition, while it stands in for news. */
export interface StandIn {
  /** Looks whether news have come, and lets the real bot answer from then on. */
  readonly job: Job
  close(): Promise<void>
}

/**
 * Lets the sample edition answer in the web chat until the first feed brings news. It has a database of its own, in memory: no
 * sample gets among the news, and nothing that is set up meanwhile lasts.
 */
export async function sampleStandIn(
  real: { readonly core: Core; readonly bot: Bot },
  sample: Core,
  web: WebChat,
  { config, logger }: Context,
): Promise<StandIn> {
  // The page is the real bot's to open and to close.
  const borrowed: ChatPlatform = {
    platform: 'web',
    messenger: web.messenger,
    start: async () => {},
    stop: async () => {},
  }
  const bot = createBot(sample, withoutTokens(config), [borrowed])
  answerIn(web, sample, bot)
  await firstWebDigest(sample, bot, config)
  const jobs = bot.jobs.filter(({ name }) => name === 'editions' || name === 'deliveries')
  const schedule = startSchedule(jobs, logger)
  let open = true

  async function close(): Promise<void> {
    if (!open) return
    open = false
    await schedule.stop()
    await bot.stop()
    await sample.close()
  }

  return {
    job: {
      name: 'first news',
      cron: '*/10 * * * * *',
      async run() {
        if (!open || (await real.core.store.articles.count()).articles === 0) return
        answerIn(web, real.core, real.bot)
        await close()
        await firstWebDigest(real.core, real.bot, config)
      },
    },
    close,
  }
}

const withoutTokens = ({ environment, ...config }: Config): Config => {
  const { DISCORD_TOKEN: _, SLACK_BOT_TOKEN: __, ...rest } = environment
  return { ...config, environment: rest }
}

/** A core on the sample feeds. */
export const openSample = ({ config, logger }: Context): Promise<Core> => openCore(config, { sample: true, logger })
