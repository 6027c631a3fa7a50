import type { Knowledge } from '../knowledge/index.ts'
import type { Language, Money } from '../types/index.ts'
import { isJoint, kindAt, LETTER, SEPARATOR, wordEnd } from './characters.ts'
import type { Document } from './document.ts'
import { foldTerm } from './fold.ts'
import type { Hit } from './lexicon.ts'

/** A figure and where it stands in folded text. */
export interface Figure<T> {
  readonly value: T
  readonly start: number
  readonly end: number
}

interface NumberHit {
  readonly value: number
  readonly start: number
  readonly end: number
  /** A plain number without sign or word could be a year, a version, an article of a law. */
  readonly bare: boolean
}

const EASTERN_UNITS: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1e3,
  万: 1e4,
  亿: 1e8,
  兆: 1e12,
  천: 1e3,
  백: 100,
  만: 1e4,
  억: 1e8,
  조: 1e12,
}
/** Counters for people and records right behind a number. */
const COUNTERS =
  /^(?:\s?(?:人分|人|件|名|명|건|개|户|户人|条|账号|アカウント|만명|여명|余人|余件|件以上|人以上|人以上|人余|여 명|여건|여만 명|多人|多名|多条|名以上|人近く|条数据))/
const DECIMAL_POINT = new Set<Language>(['en', 'ja', 'ko', 'zh', 'ar'])

/** Reads fines and numbers of people, in all languages. */
export class FigureReader {
  private readonly currencies: readonly {
    code: string
    words: Map<string, boolean>
    local: ReadonlyMap<Language, readonly string[]>
  }[]
  private readonly numbers = new Map<Language, Map<string, number>>()
  private readonly knowledge: Knowledge

  constructor(knowledge: Knowledge) {
    this.knowledge = knowledge
    this.currencies = knowledge.currencies.currencies.map(({ code, words, local }) => ({
      code,
      words: new Map(words.map((word) => [foldTerm(word.replace('*', '')), word.endsWith('*')])),
      local: new Map(
        Object.entries(local ?? {}).map(([language, terms]) => [language as Language, (terms ?? []).map(foldTerm)]),
      ),
    }))
  }

  /**
   * The fine or settlement of a text: the sum nearest to words of penalty, the title first. Sums beside words of business
   * (revenue, turnover, price) are not read as one.
   */
  amount(document: Document, hits: readonly Hit[]): Figure<Money> | null {
    let best: Figure<Money> | null = null
    let bestRank = 0
    for (const number of this.read(document)) {
      const money = this.currencyOf(document, number)
      if (!money) continue
      const rank = penaltyRank(document, hits, money.start, money.end)
      if (rank > bestRank) {
        bestRank = rank
        const value = number.value
        best = {
          value: { value, currency: money.code, eur: this.knowledge.toEuro(value, money.code) },
          start: money.start,
          end: money.end,
        }
      }
    }
    return best
  }

  /** People or records affected: a number in front of people, accounts or records, in a sentence that tells of a leak. */
  people(document: Document, hits: readonly Hit[]): Figure<number> | null {
    let best: Figure<number> | null = null
    let bestRank = 0
    for (const number of this.read(document)) {
      if (number.value < 10 || this.currencyOf(document, number)) continue
      const end = peopleEnd(document, hits, number)
      if (end < 0) continue
      const sentence = document.sentences[number.start]
      const near = hits.filter((one) => document.sentences[one.start] === sentence)
      const told = near.some((one) => one.concept === 'topic:breach' || one.concept === 'cue:leak')
      const data = near.some(
        (one) => one.concept.startsWith('data:') || one.concept === 'cue:personal' || one.concept === 'cue:data',
      )
      let rank = (told ? 4 : 0) + (data ? 2 : 0) + (number.start < document.titleEnd ? 3 : 0)
      if (near.some((one) => one.concept === 'cue:business')) rank -= 3
      // The total of an outfit's customers is mostly told before "of" or in a relative clause.
      if (/^(?:'s|s'|of its|von insgesamt)/.test(document.text.slice(end, end + 12))) rank -= 1
      if (rank > bestRank && (told || data)) {
        bestRank = rank
        best = { value: number.value, start: number.start, end }
      }
    }
    return best
  }

  private read(document: Document): NumberHit[] {
    const { text, language } = document
    const results: NumberHit[] = []
    const pattern = /(?<![\p{L}\p{N}.,])\d{1,3}(?:[ .,'\u00a0]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?/gu
    for (const match of text.matchAll(pattern)) {
      if (results.length > 60) break
      if (match.index < (results.at(-1)?.end ?? 0)) continue
      let value = parseNumber(match[0], language)
      let end = match.index + match[0].length
      let bare = !/[.,' ]/.test(match[0])
      const eastern = easternUnits(text, end, value)
      if (eastern) {
        value = eastern.value
        end = eastern.end
        bare = false
      } else {
        const unit = this.unitAt(text, end, language)
        if (unit) {
          value *= unit.factor
          end = unit.end
          bare = false
          const rest = this.smallerPart(text, end, unit.factor, language)
          if (rest) {
            value += rest.value
            end = rest.end
          }
        }
      }
      results.push({ value, start: match.index, end, bare })
    }
    return results
  }

  /** A number word behind the digits: `million`, `Mio.`, `mila`, `тыс.`. */
  private unitAt(text: string, index: number, language: Language): { factor: number; end: number } | null {
    let map = this.numbers.get(language)
    if (!map) {
      map = new Map()
      for (const [term, factor] of Object.entries(this.knowledge.lexicon(language).numbers))
        map.set(foldTerm(term), factor)
      this.numbers.set(language, map)
    }
    let at = index
    while (at < index + 2 && isJoint(text, at)) at++
    let end = wordEnd(text, at)
    if (end === at && kindAt(text, at) === SEPARATOR) return null
    if (end === at) end = at + 1
    let word = text.slice(at, end)
    let factor = map.get(word)
    for (let length = word.length - 1; factor === undefined && length >= 3; length--) {
      const stem = map.get(`${word.slice(0, length)}*`)
      if (stem !== undefined) factor = stem
    }
    if (factor === undefined) return null
    if (text[end] === '.' && text[end + 1] === ' ') end++
    // "500 thousand million", "2 mil millones", "2 mil milhões"
    const second = wordEnd(text, end + 1)
    word = text.slice(end + 1, second)
    if (factor === 1000 && text[end] === ' ' && (map.get(word) ?? 0) >= 1e6) {
      factor *= map.get(word) ?? 1
      end = second
    }
    return { factor, end }
  }

  /** The second part of a number told in two: `2 milyon 665 bin`, `1 mln 200 tys.` */
  private smallerPart(
    text: string,
    index: number,
    factor: number,
    language: Language,
  ): { value: number; end: number } | null {
    const digits = /^\.? (?:i |и |e |y |et |und |and |og |en )?(\d{1,3})(?![\d.,])/u.exec(text.slice(index, index + 12))
    if (!digits) return null
    const unit = this.unitAt(text, index + digits[0].length, language)
    if (!unit || unit.factor >= factor || unit.factor < 1000) return null
    return { value: Number(digits[1]) * unit.factor, end: unit.end }
  }

  private currencyOf(document: Document, number: NumberHit): { code: string; start: number; end: number } | null {
    const { text, language } = document
    const behind = text.slice(number.end, number.end + 24).replace(/^[\s\u00a0]*(?:de |d'|di |of |в |\. )?/u, '')
    const offset = number.end + (text.slice(number.end, number.end + 24).length - behind.length)
    const front = text.slice(Math.max(0, number.start - 6), number.start)
    let found: { code: string; start: number; end: number; length: number } | null = null
    const take = (code: string, start: number, end: number, length: number) => {
      if (!found || length > found.length) found = { code, start, end, length }
    }
    for (const { code, words, local } of this.currencies) {
      for (const [word, open] of words) {
        if (behind.startsWith(word) && ends(behind, word, open))
          take(code, number.start, offset + wordLength(behind, word.length), word.length)
        // $ and € stand in front, with or without a space; so do codes.
        if (front.trimEnd().endsWith(word) && startsClean(front.trimEnd(), word))
          take(code, number.start - (front.length - front.trimEnd().length) - word.length, number.end, word.length)
      }
      for (const word of local.get(language) ?? [])
        if (behind.startsWith(word) && ends(behind, word, false))
          take(code, number.start, offset + word.length, word.length + 0.5)
    }
    if (!found && /\bmdd\b/.test(text.slice(number.start, number.end)))
      return { code: 'USD', start: number.start, end: number.end }
    return found
  }
}

const ends = (text: string, word: string, open: boolean): boolean =>
  open || kindAt(text, word.length - 1) !== LETTER || kindAt(text, word.length) !== LETTER
const wordLength = (text: string, from: number): number => wordEnd(text, from)
const startsClean = (text: string, word: string): boolean =>
  kindAt(word, 0) !== LETTER || kindAt(text, text.length - word.length - 1) !== LETTER

/** Penalty words near a sum, business words against it. */
function penaltyRank(document: Document, hits: readonly Hit[], start: number, end: number): number {
  const sentence = document.sentences[start]
  let rank = 0
  let business = 0
  for (const { concept, start: from, end: to } of hits) {
    if (document.sentences[from] !== sentence) continue
    const distance = Math.max(from - end, start - to, 0)
    const near = 1 / (1 + distance / 40)
    if (concept === 'topic:fine') rank = Math.max(rank, 2 * near)
    else if (concept === 'cue:pay' && distance > 0) rank = Math.max(rank, 1.2 * near)
    else if (concept === 'cue:business') business = Math.max(business, near)
  }
  if (rank === 0) return 0
  return rank + (start < document.titleEnd ? 1 : 0) - business
}

function peopleEnd(document: Document, hits: readonly Hit[], number: NumberHit): number {
  const { text } = document
  const counter = COUNTERS.exec(text.slice(number.end, number.end + 8))
  if (counter) return number.end + counter[0].length
  if (number.bare && number.value >= 1900 && number.value <= 2100) return -1
  const between = (to: number) => text.slice(number.end, to)
  const noun = hits.find(
    (one) =>
      (one.concept === 'cue:people' ||
        one.concept === 'data:children' ||
        one.concept === 'data:employment' ||
        one.concept === 'cue:data') &&
      one.start >= number.end &&
      one.start - number.end < 34 &&
      !/[.;:!?\d\n]|, /.test(between(one.start)),
  )
  return noun ? noun.end : -1
}

function parseNumber(digits: string, language: Language): number {
  const clean = digits.replace(/[ '\u00a0]/g, '')
  const groups = clean.split(/[.,]/)
  if (groups.length === 1) return Number(clean)
  const last = groups.at(-1) ?? ''
  const separators = clean.replace(/\d/g, '')
  const mixed = new Set(separators).size > 1
  if (mixed || (groups.length === 2 && (last.length !== 3 || groups[0] === '0'))) {
    // The last separator marks decimals.
    return Number(`${groups.slice(0, -1).join('')}.${last}`)
  }
  const decimal = DECIMAL_POINT.has(language) ? '.' : ','
  if (groups.length === 2 && separators === decimal && last.length !== 3) return Number(`${groups[0]}.${last}`)
  return Number(groups.join(''))
}

/** 1万2000, 1億2千万, 3,370만: units in falling order behind a number. */
function easternUnits(text: string, index: number, first: number): { value: number; end: number } | null {
  let total = 0
  let part = first
  let end = index
  let any = false
  for (;;) {
    const unit = EASTERN_UNITS[text[end] ?? '']
    if (unit === undefined) break
    any = true
    end++
    if (unit >= 1e4) {
      total += (part || 1) * unit
      part = 0
    } else part *= unit
    const more = /^\s?(\d[\d,]*)(?=[千万만천]|\D)/u.exec(text.slice(end, end + 9))
    if (!more) continue
    const next = Number((more[1] ?? '').replaceAll(',', ''))
    if (next >= unit) break
    part += next
    end += more[0].length
  }
  return any ? { value: total + part, end } : null
}
