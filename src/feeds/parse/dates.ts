import { readFileSync } from 'node:fs'
import { z } from 'zod'

export const dateDataSchema = z.strictObject({
  /** January first; for each language the forms of the name, the short ones too. */
  months: z.array(z.record(z.string(), z.string())).length(12),
  morning: z.array(z.string()),
  afternoon: z.array(z.string()),
  /** Names of two words, and how they are written as one here. */
  joined: z.record(z.string(), z.string()),
  /** Minutes east of UTC. Where a name means several zones, the one of RFC 822 (CST, EST …), else the most common. */
  zones: z.record(z.string(), z.int().min(-720).max(840)),
})
const data = dateDataSchema.parse(JSON.parse(readFileSync(new URL('./dates.json', import.meta.url), 'utf8')))

const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').replaceAll('ı', 'i').replaceAll('ł', 'l')

const MONTHS = new Map(
  data.months.flatMap((languages, index) =>
    Object.values(languages).flatMap((forms) =>
      forms.split(' ').map((form): [string, number] => [fold(form), index + 1]),
    ),
  ),
)
const JOINED = Object.entries(data.joined).map(([apart, joined]): [string, string] => [fold(apart), fold(joined)])
const ZONES = new Map(Object.entries(data.zones).map(([name, minutes]): [string, number] => [fold(name), minutes]))
const halfDay = (words: readonly string[]): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${words.map((word) => fold(word).replaceAll('.', '\\.')).join('|')})(?!\\p{L})`, 'u')
const MORNING = halfDay(data.morning)
const AFTERNOON = halfDay(data.afternoon)

/** RFC 822 as most feeds write it: the short way through. */
const USUAL =
  /^(?:[a-z]{3}, )?(\d{1,2}) ([a-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:([+-])(\d{2})([0-5]\d)|gmt|utc|z)$/
/** W3CDTF with a time and a zone, as Atom has it. */
const STAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:Z|([+-])(\d{2}):([0-5]\d))$/
const ISO =
  /^([12]\d{3})(?:-?([01]\d)(?:-?([0-3]\d))?)?(?:[t\s_]+(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,:]\d+)?)?)?\s*(\D.*)?$/
const TIME = /(?<!\d)(\d{1,2})(?:\s*[:h]\s*|\.)(\d{2})(?!\d)(?:[:.](\d{2})(?!\d)(?:[.,]\d+)?)?/
const NUMERIC = /(?<!\d)(\d{1,4})(\s*[./-]\s*)(\d{1,2})\s*[./-]\s*(\d{1,4})(?!\d)/

interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
}
/** Minutes: Kiribati is UTC+14. */
const MAX_ZONE = 14 * 60
const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0 }

/**
 * Reads a date as publishers write it: RFC 822 and 2822, W3CDTF (ISO 8601), `asctime`, a Unix time, or words and figures in
 * any language served. A zone may be an offset or a name; without one the date is in UTC. Nonsense, a day that doesn't
 * exist, and the zero of a Unix clock are null: no date is better than a wrong one.
 *
 * `language` (ISO 639-1) decides `3/4/2024` only: month first in English, else day first.
 */
export function parseDate(written: string, language: string | null = null): Date | null {
  if (written.length > 200) return null
  const usual = USUAL.exec(written.toLowerCase())
  if (usual) return usualDate(usual)
  const stamp = STAMP.exec(written)
  if (stamp) return stampDate(stamp)
  // NFKC brings full-width digits home, the rest are the digits of Arabic and Persian.
  let text = written
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replace(/[\u200e\u200f\u061c]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  if (!/\d/.test(text)) return null
  if (/^\d{10}$|^\d{13}$/.test(text)) return since(Number(text) * (text.length === 10 ? 1_000 : 1))
  const iso = ISO.exec(text)
  const isoInstant = iso ? isoDate(iso) : undefined
  if (isoInstant !== undefined) return isoInstant
  text = eastAsian(fold(text))
  for (const [apart, joined] of JOINED) text = text.replace(apart, joined)

  let numeric: { year: number; month: number; day: number } | null = null
  const figures = NUMERIC.exec(text)
  if (figures) {
    numeric = numericDate(figures, language)
    text = `${text.slice(0, figures.index)} ${text.slice(figures.index + figures[0].length)}`
  }
  const found = TIME.exec(text)
  const before = found ? text.slice(0, found.index) : text
  const after = found ? text.slice(found.index + found[0].length) : ''
  const clock = found ? readClock(found, text) : MIDNIGHT
  const zone = readZone(after)
  const named = numeric ?? namedDate(`${before} ${zone.rest}`)
  return named && clock ? instant(named.year, named.month, named.day, clock, zone.minutes) : null
}

function usualDate([, day, name = '', year, hour, minute, second, sign, hours = '0', minutes = '0']: readonly (
  | string
  | undefined
)[]): Date | null {
  const clock = halve({ hour: Number(hour), minute: Number(minute), second: Number(second) }, '')
  const month = MONTHS.get(name)
  if (!clock || month === undefined) return null
  return instant(Number(year), month, Number(day), clock, offset(sign, hours, minutes))
}

function stampDate([, year, month, day, hour, minute, second, sign, hours = '0', minutes = '0']: readonly (
  | string
  | undefined
)[]): Date | null {
  const clock = halve({ hour: Number(hour), minute: Number(minute), second: Number(second) }, '')
  return clock && instant(Number(year), Number(month), Number(day), clock, offset(sign, hours, minutes))
}

/** Minutes east of UTC; an offset that is no place on earth counts as none. */
function offset(sign: string | undefined, hours: string, minutes: string): number {
  const east = Number(hours) * 60 + Number(minutes)
  return east > MAX_ZONE ? 0 : sign === '-' ? -east : east
}

/** Undefined where it only begins like an ISO date. */
function isoDate([, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', zone = '']: readonly (
  | string
  | undefined
)[]): Date | null | undefined {
  const { minutes, rest } = readZone(zone)
  // What follows an ISO date is a zone or a half of the day, no more figures.
  if (/\d/.test(rest)) return undefined
  const clock = halve({ hour: Number(hour), minute: Number(minute), second: Number(second) }, rest)
  return clock && instant(Number(year), Number(month), Number(day), clock, minutes)
}

/** `2024年2月5日 10時30分` and `2024년 2월 5일 10시 30분` in figures and separators; `令和6年` is 2024. */
function eastAsian(text: string): string {
  return text
    .replace(/令和\s*(\d{1,2}|元)/, (_, year: string) => String(2018 + (year === '元' ? 1 : Number(year))))
    .replace(/(\d)\s*(?:年|년)\s*/u, '$1-')
    .replace(/(\d)\s*(?:月|월)\s*(?=\d)/u, '$1-')
    .replace(/(\d)\s*(?:日|일)/u, '$1 ')
    .replace(/(\d)\s*(?:時|时|点|點|시)\s*/u, '$1:')
    .replace(/(\d)\s*(?:分|분)\s*(\d)?/u, (_, minute: string, second: string | undefined) =>
      second === undefined ? `${minute} ` : `${minute}:${second}`,
    )
    .replace(/秒|초/, '')
}

function readClock([, hour, minute, second = '0']: readonly (string | undefined)[], text: string): Clock | null {
  return halve({ hour: Number(hour), minute: Number(minute), second: Number(second) }, text)
}

function halve(clock: Clock, text: string): Clock | null {
  if (clock.hour > 24 || clock.minute > 59 || clock.second > 60 || (clock.hour === 24 && clock.minute > 0)) return null
  if (clock.hour > 12 || text === '') return clock
  if (AFTERNOON.test(text)) return { ...clock, hour: (clock.hour % 12) + 12 }
  if (MORNING.test(text)) return { ...clock, hour: clock.hour % 12 }
  return clock
}

/** The zone that follows a time, in minutes east of UTC, and what is left of the text. */
function readZone(text: string): { minutes: number; rest: string } {
  const offset = /^\s*(?:\(?(?:gmt|utc|ut|z)\)?)?\s*([+\u2212-])\s*(\d{1,2}):?([0-5]\d)?(?!\d)/.exec(text)
  if (offset) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    // +99:99 is no place on earth: the clock without it is the better guess.
    return {
      minutes: minutes > MAX_ZONE ? 0 : offset[1] === '+' ? minutes : -minutes,
      rest: text.slice(offset[0].length).replace(/\([^()]*\)/, ''),
    }
  }
  for (const match of text.matchAll(/\p{L}+/gu)) {
    const minutes = ZONES.get(fold(match[0]))
    if (minutes !== undefined) return { minutes, rest: text.replace(match[0], ' ') }
  }
  return { minutes: 0, rest: text }
}

function numericDate(
  [, first = '', separator = '', second = '', third = '']: readonly (string | undefined)[],
  language: string | null,
): { year: number; month: number; day: number } | null {
  const a = Number(first)
  const b = Number(second)
  const c = Number(third)
  if (first.length === 4) return { year: a, month: b, day: c }
  if (first.length > 2 || third.length === 1 || third.length === 3) return null
  const monthFirst = separator.trim() === '/' && a <= 12 && (b > 12 || language === null || language === 'en')
  return monthFirst ? { year: fullYear(third), month: a, day: b } : { year: fullYear(third), month: b, day: a }
}

/** A date with the month in words, whatever the order: `5 février 2024`, `Feb 5, 2024`, `2024 Feb 5`. */
function namedDate(text: string): { year: number; month: number; day: number } | null {
  const tokens = [...text.matchAll(/(\d+)|(\p{L}+)/gu)]
  let month: number | undefined
  for (const token of tokens) {
    // The last one counts: `mar. 5 mars` is a Tuesday.
    const found = token[2] === undefined ? undefined : MONTHS.get(token[2])
    if (found !== undefined) month = found
  }
  const figures = tokens.map((token) => token[1]).filter((figure) => figure !== undefined)
  const year = figures.find((figure) => figure.length === 4)
  if (month === undefined || figures.length > 3) return null
  if (year !== undefined) {
    const day = figures.find((figure) => figure.length <= 2)
    return { year: Number(year), month, day: Number(day ?? 1) }
  }
  const [day, short] = figures
  return day === undefined || short === undefined || short.length !== 2 || day.length > 2
    ? null
    : { year: fullYear(short), month, day: Number(day) }
}

/** RFC 2822, 4.3: 00 to 49 are this century's. */
const fullYear = (figures: string): number => {
  const year = Number(figures)
  return figures.length > 2 ? year : year < 50 ? 2000 + year : 1900 + year
}

function instant(year: number, month: number, day: number, clock: Clock, zone: number): Date | null {
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null
  return since(Date.UTC(year, month - 1, day, clock.hour, clock.minute - zone, Math.min(clock.second, 59)))
}

function since(time: number): Date | null {
  // Zero is what a clock says that was never set.
  return time > 0 && time < Date.UTC(2200, 0) ? new Date(time) : null
}
