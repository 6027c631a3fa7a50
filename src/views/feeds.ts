import type { Block, CommandCall, FeedRecord, FeedSource, Span, View } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { pagesOf } from './list.ts'
import { blocks, button, code, heading, joined, link, noticeView, pager, privateView, text } from './parts.ts'

export interface FeedListing {
  readonly feeds: readonly FeedRecord[]
  readonly page: number
  readonly pageSize: number
  readonly call: CommandCall
}

export const inTrouble = ({ source, state }: FeedRecord): boolean =>
  !source.disabled && (state.ended || state.failures > 0)

/** Every feed that this workspace reads, those it added itself first. */
export function feedListView(listing: FeedListing, context: ViewContext): View {
  const { t } = context
  const own = listing.feeds.filter(({ workspaceId }) => workspaceId !== null)
  const shared = listing.feeds.filter(({ workspaceId }) => workspaceId === null)
  const title = t.text('feeds.title', { count: listing.feeds.length })
  return privateView(
    title,
    blocks(
      heading(title),
      text(t.text('feeds.own', { count: own.length }), 'muted'),
      pageOfFeeds([...own, ...shared], listing, (feed) => feedSpans(feed, context), context),
    ),
    context,
  )
}

/** The feeds in trouble, and what the trouble is, the longest standing first. */
export function feedHealthView(listing: FeedListing, context: ViewContext): View {
  const { t } = context
  const active = listing.feeds.filter(({ source }) => !source.disabled)
  const troubled = active.filter(inTrouble).sort((a, b) => b.state.failures - a.state.failures)
  const title = t.text('feeds.health', { ok: active.length - troubled.length, all: active.length })
  return privateView(
    title,
    blocks(
      heading(title),
      troubled.length === 0
        ? text(t.text('feeds.all-well'))
        : pageOfFeeds(troubled, listing, (feed) => troubleSpans(feed, context), context),
    ),
    context,
  )
}

function pageOfFeeds(
  feeds: readonly FeedRecord[],
  { page, pageSize, call }: FeedListing,
  line: (feed: FeedRecord) => Span[],
  context: ViewContext,
): Block[] {
  const pages = pagesOf(feeds.length, pageSize)
  const shown = Math.min(page, pages)
  const items = feeds.slice((shown - 1) * pageSize, shown * pageSize).map(line)
  return blocks({ kind: 'list', ordered: false, items }, pager(shown, pages, call, context))
}

function feedSpans({ source, workspaceId, state }: FeedRecord, { t, now, timeZone }: ViewContext): Span[] {
  const seen = state.lastSuccessAt === null ? t.text('feeds.never') : t.ago(state.lastSuccessAt, now, timeZone)
  return joined([
    [link(source.title, source.homepage ?? source.url)],
    [{ text: source.language }],
    [{ text: seen }],
    ...(workspaceId === null ? [] : [[{ text: t.text('feeds.yours') }, { text: ' ' }, code(source.id)]]),
    ...(source.disabled ? [[{ text: t.text('feeds.disabled') }]] : []),
  ])
}

function troubleSpans({ source, state }: FeedRecord, { t, now, timeZone }: ViewContext): Span[] {
  const since =
    state.lastSuccessAt === null
      ? t.text('feeds.never')
      : t.text('feeds.last-well', { when: t.ago(state.lastSuccessAt, now, timeZone) })
  const trouble = state.ended
    ? t.text('feeds.ended')
    : (state.lastError ?? t.text('feeds.failures', { count: state.failures }))
  return joined([[link(source.title, source.homepage ?? source.url)], [{ text: trouble }], [{ text: since }]])
}

export function feedAddedView(source: FeedSource, items: number, context: ViewContext): View {
  const { t } = context
  const values = { feed: link(source.title, source.homepage ?? source.url), count: items }
  return noticeView('success', t.spans('feeds.added', values), context, [
    {
      kind: 'buttons',
      buttons: [button(t.text('button.undo'), { name: 'feeds remove', options: { feed: source.id } })],
    },
  ])
}

export const feedRefusedView = (url: string, reason: string, context: ViewContext): View =>
  noticeView('warning', context.t.spans('feeds.refused', { url: code(url), reason }), context)

export const feedRemovedView = (source: FeedSource, context: ViewContext): View =>
  noticeView('success', [{ text: context.t.text('feeds.removed', { feed: source.title }) }], context)
