import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { loadKnowledge } from '../knowledge/index.ts'
import type { Money } from '../types/index.ts'
import { fold } from './text.ts'

const dataSchema = z.object({
  /** Words by what they multiply with, as they are written. */
  scales: z.record(z.string().regex(/^10+$/), z.array(z.string())),
  /** Words and signs by ISO 4217 code; `XXX` for those that several currencies share. */
  currencies: z.record(z.string().regex(/^[A-Z]{3}$/), z.array(z.string())),
})

const data = dataSchema.parse(JSON.parse(readFileSync(new URL('./figures.json', import.meta.url), 'utf8')))
const scales = new Map(
  Object.entries(data.scales).flatMap(([factor, words]) => words.map((word) => [fold(word), Number(factor)])),
)
const currencies = new Map(
  Object.entries(data.currencies).flatMap(([code, words]) => words.map((word) => [fold(word), code])),
)

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const alternatives = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp)
    .join('|')

const CURRENCY = alternatives(currencies.keys())
const SCALE = alternatives(scales.keys())
/** `1,2`, `1 200 000`, `1.200.000,50`, `1'200'000`. */
const DIGITS = `\\d{1,3}(?:[ .,']\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d{1,12}(?:[.,]\\d{1,3})?`
const NO_LETTER = '(?!\\p{Script=Latin}|\\p{Script=Cyrillic}|\\p{Script=Arabic})'
const FIGURE = new RegExp(
  `(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Arabic}\\d])(?:(${CURRENCY})\\s?)?(${DIGITS})(?:[\\s-]{0,2}(${SCALE})${NO_LETTER})?(?:\\s?(?:de |d'|di )?(${CURRENCY})${NO_LETTER})?`,
  'giu',
)

interface Figure {
  readonly value: number
  /** ISO 4217, `XXX` for one of several, null where it is no money. */
  readonly currency: string | null
  readonly scaled: boolean
}

/** Figures a text may hold; a page of numbers is no news. */
const MAX_FIGURES = 40

function figuresIn(text: string): Figure[] {
  const figures: Figure[] = []
  let end = -1
  let lastFactor = 1
  for (const match of prepare(text).matchAll(FIGURE)) {
    const [whole, before, digits = '', scale, after] = match
    const factor = scales.get(scale ?? '') ?? 1
    const value = readNumber(digits) * factor
    const sign = before ?? after ?? (currencies.has(scale ?? '') ? scale : undefined)
    const currency = sign === undefined ? null : (currencies.get(sign) ?? null)
    const previous = figures.at(-1)
    if (previous && match.index - end <= 1 && factor < lastFactor && value < lastFactor) {
      // 4億5000万, 2 milyon 665 bin: one number in two parts.
      figures[figures.length - 1] = {
        value: previous.value + value,
        currency: currency ?? previous.currency,
        scaled: true,
      }
    } else if (Number.isFinite(value) && value > 0) {
      figures.push({ value, currency, scaled: factor > 1 })
    }
    end = match.index + whole.length
    lastFactor = factor
    if (figures.length >= MAX_FIGURES) break
  }
  return figures
}

/** Folded, all kinds of spaces as plain ones, Arabic-Indic digits as Latin ones, `665'er` without its ending. */
const prepare = (text: string): string =>
  fold(text)
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/\s/g, ' ')
    .replaceAll('’', "'")
    .replace(/(?<=\d)'(?=\p{L})\p{L}{1,4}/gu, '')

/** A separator before three digits parts thousands; else it begins the decimals. */
function readNumber(digits: string): number {
  const parts = digits.split(/[ .,']/)
  if (parts.length === 1) return Number(digits)
  const thousands = parts.slice(1).every((part) => part.length === 3) && parts[0] !== '0'
  return thousands ? Number(parts.join('')) : Number(`${parts.slice(0, -1).join('')}.${parts.at(-1)}`)
}

/** What a text says in figures. */
export interface Figures {
  /** Sums of money in euros, those of currencies with a rate; the labelled one first. */
  readonly money: readonly number[]
  /** Numbers as they stand, sums included, that two texts don't share by chance. */
  readonly numbers: readonly number[]
  /** The sum an article is about, in euros: the one labelled, else the only one in its headline. */
  readonly mainSum: number | null
}

export function readFigures(title: string, summary: string, labelled: Money | null): Figures {
  const { toEuro } = loadKnowledge()
  const inEuros = (figures: readonly Figure[]): number[] =>
    figures.flatMap(({ value, currency }) => (currency === null ? [] : (toEuro(value, currency) ?? [])))
  const inTitle = figuresIn(title)
  const all = [...inTitle, ...figuresIn(summary)]
  const label = labelled === null ? null : (labelled.eur ?? toEuro(labelled.value, labelled.currency))
  const [first, second] = inEuros(inTitle)
  return {
    money: rounded(label === null ? inEuros(all) : [label, ...inEuros(all)]),
    numbers: [...new Set(all.filter(isTelling).map(({ value }) => value))],
    mainSum: label ?? (first !== undefined && second === undefined ? Math.round(first) : null),
  }
}

const rounded = (values: readonly number[]): number[] => [...new Set(values.map(Math.round))]

/** Smaller numbers, and years, occur in any text. */
const SMALLEST = 32
const isYear = (value: number): boolean => value >= 1900 && value <= 2100 && Number.isInteger(value)
const isTelling = ({ value, scaled }: Figure): boolean => scaled || (value >= SMALLEST && !isYear(value))

/** Rounded figures mean the same: 18 million and 18.4 million, 52万 and 519,000. */
export const close = (a: number, b: number, tolerance = 0.03): boolean => Math.abs(a - b) <= tolerance * Math.max(a, b)
