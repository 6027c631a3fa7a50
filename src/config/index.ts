import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FeedSource, InterfaceLanguage } from '../types/index.ts'
import { isInterfaceLanguage } from '../types/index.ts'
import { type Environment, parseEnvironment } from './environment.ts'
import { ConfigError } from './errors.ts'
import { parseSources } from './sources.ts'

export { editSources, type FeedEntry } from './edit.ts'
export type { Environment } from './environment.ts'
export { VARIABLES } from './environment.ts'
export { ConfigError, type ConfigProblem, describeProblem } from './errors.ts'
export { feedsJsonSchema, parseSources } from './sources.ts'

/** All that an admin decides, checked and complete. */
export interface Config {
  readonly environment: Environment
  readonly sources: readonly FeedSource[]
  readonly feedsFile: string
  /** `postgres://…` or the path of the SQLite file. Holds a secret: never print it. */
  readonly databaseUrl: string
  readonly locale: InterfaceLanguage
}

/** The feeds.json that comes with Vigie, used where the working folder has none of its own. */
const bundledFeeds = fileURLToPath(new URL('../../feeds.json', import.meta.url))

/**
 * Reads the environment, `.env` and feeds.json.
 *
 * @param folder the working folder: `.env`, feeds.json and relative paths are looked up there
 * @throws ConfigError with all mistakes of all files
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const dotenvFile = resolve(folder, '.env')
  const dotenv = existsSync(dotenvFile) ? { file: '.env', text: readFileSync(dotenvFile, 'utf8') } : null
  const environment = attempt(() => parseEnvironment(env, dotenv))
  const feedsFile = locateFeeds(environment.ok ? environment.value.VIGIE_FEEDS : undefined, folder)
  const sources = attempt(() => readSources(feedsFile))
  if (!environment.ok || !sources.ok)
    throw new ConfigError([environment, sources].flatMap((part) => (part.ok ? [] : part.error.problems)))
  const { DATABASE_URL, VIGIE_DATABASE, VIGIE_LOCALE } = environment.value
  return {
    environment: environment.value,
    sources: sources.value,
    feedsFile,
    databaseUrl: DATABASE_URL ?? (VIGIE_DATABASE === ':memory:' ? VIGIE_DATABASE : resolve(folder, VIGIE_DATABASE)),
    locale: VIGIE_LOCALE ?? localeOf(env.LC_ALL || env.LC_MESSAGES || env.LANG || ''),
  }
}

function locateFeeds(named: string | undefined, folder: string): string {
  if (named !== undefined) return resolve(folder, named)
  const own = resolve(folder, 'feeds.json')
  return existsSync(own) ? own : bundledFeeds
}

function readSources(file: string): FeedSource[] {
  if (!existsSync(file))
    throw new ConfigError([
      { where: 'VIGIE_FEEDS', key: '', found: `${file}, which is not there`, expected: 'a feeds.json' },
    ])
  return parseSources(readFileSync(file, 'utf8'), file)
}

/** `fr_BE.UTF-8` → fr; a language that Vigie doesn't speak gets English. */
function localeOf(posixLocale: string): InterfaceLanguage {
  const language = posixLocale.slice(0, 2).toLowerCase()
  return isInterfaceLanguage(language) ? language : 'en'
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ConfigError }

/** Keeps a configuration's mistakes, so that those of the next file are told together with them. */
function attempt<T>(read: () => T): Attempt<T> {
  try {
    return { ok: true, value: read() }
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, error }
    throw error
  }
}
