import type { Knowledge } from '../knowledge/index.ts'
import type { Document } from './document.ts'
import { foldTerm } from './fold.ts'
import type { IdeaHit } from './lexicon.ts'

/** Sums that one text is searched for. */
const MAX_SUMS = 12

/**
 * Finds sums of money, whatever they are for: a number with a currency before or behind it. Only that there is one counts here;
 * how much it is, and whether it is a fine, is read by {@link FigureReader}.
 */
export function sumFinder(knowledge: Knowledge): (document: Document) => IdeaHit[] {
  const words = new Set<string>()
  for (const { words: own, local } of knowledge.currencies.currencies)
    for (const word of [...own, ...Object.values(local ?? {}).flat()]) {
      const open = word.endsWith('*')
      const escaped = foldTerm(word.replace('*', '')).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      words.add(open || /[^\p{L}]$/u.test(escaped) ? escaped : `${escaped}(?![a-z])`)
    }
  const currency = [...words].sort((a, b) => b.length - a.length).join('|')
  const sign = '[$€£¥₩₹₺₽]|(?<![a-z])(?:eur|usd|gbp|chf|sek|nok|dkk|pln|czk)'
  const pattern = new RegExp(
    String.raw`(?:${sign})\s?\d|\d[\d.,' ]{0,12}(?:[^\d\s,.;:!?]{1,12}\.?\s?){0,2}?\s?(?:${currency})`,
    'gu',
  )
  return ({ text }) => {
    const hits: IdeaHit[] = []
    for (const match of text.matchAll(pattern)) {
      hits.push({ idea: 'idea:sum', start: match.index })
      if (hits.length >= MAX_SUMS) break
    }
    return hits
  }
}
