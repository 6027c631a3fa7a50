import { type Logger as BoltLogger, LogLevel } from '@slack/bolt'
import type { Logger } from '../../types/index.ts'

/**
 * What Bolt and its clients have to say, through our logger. Their debug lines are left out: they hold whole payloads, so what
 * people typed and who they are. Their notes on connections count as debug.
 */
export function boltLogger(logger: Logger): BoltLogger {
  const line = (parts: readonly unknown[]): string =>
    parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')
  return {
    debug() {},
    info: (...parts: unknown[]) => logger.debug({ source: 'bolt' }, line(parts)),
    warn: (...parts: unknown[]) => logger.warn({ source: 'bolt' }, line(parts)),
    error: (...parts: unknown[]) => logger.error({ source: 'bolt' }, line(parts)),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  }
}
