import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { fold } from './text.ts'

const dataSchema = z.object({
  /** Words by what they multiply with, as they are written. */
  scales: z.record(z.string().regex(/^10+$/), z.array(z.string())),
  currencies: z.array(z.string()),
})

const data = dataSchema.parse(JSON.parse(readFileSync(new URL('./figures.json', import.meta.url), 'utf8')))
const scales = new Map(
  Object.entries(data.scales).flatMap(([factor, words]) => words.map((word) => [fold(word), Number(factor)])),
)
/** Words that are both, as “mdd” (millones de dólares). */
const currencies = data.currencies.map(fold)
const isMoneyScale = new Set(currencies)

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const alternatives = (words: Iterable<string>): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escapeRegExp)
    .join('|')

const CURRENCY = `(?:${alternatives(currencies)})`
const SCALE = `(${alternatives(scales.keys())})`
/** `1,2`, `1 200 000`, `1.200.000,50`, `1'200'000`. */
const DIGITS = `(\\d{1,3}(?:[ .,'’\\u00a0\\u202f]\\d{3})+(?:[.,]\\d{1,2})?(?!\\d)|\\d{1,12}(?:[.,]\\d{1,3})?)`
const FIGURE = new RegExp(
  `(?<![\\p{L}\\d])(${CURRENCY}\\s?)?${DIGITS}(?:[\\s\\u00a0\\u202f-]{0,2}${SCALE}(?!\\p{Script=Latin}|\\p{Script=Cyrillic}|\\p{Script=Arabic}))?` +
    `(\\s?(?:de |d'|di )?${CURRENCY}(?!\\p{Script=Latin}))?`,
  'giu',
)

interface Figure {
  readonly value: number
  readonly money: boolean
  readonly scaled: boolean
}

/** Figures a text may hold; a page of numbers is no news. */
const MAX_FIGURES = 40

function figuresIn(text: string): Figure[] {
  const figures: Figure[] = []
  for (const [, before, digits = '', scale, after] of prepare(text).matchAll(FIGURE)) {
    const factor = scale === undefined ? 1 : (scales.get(scale) ?? 1)
    const value = readNumber(digits) * factor
    if (Number.isFinite(value) && value > 0) {
      figures.push({
        value,
        money: before !== undefined || after !== undefined || isMoneyScale.has(scale ?? ''),
        scaled: factor > 1,
      })
    }
    if (figures.length >= MAX_FIGURES) break
  }
  return figures
}

/** Lower case without accents, full-width and Arabic-Indic digits as plain ones, `4億5000万` left to the scales. */
const prepare = (text: string): string => fold(text).replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))

/** A separator before three digits parts thousands, unless it is the only one and the number is short (`1,234` is 1234). */
function readNumber(digits: string): number {
  const parts = digits.split(/[ .,'’\u00a0\u202f]/)
  const last = parts.at(-1) ?? ''
  if (parts.length === 1) return Number(digits)
  const thousands = parts.slice(1).every((part) => part.length === 3) && parts[0] !== '0'
  return thousands ? Number(parts.join('')) : Number(`${parts.slice(0, -1).join('')}.${last}`)
}

/** Sums of money, in the currency they stand in. */
export const moneyIn = (text: string): number[] =>
  figuresIn(text)
    .filter(({ money }) => money)
    .map(({ value }) => value)

/** Small numbers and years occur in any text. */
const SMALLEST = 32
const isYear = (value: number): boolean => value >= 1900 && value <= 2100 && Number.isInteger(value)

/** Numbers other than money that two texts don't share by chance. */
export const numbersIn = (text: string): number[] => [
  ...new Set(
    figuresIn(text)
      .filter(({ money, scaled, value }) => !money && (scaled || (value >= SMALLEST && !isYear(value))))
      .map(({ value }) => value),
  ),
]

/** Rounded figures mean the same: 18 million and 18.4 million, 52万 and 519,000. */
export const close = (a: number, b: number): boolean => Math.abs(a - b) <= 0.03 * Math.max(a, b)
