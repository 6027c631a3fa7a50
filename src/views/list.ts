import type { CommandCall, Language, Story, View } from '../types/index.ts'
import { storyCard } from './card.ts'
import type { ViewContext } from './context.ts'
import { blocks, heading, pager, privateView, sampleNotice, text } from './parts.ts'

export interface StoryListing {
  readonly title: string
  readonly stories: readonly Story[]
  /** All that match; `stories` are those of the page. */
  readonly total: number
  readonly page: number
  readonly pageSize: number
  /** The first day looked at, or null for all time. */
  readonly since: Date | null
  readonly language: Language | null
  /** What shows this list; the pager calls it with other pages. */
  readonly call: CommandCall
}

/** A page of stories with what was asked for above and a pager below. Empty lists are {@link nothingFoundView}'s. */
export function storyListView(listing: StoryListing, context: ViewContext): View {
  const count = countLine(listing, context)
  return privateView(
    `${listing.title}: ${count}`,
    blocks(
      heading(listing.title),
      text(count, 'muted'),
      context.sample ? sampleNotice(context) : null,
      listing.stories.map((story) => storyCard(story, context)),
      pager(listing.page, pagesOf(listing.total, listing.pageSize), listing.call, context),
    ),
    context,
  )
}

export const pagesOf = (total: number, pageSize: number): number => Math.max(1, Math.ceil(total / pageSize))

/** `14 stories since 25 Nov 2025 · only in French`. */
export function countLine(
  { total, since, language }: Pick<StoryListing, 'total' | 'since' | 'language'>,
  { t, timeZone, now }: ViewContext,
): string {
  const stories = t.text('edition.stories', { count: total })
  const counted = since === null ? stories : t.text('list.count', { stories, since: t.date(since, timeZone, now) })
  return language === null ? counted : `${counted} · ${t.text('list.filtered', { language: t.language(language) })}`
}
