import type { Language } from '../types/index.ts'
import { fold } from './text.ts'

/** Letters that tell a month's name, whatever its case ending: `septem`, `сентяб`, `maj`. */
const STEM = 4

const monthsOf = new Map<Language, ReadonlyMap<string, number>>()

function months(language: Language): ReadonlyMap<string, number> {
  const known = monthsOf.get(language)
  if (known) return known
  const names = new Map<string, number>()
  for (let month = 0; month < 12; month++) {
    const day = Date.UTC(2024, month, 1)
    for (const options of [{ month: 'long' }, { month: 'long', day: 'numeric' }, { month: 'short' }] as const) {
      const written = fold(
        new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC', calendar: 'gregory' }).format(day),
      )
      for (const [word] of written.matchAll(/(?!\d)[\p{L}]{3,}/gu)) names.set(word.slice(0, STEM), month + 1)
    }
  }
  monthsOf.set(language, names)
  return names
}

const DAY_FIRST = /(?<!\d)(\d{1,2})(?:\.|er|º|°|ος|-го)?\s+(?:de\s+|di\s+)?(\p{L}{3,})/gu
const MONTH_FIRST = /(\p{L}{3,})\s+(\d{1,2})(?:st|nd|rd|th)?(?!\d)/gu
const EAST_ASIAN = /(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/g
const MAX_DATES = 8

/** Days of the year that a text names (`05-27`): the same in all languages, and seldom shared by chance. */
export function datesIn(text: string, language: Language): string[] {
  const folded = fold(text)
  const names = months(language)
  const dates = new Set<string>()
  const add = (month: number | undefined, day: number) => {
    if (month !== undefined && day >= 1 && day <= 31)
      dates.add(`${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
  }
  for (const [, day, word = ''] of folded.matchAll(DAY_FIRST)) add(names.get(word.slice(0, STEM)), Number(day))
  for (const [, word = '', day] of folded.matchAll(MONTH_FIRST)) add(names.get(word.slice(0, STEM)), Number(day))
  for (const [, month, day] of folded.matchAll(EAST_ASIAN)) add(Number(month), Number(day))
  return [...dates].slice(0, MAX_DATES)
}
