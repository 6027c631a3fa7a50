import type { Alias, Knowledge } from '../knowledge/index.ts'
import type { Language } from '../types/index.ts'
import {
  arabicStarts,
  endsWord,
  HAN,
  HANGUL,
  KATAKANA,
  kindAt,
  LETTER,
  SEPARATOR,
  startsWord,
  wordEnd,
} from './characters.ts'
import type { Document } from './document.ts'
import { foldTerm } from './fold.ts'
import { Trie } from './trie.ts'

/** A name of the knowledge base, found in a text. */
export interface NameHit {
  readonly kind: 'company' | 'regulator' | 'law'
  readonly id: string
  /** The brand that was named, where it is not the organisation. */
  readonly brand: string | null
  readonly start: number
  readonly end: number
  /** An ambiguous name (Orange, Signal) without any of the words that would settle it: likely or not, by what else is said. */
  readonly unsure: boolean
}

/** Whose name it is. */
interface Owner {
  readonly kind: NameHit['kind']
  readonly id: string
  readonly brand: string | null
  /** Country of a company. */
  readonly country: string | null
}

/** When an ambiguous name counts, see AliasSchema; terms of `near` are folded. */
interface Condition {
  readonly near: readonly string[]
  readonly notIn: readonly string[]
  readonly languages: readonly Language[]
}

/** A way to write a name. A class, so that ten thousands of them stay small and quick to make. */
class Name {
  readonly owner: Owner
  /** How the name is written; compared letter by letter where `exact`. */
  readonly text: string
  readonly exact: boolean
  /** The last vowel was cut off, so that an ending must follow (Toyota: Toyoty, Toyotę). */
  readonly stem: boolean
  /** Length of the term where each of its words may be inflected (Poczta Polska: Poczty Polskiej), else 0. */
  readonly inflected: number
  readonly condition: Condition | null

  constructor(
    owner: Owner,
    text: string,
    exact: boolean,
    stem: boolean,
    inflected: number,
    condition: Condition | null,
  ) {
    this.owner = owner
    this.text = text
    this.exact = exact
    this.stem = stem
    this.inflected = inflected
    this.condition = condition
  }
}

/** Names so short are words or initials of something else, unless written just so. */
const SHORT = 3
const isShort = (text: string): boolean => text.length <= SHORT || (text.length < 7 && [...text].length <= SHORT)

/** A double stop before the last vowel, which Finnish shortens before an ending. */
function isDoubled(term: string): boolean {
  const stop = term.at(-2)
  return (stop === 'k' || stop === 'p' || stop === 't') && term.at(-3) === stop && 'aeiou'.includes(term.at(-1) ?? ' ')
}

/** Latin or Cyrillic letters and spaces only. */
function isAlphabetic(term: string): boolean {
  for (let i = 0; i < term.length; i++) {
    const code = term.charCodeAt(i)
    if (code !== 32 && !(code >= 0x61 && code <= 0x7a) && !(code >= 0x400 && code < 0x530)) return false
  }
  return true
}

/** Names that lose their last vowel before an ending: Toyota, but of the short ones only those on -a (Meta). */
const losesVowel = (term: string): boolean =>
  term.length > 4 ? 'aoeаяоеь'.includes(term.at(-1) ?? ' ') : term.length === 4 && 'aа'.includes(term.at(-1) ?? ' ')

/** Finds organisations, regulators and laws under any of their names, with the endings that languages add to them. */
export class NameMatcher {
  private readonly trie = new Trie<Name>()
  private readonly endings = new Map<Language, Set<string>>()
  private readonly countries = new Map<Language, Set<string>>()

  constructor(knowledge: Knowledge) {
    for (const { id, nameEndings, countries } of knowledge.languages) {
      this.endings.set(id, new Set(nameEndings.map((one) => foldTerm(one))))
      this.countries.set(id, new Set(countries))
    }
    for (const { id, name, country, aliases, brands } of knowledge.companies) {
      this.addNames({ kind: 'company', id, brand: null, country }, name, aliases)
      for (const brand of brands)
        this.addNames({ kind: 'company', id, brand: brand.name, country }, brand.name, brand.aliases)
    }
    for (const { id, name, aliases } of knowledge.regulators)
      this.addNames({ kind: 'regulator', id, brand: null, country: null }, name, aliases)
    for (const { id, name, aliases } of knowledge.laws)
      this.addNames({ kind: 'law', id, brand: null, country: null }, name, aliases)
  }

  private addNames(owner: Owner, name: string, aliases: readonly Alias[]): void {
    let listed = false
    for (const alias of aliases) {
      if (typeof alias === 'string') this.addName(owner, alias, false, null)
      else {
        if (alias.text === name) listed = true
        const { near, notIn, languages } = alias
        const free = near.length === 0 && notIn.length === 0 && languages.length === 0
        this.addName(
          owner,
          alias.text,
          alias.caseSensitive,
          free ? null : { near: near.map(foldTerm), notIn, languages },
        )
      }
    }
    if (!listed) this.addName(owner, name, false, null)
  }

  private addName(owner: Owner, text: string, caseSensitive: boolean, condition: Condition | null): void {
    const term = termOf(text)
    if (term === '') return
    this.trie.add(term, new Name(owner, text, caseSensitive || isShort(text), false, 0, condition))
    // Finnish: S-Pankki, but S-Pankille.
    if (isDoubled(term))
      this.trie.add(`${term.slice(0, -2)}${term.slice(-1)}`, new Name(owner, text, false, true, 0, condition))
    if (!isAlphabetic(term)) return
    if (!term.includes(' ')) {
      if (losesVowel(term)) this.trie.add(term.slice(0, -1), new Name(owner, text, false, true, 0, condition))
      return
    }
    const words = term.split(' ')
    const inflected = new Name(owner, text, false, false, term.length, condition)
    if (words.length < 5) this.trie.add(words.map(stemOf).join(' '), inflected)
    const [first = '', ...rest] = words
    if (GERMAN_ADJECTIVE.test(first)) this.trie.add(`${first.slice(0, -1)}* ${rest.join(' ')}`, inflected)
  }

  find(document: Document): NameHit[] {
    const { text, language } = document
    const found: { name: Name; start: number; end: number }[] = []
    const judge = (name: Name, start: number, end: number) => {
      const languages = name.condition?.languages
      if (languages && languages.length > 0 && !languages.includes(language)) return
      const stop = name.inflected > 0 ? inflectedEnd(name, start, end, language) : this.end(name, text, end, language)
      if (stop >= 0 && this.written(name, document, start, end)) found.push({ name, start, end: stop })
    }
    for (let i = 0; i < text.length; i++) {
      const kind = kindAt(text, i)
      if (kind === SEPARATOR) continue
      if (kind === HANGUL ? kindAt(text, i - 1) === HANGUL : !startsWord(text, i)) continue
      this.trie.match(text, i, true, judge)
      if (language === 'ar') for (const start of arabicStarts(text, i)) this.trie.match(text, start, true, judge)
    }
    return settle(document, found, this.countries.get(language) ?? new Set())
  }

  /** Where the name ends with what the language glues to it, or -1 where it is only the beginning of another word. */
  private end(name: Name, text: string, end: number, language: Language): number {
    const last = kindAt(text, end - 1)
    if (last >= HAN) return name.stem ? -1 : end
    if (last === KATAKANA) return kindAt(text, end) !== KATAKANA || name.text.length >= 4 ? end : -1
    const endings = this.endings.get(language)
    if (last !== LETTER || kindAt(text, end) !== LETTER) {
      if (name.stem) return -1
      // Facebook'un, Google's, Applen:n
      if ((text[end] === "'" || text[end] === ':') && kindAt(text, end + 1) === LETTER) {
        const stop = wordEnd(text, end + 1)
        if (endings?.has(text.slice(end, stop))) return stop
      }
      return endsWord(text, end) || last !== LETTER ? end : -1
    }
    const stop = wordEnd(text, end)
    const rest = text.slice(end, stop)
    if (name.stem)
      return (language === 'fi' ? endings : SLAVIC.has(language) ? STEM_ENDINGS : undefined)?.has(rest) ? stop : -1
    if (endings?.has(rest)) return stop
    // Dutch and the Nordic languages write Facebookgebruikers, Googlekonto.
    if (COMPOUNDING.has(language) && name.text.length >= 5 && COMPOUND_HEADS.test(rest)) return end
    return -1
  }

  /** Names are capitalised somewhere, unless the name itself isn't; short and ambiguous ones are written just so. */
  private written(name: Name, document: Document, start: number, end: number): boolean {
    const quoted = document.source.slice(document.origin[start] ?? 0, document.origin[end] ?? 0)
    if (name.exact) return same(quoted, name.text)
    // Addresses are written small as often as not.
    if (name.text.includes('.')) return true
    if (!/\p{Lu}/u.test(name.text) || !/[\p{Ll}\p{Lu}]/u.test(quoted)) return true
    return /\p{Lu}/u.test(quoted)
  }
}

const COMPOUNDING = new Set<Language>(['nl', 'de', 'sv', 'da', 'nb', 'fi'])
const COMPOUND_HEADS =
  /^(?:s)?(?:gebruik|account|app|data|klant|baas|topman|moeder|konto|nutzer|kund|konzern|chef|bruger|bruker|anvand|agare|ejer|eier|koncern|konsern|tjanst|tjenest|aktie|kayttaj|tili|gruppe|profil|side|bericht|groep)/
const STEM_ENDINGS = new Set(
  'y i e u a o ą ę ie ii ę ej ou ě ů ou ям ы у е ой ою и і ю ям ами ах ей ею ем ом'.split(' ').map(foldTerm),
)

/** Endings of one or two letters more a word are inflection, longer ones another word. */
const inflectedEnd = (name: Name, start: number, end: number, language: Language): number =>
  (SLAVIC.has(language) || (language === 'de' && end - start - name.inflected <= 1)) &&
  end - start - name.inflected <= 4
    ? end
    : -1
/** `bayerische Polizei`, which is `bayerischen Polizei` after a preposition. */
const GERMAN_ADJECTIVE = /(?:isch|lich|deutsch)e$/

const SLAVIC = new Set<Language>(['pl', 'cs', 'ru', 'uk'])
/** `poczta` → `poczt*`; short words stay as they are. */
const stemOf = (word: string): string =>
  word.length < 4 ? word : `${word.replace(/(?:ie|[aoeiyаоеияыіь]|ый|ий|ая|ое)$/u, '')}*`

const termOf = (text: string): string =>
  foldTerm(text)
    .replace(/[-'’/ ]+/g, ' ')
    .trim()

/** Equal but for accents and what a term allows between its words. */
function same(quoted: string, text: string): boolean {
  const bare = (one: string) => one.normalize('NFKD').replace(/[\p{M}\s'’\-/]/gu, '')
  return bare(quoted) === bare(text)
}

/** Conditions of ambiguous names, then the longest name at each place. */
function settle(
  document: Document,
  found: { name: Name; start: number; end: number }[],
  countries: ReadonlySet<string>,
): NameHit[] {
  const { text } = document
  const sure = new Set(
    found.filter(({ name }) => !name.condition?.near.length && !name.exact).map(({ name }) => keyOf(name.owner)),
  )
  const kept = found.flatMap((one) => {
    const { name, start, end } = one
    const { owner, condition } = name
    if (condition?.notIn.some((phrase) => covers(document, phrase, start, end))) return []
    const settled =
      !condition?.near.length ||
      sure.has(keyOf(owner)) ||
      condition.near.some((word) => standsIn(text, word, start, end))
    // A word of the language (politiet) may be anybody of that kind.
    if (settled) return [{ ...one, unsure: !!condition?.languages.length && name.text === name.text.toLowerCase() }]
    // The bakery next door is a word elsewhere: DNA is a Finnish telecom in Finland only.
    if (owner.country && !WORLDWIDE.has(owner.country) && !countries.has(owner.country)) return []
    return owner.kind === 'company' && looksLikeName(document, start) ? [{ ...one, unsure: true }] : []
  })
  kept.sort((a, b) => a.start - b.start || b.end - a.end || Number(a.unsure) - Number(b.unsure))
  const hits: NameHit[] = []
  let covered = -1
  let previous = -1
  for (const { name, start, end, unsure } of kept) {
    if (end <= covered && start !== previous) continue
    if (start < covered && start !== previous) continue
    if (
      start === previous &&
      (end < covered || hits.some((one) => one.start === start && one.kind === name.owner.kind))
    )
      continue
    hits.push({ kind: name.owner.kind, id: name.owner.id, brand: name.owner.brand, start, end, unsure })
    covered = Math.max(covered, end)
    previous = start
  }
  return hits
}

const keyOf = ({ kind, id }: Owner): string => `${kind}:${id}`

/** A capital, a quotation mark before it, or a script in which names are words of their own: else it is likely the word. */
function looksLikeName({ text, source, origin }: Document, start: number): boolean {
  const at = origin[start] ?? 0
  const kind = kindAt(text, start)
  return (
    kind === KATAKANA ||
    kind === HANGUL ||
    /\p{Lu}/u.test(source[at] ?? '') ||
    /[«"“”„‘'「『《]/.test(source[at - 1] ?? '')
  )
}

/** A word beside the name, not within it. */
function standsIn(text: string, word: string, start: number, end: number): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if ((at + word.length <= start || at >= end) && (kindAt(text, at) >= HAN || kindAt(text, at - 1) !== LETTER))
      return true
  return false
}

/** The name stands inside the phrase, which is written as it is there: `über` does not cover Uber. */
function covers({ text, source, origin }: Document, phrase: string, start: number, end: number): boolean {
  const folded = foldTerm(phrase)
  for (let at = text.indexOf(folded); at >= 0 && at < end; at = text.indexOf(folded, at + 1))
    if (at <= start && at + folded.length >= end) {
      const quoted = source.slice(origin[at] ?? 0, origin[at + folded.length] ?? source.length)
      return !ACCENTS.test(phrase.normalize('NFD')) || ACCENTS.test(quoted.normalize('NFD'))
    }
  return false
}

const ACCENTS = /\p{M}/u
/** Countries whose firms are news everywhere. */
const WORLDWIDE = new Set(['US', 'CN', 'INT', 'EU'])
