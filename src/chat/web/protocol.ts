import type { CommandCall, InterfaceLanguage, View } from '../../types/index.ts'

/** What the server and the page tell each other. Types only: the page's modules import nothing else from here. */

/** The channels there are: one that editions are posted to, one to type in. Commands work in both. */
export const CHANNELS = ['privacy-news', 'lookups'] as const
export type ChannelId = (typeof CHANNELS)[number]

export interface WebMessage {
  readonly id: string
  readonly channel: ChannelId
  /** Grows each time the message takes a new form. */
  readonly revision: number
  /** ISO 8601. */
  readonly at: string
  /** What was typed or clicked to get it; null for what is posted by itself. */
  readonly asked: string | null
  /** Seen by the browser that asked, and nobody else. */
  readonly private: boolean
  /** All text in it is plain, all addresses are http(s) or empty. */
  readonly view: View
}

/** All that the page needs to draw itself. */
export interface ChatState {
  readonly locale: InterfaceLanguage
  readonly messages: readonly WebMessage[]
  /** Where the stream of events is to go on from. */
  readonly lastEventId: string
  /** The page's own words by id, with `{name}` where a value goes. */
  readonly words: Readonly<Record<string, string>>
}

/** A line that was typed, or a call that a button, menu, pager or form stands for. */
export type AskRequest = { readonly channel: ChannelId; readonly timeZone: string } & (
  | { readonly text: string }
  /** `replaces`: the private message whose place the answer takes (turning a page). */
  | { readonly call: CommandCall; readonly replaces: string | null }
)

export interface CompleteRequest {
  readonly channel: ChannelId
  readonly timeZone: string
  /** What stands before the cursor. */
  readonly text: string
}

export interface Suggestion {
  readonly label: string
  /** What it is, in small. */
  readonly detail: string
  /** Takes the place of the text from {@link Suggestions.start} on. */
  readonly value: string
}

export interface Suggestions {
  readonly start: number
  readonly items: readonly Suggestion[]
  /** The command being typed and its options, for the line above the suggestions. */
  readonly usage: Usage | null
}

export interface Usage {
  readonly command: string
  readonly description: string
  readonly options: readonly { readonly name: string; readonly required: boolean; readonly description: string }[]
}

/** The real payloads, as they would be sent. */
export interface Previews {
  readonly discord: unknown
  readonly slack: unknown
}
