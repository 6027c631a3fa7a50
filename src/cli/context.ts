import { type Core, openCore } from '../app.ts'
import { renderTerminal, terminalStyle } from '../chat/terminal/index.ts'
import { type Config, loadConfig } from '../config/index.ts'
import { createLogger } from '../logger.ts'
import type { Logger, View } from '../types/index.ts'

/** What a command line needs of the process it runs in. */
export interface Context {
  readonly config: Config
  readonly logger: Logger
  readonly env: Readonly<Record<string, string | undefined>>
}

/** @throws ConfigError */
export function createContext(): Context {
  const config = loadConfig(process.env, process.cwd())
  const logger = createLogger(config.environment.VIGIE_LOG_LEVEL, process.stderr.isTTY === true, (line) =>
    process.stderr.write(line),
  )
  return { config, logger, env: process.env }
}

/** Opens the core, runs, and closes it again whatever happens. */
export async function withCore<T>(
  { config, logger }: Context,
  sample: boolean,
  run: (core: Core) => Promise<T>,
): Promise<T> {
  const core = await openCore(config, { sample, logger })
  try {
    return await run(core)
  } finally {
    await core.close()
  }
}

/** Standard output is for results. */
export const print = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
}

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2))

/** Standard error is for what is told along the way. */
export const tell = (text: string): void => {
  process.stderr.write(`${text}\n`)
}

export function printView(view: View, { env }: Context): void {
  print(renderTerminal(view, terminalStyle(process.stdout, env)))
}

/** A mistake in how the command was typed; printed without a stack, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
