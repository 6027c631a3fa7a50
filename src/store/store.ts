import type {
  Article,
  ChannelRef,
  DataType,
  Edition,
  FeedRecord,
  FeedSource,
  FeedState,
  Language,
  Platform,
  SeenItem,
  Story,
  Subscription,
  Topic,
  View,
  Window,
} from '../types/index.ts'

/**
 * Everything that lasts. One interface, two dialects: no command, digest or poller knows which database answers.
 * Every method is one transaction. Work is claimed by rows with a lease, so that any number of processes may share one PostgreSQL.
 */
export interface Store {
  readonly feeds: FeedStore
  readonly articles: ArticleStore
  readonly stories: StoryStore
  readonly subscriptions: SubscriptionStore
  readonly outbox: Outbox
  /** `sqlite data/vigie.db`, `postgresql host/name`: without secrets. */
  readonly description: string
  close(): Promise<void>
}

/** Work that this process holds until `until`; a result is refused once another process took it over (fencing). */
export interface Claim {
  readonly owner: string
  /** Grows with every claim of the row. */
  readonly token: number
  readonly until: Date
}

export interface ClaimRequest {
  readonly owner: string
  readonly now: Date
  readonly leaseSeconds: number
  readonly limit: number
}

/** The lease was lost: another process has taken the work over, and this result was not written. */
export class LostLeaseError extends Error {
  override readonly name = 'LostLeaseError'
}

export interface FeedStore {
  /** Brings the table in line with feeds.json: adds, updates, disables what is gone; feeds added by workspaces stay. */
  sync(sources: readonly FeedSource[], now: Date): Promise<void>
  add(source: FeedSource, workspaceId: string, now: Date): Promise<void>
  /** False when that workspace has no such feed. */
  remove(feedId: string, workspaceId: string): Promise<boolean>
  /** All feeds, or those a workspace sees: the shared ones and its own. */
  list(workspaceId?: string): Promise<FeedRecord[]>
  /** Feeds whose next poll is due, not disabled, not ended, not claimed. */
  claimDue(request: ClaimRequest): Promise<{ feed: FeedRecord; claim: Claim }[]>
  /** Makes every enabled feed due at once. */
  makeAllDue(now: Date): Promise<void>
}

/** One poll's outcome, written in one transaction with the release of its claim. */
export interface PollResult {
  readonly feedId: string
  readonly claim: Claim
  readonly state: FeedState
  /** Items seen for the first time, whether they became articles or not. */
  readonly seen: readonly SeenItem[]
  readonly articles: readonly Article[]
  /** Articles whose text was edited by the publisher, matched by feed and item id: updated, never new. */
  readonly edited: readonly Article[]
}

export interface IngestReport {
  /** Articles stored now. */
  readonly added: number
  readonly privacy: number
  /** Stories that are new or gained a report. */
  readonly storyIds: readonly string[]
}

export interface ArticleStore {
  /** Which of these items, by any of their three keys, this feed has had before. */
  seen(feedId: string, items: readonly SeenItem[]): Promise<SeenItem[]>
  /** Has this feed ever been ingested? Its first poll back-fills a window only. */
  isNewFeed(feedId: string): Promise<boolean>
  /** Stores one poll and groups its privacy articles into stories. Throws {@link LostLeaseError}. */
  ingest(result: PollResult): Promise<IngestReport>
  count(): Promise<{ articles: number; privacy: number }>
}

export interface StoryQuery {
  readonly companyId?: string
  readonly dataType?: DataType
  readonly topic?: Topic
  readonly language?: Language
  readonly country?: string
  readonly since?: Date
  readonly until?: Date
  readonly limit: number
  readonly offset: number
}

export interface StoryPage {
  /** Newest first, or best match first for a search. */
  readonly stories: readonly Story[]
  readonly total: number
}

export interface StoryStore {
  get(id: string): Promise<Story | null>
  /** Accepts a short unambiguous prefix of an id, as people type it. */
  find(idOrPrefix: string): Promise<Story | null>
  list(query: StoryQuery): Promise<StoryPage>
  /** Stories with at least one report in the window, for a digest. */
  inWindow(window: Window): Promise<Story[]>
  /** The query language of `/privacy search`: words, "phrases", `company:`, `data:`, `topic:`, `law:`, `lang:`, `since:`. */
  search(query: string, page: { limit: number; offset: number; now: Date }): Promise<StoryPage>
  /** Known companies with how many stories name them, most first: for completion and "did you mean". */
  companies(since?: Date): Promise<{ id: string; name: string; stories: number }[]>
}

export interface SubscriptionStore {
  save(subscription: Subscription, nextAt: Date): Promise<void>
  remove(id: string): Promise<boolean>
  list(channel?: Partial<ChannelRef>): Promise<Subscription[]>
  claimDue(request: ClaimRequest): Promise<{ subscription: Subscription; dueAt: Date; claim: Claim }[]>
  /** Reports (article ids) that a channel has been told of, among these stories. */
  told(channel: ChannelRef, storyIds: readonly string[]): Promise<Map<string, ReadonlySet<string>>>
  /**
   * Writes an edition: its messages into the outbox, its stories as told, the window as covered, the next due time, the claim
   * released, all in one transaction. `messages` is empty for an edition with nothing to tell. Throws {@link LostLeaseError}.
   */
  publish(publication: Publication): Promise<void>
  /** Everything of one workspace: what leaves with it. */
  forgetWorkspace(platform: Platform, workspaceId: string): Promise<void>
}

export interface Publication {
  readonly subscription: Subscription
  readonly claim: Claim
  readonly edition: Edition
  readonly messages: readonly View[]
  readonly nextAt: Date
}

export type DeliveryState = 'pending' | 'sent' | 'unknown' | 'failed'

/** One message of an edition on its way. */
export interface Delivery {
  /** Stable, at most 25 characters: Discord takes it as nonce. */
  readonly id: string
  readonly editionId: string
  readonly channel: ChannelRef
  readonly view: View
  /** Attempts begun, the unsettled one included. */
  readonly attempts: number
  readonly createdAt: Date
  /** When the first attempt of unknown outcome began: its process died, lost its lease, or got no answer. Null otherwise. */
  readonly unsettledSince: Date | null
  readonly state: DeliveryState
  readonly reason: string | null
  /** The platform's message id once sent. */
  readonly messageId: string | null
}

/** What became of one attempt to send. */
export type DeliveryOutcome =
  | { readonly status: 'sent'; readonly messageId: string; readonly at: Date }
  /** `doubtful`: an attempt so far may have arrived; `unsettledSince` is then kept. */
  | { readonly status: 'retry'; readonly notBefore: Date; readonly reason: string; readonly doubtful?: boolean }
  /** It may have arrived or not, and the platform can't tell: never repeated silently. */
  | { readonly status: 'unknown'; readonly reason: string }
  | { readonly status: 'failed'; readonly reason: string }

export interface Outbox {
  /**
   * Messages due on these platforms, oldest first, one at a time a channel so that the parts of an edition stay in order:
   * the oldest pending message of a channel holds the later ones back, also while it waits for its next attempt.
   * A message whose lease ended is due again; `unsettledSince` then tells that an attempt had begun.
   */
  claimDue(request: ClaimRequest & { platforms: readonly Platform[] }): Promise<{ delivery: Delivery; claim: Claim }[]>
  /**
   * Marks that an attempt to send begins now (counts it, sets `unsettledSince`), so that a process which dies while sending
   * leaves a trace. Committed before the first byte goes out. Throws {@link LostLeaseError}.
   */
  begin(deliveryId: string, claim: Claim, at: Date): Promise<void>
  /** Writes what became of the attempt, clears `unsettledSince` (unless a retry is doubtful) and releases the claim. Throws {@link LostLeaseError}. */
  settle(deliveryId: string, claim: Claim, outcome: DeliveryOutcome): Promise<void>
  list(channel: ChannelRef, limit: number): Promise<Delivery[]>
}
