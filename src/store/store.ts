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
  StoryLink,
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
  readonly workspaces: WorkspaceStore
  readonly corrections: CorrectionStore
  /** Removes what is older than the retention, at most `limit` rows of a kind a call, so that nothing waits long: call until `done`. */
  prune(request: PruneRequest): Promise<PruneReport>
  /**
   * Hands everything to `write` as lines of JSON: one consistent state, while others go on writing. Reads into either database.
   * {@link backupToFile} and {@link restoreFromFile} keep it in a file.
   */
  backup(write: (line: string) => Promise<void>): Promise<{ rows: number }>
  /** Fills this empty store from a backup made by this version or an earlier one. Throws {@link ImportError}; then nothing was written. */
  restore(lines: AsyncIterable<string>): Promise<{ rows: number }>
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
  /** Of any of these, at least one: an organisation and those under it. */
  readonly companyIds?: readonly string[]
  /** Naming this brand; case and accents don't matter. */
  readonly brand?: string
  readonly dataType?: DataType
  readonly topic?: Topic
  readonly language?: Language
  readonly country?: string
  readonly since?: Date
  readonly until?: Date
  readonly limit: number
  readonly offset: number
}

/** A filter of a search that can't be applied as typed: the search finds nothing, and says what to ask instead. */
export interface QueryProblem {
  readonly field: string
  readonly value: string
  /** Nearest known values, best first: "did you mean". */
  readonly suggestions: readonly string[]
}

export interface SearchPage extends StoryPage {
  readonly problems: readonly QueryProblem[]
}

export interface TrendQuery {
  readonly since: Date
  readonly until: Date
  readonly companyId?: string
  /** Of any of these, at least one: an organisation and those under it. */
  readonly companyIds?: readonly string[]
  /** Naming this brand; case and accents don't matter. */
  readonly brand?: string
  readonly dataType?: DataType
  readonly topic?: Topic
  readonly country?: string
}

/** One label now and in the period of the same length before. */
export interface Trend<Id extends string = string> {
  readonly id: Id
  readonly name: string
  readonly stories: number
  readonly before: number
}

export interface Trends {
  readonly stories: number
  readonly before: number
  /** Stories by calendar month (UTC), `2026-03`, oldest first, months without any included. */
  readonly months: readonly { readonly month: string; readonly stories: number }[]
  /** Most stories first. */
  readonly companies: readonly Trend[]
  readonly dataTypes: readonly Trend<DataType>[]
  readonly topics: readonly Trend<Topic>[]
  /** Fines and settlements of the stories, added up in euros; those in currencies that nobody converts are counted only. */
  readonly fines: { readonly count: number; readonly eur: number }
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
  /**
   * Stories with at least one report that arrived in the window (`from` included, `to` not), for a digest. An article arrives when it is
   * fetched, not when it was published, so that none falls between two windows; those that a new feed brings arrive on their own day.
   * Windows leave no gap as long as `to` is not later than the `now` of the claim they are built under.
   */
  inWindow(window: Window): Promise<Story[]>
  /** The query language of `/privacy search`: words, "phrases", `company:`, `data:`, `topic:`, `law:`, `lang:`, `since:`. */
  search(query: string, page: { limit: number; offset: number; now: Date }): Promise<SearchPage>
  /** Known companies with how many stories name them, most first: for completion and "did you mean". */
  companies(since?: Date): Promise<{ id: string; name: string; stories: number }[]>
  trends(query: TrendQuery): Promise<Trends>
  /** Every story of a query, oldest first, read in pages: for exports. */
  all(query: Omit<StoryQuery, 'limit' | 'offset'>): AsyncIterable<Story>
  /** The articles of a story, oldest first, with their summaries and labels. */
  articles(storyId: string): Promise<Article[]>
  /** The later stories of the same affair, oldest first; `followsUp` tells the earlier ones. */
  followedBy(storyId: string): Promise<StoryLink[]>
  /** Puts `fromId`'s reports into `intoId`; the old id goes on to lead there. False when either is unknown or they are the same. */
  merge(intoId: string, fromId: string): Promise<boolean>
  /** Takes articles out into a story of their own and returns its id; null when none of them is in the story, or all are. */
  split(storyId: string, articleIds: readonly string[]): Promise<string | null>
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
  /** Puts off a claimed subscription that could not be served now. Throws {@link LostLeaseError}. */
  postpone(subscriptionId: string, claim: Claim, nextAt: Date): Promise<void>
  /** The last edition a channel got, with its numbers: what `why 3` counts by. Null before the first. */
  lastEdition(channel: ChannelRef): Promise<EditionRecord | null>
  /** Everything of one workspace: what leaves with it. */
  forgetWorkspace(platform: Platform, workspaceId: string): Promise<void>
}

export interface EditionRecord {
  readonly id: string
  readonly window: Window
  readonly generatedAt: Date
  readonly held: number
  /** By number; ids of merged stories lead to the story they are in. */
  readonly stories: readonly { readonly number: number; readonly storyId: string }[]
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

/** What admins set for a workspace or one of its channels: plain JSON, whose schema belongs to who writes it. */
export interface WorkspaceStore {
  settings(channel: WorkspaceRef): Promise<unknown>
  /** `settings` is stored as JSON; null removes it. */
  saveSettings(channel: WorkspaceRef, settings: unknown, now: Date): Promise<void>
  list(platform?: Platform): Promise<{ platform: Platform; workspaceId: string }[]>
  /** Rows kept about a workspace, by table: what "what do you store about us" shows. */
  inventory(platform: Platform, workspaceId: string): Promise<Readonly<Record<string, number>>>
}

/** A workspace, or with a `channelId` one channel of it. */
export interface WorkspaceRef {
  readonly platform: Platform
  readonly workspaceId: string
  readonly channelId?: string
}

/** What a reader said was wrong with a story. Who said so is not kept. */
export interface Correction {
  readonly id: string
  readonly storyId: string
  readonly platform: Platform
  readonly workspaceId: string
  readonly kind: 'not-privacy' | 'company' | 'data-type' | 'topic' | 'merge' | 'other'
  /** The label or words it is about, at most 500 characters. */
  readonly detail: string
  readonly createdAt: Date
}

export interface CorrectionStore {
  add(correction: Correction): Promise<void>
  /** Newest first; of one workspace, or of all. */
  list(filter?: { readonly platform: Platform; readonly workspaceId: string }): Promise<Correction[]>
  remove(id: string): Promise<boolean>
}

export interface PruneRequest {
  /** Articles and stories that ended before go, with what channels were told of them, and what was sent. */
  readonly before: Date
  readonly limit: number
}

export interface PruneReport {
  readonly articles: number
  readonly stories: number
  readonly editions: number
  readonly seenItems: number
  readonly done: boolean
}

/** The backup can't be read, or the store is not empty. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
}
