import type { Classification, CompanyMention, Story, Topic } from '../types/index.ts'
import type { ViewContext } from './context.ts'

/** What happened, the gravest first: a story with more than two topics is told by the first two. */
const GRAVITY: readonly Topic[] = [
  'fine',
  'breach',
  'legal-action',
  'investigation',
  'surveillance',
  'human-review',
  'sharing',
  'policy-change',
  'consent',
  'ai',
  'regulation',
  'rights',
  'protection',
  'collection',
]

const MOST_TOPICS = 2
const MOST_COMPANIES = 3
const MOST_DATA_TYPES = 4

/**
 * Our own line of a story: who · what happened · which data · the figures, always in that order, composed from labels in the
 * reader's language. A part that the labels don't give is left out; nothing is made up.
 */
export function gistOf({ classification }: Pick<Story, 'classification'>, context: ViewContext): string[] {
  const { t } = context
  const { dataTypes, people } = classification
  const parts = [
    who(classification, context),
    whatHappened(classification, context),
    shortList(dataTypes.map(t.dataType), MOST_DATA_TYPES, context),
    people === null ? '' : peopleText(people, context),
  ]
  return parts.filter((part) => part !== '')
}

/** Romance languages say millions *of* people. */
function peopleText(count: number, { t }: ViewContext): string {
  const figure = t.compact(count)
  return count < 1_000_000 ? t.text('gist.people', { count, figure }) : t.text('gist.million-people', { figure })
}

/** `WhatsApp (Meta)`: the brand that the text names, and who runs it. */
export const mentionName = ({ name, brand }: CompanyMention): string =>
  brand === null || brand === name ? name : `${brand} (${name})`

/** The organisations; where there are none, the authorities or laws that the story is about. */
function who({ companies, regulators, laws }: Classification, context: ViewContext): string {
  const { knowledge } = context
  const names = companies.map(mentionName)
  const actors =
    names.length > 0
      ? names
      : regulators.length > 0
        ? regulators.map((id) => knowledge.regulator(id)?.name ?? id)
        : laws.map((id) => knowledge.law(id)?.name ?? id)
  return shortList([...new Set(actors)], MOST_COMPANIES, context)
}

function whatHappened({ topics, amount }: Classification, { t }: ViewContext): string {
  const gravest = GRAVITY.filter((topic) => topics.includes(topic)).slice(0, MOST_TOPICS)
  const labels = gravest.map((topic) =>
    topic === 'fine' && amount !== null ? t.text('gist.fine', { amount: t.money(amount) }) : t.topic(topic),
  )
  return t.enumerate(labels)
}

function shortList(items: readonly string[], most: number, { t }: ViewContext): string {
  const rest = items.length - most
  // "and 1 more" takes as much room as the one.
  if (rest <= 1) return t.enumerate(items)
  return t.text('gist.and-more', { items: t.enumerate(items.slice(0, most)), count: rest })
}
