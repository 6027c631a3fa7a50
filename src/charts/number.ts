import { translator } from '../i18n/index.ts'
import type { InterfaceLanguage } from '../types/index.ts'

/** From here on a number is written by its power of ten: nobody reads three hundred zeros. */
const ASTRONOMIC = 1e15

/** A value of a chart in words, exact, as the reader writes it. What is no number, or negative, is nothing. */
export function valueText(value: number | undefined, locale: InterfaceLanguage): string {
  const counted = amount(value)
  return counted < ASTRONOMIC ? translator(locale).number(counted) : counted.toExponential(2)
}

/** The same for beside a mark, where room is short: rounded to three figures from ten thousand on. */
export function markText(value: number, locale: InterfaceLanguage): string {
  const isLong = value >= 10_000 && value < ASTRONOMIC
  return isLong ? translator(locale).compact(value) : valueText(value, locale)
}

/** What can be drawn of a value. */
export const amount = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? Math.max(0, value) : 0
