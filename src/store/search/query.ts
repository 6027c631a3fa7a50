import { fold, isCjk, queryTokens, runs } from '../../stories/index.ts'
import { type DataType, isDataType, isLanguage, isTopic, type Language, type Topic } from '../../types/index.ts'
import type { QueryProblem } from '../store.ts'

/** Tokens that have to stand in a row; with `prefix`, the last may go on. */
export interface SearchTerm {
  readonly tokens: readonly string[]
  readonly prefix: boolean
}

/** All of them have to be found. */
export type SearchExpression = readonly SearchTerm[]

/** What a reader typed, understood. */
export interface ParsedQuery {
  readonly terms: SearchExpression
  /** Words with a minus before them: none of them may be found. */
  readonly without: SearchExpression
  /** As typed: the store knows its companies, not the parser. */
  readonly companies: readonly string[]
  readonly dataTypes: readonly DataType[]
  readonly topics: readonly Topic[]
  /** As typed: a law has many names. */
  readonly laws: readonly string[]
  readonly languages: readonly Language[]
  readonly since: Date | null
  readonly until: Date | null
  readonly problems: readonly QueryProblem[]
}

/** Enough for any question; a wall of text pasted into the box stays cheap. */
const MAX_QUERY_LENGTH = 500
const MAX_TERMS = 16
/** Shorter words would match half the dictionary as a prefix. */
const MIN_PREFIX_LENGTH = 4

const PIECE = /(-?)(?:([\p{L}]+):)?(?:"([^"]*)"?|“([^”]*)”?|«([^»]*)»?|「([^」]*)」?|(\S+))/gu

/** Names of the filters in the languages people may type them in; folded. */
const FIELDS: Readonly<Record<string, 'company' | 'data' | 'topic' | 'law' | 'lang' | 'since' | 'until'>> = {
  company: 'company',
  companies: 'company',
  org: 'company',
  data: 'data',
  type: 'data',
  topic: 'topic',
  what: 'topic',
  law: 'law',
  lang: 'lang',
  language: 'lang',
  since: 'since',
  after: 'since',
  until: 'until',
  before: 'until',
}

/**
 * Reads the query language: words, "phrases", -words, `company:`, `data:`, `topic:`, `law:`, `lang:`, `since:`, `until:`.
 * Never fails: what it can't understand is searched as words or told as a problem.
 */
export function parseQuery(query: string, now: Date, suggest: Suggest): ParsedQuery {
  const terms: SearchTerm[] = []
  const without: SearchTerm[] = []
  const found = {
    companies: [] as string[],
    dataTypes: [] as DataType[],
    topics: [] as Topic[],
    laws: [] as string[],
    languages: [] as Language[],
  }
  const problems: QueryProblem[] = []
  let since: Date | null = null
  let until: Date | null = null

  for (const match of query.slice(0, MAX_QUERY_LENGTH).matchAll(PIECE)) {
    const [whole, minus, name, ...values] = match
    const quoted = values.slice(0, 4).find((value) => value !== undefined)
    const value = quoted ?? values[4] ?? ''
    const field = name === undefined ? undefined : FIELDS[fold(name)]
    if (field === undefined) {
      const target = minus === '-' ? without : terms
      if (quoted !== undefined && name === undefined) target.push(...phrase(quoted))
      else target.push(...words(minus === '-' ? whole.slice(1) : whole))
      continue
    }
    const id = fold(value).replaceAll('_', '-')
    if (field === 'company') found.companies.push(value)
    else if (field === 'law') found.laws.push(value)
    else if (field === 'data' && isDataType(id)) found.dataTypes.push(id)
    else if (field === 'topic' && isTopic(id)) found.topics.push(id)
    else if (field === 'lang' && isLanguage(id)) found.languages.push(id)
    else if (field === 'since' && parseDate(value, now)) since = parseDate(value, now)
    else if (field === 'until' && parseDate(value, now)) until = parseDate(value, now)
    else problems.push({ field, value, suggestions: suggest(field, value) })
  }
  return { terms: terms.slice(0, MAX_TERMS), without: without.slice(0, MAX_TERMS), ...found, since, until, problems }
}

/** Known values that look like `value`, best first. */
export type Suggest = (field: string, value: string) => readonly string[]

/** In a row, exactly. */
const phrase = (text: string): SearchTerm[] => {
  const tokens = queryTokens(text)
  return tokens.length === 0 ? [] : [{ tokens, prefix: lastIsSingleCjk(text) }]
}

/** Each word for itself; longer words find their inflected forms; CJK runs are substrings. */
const words = (text: string): SearchTerm[] =>
  runs(text).map((run) =>
    isCjk(run)
      ? { tokens: queryTokens(run), prefix: lastIsSingleCjk(run) }
      : { tokens: queryTokens(run), prefix: run.length >= MIN_PREFIX_LENGTH },
  )

/** The index holds a single character only as the start of a pair or as the end of a run. */
function lastIsSingleCjk(text: string): boolean {
  const last = runs(text).at(-1)
  return last !== undefined && isCjk(last) && [...last].length === 1
}

const UNIT_DAYS: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, j: 1, w: 7, m: 30, y: 365 }
const DAY_MS = 86_400_000

/** `7d`, `2w`, `3m`, `1y`, `24h`, `today`, `yesterday`, `2026`, `2026-03`, `2026-03-01` (UTC); null for anything else. */
export function parseDate(text: string, now: Date): Date | null {
  const value = fold(text).trim()
  if (value === 'today') return startOfDay(now.getTime())
  if (value === 'yesterday') return startOfDay(now.getTime() - DAY_MS)
  const relative = /^(\d{1,4})\s*([hdjwmy])[a-z]*$/.exec(value)
  if (relative) {
    const days = Number(relative[1]) * (UNIT_DAYS[relative[2] ?? ''] ?? 1)
    return new Date(now.getTime() - days * DAY_MS)
  }
  const absolute = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(value)
  if (!absolute) return null
  const [year, month, day] = [Number(absolute[1]), Number(absolute[2] ?? 1), Number(absolute[3] ?? 1)]
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? date : null
}

const startOfDay = (time: number): Date => new Date(Math.floor(time / DAY_MS) * DAY_MS)
