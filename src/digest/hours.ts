import { DateTime } from 'luxon'
import type { Subscription, Weekday } from '../types/index.ts'

/**
 * The next time a digest is due, strictly after `after`.
 *
 * The hour is the wall clock's in the subscription's zone. Where a clock change skips it (02:30 in spring), the digest comes
 * as much later as the clock jumped; where a change repeats it, it comes once, at the first.
 *
 * @throws RangeError for a time that is no `HH:MM`, an unknown zone or an empty list of days
 */
export function nextDigestAt(
  { time, timeZone, days }: Pick<Subscription, 'time' | 'timeZone' | 'days'>,
  after: Date,
): Date {
  const match = /^(\d{2}):(\d{2})$/.exec(time)
  const start = DateTime.fromJSDate(after, { zone: timeZone })
  if (match === null || !start.isValid || days.length === 0)
    throw new RangeError(`No digest hour: time "${time}", zone "${timeZone}", days [${days.join(', ')}]`)
  const [hour, minute] = [Number(match[1]), Number(match[2])]
  const wanted: ReadonlySet<number> = new Set<Weekday>(days)
  // Eight days: today's hour may be past, and the only wanted weekday may be today's.
  for (let offset = 0; offset <= 7; offset++) {
    const day = start.startOf('day').plus({ days: offset })
    const due = day.set({ hour, minute })
    if (wanted.has(day.weekday) && due > start) return due.toJSDate()
  }
  throw new RangeError(`No digest hour after ${after.toISOString()}: days [${days.join(', ')}]`)
}
