import { UsageError } from './context.ts'

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/**
 * `24h`, `7d`, `90m`, `2w` in milliseconds.
 *
 * @throws UsageError
 */
export function parseDuration(text: string, option: string): number {
  const match = /^(\d{1,4})\s*([mhdw])$/.exec(text.trim())
  const unit = UNITS[match?.[2] ?? '']
  if (match === null || unit === undefined)
    throw new UsageError(`${option} ${text}: expected a length of time such as 24h, 7d or 2w`)
  return Number(match[1]) * unit
}
