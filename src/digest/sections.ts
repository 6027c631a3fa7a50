import type { Classification, SectionId, Story, Topic } from '../types/index.ts'

/** Which group of a digest a topic leads to, most telling topic first: a fined leak is a ruling, a leaky camera a leak. */
const SECTION_OF: readonly (readonly [Topic, SectionId])[] = [
  ['fine', 'rulings'],
  ['legal-action', 'rulings'],
  ['breach', 'breaches'],
  ['surveillance', 'surveillance'],
  ['human-review', 'surveillance'],
  ['investigation', 'rules'],
  ['regulation', 'rules'],
  ['sharing', 'collection'],
  ['policy-change', 'collection'],
  ['ai', 'collection'],
  ['consent', 'collection'],
  ['rights', 'rights'],
  ['protection', 'rights'],
  ['collection', 'collection'],
]

export function sectionOf({ topics }: Classification): SectionId {
  return SECTION_OF.find(([topic]) => topics.includes(topic))?.[1] ?? 'other'
}

/**
 * How much a story weighs inside its section. Each term is a number of "doublings": twice the reports, ten times the people or
 * ten times the fine each lift a story by about as much as a clear classification does.
 */
export function weightOf({ classification, reports, languages }: Story): number {
  const { people, amount, score } = classification
  return (
    score +
    Math.log2(reports.length) +
    0.5 * (languages.length - 1) +
    0.5 * Math.log10(1 + (people ?? 0)) +
    0.5 * Math.log10(1 + (amount?.eur ?? 0))
  )
}
