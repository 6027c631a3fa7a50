import { pino } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { Logger } from './types/index.ts'

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

/** What tokens and passwords look like, wherever they turn up: in a field, a message, a library's error. */
const TOKENS = /xox[a-z]-[\w-]+|xapp-[\w-]+|[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}|(?<=:\/\/)[^\s/@]+(?=@)/g

/** Takes tokens and passwords out of a line. */
export const withoutTokens = (line: string): string => line.replace(TOKENS, '[secret]')

/**
 * The log: lines for people on a terminal, JSON elsewhere.
 *
 * @param write where a line goes, its line break included
 */
export function createLogger(level: LogLevel, forPeople: boolean, write: (line: string) => void): Logger {
  const pretty = forPeople ? prettyFactory({ colorize: false, translateTime: 'HH:MM:ss' }) : (line: string) => line
  return pino({ level, base: null }, { write: (line) => write(withoutTokens(pretty(line))) })
}
