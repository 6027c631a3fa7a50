import type { Translator } from '../i18n/index.ts'
import type { Knowledge } from '../knowledge/index.ts'

/** What a view is made for: a reader's language and zone, the time it is, and the names of what ids stand for. */
export interface ViewContext {
  readonly t: Translator
  readonly now: Date
  readonly timeZone: string
  readonly knowledge: Pick<Knowledge, 'company' | 'regulator' | 'law' | 'regulators'>
  /** The stories are our own samples, not news: said in every view that shows them. */
  readonly sample: boolean
}
