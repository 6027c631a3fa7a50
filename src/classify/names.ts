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
import { type Condition, Name, type NameHit, type Owner, settle } from './settle.ts'
import { Trie } from './trie.ts'

export type { NameHit } from './settle.ts'

/** Countries whose firms are news everywhere. */
const WORLDWIDE = new Set(['US', 'CN', 'INT', 'EU'])
/** Sectors whose firms are. */
const ABROAD = new Set(['big-tech', 'social', 'ai', 'surveillance'])

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
    for (const { id, name, country: seat, sector, aliases, brands } of knowledge.companies) {
      const country = WORLDWIDE.has(seat) || ABROAD.has(sector) ? null : seat
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
