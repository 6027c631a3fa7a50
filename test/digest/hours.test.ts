import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { nextDigestAt } from '../../src/digest/index.ts'

const WEEKDAYS = [1, 2, 3, 4, 5] as const
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7] as const
const next = (
  time: string,
  timeZone: string,
  after: string,
  days: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[] = EVERY_DAY,
) => nextDigestAt({ time, timeZone, days }, new Date(after)).toISOString()

describe('the next digest', () => {
  it('is today when the hour is still to come, else tomorrow', () => {
    expect(next('08:30', 'Europe/Paris', '2026-11-25T07:00:00Z')).toBe('2026-11-25T07:30:00.000Z')
    expect(next('08:30', 'Europe/Paris', '2026-11-25T07:30:00Z')).toBe('2026-11-26T07:30:00.000Z')
  })

  it('skips the days that were not asked for', () => {
    expect(next('08:30', 'UTC', '2026-11-27T09:00:00Z', WEEKDAYS)).toBe('2026-11-30T08:30:00.000Z')
    expect(next('08:30', 'UTC', '2026-11-25T09:00:00Z', [3])).toBe('2026-12-02T08:30:00.000Z')
  })

  it('follows the wall clock over the change to and from summer time', () => {
    expect(next('08:30', 'Europe/Paris', '2026-03-28T08:00:00Z')).toBe('2026-03-29T06:30:00.000Z')
    expect(next('08:30', 'Europe/Paris', '2026-10-24T07:00:00Z')).toBe('2026-10-25T07:30:00.000Z')
  })

  it('comes later by the jump when the clock skips its hour, and once when the hour is repeated', () => {
    expect(next('02:30', 'Europe/Paris', '2026-03-28T12:00:00Z')).toBe('2026-03-29T01:30:00.000Z')
    const first = next('02:30', 'Europe/Paris', '2026-10-24T12:00:00Z')
    expect(first).toBe('2026-10-25T00:30:00.000Z')
    expect(next('02:30', 'Europe/Paris', first)).toBe('2026-10-26T01:30:00.000Z')
  })

  it('is always later, at most eight days away, and on a wanted day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.constantFrom('Europe/Paris', 'America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe'),
        fc.uniqueArray(fc.constantFrom(...EVERY_DAY), { minLength: 1 }),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        (after, timeZone, days, hour, minute) => {
          const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
          const due = nextDigestAt({ time, timeZone, days }, after)
          const wait = due.getTime() - after.getTime()
          expect(wait).toBeGreaterThan(0)
          expect(wait).toBeLessThanOrEqual(8 * 86_400_000)
          expect(days).toContain(DateTime.fromJSDate(due, { zone: timeZone }).weekday)
        },
      ),
    )
  })

  it('refuses what is no hour', () => {
    expect(() => next('8h30', 'UTC', '2026-11-25T09:00:00Z')).toThrow(RangeError)
    expect(() => next('08:30', 'Mars/Olympus', '2026-11-25T09:00:00Z')).toThrow(RangeError)
    expect(() => next('08:30', 'UTC', '2026-11-25T09:00:00Z', [])).toThrow(RangeError)
  })
})
