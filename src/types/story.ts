import type { Classification } from './classification.ts'
import type { Language } from './language.ts'

/** A stored item with its classification. */
export interface Article {
  readonly id: string
  readonly feedId: string
  /** {@link FeedItem.id}: unique within the feed. */
  readonly itemId: string
  readonly url: string
  readonly title: string
  readonly summary: string
  readonly language: Language
  /** The feed's title: the name a reader knows the outlet by. */
  readonly source: string
  /** Never in the future: a feed's wrong clock is cut to the time of the fetch. */
  readonly publishedAt: Date
  readonly fetchedAt: Date
  readonly classification: Classification
}

/** One article as a story tells it. */
export interface Report {
  readonly articleId: string
  readonly title: string
  readonly url: string
  readonly source: string
  readonly language: Language
  readonly publishedAt: Date
}

/** The articles that report one event, their labels merged. */
export interface Story {
  readonly id: string
  /** The best original headline and the language it is in. */
  readonly headline: string
  readonly headlineLanguage: Language
  readonly firstAt: Date
  readonly lastAt: Date
  /** Oldest first. */
  readonly reports: readonly Report[]
  readonly languages: readonly Language[]
  /** Facets of all reports: a label stands when enough of them carry it. */
  readonly classification: Classification
  /** Earlier stories of the same affair, newest first. */
  readonly followsUp: readonly StoryLink[]
}

export interface StoryLink {
  readonly storyId: string
  readonly headline: string
  readonly lastAt: Date
}
