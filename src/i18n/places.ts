import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { InterfaceLanguage } from '../types/index.ts'

/** Time zones by country, from the IANA time zone database (zone.tab, in the public domain). */
const zonesByCountry = z
  .record(z.string().regex(/^[A-Z]{2}$/), z.array(z.string()))
  .parse(JSON.parse(readFileSync(new URL('./zones.json', import.meta.url), 'utf8')))

const countries: ReadonlyMap<string, string> = new Map(
  Object.entries(zonesByCountry).flatMap(([country, zones]) => zones.map((zone) => [zone, country] as const)),
)

/** The country that a time zone is in, as ISO 3166-1 alpha-2; null for UTC and the like. */
export const countryOfZone = (timeZone: string): string | null => countries.get(timeZone) ?? null

/** Every time zone that people may choose, UTC first. */
export const TIME_ZONES: readonly string[] = ['UTC', ...[...countries.keys()].sort()]

/** True for an IANA name that this runtime knows, also for an old one (`Asia/Calcutta`). */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** ISO 3166-1 alpha-2 codes of all countries with a time zone, so all. */
export const COUNTRIES: readonly string[] = Object.keys(zonesByCountry)

/** Where most readers of a language live: a first guess, which people see and can change. English tells nothing. */
const HOME: Readonly<Record<InterfaceLanguage, { country: string | null; timeZone: string }>> = {
  en: { country: null, timeZone: 'UTC' },
  fr: { country: 'FR', timeZone: 'Europe/Paris' },
  de: { country: 'DE', timeZone: 'Europe/Berlin' },
  nl: { country: 'NL', timeZone: 'Europe/Amsterdam' },
  es: { country: 'ES', timeZone: 'Europe/Madrid' },
  it: { country: 'IT', timeZone: 'Europe/Rome' },
  pt: { country: 'BR', timeZone: 'America/Sao_Paulo' },
  pl: { country: 'PL', timeZone: 'Europe/Warsaw' },
  ja: { country: 'JP', timeZone: 'Asia/Tokyo' },
}

export const homeOf = (locale: InterfaceLanguage): { readonly country: string | null; readonly timeZone: string } =>
  HOME[locale]
