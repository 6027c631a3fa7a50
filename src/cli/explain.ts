import wrapAnsi from 'wrap-ansi'
import type { Explanation } from '../classify/index.ts'
import type { Language } from '../types/index.ts'

const WIDTH = 80
/** Labels that came close, shown beside the given ones. */
const NEAR = 4
/** Companies that were weighed, shown beside the given ones. */
const WEIGHED = 6
/** Quotes of one line. */
const QUOTES = 4

/**
 * One item as a page of at most 80 columns: the text with every match in brackets, then each label with its probability, the
 * threshold it reached and the words that led to it, then what was close, and the companies that were weighed.
 */
export function explanationPage(id: string, language: Language, explanation: Explanation): string {
  const { classification, labels, companies } = explanation
  const rest = labels.filter((one) => !one.given && one.label !== 'privacy')
  const privacy = labels.find((one) => one.label === 'privacy')
  const { amount, people, regulators, laws } = classification
  return [
    `${id} · ${language} · ${classification.privacy ? 'a privacy story' : 'no privacy story'}`,
    '',
    indent(marked(explanation), 2),
    '',
    'Given',
    ...labels.filter((one) => one.given).map((one) => labelLine(explanation, one)),
    ...(labels.some((one) => one.given) ? [] : ['  nothing']),
    'Close, but not given',
    ...(privacy && !privacy.given ? [labelLine(explanation, privacy)] : []),
    ...rest.slice(0, NEAR).map((one) => labelLine(explanation, one)),
    'Companies that were weighed',
    ...(companies.length === 0 ? ['  none'] : companies.slice(0, WEIGHED).map(companyLine)),
    ...(regulators.length > 0 ? [indent(`Regulators: ${regulators.join(', ')}`, 0)] : []),
    ...(laws.length > 0 ? [indent(`Laws: ${laws.join(', ')}`, 0)] : []),
    ...(amount ? [`Fine: ${amount.value} ${amount.currency}${quotesOf(explanation, 'amount')}`] : []),
    ...(people !== null ? [`People affected: ${people}${quotesOf(explanation, 'people')}`] : []),
    `Model ${explanation.modelVersion}`,
    '',
  ].join('\n')
}

/** Cues that are worth showing: the others stand in every second line. */
const TELLING = /^(?!cue:)|^cue:(?:privacy|personal|leak|authority|shield|howto)$/

/** The text with each longest match in brackets; one that the text negates in braces. */
function marked({ text, spans }: Explanation): string {
  let result = ''
  let at = 0
  for (const { label, start, end, negated } of spans) {
    if (start < at || end <= start || !TELLING.test(label)) continue
    result += `${text.slice(at, start)}${negated ? '{' : '['}${text.slice(start, end)}${negated ? '}' : ']'}`
    at = end
  }
  return (result + text.slice(at)).trim()
}

function labelLine(explanation: Explanation, one: Explanation['labels'][number]): string {
  const sign = one.given ? '≥' : '<'
  return indent(
    `${one.label.padEnd(26)} ${percent(one.probability)} ${sign} ${percent(one.threshold)}${quotesOf(explanation, one.label)}`,
    2,
    6,
  )
}

const companyLine = ({ name, id, probability, given }: Explanation['companies'][number]): string =>
  indent(`${given ? '✓' : '·'} ${name} (${id}) ${percent(probability)}`, 2, 6)

/** The words of the text that led to a label; for one not given, what would have. */
function quotesOf({ classification, spans }: Explanation, label: string): string {
  const evidence = classification.evidence.filter((one) => one.label === label).map((one) => one.text)
  const words = evidence.length > 0 ? evidence : spans.filter((one) => one.label === label).map((one) => one.text)
  const quotes = [...new Set(words)].slice(0, QUOTES).map((word) => `“${word}”`)
  return quotes.length > 0 ? `  ${quotes.join(' ')}` : ''
}

const percent = (probability: number): string => `${Math.round(100 * probability)}%`.padStart(4)

/** Lines of at most 80 columns, also in scripts that write without spaces. */
function indent(text: string, first: number, others = first): string {
  const lines = wrapAnsi(text, WIDTH - Math.max(first, others), { hard: true, trim: true, wordWrap: true }).split('\n')
  return lines.map((line, index) => ' '.repeat(index === 0 ? first : others) + line).join('\n')
}
