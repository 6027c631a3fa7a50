import type { InterfaceLanguage, Language } from './language.ts'
import type { Story } from './story.ts'
import type { DataType, Topic } from './taxonomy.ts'

export const PLATFORMS = ['discord', 'slack', 'web', 'terminal'] as const
export type Platform = (typeof PLATFORMS)[number]

/** A place that messages go to: a Discord guild's channel or a Slack team's. */
export interface ChannelRef {
  readonly platform: Platform
  readonly workspaceId: string
  readonly channelId: string
}

/** What a reader wants to read about. An empty list means everything. */
export interface StoryFilter {
  readonly languages: readonly Language[]
  readonly companies: readonly string[]
  readonly dataTypes: readonly DataType[]
  readonly topics: readonly Topic[]
}

export const EVERYTHING: StoryFilter = { languages: [], companies: [], dataTypes: [], topics: [] }

/** Monday is 1, Sunday is 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Where a digest goes, how often, filtered how. */
export interface Subscription {
  readonly id: string
  readonly channel: ChannelRef
  /** Local wall-clock time `HH:MM` in {@link timeZone}. */
  readonly time: string
  /** IANA name. */
  readonly timeZone: string
  readonly days: readonly Weekday[]
  readonly locale: InterfaceLanguage
  readonly filter: StoryFilter
  /** Say so when there is nothing to tell, instead of keeping silent. */
  readonly tellWhenEmpty: boolean
  readonly createdAt: Date
  /** End of the window of the last edition; the next one starts there, so that no gap opens. */
  readonly coveredUntil: Date
}

export interface Window {
  readonly from: Date
  readonly to: Date
}

/** The groups of a digest, in the order they are shown. */
export const SECTIONS = ['rulings', 'breaches', 'surveillance', 'collection', 'rules', 'rights', 'other'] as const
export type SectionId = (typeof SECTIONS)[number]

export interface EditionStory {
  readonly story: Story
  /** 1-based over the whole edition: what `/privacy why 3` counts by. */
  readonly number: number
  /** Reports that this channel has not been told yet; all of them for a story it never saw. */
  readonly newReports: number
  /** The channel has been told of this story before. */
  readonly told: boolean
}

export interface EditionSection {
  readonly id: SectionId
  readonly stories: readonly EditionStory[]
}

/** What one subscription gets at one time. */
export interface Edition {
  readonly id: string
  readonly window: Window
  readonly generatedAt: Date
  /** When it was due, where it has a fixed hour: an edition that comes late says so. */
  readonly dueAt: Date | null
  readonly locale: InterfaceLanguage
  readonly timeZone: string
  readonly sections: readonly EditionSection[]
  /** Stories that matched but did not fit. */
  readonly held: number
  readonly totals: { readonly stories: number; readonly reports: number; readonly languages: number }
  /** Made from our own sample feeds, not from news: every place that shows it says so. */
  readonly sample: boolean
}
