import type { Knowledge, Lexicon } from '../knowledge/index.ts'
import type { Language } from '../types/index.ts'
import { arabicStarts, kindAt, LETTER, SEPARATOR, startsWord } from './characters.ts'
import type { Document } from './document.ts'
import { foldTerm } from './fold.ts'
import { Trie } from './trie.ts'

/** `data:location`, `topic:fine`, `cue:leak`: what a term of the lexicon stands for. */
export type Concept = `data:${string}` | `topic:${string}` | `cue:${string}`
/** `idea:school`: an everyday notion, which only the learned part weighs. */
export type Idea = `idea:${string}`

/** A term found in the text. */
export interface Hit {
  readonly concept: Concept
  readonly start: number
  readonly end: number
  /** The text says that these data were spared. */
  readonly negated: boolean
}

/** An everyday notion in the text. */
export interface IdeaHit {
  readonly idea: Idea
  readonly start: number
}

type Entry = Concept | Idea | 'cancel' | 'not-before' | 'not-after'

/** How far a negation reaches within its sentence, in characters. */
const NEGATION_REACH = 90

/** Finds the terms of one language, and those that all languages share. */
export class LexiconMatcher {
  private readonly words = new Trie<Entry>()
  private readonly parts = new Trie<Entry>()
  private readonly arabic: boolean

  constructor(knowledge: Knowledge, language: Language) {
    this.arabic = knowledge.language(language).script === 'Arabic'
    this.addAll(knowledge.lexicon('common'))
    this.addAll(knowledge.lexicon(language))
  }

  private addAll(lexicon: Lexicon): void {
    for (const group of ['data', 'topics', 'cues'] as const) {
      const prefix = group === 'topics' ? 'topic' : group === 'cues' ? 'cue' : 'data'
      for (const [id, terms] of Object.entries(lexicon[group]))
        for (const term of terms ?? []) this.add(term, `${prefix}:${id}` as Concept)
    }
    for (const [id, terms] of Object.entries(lexicon.ideas))
      for (const term of terms ?? []) this.add(term, `idea:${id}`)
    for (const term of lexicon.cancel) this.add(term, 'cancel')
    for (const term of lexicon.negation.before) this.add(term, 'not-before')
    for (const term of lexicon.negation.after) this.add(term, 'not-after')
  }

  private add(term: string, entry: Entry): void {
    const folded = foldTerm(term).replace(/[-'’/ ]+/g, ' ')
    if (folded.startsWith('*')) this.parts.add(folded.slice(1), entry)
    else this.words.add(folded, entry)
  }

  find(document: Document): { hits: Hit[]; ideas: IdeaHit[] } {
    const { text } = document
    const found: { entry: Entry; start: number; end: number }[] = []
    const note = (entry: Entry, start: number, end: number) => found.push({ entry, start, end })
    for (let i = 0; i < text.length; i++) {
      const kind = kindAt(text, i)
      if (kind === SEPARATOR) {
        // Signs such as € start no word.
        continue
      }
      if (startsWord(text, i)) {
        this.words.match(text, i, false, note)
        if (this.arabic) for (const start of arabicStarts(text, i)) this.words.match(text, start, false, note)
      }
      if (kind === LETTER) this.parts.match(text, i, false, note)
    }
    return settle(document, found)
  }
}

/** Longest match a concept, nothing inside a cancelling phrase, negations applied. */
function settle(
  document: Document,
  found: { entry: Entry; start: number; end: number }[],
): { hits: Hit[]; ideas: IdeaHit[] } {
  const cancels = found.filter((one) => one.entry === 'cancel')
  const before = found.filter((one) => one.entry === 'not-before')
  const after = found.filter((one) => one.entry === 'not-after')
  const sentence = (index: number) => document.sentences[index] ?? -1
  const lastEnd = new Map<Entry, number>()
  const hits: Hit[] = []
  const ideas: IdeaHit[] = []
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  for (const { entry, start, end } of found) {
    if (entry === 'cancel' || entry === 'not-before' || entry === 'not-after') continue
    if (end <= (lastEnd.get(entry) ?? 0)) continue
    if (cancels.some((one) => one.start <= start && end <= one.end)) continue
    lastEnd.set(entry, end)
    if (isIdea(entry)) {
      ideas.push({ idea: entry, start })
      continue
    }
    const negated =
      entry.startsWith('data:') &&
      (before.some(
        (one) =>
          one.end <= start &&
          start - one.end < NEGATION_REACH &&
          sentence(one.start) === sentence(start) &&
          !clauseEnds(document.text, one.end, start),
      ) ||
        after.some(
          (one) => one.start >= end && one.start - end < NEGATION_REACH && sentence(one.start) === sentence(start),
        ))
    hits.push({ concept: entry, start, end, negated })
  }
  return { hits, ideas }
}

const isIdea = (entry: Entry): entry is Idea => entry.startsWith('idea:')

/** A semicolon, colon or dash between two places parts their clauses. */
function clauseEnds(text: string, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const char = text[i]
    if (char === ';' || char === ':' || (char === '-' && text[i - 1] === ' ')) return true
  }
  return false
}
