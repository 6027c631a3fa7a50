import { nextDigestAt, type PreparationDependencies, prepareEdition, windowOf } from '../digest/index.ts'
import type { Knowledge } from '../knowledge/index.ts'
import { type Claim, LostLeaseError } from '../store/store.ts'
import type { Edition, Logger, Subscription, View } from '../types/index.ts'
import { editionViews, emptyEditionView } from '../views/index.ts'

export interface EditionDependencies extends PreparationDependencies {
  readonly knowledge: Knowledge
  readonly owner: string
  readonly logger: Logger
}

const LEASE_SECONDS = 120
const BATCH = 20

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
    // The window ends where the claim began: an article that is stored meanwhile belongs to the next one.
    const to = now()
    const due = await store.subscriptions.claimDue({ owner, now: to, leaseSeconds: LEASE_SECONDS, limit: BATCH })
    if (due.length === 0) return published
    for (const { subscription, dueAt, claim } of due) {
      try {
        await publish(subscription, dueAt, to, claim, dependencies)
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
  to: Date,
  claim: Claim,
  dependencies: EditionDependencies,
): Promise<void> {
  const edition = await prepareEdition(subscription, windowOf(subscription, to), dueAt, dependencies)
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
