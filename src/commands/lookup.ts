import { correctStories, partIdsOf, takeApart } from '../digest/index.ts'
import type { Correction, StoryQuery } from '../store/index.ts'
import type { Article, CommandCall, Language, Story, View } from '../types/index.ts'
import { nothingFoundView, pagesOf, storyListView } from '../views/index.ts'
import type { CommandContext } from './types.ts'

/** What the look-ups share: pages of stories with what was asked for, or a helpful nothing. */

/** What fits one message on every platform with room for its controls. */
export const PAGE_SIZE = 6

/** The corrections of the caller's workspace, newest first. */
export function workspaceCorrections({ deps, caller }: CommandContext): Promise<Correction[]> {
  const { platform, workspaceId } = caller.channel
  return deps.store.corrections.list({ platform, workspaceId })
}

/** Stories as the caller's workspace corrected them. */
export async function asCorrected(stories: readonly Story[], context: CommandContext): Promise<Story[]> {
  return correctStories(stories, await workspaceCorrections(context), context.deps.store.stories.articles)
}

/** A report that the caller's workspace took out of a story, by the id it has since. */
export async function findPart(id: string, context: CommandContext): Promise<Story | null> {
  const corrections = await workspaceCorrections(context)
  const taken = corrections.find(({ kind, detail }) => kind === 'merge' && detail !== '' && detail === id)
  const whole = taken === undefined ? null : await context.deps.store.stories.get(taken.storyId)
  if (whole === null) return null
  const articles = await context.deps.store.stories.articles(whole.id)
  return takeApart(whole, partIdsOf(whole.id, corrections), articles).find((part) => part.id === id) ?? null
}

/** The articles of a story, those of a part included. */
export async function articlesOf(story: Story, context: CommandContext): Promise<Article[]> {
  const taken = (await workspaceCorrections(context)).find(
    ({ kind, detail }) => kind === 'merge' && detail === story.id,
  )
  const ids = new Set(story.reports.map(({ articleId }) => articleId))
  const articles = await context.deps.store.stories.articles(taken?.storyId ?? story.id)
  return articles.filter(({ id }) => ids.has(id))
}

const DAY = 86_400_000
export const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY)

/** How far back a look-up goes when nothing else is asked for. */
export const DEFAULT_DAYS = 365

export interface Lookup {
  readonly title: string
  /** What was asked about, for "No story about …"; null for everything. */
  readonly subject: string | null
  readonly since: Date
  readonly language: Language | undefined
  readonly page: number
  readonly filter: Omit<StoryQuery, 'limit' | 'offset' | 'since' | 'language'>
}

/** Lists the stories of a filter. */
export async function listStories(lookup: Lookup, context: CommandContext): Promise<View> {
  const { title, subject, since, language, page, filter } = lookup
  const { stories, total } = await context.deps.store.stories.list({
    ...filter,
    since,
    ...(language === undefined ? {} : { language }),
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
  })
  if (total === 0) return nothingFoundView({ subject, since, wider: widerCall(since, context) }, context.view)
  if (stories.length === 0) return listStories({ ...lookup, page: pagesOf(total, PAGE_SIZE) }, context)
  const corrected = await asCorrected(stories, context)
  return storyListView(
    {
      title,
      stories: corrected,
      total,
      page,
      pageSize: PAGE_SIZE,
      since,
      language: language ?? null,
      call: pinned(context.call, since),
    },
    context.view,
  )
}

/** The same question over the last five years, where it was asked for less. */
export function widerCall(since: Date, { call, now }: CommandContext): CommandCall | null {
  const { page: _, ...options } = call.options
  const far = daysBefore(now, 5 * 365)
  return since <= far ? null : { name: call.name, options: { ...options, since: '5y' } }
}

/** A call whose further pages look at the same period, however long somebody waits before turning one. */
export function pinned(call: CommandCall, since: Date): CommandCall {
  const { page: _, ...options } = call.options
  return options.since === undefined
    ? { name: call.name, options }
    : { name: call.name, options: { ...options, since: since.toISOString().slice(0, 10) } }
}
