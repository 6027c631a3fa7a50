import { type Kysely, type RawBuilder, sql } from 'kysely'

/**
 * The first schema. A migration that has shipped never changes: databases were made with it.
 * Written as SQL that both databases read, but for the search tables.
 */
export async function initial(db: Kysely<unknown>, kind: 'sqlite' | 'postgresql'): Promise<void> {
  const run = (query: RawBuilder<unknown>) => query.execute(db)
  const lease = sql`lease_owner text, lease_until bigint, lease_token bigint not null default 0`

  await run(sql`create table feeds (
    id text primary key, title text not null, url text not null, homepage text, language text not null, country text not null,
    kind text not null, interval_minutes bigint, disabled bigint not null, shared bigint not null,
    etag text, last_modified text, redirected_to text, last_polled_at bigint, last_success_at bigint, last_change_at bigint,
    last_error text, failures bigint not null, items_seen bigint not null, next_poll_at bigint not null,
    next_poll_reason text not null, ended bigint not null, ${lease})`)
  await run(sql`create index feeds_due on feeds (next_poll_at) where disabled = 0 and ended = 0`)
  await run(sql`create table feed_workspaces (
    feed_id text not null references feeds (id) on delete cascade, workspace_id text not null, added_at bigint not null,
    primary key (feed_id, workspace_id))`)
  await run(sql`create index feed_workspaces_by_workspace on feed_workspaces (workspace_id)`)

  await run(sql`create table seen_items (
    feed_id text not null, item_id text not null, url_key text not null, fingerprint text not null, seen_at bigint not null,
    primary key (feed_id, item_id))`)
  await run(sql`create index seen_items_by_url on seen_items (feed_id, url_key)`)
  await run(sql`create index seen_items_by_fingerprint on seen_items (feed_id, fingerprint)`)
  await run(sql`create index seen_items_by_age on seen_items (seen_at)`)

  await run(sql`create table articles (
    id text primary key, feed_id text not null, item_id text not null, url text not null, title text not null,
    summary text not null, language text not null, source text not null, country text not null, published_at bigint not null,
    fetched_at bigint not null, arrived_at bigint not null, privacy bigint not null, classification text not null, story_id text)`)
  await run(sql`create unique index articles_by_item on articles (feed_id, item_id)`)
  await run(sql`create index articles_by_url on articles (url)`)
  await run(sql`create index articles_by_story on articles (story_id, published_at) where story_id is not null`)
  await run(sql`create index articles_by_arrival on articles (arrived_at) where story_id is not null`)
  await run(sql`create index articles_by_age on articles (published_at)`)

  await run(sql`create table stories (
    id text primary key, seq bigint not null unique, headline text not null, headline_language text not null,
    first_at bigint not null, last_at bigint not null, reports bigint not null, languages text not null,
    classification text not null, profile text not null, amount_eur double precision)`)
  await run(sql`create index stories_by_time on stories (last_at)`)
  await run(
    sql`create table story_aliases (id text primary key, story_id text not null references stories (id) on delete cascade)`,
  )
  await run(sql`create index story_aliases_by_story on story_aliases (story_id)`)
  await run(sql`create table story_facets (
    story_id text not null references stories (id) on delete cascade, kind text not null, value text not null, last_at bigint not null,
    primary key (story_id, kind, value))`)
  await run(sql`create index story_facets_by_value on story_facets (kind, value, last_at, story_id)`)
  await run(sql`create table story_keys (
    key text not null, seq bigint not null, story_id text not null references stories (id) on delete cascade,
    primary key (key, seq))`)
  await run(sql`create index story_keys_by_story on story_keys (story_id)`)
  await run(sql`create table story_links (
    story_id text not null references stories (id) on delete cascade, earlier_id text not null references stories (id) on delete cascade,
    primary key (story_id, earlier_id))`)
  await run(sql`create index story_links_by_earlier on story_links (earlier_id)`)
  await run(sql`create table companies (id text primary key, name text not null, folded text not null)`)
  await run(sql`create index companies_by_name on companies (folded)`)

  await run(sql`create table subscriptions (
    id text primary key, platform text not null, workspace_id text not null, channel_id text not null, time text not null,
    time_zone text not null, days text not null, locale text not null, filter text not null, tell_when_empty bigint not null,
    created_at bigint not null, covered_until bigint not null, next_at bigint not null, claimed_at bigint, ${lease})`)
  await run(sql`create index subscriptions_due on subscriptions (next_at)`)
  await run(sql`create index subscriptions_by_channel on subscriptions (platform, workspace_id, channel_id)`)
  await run(sql`create index subscriptions_by_cover on subscriptions (covered_until)`)
  await run(sql`create index subscriptions_by_claim on subscriptions (claimed_at)`)

  await run(sql`create table editions (
    id text primary key, subscription_id text not null, platform text not null, workspace_id text not null, channel_id text not null,
    window_from bigint not null, window_to bigint not null, generated_at bigint not null, held bigint not null)`)
  await run(sql`create index editions_by_channel on editions (platform, workspace_id, channel_id, generated_at)`)
  await run(sql`create index editions_by_age on editions (generated_at)`)
  await run(sql`create table edition_stories (
    edition_id text not null references editions (id) on delete cascade, number bigint not null, story_id text not null,
    primary key (edition_id, number))`)
  await run(sql`create table told (
    platform text not null, workspace_id text not null, channel_id text not null, article_id text not null, told_at bigint not null,
    primary key (platform, workspace_id, channel_id, article_id))`)
  await run(sql`create index told_by_age on told (told_at)`)

  await run(sql`create table deliveries (
    id text primary key, edition_id text not null, platform text not null, workspace_id text not null, channel_id text not null,
    sort_key text not null, view text not null, state text not null, attempts bigint not null, unsettled_since bigint,
    created_at bigint not null, not_before bigint not null, reason text, message_id text, ${lease})`)
  await run(sql`create index deliveries_due on deliveries (not_before) where state = 'pending'`)
  await run(sql`create index deliveries_by_channel on deliveries (platform, workspace_id, channel_id, sort_key)`)
  await run(
    sql`create index deliveries_queue on deliveries (platform, workspace_id, channel_id, sort_key) where state = 'pending'`,
  )
  await run(sql`create index deliveries_by_age on deliveries (created_at)`)

  if (kind === 'sqlite') {
    await run(sql`create virtual table story_search using fts5(
      headlines, rest, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'")`)
  } else {
    await run(sql`create table story_search (
      seq bigint primary key, headlines tsvector not null, everything tsvector not null)`)
    await run(sql`create index story_search_headlines on story_search using gin (headlines)`)
    await run(sql`create index story_search_everything on story_search using gin (everything)`)
  }
}
