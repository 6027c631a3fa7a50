import { z } from 'zod'
import { type Knowledge, readData } from '../knowledge/index.ts'
import type { Language } from '../types/index.ts'
import type { Document } from './document.ts'
import { foldTerm } from './fold.ts'
import type { Hit } from './lexicon.ts'
import type { NameHit } from './names.ts'

/** An organisation that the text may be about. Places are in folded text, in order. */
export interface Candidate {
  /** Company of the knowledge base, or null for a name that no list knows. */
  readonly known: string | null
  readonly name: string
  readonly mentions: readonly Mention[]
}

export interface Mention {
  readonly start: number
  readonly end: number
  readonly brand: string | null
  /** See {@link NameHit.unsure}. */
  readonly unsure: boolean
}

/** Names that media and researchers go by: they tell a story, they are not in it. */
export const outlets = new Set(readData(z.array(z.string()), 'outlets.json').map(foldTerm))

const MAX_CANDIDATES = 40
/** Lower-case words that join the parts of one name. */
const JOINERS = new Set(
  'de|du|des|d|la|le|les|del|della|di|dei|delle|degli|da|do|das|dos|of|the|and|&|et|y|e|i|und|für|van|voor|der|den|og|och|ja|a|v|w|na|för|for|dla|pro|l|dell|dello|al|el|los|las|in|im'.split(
    '|',
  ),
)
const CAPS_WORD =
  /[\p{Lu}\p{Lt}][\p{L}\p{N}]*(?:[.&’'@+-](?=[\p{L}\p{N}])[\p{L}\p{N}]+)*\+?|\p{Ll}+\p{Lu}[\p{L}\p{N}]*|\p{N}+(?:[&.]?[\p{Lu}][\p{L}\p{N}]*)+|\p{N}+&\p{N}+|[\p{Ll}\p{N}-]+\.(?:com|net|org|de|fr|nl|it|es|pl|cz|se|dk|no|fi|be|pt|ru|ua|ai|io|me|app|co|eu|ch|at|uk|br|jp|kr|tv)(?![\p{L}\p{N}])/gu
/** Kinds of outfit that stand before a name without being part of it. */
const GENERIC_HEADS = new Set(
  'company|firm|group|chain|government|church|empresa|compania|cadena|grupo|gobierno|companhia|rede|loja|lojas|governo|operadora|societe|entreprise|groupe|gruppo|societa|azienda|catena|firma|spolka|siec|operator|bedrijf|winkelketen|webwinkel|konzern|anbieter|hersteller|gruppe|bolag|bolaget|selskab|selskabet|selskap|selskapet|kaeden|kjeden|kedjan|yhtio|spolecnost|retezec|компания|сервис|сеть|холдинг|оператор|компанія|мережа|praxis|app'.split(
    '|',
  ),
)
/** German and its kin write `Doctolib-Nutzer`: the name ends at the hyphen. */
const COMPOUNDING = new Set<Language>(['de', 'nl', 'sv', 'da', 'nb', 'fi'])

/** Endings of the names of institutions in scripts without capitals. */
const EASTERN: Partial<Record<Language, RegExp>> = {
  ja: /(?:株式会社|\(株\))?[\p{Script=Katakana}ー・]{3,}(?:株式会社|銀行|生命|証券|電機|製菓|大学|病院|グループ|ホールディングス)?|[\p{Script=Han}々ヶ]{1,8}(?:市|県|区|町|村|大学|病院|銀行|省|庁|署|県警|府警|道警|警視庁|学校|高校|協会|機構|生命|証券|電力|保険|電鉄|鉄道|航空|交通|製薬|自動車|放送|図書館|組合|公社|公庫|会社|ホテル|グループ|ホールディングス|府|都|医療センター|教育委員会)|(?:株式会社)[\p{Script=Han}\p{Script=Katakana}ー]{2,10}|[「『][^「」『』、。]{2,12}[」』]/gu,
  zh: /[\p{Script=Han}]{2,6}(?:公司|集团|集團|银行|銀行|大学|大學|医院|醫院|航空|酒店|警方|公安局|政府|法院|学校|學校|保险|保險|电信|電信|科技|网络|快递|地铁|機場|机场|幼儿园|平台)|[“「《『][^“”「」《》『』,。,]{2,10}[”」》』]/gu,
  ko: /[\p{Script=Hangul}A-Z]{1,8}(?:은행|카드|보험|생명|증권|병원|대학교|대학|시청|구청|경찰청|경찰|교육청|공단|공사|전자|텔레콤|통신|그룹|항공|백화점|마트|몰|면세점|호텔|저축은행|캐피탈|부|청|시|군|학교|유플러스|모빌리티|페이|뱅크)(?![\p{Script=Hangul}]{3})|[‘'“"「][^‘’'“”"「」,.]{2,12}[’'”"」]|(?<=^|\n)[\p{Script=Hangul}A-Za-z0-9]{2,10}(?=[,에은는이가·… ])/gu,
  ar: /(?:شركة|مستشفى|بنك|مصرف|وزارة|جامعة|بلدية|هيئة|تطبيق|منصة|مجموعة|مدرسة|شرطة|حكومة|متجر|خطوط)\s+[\p{Script=Arabic}A-Za-z]+(?:\s+ال[\p{Script=Arabic}]+)?|[«"“][^«»"“”،.]{2,24}[»"”]|[A-Z][A-Za-z0-9]+(?: [A-Z][A-Za-z0-9]+)*/gu,
}
const LATIN_NAMES = /[A-Z][A-Za-z0-9]*(?:[.&-][A-Za-z0-9]+)*(?: [A-Z][A-Za-z0-9]+)*/g
const QUOTES = /^[«»"“”‘’'「」『』《》]+|[«»"“”‘’'「」『』《》]+$/g

export class OrganisationFinder {
  private readonly knowledge: Knowledge
  private readonly places = new Map<Language, Set<string>>()

  constructor(knowledge: Knowledge) {
    this.knowledge = knowledge
  }

  /** Known and unknown organisations of a text, in the order in which they are first named. */
  find(document: Document, names: readonly NameHit[], hits: readonly Hit[], host: string | null): Candidate[] {
    const found = new Map<string, { known: string | null; name: string; mentions: Mention[] }>()
    const note = (
      key: string,
      known: string | null,
      name: string,
      start: number,
      end: number,
      brand: string | null,
      unsure = false,
    ) => {
      const old = found.get(key)
      if (old) old.mentions.push({ start, end, brand, unsure })
      else if (found.size < MAX_CANDIDATES) found.set(key, { known, name, mentions: [{ start, end, brand, unsure }] })
    }
    for (const { kind, id, brand, start, end, unsure } of names)
      if (kind === 'company') note(id, id, this.knowledge.company(id)?.name ?? id, start, end, brand, unsure)
    for (const { name, start, end } of this.unknown(document, names, hits)) {
      const key = slug(name)
      if (key.length < 2 || (host && key.length > 3 && slug(host).includes(key))) continue
      note(`org:${key}`, null, name, start, end, null)
    }
    return [...found.values()].sort((a, b) => (a.mentions[0]?.start ?? 0) - (b.mentions[0]?.start ?? 0))
  }

  private unknown(
    document: Document,
    names: readonly NameHit[],
    hits: readonly Hit[],
  ): { name: string; start: number; end: number }[] {
    const { source, origin, language } = document
    const spans: { from: number; to: number }[] = []
    const eastern = EASTERN[language]
    if (eastern) {
      for (const pattern of language === 'ar' ? [eastern] : [eastern, LATIN_NAMES])
        for (const match of source.matchAll(pattern))
          spans.push({ from: match.index, to: match.index + match[0].length })
    } else spans.push(...capitalised(source, language))
    const toFolded = inverse(origin, source.length)
    const results: { name: string; start: number; end: number }[] = []
    for (const { from, to } of spans.slice(0, 80).flatMap((span) => this.variants(document, hits, span, toFolded))) {
      const start = toFolded[from] ?? 0
      const end = toFolded[to] ?? document.text.length
      if (names.some((one) => one.start < end && start < one.end)) continue
      const name = source
        .slice(from, to)
        .replace(QUOTES, '')
        .replace(/^(?:شركة|تطبيق|منصة|متجر|مجموعة|株式会社|\(株\)) ?|(?:株式会社|社)$/u, '')
        .trim()
      if (name.length < 2 || name.length > 60 || /^\p{N}+$/u.test(name)) continue
      const folded = foldTerm(name)
      if (this.isPlace(folded, language)) continue
      if (coveredByWords(hits, start, end)) continue
      results.push({ name, start, end })
    }
    return results
  }

  /**
   * The ways to cut a name: without the capitalised word that opens a sentence ("Leverandøren DigiOmsorg"), and with the
   * kind of institution before it ("gemeente Eindhoven"). The scorer decides between them.
   */
  private variants(
    document: Document,
    hits: readonly Hit[],
    span: { from: number; to: number },
    toFolded: Uint32Array,
  ): { from: number; to: number }[] {
    const { source, language } = document
    if (EASTERN[language]) return [span]
    const words = this.functionWords(language)
    let { from } = span
    for (;;) {
      const first = /^([\p{L}]+)[ '’]+(?=\S)/u.exec(source.slice(from, span.to))
      if (!first || !words.has((first[1] ?? '').toLowerCase())) break
      from += first[0].length
    }
    if (words.has(source.slice(from, span.to).toLowerCase())) return []
    const cuts = [{ from, to: span.to }]
    const first = /^[\p{L}]+(?:-[\p{L}]+)? (?:(?:di|de|von|van|of|du|da|do|del) )?(?=\p{Lu})/u.exec(
      source.slice(from, span.to),
    )
    if (first) cuts.push({ from: from + first[0].length, to: span.to })
    const start = toFolded[from] ?? 0
    for (const { concept, start: at, end } of hits) {
      if (concept !== 'cue:institution' || end > start || start - end > 5) continue
      if (GENERIC_HEADS.has(document.text.slice(at, end))) continue
      if (
        /^ (?:(?:de|du|des|di|del|della|do|da|dos|von|der|van|of|d['’]|la|el|los|las|le) ?){0,2}$/.test(
          document.text.slice(end, start),
        )
      )
        cuts.push({ from: document.origin[at] ?? from, to: span.to })
    }
    return cuts
  }

  private readonly wordSets = new Map<Language, Set<string>>()
  private functionWords(language: Language): Set<string> {
    let set = this.wordSets.get(language)
    if (!set) {
      set = new Set(this.knowledge.language(language).words)
      this.wordSets.set(language, set)
    }
    return set
  }

  /** Countries and big cities, months and days: capitalised, but no organisations. */
  private isPlace(folded: string, language: Language): boolean {
    let set = this.places.get(language)
    if (!set) {
      set = placesOf(language)
      this.places.set(language, set)
    }
    return set.has(folded)
  }
}

const slug = (name: string): string => foldTerm(name).replace(/[^\p{L}\p{N}]+/gu, '')
export const organisationId = (name: string): string =>
  `org:${foldTerm(name)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')}`

/** Every word of the span is a term of the lexicon that is not part of names. */
function coveredByWords(hits: readonly Hit[], start: number, end: number): boolean {
  return hits.some(
    (one) => one.start <= start && one.end >= end && one.concept !== 'cue:institution' && one.concept !== 'cue:at',
  )
}

/** Index in folded text for each index of the source. */
function inverse(origin: Uint32Array, length: number): Uint32Array {
  const result = new Uint32Array(length + 1)
  let folded = 0
  for (let i = 0; i <= length; i++) {
    while (folded < origin.length - 1 && (origin[folded] ?? 0) < i) folded++
    result[i] = folded
  }
  return result
}

/** Runs of capitalised words, joined by small words where the next one is capitalised too. */
function capitalised(source: string, language: Language): { from: number; to: number }[] {
  const words = [...source.matchAll(CAPS_WORD)]
    .slice(0, 160)
    .map((match) => ({ from: match.index, to: match.index + match[0].length }))
  const spans: { from: number; to: number }[] = []
  for (const word of words) {
    let { from, to } = word
    const elision = /^(?:[dlDLcCsSnN]|[dD]ell|[aA]ll|[nN]ell|[sS]ull|[qQ]u|[uU]n)['’]/.exec(source.slice(from, to))
    if (elision) from += elision[0].length
    if (COMPOUNDING.has(language)) {
      const hyphen = source.slice(from, to).lastIndexOf('-')
      const tail = source.slice(from + hyphen + 1, to)
      if (hyphen > 1 && (tail.length > 3 || /^\p{Ll}/u.test(tail))) to = from + hyphen
    }
    const genitive = /['’](?:s|e|a|i|ı|u|ü|in|ın|un|ün|nin|nın|de|da|den|dan|te|ta|ten|tan|ya|ye|yi|yı)$/i.exec(
      source.slice(from, to),
    )
    if (genitive) to -= genitive[0].length
    const last = spans.at(-1)
    // In German every noun is capitalised: a run of two nouns is rarely a name, but the scorer may judge.
    if (last && joins(source.slice(last.to, from)) && to - last.from < 50) last.to = to
    else spans.push({ from, to })
  }
  return spans
}

function joins(between: string): boolean {
  if (between === ' ' || between === ' & ') return true
  const words = /^ ((?:[\p{L}&]+['’ ]){1,2})$/u.exec(between)
  return (
    !!words &&
    (words[1] ?? '')
      .split(/['’ ]/)
      .filter(Boolean)
      .every((word) => JOINERS.has(word))
  )
}

function placesOf(language: Language): Set<string> {
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
  return places
}
