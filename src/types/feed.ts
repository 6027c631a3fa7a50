export const FEED_KINDS = ['tech', 'security', 'privacy', 'policy', 'breaches', 'ngo', 'regulator'] as const
export type FeedKind = (typeof FEED_KINDS)[number]

/** A line of feeds.json, or a feed that an admin added. */
export interface FeedSource {
  /** Stable, unique: `[a-z0-9-]+`. */
  readonly id: string
  readonly title: string
  readonly url: string
  readonly homepage: string | null
  /** ISO 639-1, or `mul` for a feed in several languages. A prior for the detector, not a promise. */
  readonly language: string
  /** ISO 3166-1 alpha-2, or `EU`, `INT`. */
  readonly country: string
  readonly kind: FeedKind
  /** Minutes between two polls, where the admin wants to fix it. */
  readonly intervalMinutes: number | null
  readonly disabled: boolean
}

/** One entry of a feed: clean text, absolute links, bounded lengths. Nothing in it is trusted. */
export interface FeedItem {
  /** What makes this item the same item at the next poll; unique within its feed. */
  readonly id: string
  /** Absolute http(s) URL without tracking parameters. */
  readonly url: string
  readonly title: string
  /** Plain text, at most {@link MAX_SUMMARY_LENGTH} characters. */
  readonly summary: string
  /** Plain text of the full entry where the feed carries one, else ''. */
  readonly content: string
  readonly publishedAt: Date | null
  readonly updatedAt: Date | null
  readonly authors: readonly string[]
  readonly categories: readonly string[]
  /** What the feed itself declares for this item, lower-case ISO 639-1, else null. */
  readonly language: string | null
  readonly image: string | null
}

export const MAX_TITLE_LENGTH = 500
export const MAX_SUMMARY_LENGTH = 2_000
export const MAX_CONTENT_LENGTH = 20_000

export type FeedFormat = 'rss' | 'atom' | 'rdf' | 'json'

export interface ParsedFeed {
  readonly format: FeedFormat
  readonly title: string
  readonly homepage: string | null
  readonly language: string | null
  readonly items: readonly FeedItem[]
  /** The publisher's own wish: minutes between two polls (RSS ttl, sy:update*), else null. */
  readonly ttlMinutes: number | null
  /** UTC hours in which the publisher asks not to be polled (RSS skipHours). */
  readonly skipHours: readonly number[]
  /** UTC days in which the publisher asks not to be polled (RSS skipDays): 0 is Sunday. */
  readonly skipDays: readonly number[]
  /** A WebSub hub, where one is named. */
  readonly hub: string | null
}

/** What the poller remembers of a feed between two polls. */
export interface FeedState {
  readonly etag: string | null
  readonly lastModified: string | null
  /** Where a permanent redirect led; polled instead of the configured address. */
  readonly redirectedTo: string | null
  readonly lastPolledAt: Date | null
  /** Last answer that could be read, changed or not. */
  readonly lastSuccessAt: Date | null
  /** Last poll that brought a new or edited item. */
  readonly lastChangeAt: Date | null
  /** Plain words for the admin; null after a success. */
  readonly lastError: string | null
  /** Failures in a row. */
  readonly failures: number
  readonly itemsSeen: number
  readonly nextPollAt: Date
  /** Why then: "every 30 min, it publishes about 4 items a day". */
  readonly nextPollReason: string
  /** The publisher ended the feed (410): it is not polled any more. */
  readonly ended: boolean
  /** The feed's pace as last read: an answer 304 carries none. Absent before the first reading. */
  readonly pace?: FeedPace | null
}

/** How often a feed publishes and may be asked; kept with its state. */
export interface FeedPace {
  /** {@link ParsedFeed.ttlMinutes} */
  readonly ttlMinutes: number | null
  /** {@link ParsedFeed.skipHours} */
  readonly skipHours: readonly number[]
  /** {@link ParsedFeed.skipDays} */
  readonly skipDays: readonly number[]
  /** Mean minutes between two items, or null where the feed has too few dated items to tell. */
  readonly gapMinutes: number | null
}

export interface FeedRecord {
  readonly source: FeedSource
  readonly state: FeedState
  /** The workspace whose admin added it, or null for a line of feeds.json. */
  readonly workspaceId: string | null
}

/** What is kept of every item ever seen in a feed, so that it stays the same item whatever changes. */
export interface SeenItem {
  readonly itemId: string
  /** Canonical URL: the second key. */
  readonly urlKey: string
  /** Hash of title and summary: tells an edit, and the third key where a feed changes ids and URLs. */
  readonly fingerprint: string
  /** When this was last written down; what a feed no longer lists is forgotten some time after. */
  readonly seenAt?: Date
}
