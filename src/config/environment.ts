import { parseEnv } from 'node:util'
import { closest } from 'fastest-levenshtein'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { INTERFACE_LANGUAGES } from '../types/index.ts'
import { ConfigError, type ConfigProblem, show } from './errors.ts'

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

const whole = (min: number, max: number, what: string) =>
  z
    .string()
    .regex(/^\d+$/, `${what}, a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `${what}, a whole number from ${min} to ${max}`)

const url = (protocols: RegExp, expected: string) => z.url({ protocol: protocols, error: expected })

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const systemTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Every variable that Vigie reads, in the order of the README's table. */
const variables = {
  DISCORD_TOKEN: z.string().min(20, 'the bot token from the Discord developer portal').optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'a bot token, which starts with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'an app-level token, which starts with xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, "the app's signing secret").optional(),
  DATABASE_URL: url(/^(postgres|postgresql)$/, 'a postgres:// address').optional(),
  VIGIE_DATABASE: z.string().min(1).default('data/vigie.db'),
  VIGIE_FEEDS: z.string().min(1).optional(),
  VIGIE_LOCALE: z.enum(INTERFACE_LANGUAGES).optional(),
  VIGIE_TIME_ZONE: z.string().refine(isTimeZone, 'an IANA time zone such as "Europe/Paris"').default(systemTimeZone),
  VIGIE_DIGEST_TIME: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "08:30"')
    .default('08:30'),
  VIGIE_BACKFILL_HOURS: whole(0, 8_760, 'hours').default(72),
  VIGIE_RETENTION_DAYS: whole(7, 36_500, 'days').default(400),
  VIGIE_CONTACT_URL: url(/^(https?|mailto)$/, 'an address at which publishers reach you, http(s) or mailto').optional(),
  VIGIE_ALLOW_NETWORKS: z
    .string()
    .transform(list)
    .refine(
      (networks) => networks.every((network) => ipaddr.isValidCIDR(network)),
      'networks such as "10.1.0.0/16", separated by commas',
    )
    .default([]),
  VIGIE_ALLOW_PORTS: z
    .string()
    .transform(list)
    .refine(
      (ports) => ports.every((port) => /^\d{1,5}$/.test(port) && Number(port) <= 65_535),
      'ports such as "80,443,8080"',
    )
    .transform((ports) => ports.map(Number))
    .default([80, 443, 8080, 8443]),
  VIGIE_SLACK_PORT: whole(1, 65_535, 'a port').default(3000),
  VIGIE_HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  VIGIE_HTTP_NAMES: z.string().transform(list).default([]),
  VIGIE_HTTP_PORT: whole(0, 65_535, 'a port').default(8466),
  VIGIE_LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
  VIGIE_DISCORD_API_URL: url(/^https?$/, 'an http(s) address').optional(),
  VIGIE_SLACK_API_URL: url(/^https?$/, 'an http(s) address').optional(),
}

const schema = z.object(variables)
export type Environment = z.infer<typeof schema>
export type VariableName = keyof typeof variables
export const VARIABLES = Object.keys(variables)

/** Read by the test suite only. */
const FOREIGN = new Set(['VIGIE_TEST_DATABASE_URL', 'VIGIE_TEST_CHROMIUM'])
const SECRET = /TOKEN|SECRET|DATABASE_URL/

/**
 * Reads Vigie's variables. What the process environment sets wins over the `.env` file; an empty value counts as not set.
 *
 * @throws ConfigError with every mistake at once; the value of a secret is never shown
 */
export function parseEnvironment(
  process: Readonly<Record<string, string | undefined>>,
  dotenv: { readonly file: string; readonly text: string } | null,
): Environment {
  const fromFile = dotenv === null ? {} : parseEnv(dotenv.text)
  const input = Object.fromEntries(
    Object.entries({ ...fromFile, ...process }).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const where = (name: string) =>
    process[name] === undefined && dotenv !== null && name in fromFile ? `${dotenv.file}, ${name}` : name
  const found = (name: string) =>
    SECRET.test(name) && input[name] !== undefined ? '(a value that is kept secret)' : show(input[name])

  const parsed = schema.safeParse(input)
  const problems: ConfigProblem[] = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0])
    const expected = issue.code === 'invalid_value' ? `one of ${issue.values.join(', ')}` : issue.message
    return { where: where(name), key: '', found: found(name), expected }
  })
  for (const name of Object.keys(input)) {
    if (!name.startsWith('VIGIE_') || VARIABLES.includes(name) || FOREIGN.has(name)) continue
    problems.push({
      where: where(name),
      key: '',
      found: found(name),
      expected: `no such variable; did you mean ${closest(name, VARIABLES)}?`,
    })
  }
  problems.push(...slackProblems(input))
  if (problems.length > 0 || !parsed.success) throw new ConfigError(problems)
  return parsed.data
}

/** A bot token alone can post, but can't hear a command: one of the two ways in has to be there. */
function slackProblems(input: Readonly<Record<string, unknown>>): ConfigProblem[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = input
  if (bot !== undefined && app === undefined && secret === undefined)
    return [
      {
        where: 'SLACK_APP_TOKEN',
        key: '',
        found: '(not set)',
        expected: 'an app-level token for Socket Mode, or SLACK_SIGNING_SECRET for HTTP, beside SLACK_BOT_TOKEN',
      },
    ]
  if (bot === undefined && (app !== undefined || secret !== undefined))
    return [
      {
        where: 'SLACK_BOT_TOKEN',
        key: '',
        found: '(not set)',
        expected: 'the bot token, beside the other Slack variables',
      },
    ]
  return []
}
