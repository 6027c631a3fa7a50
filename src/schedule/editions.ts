import { randomUUID } from 'node:crypto'
import { buildEdition, nextDigestAt } from '../digest/index.ts'
import type { Knowledge } from '../knowledge/index.ts'
import { type Claim, LostLeaseError, type Store } from '../store/store.ts'
import type {
  ChannelRef,
  Edition,
  InterfaceLanguage,
  Logger,
  StoryFilter,
  Subscription,
  View,
  Window,
} from '../types/index.ts'
import { editionViews, emptyEditionView } from '../views/index.ts'

export interface EditionDependencies {
  readonly store: Pick<Store, 'stories' | 'subscriptions'>
  readonly knowledge: Knowledge
  readonly now: () => Date
  readonly owner: string
  readonly sample: boolean
  readonly logger: Logger
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
const LEASE_SECONDS = 120
const BATCH = 20

/** The edition that a reader gets for a window, without publishing it: what a preview shows is what will be posted. */
export async function prepareEdition(
  reader: Reader,
  window: Window,
  dueAt: Date | null,
  { store, knowledge, now, sample }: Omit<EditionDependencies, 'owner' | 'logger'>,
): Promise<Edition> {
  const stories = await store.stories.inWindow(window)
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

/**
 * Writes the editions that are due into the outbox, each with the moment from which the next one counts, so that no gap opens
 * and nothing is told twice. A subscription that fails is tried again after its lease and stops no other.
 *
 * @returns how many editions were written, empty ones included
 */
export async function publishDue(dependencies: EditionDependencies): Promise<number> {
  const { store, now, owner, logger } = dependencies
  let published = 0
  for (;;) {
    const due = await store.subscriptions.claimDue({ owner, now: now(), leaseSeconds: LEASE_SECONDS, limit: BATCH })
    if (due.length === 0) return published
    for (const { subscription, dueAt, claim } of due) {
      try {
        await publish(subscription, dueAt, claim, dependencies)
        published++
      } catch (error) {
        if (error instanceof LostLeaseError) continue
        const message = error instanceof Error ? error.message : String(error)
        logger.error(
          { subscription: subscription.id, error: message },
          'an edition could not be made; it is tried again',
        )
      }
    }
  }
}

async function publish(
  subscription: Subscription,
  dueAt: Date,
  claim: Claim,
  dependencies: EditionDependencies,
): Promise<void> {
  const to = dependencies.now()
  const earliest = new Date(to.getTime() - LONGEST_WINDOW_DAYS * 86_400_000)
  const from = subscription.coveredUntil < earliest ? earliest : subscription.coveredUntil
  const edition = await prepareEdition(subscription, { from, to }, dueAt, dependencies)
  await dependencies.store.subscriptions.publish({
    subscription,
    claim,
    edition,
    messages: messagesOf(edition, subscription, to, dependencies.knowledge),
    nextAt: nextDigestAt(subscription, to),
  })
}

function messagesOf(edition: Edition, { tellWhenEmpty }: Subscription, now: Date, knowledge: Knowledge): View[] {
  const messages = editionViews(edition, { now, knowledge })
  return messages.length > 0 || !tellWhenEmpty ? messages : [emptyEditionView(edition, { now, knowledge })]
}
