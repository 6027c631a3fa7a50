import { describe, expect, it } from 'vitest'
import { parseDays, parseTime } from '../../src/commands/schedule-options.ts'

describe('a time of day', () => {
  it.each([
    ['8:30', '08:30'],
    ['08:30', '08:30'],
    ['8h30', '08:30'],
    ['8h', '08:00'],
    ['8.30', '08:30'],
    ['20', '20:00'],
    ['8am', '08:00'],
    ['8 PM', '20:00'],
    ['12 am', '00:00'],
    ['12pm', '12:00'],
    ['8:15 pm', '20:15'],
    ['8時30分', '08:30'],
    ['８：３０', '08:30'],
    ['0:00', '00:00'],
  ])('is read from %s', (typed, time) => expect(parseTime(typed)).toBe(time))

  it.each(['24:00', '8:60', '13pm', '0am', 'noon', '', '8:3', '-8', '8:30:00', 'netflix'])('is not %j', (typed) =>
    expect(parseTime(typed)).toBeNull(),
  )
})

describe('days', () => {
  it.each([
    ['weekdays', [1, 2, 3, 4, 5]],
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['weekend', [6, 7]],
    ['mon', [1]],
    ['Mon, Wed,fri', [1, 3, 5]],
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['lundi et jeudi', [1, 4]],
    ['Mo,Mi', [1, 3]],
    ['maandag', [1]],
    ['miércoles', [3]],
    ['środa', [3]],
    ['月曜日、水曜日', [1, 3]],
    ['sunday and sunday', [7]],
  ])('are read from %s', (typed, days) => expect(parseDays(typed)).toEqual(days))

  it.each(['', 'someday', 'mon-xyz', '8:30', 'netflix'])('are not %j', (typed) => expect(parseDays(typed)).toBeNull())
})
