import type { Language } from './language.ts'
import type { DataType, Topic } from './taxonomy.ts'

/** The text fields a label can be found in. */
export type TextField = 'title' | 'summary' | 'content'

/** What the classifier is given: clean text of one item. */
export interface ClassifierInput {
  readonly title: string
  readonly summary: string
  readonly content: string
  /** Where the item was published: the outlet's own name and hosts are not companies of the story. */
  readonly url: string | null
  readonly language: Language
}

/** The words of the text that led to a label. */
export interface Evidence {
  /** `privacy`, `company:netflix`, `data:location`, `topic:fine`, `regulator:ap`, `law:gdpr`, `amount`, `people`. */
  readonly label: string
  /** The words as they stand in the text. */
  readonly text: string
  readonly field: TextField
}

export interface CompanyMention {
  /** Id of the knowledge base, or `org:<slug>` for an organisation that no list knows. */
  readonly id: string
  readonly name: string
  /** The brand that the text names (`WhatsApp`), where it is not the organisation itself. */
  readonly brand: string | null
}

/** A sum of money as the text tells it. */
export interface Money {
  readonly value: number
  /** ISO 4217. */
  readonly currency: string
  /** `value` in euros by the dated table in `knowledge/`, or null where the currency is not in it. */
  readonly eur: number | null
}

export interface Classification {
  readonly privacy: boolean
  /** 0 to 1. `privacy` is a threshold on it. */
  readonly score: number
  readonly companies: readonly CompanyMention[]
  readonly dataTypes: readonly DataType[]
  readonly topics: readonly Topic[]
  /** Ids of the knowledge base. */
  readonly regulators: readonly string[]
  readonly laws: readonly string[]
  /** A fine or settlement. */
  readonly amount: Money | null
  /** People or records affected. */
  readonly people: number | null
  readonly evidence: readonly Evidence[]
}
