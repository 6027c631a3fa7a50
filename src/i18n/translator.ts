import {
  type DataType,
  INTERFACE_LANGUAGES,
  type InterfaceLanguage,
  type Money,
  type SectionId,
  type Span,
  type Topic,
} from '../types/index.ts'
import { Catalog, INTL_TAGS, type MessageId } from './catalog.ts'

export type MessageValues = Readonly<Record<string, string | number>>
export type SpanValues = Readonly<Record<string, string | number | Span>>

/**
 * Says things in one language. Everything that people read goes through it.
 *
 * Dates are given with the zone they are read in; nothing here knows the time.
 */
export interface Translator {
  readonly locale: InterfaceLanguage
  /** A message with its values filled in. Throws when a value that the message names is missing. */
  text(id: MessageId, values?: MessageValues): string
  /** A message as spans, so that a value may be a link or be set in another style. */
  spans(id: MessageId, values: SpanValues): Span[]
  /** `a, b and c`. */
  list(items: readonly string[]): string
  /** `a, b, c`: an enumeration that may go on. */
  enumerate(items: readonly string[]): string
  /** `25 Nov`, with the year where it is not that of `now`. */
  date(date: Date, timeZone: string, now: Date): string
  /** `Wednesday 25 November`. */
  longDate(date: Date, timeZone: string): string
  /** `November 2026`. */
  month(date: Date, timeZone: string): string
  /** `Nov 26`: for the axis of a chart. */
  shortMonth(date: Date, timeZone: string): string
  /** `08:30`. */
  time(date: Date, timeZone: string): string
  /** `25 Nov, 08:30`, with the year where it is not that of `now`. */
  dateTime(date: Date, timeZone: string, now: Date): string
  number(value: number): string
  /** `19M`: rounded to three figures. */
  compact(value: number): string
  /** `€4.75M`: rounded to three figures for reading. */
  money(money: Pick<Money, 'value' | 'currency'>): string
  /** `€4,750,000`: exact. */
  exactMoney(money: Pick<Money, 'value' | 'currency'>): string
  /** `3h ago`, `yesterday`; from a week on the date in `timeZone`. A date in the future counts as now. */
  ago(date: Date, now: Date, timeZone: string): string
  percent(ratio: number): string
  /** `French`, in this language; the id itself for an id that is no language. */
  language(id: string): string
  /** `Belgium`, in this language; the id itself for an id that is no country. */
  country(id: string): string
  /** `Monday` is 1. */
  weekday(day: number, style: 'long' | 'short'): string
  dataType(id: DataType): string
  topic(id: Topic): string
  section(id: SectionId): string
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const translators = new Map<InterfaceLanguage, Translator>()

/** The translator of a language; made once and kept. */
export function translator(locale: InterfaceLanguage): Translator {
  const known = translators.get(locale)
  if (known !== undefined) return known
  const made = createTranslator(locale)
  translators.set(locale, made)
  return made
}

/** The same message in every language, as chat platforms want it when commands are registered. */
export function inEveryLanguage(id: MessageId, values?: MessageValues): Readonly<Record<InterfaceLanguage, string>> {
  const pairs = INTERFACE_LANGUAGES.map((locale) => [locale, translator(locale).text(id, values)] as const)
  return Object.fromEntries(pairs) as Record<InterfaceLanguage, string>
}

function createTranslator(locale: InterfaceLanguage): Translator {
  const catalog = new Catalog(locale)
  const tag = INTL_TAGS[locale]
  // English dates are written the European way: day before month, 24 hours.
  const dates = dateFormats(locale === 'en' ? 'en-GB' : tag)
  const numbers = numberFormats(tag)
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' })
  // English has a readable narrow form (3h ago); other languages' narrow forms are signs (-3 h) or hardly known (3 g.).
  const relative = new Intl.RelativeTimeFormat(tag, { style: locale === 'en' ? 'narrow' : 'short', numeric: 'auto' })
  const languages = new Intl.DisplayNames(tag, { type: 'language', fallback: 'code' })
  const countries = new Intl.DisplayNames(tag, { type: 'region', fallback: 'code' })

  const text = (id: MessageId, values?: MessageValues): string => String(catalog.get(id).format(values))

  const self: Translator = {
    locale,
    text,
    spans(id, values) {
      // A plural takes a number as it is; everything else becomes a span.
      return catalog
        .get(id)
        .formatToParts<Span>(values)
        .map((part) => (typeof part.value === 'object' ? part.value : { text: String(part.value) }))
    },
    list: (items) => lists.format(items),
    enumerate: (items) => items.join(locale === 'ja' ? '、' : ', '),
    date: (date, timeZone, now) => dates(sameYear(date, now, timeZone, dates) ? 'day' : 'dayAndYear', timeZone, date),
    longDate: (date, timeZone) => dates('long', timeZone, date).replace(',', ''),
    month: (date, timeZone) => dates('month', timeZone, date),
    shortMonth: (date, timeZone) => dates('shortMonth', timeZone, date),
    time: (date, timeZone) => dates('time', timeZone, date),
    dateTime: (date, timeZone, now) => `${self.date(date, timeZone, now)}, ${self.time(date, timeZone)}`,
    number: (value) => numbers('plain').format(value),
    compact: (value) => numbers('compact').format(value),
    money: ({ value, currency }) => numbers('money', currency).format(value),
    exactMoney: ({ value, currency }) => numbers('exactMoney', currency).format(value),
    percent: (ratio) => numbers('percent').format(ratio),
    ago(date, now, timeZone) {
      const elapsed = Math.max(0, now.getTime() - date.getTime())
      if (elapsed < MINUTE) return relative.format(0, 'second')
      if (elapsed < HOUR) return relative.format(-Math.floor(elapsed / MINUTE), 'minute')
      if (elapsed < DAY) return relative.format(-Math.floor(elapsed / HOUR), 'hour')
      if (elapsed < 7 * DAY) return relative.format(-Math.floor(elapsed / DAY), 'day')
      return self.date(date, timeZone, now)
    },
    language: (id) => displayName(languages, id),
    country: (id) => displayName(countries, id),
    // 1 January 2024 was a Monday.
    weekday: (day, style) =>
      dates(style === 'long' ? 'weekday' : 'shortWeekday', 'UTC', new Date(Date.UTC(2024, 0, day))),
    dataType: (id) => text(`data.${id}`),
    topic: (id) => text(`topic.${id}`),
    section: (id) => text(`section.${id}`),
  }
  return self
}

const DATE_STYLES = {
  day: { day: 'numeric', month: 'short' },
  dayAndYear: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long' },
  month: { month: 'long', year: 'numeric' },
  shortMonth: { month: 'short', year: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  year: { year: 'numeric' },
  weekday: { weekday: 'long' },
  shortWeekday: { weekday: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

type DateStyle = keyof typeof DATE_STYLES
type FormatDate = (style: DateStyle, timeZone: string, date: Date) => string

/** Making an Intl formatter costs far more than using it, so each is kept. */
function dateFormats(tag: string): FormatDate {
  const kept = new Map<string, Intl.DateTimeFormat>()
  return (style, timeZone, date) => {
    const key = `${style} ${timeZone}`
    let format = kept.get(key)
    if (format === undefined) {
      format = new Intl.DateTimeFormat(tag, { ...DATE_STYLES[style], timeZone })
      kept.set(key, format)
    }
    return format.format(date)
  }
}

const sameYear = (a: Date, b: Date, timeZone: string, format: FormatDate): boolean =>
  format('year', timeZone, a) === format('year', timeZone, b)

type NumberStyle = 'plain' | 'compact' | 'percent' | 'money' | 'exactMoney'

function numberFormats(tag: string): (style: NumberStyle, currency?: string) => Intl.NumberFormat {
  const kept = new Map<string, Intl.NumberFormat>()
  return (style, currency = 'EUR') => {
    const key = `${style} ${currency}`
    let format = kept.get(key)
    if (format === undefined) {
      format = new Intl.NumberFormat(tag, numberOptions(style, currency))
      kept.set(key, format)
    }
    return format
  }
}

function numberOptions(style: NumberStyle, currency: string): Intl.NumberFormatOptions {
  switch (style) {
    case 'plain':
      return {}
    case 'compact':
      return { notation: 'compact', maximumSignificantDigits: 3 }
    case 'percent':
      return { style: 'percent', maximumFractionDigits: 1 }
    case 'money':
      return { style: 'currency', currency, notation: 'compact', maximumSignificantDigits: 3 }
    case 'exactMoney':
      return { style: 'currency', currency, minimumFractionDigits: 0, maximumFractionDigits: 2 }
  }
}

function displayName(names: Intl.DisplayNames, id: string): string {
  try {
    return names.of(id) ?? id
  } catch {
    return id
  }
}
