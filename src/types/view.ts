import type { CommandCall } from './command.ts'
import type { InterfaceLanguage, Language } from './language.ts'

/**
 * What a command or an edition shows: a small tree that knows no platform. Each renderer in `chat/` draws it within its
 * platform's limits. All text is plain text: renderers escape it, so a headline can mention nobody, format nothing, forge no link.
 */
export interface View {
  readonly blocks: readonly Block[]
  /** `private`: only the person who asked sees it, where the platform can do that. */
  readonly audience: 'channel' | 'private'
  /** One plain sentence for notifications and screen readers. */
  readonly summary: string
  /** The language of our own words in it, for what a renderer has to add (“and 37 more”). English where missing. */
  readonly locale?: InterfaceLanguage
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'text'; readonly spans: readonly Span[]; readonly tone?: 'normal' | 'muted' }
  | {
      readonly kind: 'notice'
      readonly tone: 'info' | 'warning' | 'error' | 'success'
      readonly spans: readonly Span[]
    }
  | StoryCard
  | { readonly kind: 'list'; readonly items: readonly (readonly Span[])[]; readonly ordered: boolean }
  | { readonly kind: 'fields'; readonly fields: readonly { readonly name: string; readonly value: readonly Span[] }[] }
  | { readonly kind: 'figure'; readonly value: string; readonly caption: string }
  | Chart
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | {
      readonly kind: 'select'
      readonly label: string
      readonly options: readonly { readonly label: string; readonly call: CommandCall }[]
    }
  | Pager
  | Form
  | { readonly kind: 'divider' }

/** A run of text. `url` makes it a link; renderers accept http and https only. */
export interface Span {
  readonly text: string
  readonly style?: 'strong' | 'emphasis' | 'code'
  readonly url?: string
  /** Of the text, where it is not the reader's own (screen readers, text direction). */
  readonly language?: Language
}

/** Line one is ours, in the reader's language; line two is theirs, the best original headline. */
export interface StoryCard {
  readonly kind: 'story'
  readonly id: string
  readonly number: number | null
  /** Who · what happened · which data · figures, joined by the renderer. */
  readonly gist: readonly string[]
  /** Follow-up, new reports: short remarks. */
  readonly remarks: readonly string[]
  readonly headline: { readonly text: string; readonly url: string; readonly language: Language }
  /** `nl · Security.NL and 5 more (nl fr de en) · 3 h`, ready to show. */
  readonly byline: string
  readonly buttons: readonly Button[]
}

export interface Button {
  readonly label: string
  readonly action: { readonly call: CommandCall } | { readonly url: string }
  readonly style?: 'primary' | 'danger'
}

/** Values by label; drawn as a picture where the platform shows one, and always given as text too. */
export interface Chart {
  readonly kind: 'chart'
  readonly title: string
  /** What a person who can't see it needs to know. */
  readonly description: string
  readonly type: 'bar' | 'line'
  /** What the labels are: points in time, oldest first, or names. Lines run over time and bars stand for names where it is missing. */
  readonly axis?: 'time' | 'names'
  readonly labels: readonly string[]
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[]
}

export interface Pager {
  readonly kind: 'pager'
  /** 1-based. */
  readonly page: number
  readonly pages: number
  readonly label: string
  readonly previous: CommandCall | null
  readonly next: CommandCall | null
}

/** Asks for several values at once: a modal on chat platforms, a form on the web. */
export interface Form {
  readonly kind: 'form'
  readonly title: string
  readonly submitLabel: string
  /** The command that gets the values as options. */
  readonly call: CommandCall
  readonly fields: readonly FormField[]
}

export interface FormField {
  readonly option: string
  readonly label: string
  readonly value: string | null
  readonly choices: readonly { readonly label: string; readonly value: string }[] | null
  readonly required: boolean
}
