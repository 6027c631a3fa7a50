import { type Evidence, isDataType, isTopic, type Span } from '../types/index.ts'
import type { ViewContext } from './context.ts'

/** A label and the different words that led to it. */
export interface LabelEvidence {
  readonly label: string
  readonly words: readonly string[]
}

const MOST_WORDS = 6

/** Groups the matched words by label, in the order they were found, each word once whatever its case. */
export function evidenceByLabel(evidence: readonly Evidence[], context: ViewContext): LabelEvidence[] {
  const byLabel = new Map<string, Map<string, string>>()
  for (const { label, text } of evidence) {
    const words = byLabel.get(label) ?? new Map<string, string>()
    const key = text.toLocaleLowerCase()
    if (!words.has(key)) words.set(key, text)
    byLabel.set(label, words)
  }
  return [...byLabel].map(([label, words]) => ({ label: labelName(label, context), words: [...words.values()] }))
}

/** `“accès à leurs mouvements”, “position” → location`. */
export function evidenceSpans({ label, words }: LabelEvidence, { t }: ViewContext): Span[] {
  const quoted = words.slice(0, MOST_WORDS).map((word) => t.text('quote', { text: word }))
  const said =
    words.length > MOST_WORDS
      ? t.text('gist.and-more', { items: t.enumerate(quoted), count: words.length - MOST_WORDS })
      : t.enumerate(quoted)
  return [{ text: `${said} → ` }, { text: label, style: 'strong' }]
}

/** What a label of the classifier is called: `data:location` → location. */
export function labelName(label: string, { t, knowledge }: ViewContext): string {
  const at = label.indexOf(':')
  const [kind, id] = at < 0 ? [label, ''] : [label.slice(0, at), label.slice(at + 1)]
  switch (kind) {
    case 'data':
      return isDataType(id) ? t.dataType(id) : id
    case 'topic':
      return isTopic(id) ? t.topic(id) : id
    case 'company':
      return knowledge.company(id)?.name ?? id.replace(/^org:/, '')
    case 'regulator':
      return knowledge.regulator(id)?.name ?? id
    case 'law':
      return knowledge.law(id)?.name ?? id
    case 'amount':
      return t.text('why.amount')
    case 'people':
      return t.text('why.people')
    case 'privacy':
      return t.text('why.privacy')
    default:
      return label
  }
}
