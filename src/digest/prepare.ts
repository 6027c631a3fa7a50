import { randomUUID } from 'node:crypto'
import type { Knowledge } from '../knowledge/index.ts'
import type { Store } from '../store/store.ts'
import type { ChannelRef, Edition, InterfaceLanguage, StoryFilter, Subscription, Window } from '../types/index.ts'
import { applyCorrections } from './corrections.ts'
import { buildEdition } from './edition.ts'

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
  const stories = applyCorrections(found, corrections)
  const told = await store.subscriptions.told(
    reader.channel,
    stories.flatMap((story) => [story.id, ...story.followsUp.map((earlier) => earlier.storyId)]),
  )
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
    childrenOf: (companyId) => knowledge.children(companyId).map((child) => child.id),
    sample,
  })
}
