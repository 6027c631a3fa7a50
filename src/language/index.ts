import { francAll } from 'franc'
import { loadKnowledge } from '../knowledge/index.ts'
import { isLanguage, type Language } from '../types/index.ts'

/** Enough to tell a language; more only costs time. */
const MAX_LENGTH = 400
/** Share of the function words and typical letters beside franc's trigrams, as measured on headlines. */
const WORD_WEIGHT = 0.4
/** What the feed's own language is worth, on franc's scale of 0 to 1. */
const PRIOR = 0.2
/** Head start of languages that much is written in, for text too short to tell: on franc's scale. */
const FREQUENT: ReadonlyMap<Language, number> = new Map([
  ['en', 0.1],
  ['de', 0.05],
  ['fr', 0.05],
  ['es', 0.03],
])
/** Text shorter than this without any known word is a name: its letters say nothing. */
const ONLY_A_NAME = 14
/** Sure enough by function words alone: franc is not asked. */
const CLEAR_LEAD = 4

const languages = loadKnowledge().languages
const byFranc = new Map(languages.map((one) => [one.franc, one.id]))

type Script = 'Latin' | 'Cyrillic'
const candidates: Record<Script, Language[]> = {
  Latin: languages.filter((one) => one.script === 'Latin').map((one) => one.id),
  Cyrillic: languages.filter((one) => one.script === 'Cyrillic').map((one) => one.id),
}
const francCodes: Record<Script, string[]> = {
  Latin: languages.filter((one) => one.script === 'Latin').map((one) => one.franc),
  Cyrillic: languages.filter((one) => one.script === 'Cyrillic').map((one) => one.franc),
}

/** A word or letter that few languages share says more than one that many have. */
const wordVotes = new Map<string, [Language, number][]>()
const letterVotes = new Map<string, [Language, number][]>()
for (const [votes, units] of [
  [wordVotes, (id: Language) => words(id)],
  [letterVotes, (id: Language) => [...info(id).letters]],
] as const) {
  const owners = new Map<string, Set<Language>>()
  for (const { id } of languages)
    for (const unit of units(id)) owners.set(unit, (owners.get(unit) ?? new Set()).add(id))
  for (const [unit, ids] of owners)
    votes.set(
      unit,
      [...ids].map((id) => [id, 1 / ids.size]),
    )
}

function info(id: Language) {
  return loadKnowledge().language(id)
}
function words(id: Language) {
  return info(id).words
}

/**
 * The language of a headline, or of a headline and its summary. Script first (kana, Hangul, Han, Arabic), then within Latin
 * and Cyrillic franc's trigrams together with function words and typical letters. `declared` is what the feed says of
 * itself: a prior, not a promise, so that a wrong one loses against clear text. Text without letters is taken for the
 * declared language, else English.
 */
export function detectLanguage(text: string, declared: string | null): Language {
  const prior = declared ? asLanguage(declared) : null
  const sample = clean(text)
  const script = scriptOf(sample)
  if (script === null) return prior ?? 'en'
  if (script !== 'Latin' && script !== 'Cyrillic') return script
  const scores = new Map<Language, number>(candidates[script].map((id) => [id, 0]))
  const add = (id: Language, value: number) => {
    const old = scores.get(id)
    if (old !== undefined) scores.set(id, old + value)
  }
  const lead = countVotes(sample, add)
  const votes = [...scores.values()].reduce((sum, value) => sum + value, 0)
  if (votes === 0 && sample.trim().length < ONLY_A_NAME) {
    const likely = prior ?? 'en'
    if (scores.has(likely)) return likely
  }
  const total = votes || 1
  if (lead < CLEAR_LEAD) {
    for (const [id, value] of scores) scores.set(id, (WORD_WEIGHT * value) / total)
    for (const [code, value] of francAll(sample, { only: francCodes[script], minLength: 3 })) {
      const id = byFranc.get(code)
      if (id) add(id, (1 - WORD_WEIGHT) * value)
    }
    if (prior) add(prior, PRIOR * (1 - WORD_WEIGHT))
    else for (const [id, value] of FREQUENT) add(id, value * (1 - WORD_WEIGHT))
  }
  let best: Language = prior ?? 'en'
  let top = Number.NEGATIVE_INFINITY
  for (const [id, value] of scores)
    if (value > top) {
      top = value
      best = id
    }
  return best
}

/** `nb-NO`, `no`, `zh_TW` … as one of ours, or null. */
function asLanguage(tag: string): Language | null {
  const id = tag.toLowerCase().split(/[-_]/)[0] ?? ''
  if (id === 'no' || id === 'nn') return 'nb'
  return isLanguage(id) ? id : null
}

/** Links, addresses and tags would count as English. */
function clean(text: string): string {
  return text
    .slice(0, 4 * MAX_LENGTH)
    .replace(/<[^<>]{0,200}>|https?:\/\/\S+|&#?\w{2,8};/g, ' ')
    .slice(0, MAX_LENGTH)
}

/** Adds the votes of function words and letters; returns how far the first is ahead of the second. */
function countVotes(sample: string, add: (id: Language, value: number) => void): number {
  const tally = new Map<Language, number>()
  const vote = (list: [Language, number][] | undefined, weight: number) => {
    for (const [id, value] of list ?? []) {
      add(id, weight * value)
      tally.set(id, (tally.get(id) ?? 0) + weight * value)
    }
  }
  const lower = sample.toLowerCase().replaceAll('’', "'")
  for (const word of lower.match(/\p{L}+/gu) ?? []) vote(wordVotes.get(word), 1)
  for (const letter of lower) if (letter > '\x7f') vote(letterVotes.get(letter), 0.5)
  const [first = 0, second = 0] = [...tally.values()].sort((a, b) => b - a)
  return first - second
}

/** A language where the script settles it, `Latin` or `Cyrillic` where it doesn't, null for text without letters. */
function scriptOf(sample: string): Language | Script | null {
  let latin = 0
  let cyrillic = 0
  let arabic = 0
  let kana = 0
  let hangul = 0
  let han = 0
  for (let i = 0; i < sample.length; i++) {
    const code = sample.charCodeAt(i)
    if (code < 0x41) continue
    if (code < 0x250) latin += isLatinLetter(code) ? 1 : 0
    else if (code >= 0x400 && code < 0x530) cyrillic++
    else if (code >= 0x600 && code < 0x780) arabic++
    else if (code >= 0x3041 && code <= 0x30fe && code !== 0x30fb) kana++
    else if ((code >= 0xac00 && code <= 0xd7a3) || (code >= 0x1100 && code < 0x1200)) hangul++
    else if (code >= 0x3400 && code <= 0x9fff) han++
  }
  // One ideograph says about as much as three letters, and Latin names stand in every script.
  const east = kana + hangul + han
  if (east * 3 > latin && east * 3 > cyrillic && east * 3 > arabic) {
    if (hangul > kana && hangul * 2 > han) return 'ko'
    return kana > 0 && kana * 12 > han ? 'ja' : 'zh'
  }
  if (arabic > 0 && arabic * 2 > latin && arabic > cyrillic) return 'ar'
  if (cyrillic > 0 && cyrillic * 2 > latin) return 'Cyrillic'
  return latin > 0 ? 'Latin' : null
}

const isLatinLetter = (code: number) => (code >= 0x61 && code <= 0x7a) || code <= 0x5a || code >= 0xc0
