import { z } from 'zod'
import { type Knowledge, readData } from '../knowledge/index.ts'
import type { Language } from '../types/index.ts'
import { CueReader } from './cues.ts'
import type { Document } from './document.ts'
import { foldTerm } from './fold.ts'
import type { Hit } from './lexicon.ts'
import type { NameHit } from './names.ts'
import { placesOf } from './places.ts'
import { capitalised, cuts, eastern, type Span } from './spans.ts'
import type { WordList } from './vocabulary.ts'

/** An organisation that the text may be about. Places are in folded text, in order. */
export interface Candidate {
  /** Company of the knowledge base, or null for a name that no list knows. */
  readonly known: string | null
  readonly name: string
  readonly mentions: readonly Mention[]
  /** Of an unknown name: which of its words are ordinary words of the language, in order. */
  readonly ordinary: readonly boolean[]
}

export interface Mention {
  readonly start: number
  readonly end: number
  readonly brand: string | null
  /** See {@link NameHit.unsure}. */
  readonly unsure: boolean
  /** What the words around it say; bits of {@link CueReader}. */
  readonly cues: number
}

/** Names that media and researchers go by: they tell a story, they are not in it. */
export const outlets = new Set(readData(z.array(z.string()), 'outlets.json').map(foldTerm))

const MAX_CANDIDATES = 40
const MAX_MENTIONS = 12
/** Kinds of outfit that stand before a name without being part of it. */
const GENERIC_HEADS = new Set(
  'company|firm|group|chain|government|church|empresa|compania|cadena|grupo|gobierno|companhia|rede|loja|lojas|governo|operadora|societe|entreprise|groupe|gruppo|societa|azienda|catena|firma|spolka|siec|operator|bedrijf|winkelketen|webwinkel|konzern|anbieter|hersteller|gruppe|bolag|bolaget|selskab|selskabet|selskap|selskapet|kaeden|kjeden|kedjan|yhtio|spolecnost|retezec|компания|сервис|сеть|холдинг|оператор|компанія|мережа|praxis|app'.split(
    '|',
  ),
)
const QUOTES = /^[«»"“”‘’'「」『』《》]+|[«»"“”‘’'「」『』《》]+$/g

const QUOTE = /[«"“”„‘'「『《]/
const EASTERN_LANGUAGES = new Set<Language>(['ja', 'ko', 'zh', 'ar'])

export class OrganisationFinder {
  private readonly knowledge: Knowledge
  private readonly vocabulary: WordList
  private readonly cues = new Map<Language, CueReader>()
  private readonly functionWords = new Map<Language, ReadonlySet<string>>()

  constructor(knowledge: Knowledge, vocabulary: WordList) {
    this.knowledge = knowledge
    this.vocabulary = vocabulary
  }

  /** Known and unknown organisations of a text, in the order in which they are first named. */
  find(document: Document, names: readonly NameHit[], hits: readonly Hit[], host: string | null): Candidate[] {
    const { language, text } = document
    const cues = kept(this.cues, language, () => new CueReader(this.knowledge, language))
    const found = new Map<string, Candidate & { mentions: Mention[] }>()
    const note = (
      key: string,
      known: string | null,
      name: string,
      { start, end, brand, unsure }: Pick<NameHit, 'start' | 'end' | 'brand' | 'unsure'>,
      ordinary: readonly boolean[],
    ) => {
      let one = found.get(key)
      if (!one) {
        if (found.size >= MAX_CANDIDATES) return
        one = { known, name, mentions: [], ordinary }
        found.set(key, one)
      }
      if (one.mentions.length < MAX_MENTIONS)
        one.mentions.push({ start, end, brand, unsure, cues: cues.read(text, start, end) })
    }
    for (const one of names)
      if (one.kind === 'company') note(one.id, one.id, this.knowledge.company(one.id)?.name ?? one.id, one, [])
    for (const { name, start, end, ordinary } of this.unknown(document, names, hits)) {
      const key = slug(name)
      if (key.length < 2 || (host && key.length > 3 && slug(host).includes(key))) continue
      note(`org:${key}`, null, name, { start, end, brand: null, unsure: false }, ordinary)
    }
    return [...found.values()].sort((a, b) => (a.mentions[0]?.start ?? 0) - (b.mentions[0]?.start ?? 0))
  }

  private unknown(
    document: Document,
    names: readonly NameHit[],
    hits: readonly Hit[],
  ): { name: string; start: number; end: number; ordinary: boolean[] }[] {
    const { source, origin, language, sentences } = document
    const toFolded = inverse(origin, source.length)
    const spans = eastern(source, language) ?? this.western(document, hits, toFolded)
    const results: { name: string; start: number; end: number; ordinary: boolean[] }[] = []
    for (const { from, to } of spans.slice(0, 240)) {
      const start = toFolded[from] ?? 0
      const end = toFolded[to] ?? document.text.length
      // A longer name may hold a known one (CoastLine Cruises), never the other way round.
      if (
        names.some(
          (one) =>
            one.start < end && start < one.end && (one.start <= start || one.end > end || one.kind !== 'company'),
        )
      )
        continue
      const held = names.find((one) => one.start >= start && one.end <= end)
      const name = source
        .slice(from, to)
        .replace(QUOTES, '')
        .replace(/^(?:شركة|تطبيق|منصة|متجر|مجموعة|株式会社|\(株\)) ?|(?:株式会社|社)$/u, '')
        .trim()
      // Nothing but the known name within quotation marks, or a list with it.
      if (held && (name.length <= held.end - held.start + 1 || /\s\p{Ll}+\s/u.test(name))) continue
      if (name.length < 2 || name.length > 60 || /^\p{N}+$/u.test(name)) continue
      const places = placesOf(language)
      if (places.has(foldTerm(name))) continue
      const ordinary = this.ordinary(name, language)
      if (ordinary.every(Boolean) && coveredByWords(hits, start, end)) continue
      // "Monday in Portugal"
      if (ordinary.length > 1 && wordsOf(name).every((word, at) => ordinary[at] || places.has(word))) continue
      // A sentence opens with a capital whatever the word, and German nouns have one anyway.
      const opens = start === 0 || sentences[start] !== sentences[start - 2]
      if (
        (opens || language === 'de') &&
        ordinary.every(Boolean) &&
        !QUOTE.test(source[from - 1] ?? '') &&
        !hits.some((one) => one.concept === 'cue:institution' && one.start < end && one.end > start)
      )
        continue
      results.push({ name, start, end, ordinary })
    }
    return results
  }

  private ordinary(name: string, language: Language): boolean[] {
    if (EASTERN_LANGUAGES.has(language)) return [this.vocabulary.has(language, foldTerm(name))]
    return wordsOf(name).map((word) => this.vocabulary.has(language, word))
  }

  /** Runs of capitals, cut in several ways, also with the kind of institution before it ("gemeente Eindhoven"). */
  private western(document: Document, hits: readonly Hit[], toFolded: Uint32Array): Span[] {
    const { source, language, text, origin } = document
    const small = kept(this.functionWords, language, () => new Set(this.knowledge.language(language).words))
    return capitalised(source, language).flatMap((run) => {
      let { from } = run
      for (;;) {
        const first = /^([\p{L}]+)[ '’]+(?=\S)/u.exec(source.slice(from, run.to))
        if (!first || !small.has((first[1] ?? '').toLowerCase())) break
        from += first[0].length
      }
      if (small.has(source.slice(from, run.to).toLowerCase())) return []
      const spans = cuts(source, language, { ...run, from, joints: run.joints.filter((one) => one.from > from) })
      const start = toFolded[from] ?? 0
      const ends = new Set(spans.filter((one) => one.from === from).map((one) => one.to))
      for (const { concept, start: at, end } of hits) {
        if (concept !== 'cue:institution' || end > start || start - end > 6) continue
        if (GENERIC_HEADS.has(text.slice(at, end)) || !INNER.test(text.slice(end, start))) continue
        for (const to of ends) spans.push({ from: origin[at] ?? from, to })
      }
      return spans
    })
  }
}

const wordsOf = (name: string): string[] =>
  foldTerm(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** What may stand between the kind of an institution and its name. */
const INNER =
  /^ (?:(?:de|du|des|di|del|della|do|da|dos|von|der|van|of|d['’]|la|el|los|las|le|w|we|in|i|a|en|te|na|v|ve) ?){0,2}$/

function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
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
