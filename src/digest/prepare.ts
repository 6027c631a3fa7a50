import { randomUUID } from 'node:crypto'
import type { Knowledge } from '../knowledge/index.ts'
import type { Store } from '../store/store.ts'
import type {
  ChannelRef,
  Edition,
  InterfaceLanguage,
  Story,
  StoryFilter,
  Subscription,
  Window,
} from '../types/index.ts'
import { correctStories } from './corrections.ts'
import { buildEdition } from './edition.ts'
import { bringsNews } from './news.ts'

export interface PreparationDependencies {
  readonly store: Pick<Store, 'stories' | 'subscriptions' | 'corrections'>
  readonly knowledge: Pick<Knowledge, 'children'>
  readonly now: () => Date
  readonly sample: boolean
}

/** For whom an edition is made. */
export interface Reader {
  readonly channel: ChannelRef
  readonly locale: InterfaceLanguage
  readonly timeZone: string
  readonly filter: StoryFilter
}

/** A pause longer than this is not caught up on: what is older is no news. */
const LONGEST_WINDOW_DAYS = 7

/** From where the last edition ended to `to`. */
export function windowOf({ coveredUntil }: Pick<Subscription, 'coveredUntil'>, to: Date): Window {
  const earliest = new Date(to.getTime() - LONGEST_WINDOW_DAYS * 86_400_000)
  return { from: coveredUntil < earliest ? earliest : coveredUntil, to }
}

/**
 * The edition that a reader gets for a window, as their workspace corrected the stories, without publishing it: what a preview
 * shows is what will be posted.
 */
export async function prepareEdition(
  reader: Reader,
  window: Window,
  dueAt: Date | null,
  { store, knowledge, now, sample }: PreparationDependencies,
): Promise<Edition> {
  const { platform, workspaceId } = reader.channel
  const [found, corrections] = await Promise.all([
    store.stories.inWindow(window),
    store.corrections.list({ platform, workspaceId }),
  ])
  const stories = await correctStories(found, corrections, store.stories.articles)
  const known = await store.subscriptions.told(
    reader.channel,
    found.flatMap((story) => [story.id, ...story.followsUp.map((earlier) => earlier.storyId)]),
  )
  const told = byStory(stories, known)
  const news = new Set<string>()
  for (const { id, reports } of stories) {
    const before = told.get(id)
    if (before === undefined || reports.every(({ articleId }) => before.has(articleId))) continue
    const mine = new Set(reports.map(({ articleId }) => articleId))
    const articles = (await store.stories.articles(id)).filter((article) => mine.has(article.id))
    if (bringsNews(articles, before)) news.add(id)
  }
  return buildEdition({
    id: randomUUID(),
    window,
    generatedAt: now(),
    dueAt,
    locale: reader.locale,
    timeZone: reader.timeZone,
    filter: reader.filter,
    stories,
    told,
    news,
    childrenOf: (companyId) => knowledge.children(companyId).map((child) => child.id),
    sample,
  })
}

/** What was told is known by article: of a story that was taken apart, each part has been told as far as its own reports have. */
function byStory(
  stories: readonly Story[],
  known: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, ReadonlySet<string>> {
  const articles = new Set([...known.values()].flatMap((ids) => [...ids]))
  const told = new Map(known)
  for (const { id, reports } of stories) {
    const mine = reports.map(({ articleId }) => articleId).filter((articleId) => articles.has(articleId))
    if (mine.length > 0) told.set(id, new Set(mine))
    else told.delete(id)
  }
  return told
}
