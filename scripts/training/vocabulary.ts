import { kindAt, LETTER, wordEnd } from '../../src/classify/characters.ts'
import { readDocument } from '../../src/classify/document.ts'
import { foldTerm } from '../../src/classify/fold.ts'
import { eastern } from '../../src/classify/spans.ts'
import { Vocabulary, type WordList } from '../../src/classify/vocabulary.ts'
import type { Knowledge } from '../../src/knowledge/index.ts'
import type { Item } from './data.ts'

/** Events in which a word must occur to be ordinary where it is never written small. */
const EVENTS = 3

/**
 * The ordinary words of the training texts: those written small somewhere, and those of several events; in scripts without
 * capitals the runs of several events that look like names. Words of known names stay out unless written small.
 */
export class TrainingVocabulary {
  private readonly small = new Map<string, Set<string>>()
  private readonly events = new Map<string, Set<string>>()
  private readonly knowledge: Knowledge

  constructor(knowledge: Knowledge, items: readonly Item[]) {
    this.knowledge = knowledge
    const names = wordsOfNames(knowledge)
    for (const { lang, title, summary, story } of items) {
      const { text, source, origin } = readDocument({ language: lang, title, summary, content: '', url: null })
      const spans = eastern(source, lang)
      if (spans) for (const { from, to } of spans) note(this.events, lang, foldTerm(source.slice(from, to)), story)
      for (let at = 0; at < text.length; at++) {
        if (kindAt(text, at) !== LETTER || kindAt(text, at - 1) === LETTER) continue
        const word = text.slice(at, wordEnd(text, at))
        const first = source[origin[at] ?? 0] ?? ''
        if (first === first.toLowerCase()) note(this.small, lang, word, story)
        else if (!names.has(word)) note(this.events, lang, word, story)
      }
    }
  }

  /** What would be known of the words had this event not been among the texts: so a text doesn't teach its own words. */
  without(story: string): WordList {
    const count = (map: ReadonlyMap<string, ReadonlySet<string>>, key: string) => {
      const stories = map.get(key)
      return stories ? stories.size - (stories.has(story) ? 1 : 0) : 0
    }
    return {
      has: (language, word) => {
        const key = `${language} ${word}`
        return (
          count(this.small, key) > 0 ||
          count(this.events, key) >= EVENTS ||
          this.knowledge.language(language).words.includes(word)
        )
      },
    }
  }

  /** All of them, to be stored. */
  pack(): Vocabulary {
    const vocabulary = new Vocabulary()
    for (const { id, words } of this.knowledge.languages) {
      for (const word of words) vocabulary.add(id, foldTerm(word))
      for (const key of this.small.keys()) if (key.startsWith(`${id} `)) vocabulary.add(id, key.slice(id.length + 1))
      for (const [key, seen] of this.events)
        if (seen.size >= EVENTS && key.startsWith(`${id} `)) vocabulary.add(id, key.slice(id.length + 1))
    }
    return vocabulary
  }
}

function note(map: Map<string, Set<string>>, language: string, word: string, story: string): void {
  const key = `${language} ${word}`
  map.set(key, (map.get(key) ?? new Set()).add(story))
}

function wordsOfNames(knowledge: Knowledge): Set<string> {
  const words = new Set<string>()
  const textOf = (alias: string | { readonly text: string }) => (typeof alias === 'string' ? alias : alias.text)
  for (const { name, aliases, brands } of knowledge.companies)
    for (const one of [name, ...[...aliases, ...brands.flatMap((brand) => [brand.name, ...brand.aliases])].map(textOf)])
      for (const word of foldTerm(one).split(/[^\p{L}\p{N}]+/u)) words.add(word)
  return words
}
