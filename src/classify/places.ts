import type { Language } from '../types/index.ts'
import { foldTerm } from './fold.ts'

const cached = new Map<Language, ReadonlySet<string>>()

/** Countries, big cities, months and days in a language, folded: capitalised, but seldom organisations. */
export function placesOf(language: Language): ReadonlySet<string> {
  const known = cached.get(language)
  if (known) return known
  const places = new Set<string>()
  const add = (name: string | undefined) => name && places.add(foldTerm(name))
  const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  for (let a = 65; a <= 90; a++) for (let b = 65; b <= 90; b++) add(regions.of(String.fromCharCode(a, b)))
  for (const code of ['001', '002', '003', '005', '009', '019', '142', '150']) add(regions.of(code))
  for (const zone of Intl.supportedValuesOf('timeZone')) add(zone.split('/').at(-1)?.replaceAll('_', ' '))
  const month = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' })
  for (let i = 0; i < 12; i++) add(month.format(new Date(Date.UTC(2026, i, 15))))
  const day = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  for (let i = 1; i <= 7; i++) add(day.format(new Date(Date.UTC(2026, 0, i))))
  cached.set(language, places)
  return places
}
