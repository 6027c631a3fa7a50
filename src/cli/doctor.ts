import { openCore } from '../app.ts'
import { type Config, ConfigError, describeProblem, loadConfig, VARIABLES } from '../config/index.ts'
import { checkFeeds, parseFeed } from '../feeds/index.ts'
import { silentLogger } from '../types/index.ts'
import { print, printJson } from './context.ts'

/** One thing that was looked at. */
interface Finding {
  readonly ok: boolean | null
  readonly what: string
  readonly detail: string
  /** How to mend it. */
  readonly remedy: string | null
}

const fine = (what: string, detail: string): Finding => ({ ok: true, what, detail, remedy: null })
const note = (what: string, detail: string, remedy: string | null = null): Finding => ({
  ok: null,
  what,
  detail,
  remedy,
})
const bad = (what: string, detail: string, remedy: string): Finding => ({ ok: false, what, detail, remedy })

/** `vigie doctor`: exits with 1 when something is wrong, 2 when the configuration is. */
export async function doctor(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  options: { json?: boolean },
): Promise<void> {
  const findings = [fine('Node.js', process.version)]
  try {
    const config = loadConfig(env, folder)
    findings.push(...configured(config), ...(await examined(config)))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    findings.push(
      ...error.problems.map((problem) =>
        bad('configuration', describeProblem(problem), 'set it right, or take it out'),
      ),
    )
    process.exitCode = 2
  }
  if (process.exitCode === undefined && findings.some(({ ok }) => ok === false)) process.exitCode = 1
  if (options.json === true) printJson(findings)
  else print(findings.map(line).join('\n'))
}

function line({ ok, what, detail, remedy }: Finding): string {
  const mark = ok === null ? 'note' : ok ? 'ok  ' : 'BAD '
  return `${mark}  ${what.padEnd(14)} ${detail}${remedy === null ? '' : `\n${' '.repeat(21)}→ ${remedy}`}`
}

function configured({ environment, sources, feedsFile, locale }: Config): Finding[] {
  const set = VARIABLES.filter(
    (name) => Reflect.get(environment, name) !== undefined && process.env[name] !== undefined,
  )
  const { DISCORD_TOKEN, SLACK_BOT_TOKEN, SLACK_APP_TOKEN } = environment
  const discord =
    DISCORD_TOKEN === undefined
      ? note('Discord', 'not connected', 'set DISCORD_TOKEN to a bot token to join Discord')
      : fine('Discord', 'a token is set')
  const slack =
    SLACK_BOT_TOKEN === undefined
      ? note('Slack', 'not connected', 'set SLACK_BOT_TOKEN and SLACK_APP_TOKEN to join Slack')
      : fine('Slack', SLACK_APP_TOKEN === undefined ? `HTTP on port ${environment.VIGIE_SLACK_PORT}` : 'Socket Mode')
  return [
    fine('environment', set.length === 0 ? 'nothing set, all defaults' : set.join(', ')),
    fine(
      'reader',
      `language ${locale}, zone ${environment.VIGIE_TIME_ZONE}, digest at ${environment.VIGIE_DIGEST_TIME}`,
    ),
    fine('feeds.json', `${sources.length} feeds in ${feedsFile}`),
    discord,
    slack,
    ...(environment.VIGIE_CONTACT_URL === undefined
      ? [
          note(
            'contact',
            'publishers are not told how to reach you',
            'set VIGIE_CONTACT_URL: it goes into the User-Agent',
          ),
        ]
      : []),
  ]
}

/** Feeds that stand for all: asking every one is `vigie feeds check`. */
const PROBES = 6

async function examined(config: Config): Promise<Finding[]> {
  let core: Awaited<ReturnType<typeof openCore>>
  try {
    core = await openCore(config, { sample: false, logger: silentLogger })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [bad('database', reason, 'check VIGIE_DATABASE or DATABASE_URL: it must exist, be reachable and writable')]
  }
  try {
    const { articles, privacy } = await core.store.articles.count()
    const failing = (await core.store.feeds.list()).filter(({ state }) => state.lastError !== null)
    const probes = config.sources.filter((source) => !source.disabled).slice(0, PROBES)
    const checks = await checkFeeds(probes, { fetcher: core.fetcher, parse: parseFeed, now: core.now })
    const reached = checks.filter(({ status }) => status !== 'failed')
    return [
      fine('database', `${core.store.description}, ${articles} articles, ${privacy} of them privacy stories`),
      failing.length === 0
        ? fine('polls', 'no feed has an error')
        : note('polls', `${failing.length} feeds had an error at their last poll`, 'vigie feeds list --failing'),
      reached.length > 0
        ? fine('network', `${reached.length} of ${probes.length} feeds answer`)
        : bad(
            'network',
            `none of ${probes.length} feeds answers: ${checks[0]?.message ?? ''}`,
            'check the connection, and HTTPS_PROXY where a proxy is needed',
          ),
    ]
  } finally {
    await core.close()
  }
}
