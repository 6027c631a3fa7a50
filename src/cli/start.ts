import { type Core, openCore, VERSION } from '../app.ts'
import { type Bot, createBot } from '../bot.ts'
import { warmUp } from '../charts/index.ts'
import { type Job, startSchedule } from '../schedule/index.ts'
import type { Edition } from '../types/index.ts'
import { type Context, print, tell } from './context.ts'
import { editionText, latestEdition } from './digest.ts'
import { pullWithProgress, tellFailures } from './pull.ts'
import { answerIn, firstWebDigest, openSample, sampleStandIn, webChat } from './web.ts'

/** Without a single answer for so long, on an empty database, the network counts as out of reach. */
const PATIENCE_SECONDS = 8

/** `vigie start`: the bot. Resolves once SIGINT or SIGTERM has stopped it. */
export async function start(context: Context, options: { sample?: boolean }): Promise<void> {
  const stopped = stopSignal()
  const sample = options.sample === true
  tell(`Vigie ${VERSION}${sample ? ' · sample feeds, not news' : ''}`)
  const core = await openCore(context.config, { sample, logger: context.logger })
  const web = webChat(context, () => bot.health())
  const bot: Bot = createBot(core, context.config, [web])
  answerIn(web, core, bot)
  const lines = await bot.connect()
  for (const line of lines) tell(line)

  let printedUntil = core.now()
  const printSince = async () => {
    const from = printedUntil
    printedUntil = core.now()
    const edition = await core.edition({ from, to: printedUntil }, context.config.locale, Number.MAX_SAFE_INTEGER)
    if (edition.totals.stories > 0) print(editionText(edition, core, context.env))
  }

  const isFirst = (await core.store.articles.count()).articles === 0
  const samples = await firstDigest(core, context, stopped)
  if (isFirst && samples === null && !stopped.aborted) await firstWebDigest(core, bot, context.config)
  const standIn = samples === null ? null : await sampleStandIn({ core, bot }, samples, web, context)
  const jobs = [...bot.jobs, digestJob(context, printSince), ...(standIn === null ? [] : [standIn.job])]
  const schedule = startSchedule(jobs, context.logger)
  tell(closingWords(context, bot, web.address))
  // The first chart that somebody asks for shall not wait for what draws it. What fails here fails again then, and is told.
  void warmUp().catch(() => {})
  await new Promise<void>((resolve) => {
    if (stopped.aborted) resolve()
    else stopped.addEventListener('abort', () => resolve(), { once: true })
  })
  tell('Stopping: what is under way is finished.')
  await schedule.stop()
  await standIn?.close()
  await bot.stop()
  await core.close()
}

/** Aborted by the first SIGINT or SIGTERM; a second one ends the process at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(1)
      controller.abort()
    })
  return controller.signal
}

/** @returns the core of the sample edition where it was shown: nothing is stored, and no feed answers */
async function firstDigest(core: Core, context: Context, stopped: AbortSignal): Promise<Core | null> {
  const { locale } = context.config
  const isEmpty = (await core.store.articles.count()).articles === 0
  const report = await pullWithProgress(core, stopped, isEmpty ? PATIENCE_SECONDS : null)
  if (stopped.aborted) return null
  if (report.done > report.failed || !isEmpty) {
    tellFailures(report.failures)
    show(await latestEdition(core, locale), core, context)
    return null
  }
  tell(`No feed can be reached (${report.failures[0]?.error ?? 'none is configured'}), and nothing is stored yet.
This is the sample edition, made from feeds that we wrote ourselves. It is not news.
The real feeds are tried again every few minutes.`)
  const sample = await openSample(context)
  await pullWithProgress(sample, stopped)
  show(await latestEdition(sample, locale), sample, context)
  return sample
}

const show = (edition: Edition, core: Core, { env }: Context) => print(editionText(edition, core, env))

function digestJob({ config: { environment } }: Context, run: () => Promise<void>): Job {
  const [hour, minute] = environment.VIGIE_DIGEST_TIME.split(':').map(Number)
  return { name: 'terminal digest', cron: `${minute} ${hour} * * *`, timeZone: environment.VIGIE_TIME_ZONE, run }
}

function closingWords({ config }: Context, bot: Bot, address: string | null): string {
  const { VIGIE_DIGEST_TIME, VIGIE_TIME_ZONE } = config.environment
  const next = `Next digest here at ${VIGIE_DIGEST_TIME} (${VIGIE_TIME_ZONE}). Ctrl+C stops.`
  // The token was shown when the chat was opened: once is enough.
  const page = address === null ? '' : `The chat is at ${address.replace(/\?.*/, '')} in your browser.\n`
  return bot.platforms.some((platform) => platform !== 'web')
    ? `${page}${next}`
    : `${page}Vigie runs locally: neither Discord nor Slack is connected.
  Discord  set DISCORD_TOKEN to a bot token
  Slack    set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)
  How      README.md, "Connect Discord" and "Connect Slack"
${next}`
}
