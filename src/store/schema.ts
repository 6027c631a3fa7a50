import type { ColumnType } from 'kysely'

/**
 * The tables as both databases hold them. Times are milliseconds since 1970 (UTC), flags are 0 or 1, structured values are JSON text:
 * the three things in which SQLite and PostgreSQL would otherwise differ.
 */
export interface Tables {
  feeds: FeedsTable
  feed_workspaces: { feed_id: string; workspace_id: string; added_at: number }
  seen_items: { feed_id: string; item_id: string; url_key: string; fingerprint: string; seen_at: number }
  articles: ArticlesTable
  stories: StoriesTable
  /** Ids of stories that were merged into others: an id once told stays good. */
  story_aliases: { id: string; story_id: string }
  /** What a story can be listed by. */
  story_facets: { story_id: string; kind: FacetKind; value: string; last_at: number }
  /** What a new article finds its candidate stories by. */
  story_keys: { key: string; seq: number; story_id: string }
  story_links: { story_id: string; earlier_id: string }
  companies: { id: string; name: string; folded: string }
  subscriptions: SubscriptionsTable
  editions: EditionsTable
  edition_stories: { edition_id: string; number: number; story_id: string }
  /** By article, not by story: a story may split or merge, and what a channel was told stays told. */
  told: { platform: string; workspace_id: string; channel_id: string; article_id: string; told_at: number }
  deliveries: DeliveriesTable
  workspaces: { platform: string; workspace_id: string; settings: string; created_at: number }
  channels: { platform: string; workspace_id: string; channel_id: string; settings: string; created_at: number }
  corrections: CorrectionsTable
}

export const FACET_KINDS = ['company', 'brand', 'data', 'topic', 'law', 'regulator', 'lang', 'country'] as const
export type FacetKind = (typeof FACET_KINDS)[number]

/** Who works on a row, until when, and how often it was claimed: the fencing token. */
interface Lease {
  lease_owner: string | null
  lease_until: number | null
  lease_token: ColumnType<number, number | undefined, number>
}

interface FeedsTable extends Lease {
  id: string
  title: string
  url: string
  homepage: string | null
  language: string
  country: string
  kind: string
  interval_minutes: number | null
  disabled: number
  /** A line of feeds.json, as opposed to a feed that only workspaces added. */
  shared: number
  etag: string | null
  last_modified: string | null
  redirected_to: string | null
  last_polled_at: number | null
  last_success_at: number | null
  last_change_at: number | null
  last_error: string | null
  failures: number
  items_seen: number
  next_poll_at: number
  next_poll_reason: string
  ended: number
  /** JSON of a {@link FeedPace}. */
  pace: string | null
}

interface ArticlesTable {
  id: string
  feed_id: string
  item_id: string
  url: string
  title: string
  summary: string
  language: string
  source: string
  country: string
  published_at: number
  fetched_at: number
  /** When it became news here: see `arrivalOf` in articles.ts. */
  arrived_at: number
  privacy: number
  classification: string
  story_id: string | null
}

interface StoriesTable {
  id: string
  /** Grows with every story: the row number of the search index. */
  seq: number
  headline: string
  headline_language: string
  first_at: number
  last_at: number
  reports: number
  languages: string
  classification: string
  /** What the grouper compares new articles with. */
  profile: string
  /** Sum of the fine in euros, for trends. */
  amount_eur: number | null
}

interface SubscriptionsTable extends Lease {
  id: string
  platform: string
  workspace_id: string
  channel_id: string
  time: string
  time_zone: string
  days: string
  locale: string
  filter: string
  tell_when_empty: number
  created_at: number
  covered_until: number
  next_at: number
  /** `now` of the last claim: no article that arrives later may fall into the window then being told. */
  claimed_at: number | null
}

interface EditionsTable {
  id: string
  subscription_id: string
  platform: string
  workspace_id: string
  channel_id: string
  window_from: number
  window_to: number
  generated_at: number
  held: number
}

interface DeliveriesTable extends Lease {
  id: string
  edition_id: string
  platform: string
  workspace_id: string
  channel_id: string
  /** Order within the channel. */
  sort_key: string
  view: string
  state: string
  attempts: number
  /** When the first attempt of unknown outcome began. */
  unsettled_since: number | null
  created_at: number
  not_before: number
  reason: string | null
  message_id: string | null
}

interface CorrectionsTable {
  id: string
  story_id: string
  platform: string
  workspace_id: string
  kind: string
  detail: string
  created_at: number
}
