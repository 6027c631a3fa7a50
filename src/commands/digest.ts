import { nextDigestAt, prepareEdition, windowOf } from '../digest/index.ts'
import type { Edition, Subscription } from '../types/index.ts'
import { digestPreviewView, digestSentView, noSubscriptionView, nothingNewView } from '../views/index.ts'
import { pageOption } from './options.ts'
import { currentSubscription, defaultSubscription } from './subscribe.ts'
import { type CommandContext, defineCommand } from './types.ts'

export const digestPreview = defineCommand({
  name: 'digest preview',
  description: 'command.digest-preview',
  options: { page: pageOption },
  positional: ['page'],
  example: '/privacy digest preview',
  run: async ({ page = 1 }, context) => {
    const current = await currentSubscription(context)
    const subscription = current ?? defaultSubscription(context)
    const edition = await previewEdition(subscription, context)
    const nextAt = current === null ? null : nextDigestAt(current, context.now)
    return digestPreviewView({ edition, nextAt, page }, context.view)
  },
})

export const digestNow = defineCommand({
  name: 'digest now',
  description: 'command.digest-now',
  permission: 'manage',
  options: {},
  example: '/privacy digest now',
  run: async (_, context) => {
    const { deps, now, view } = context
    const current = await currentSubscription(context)
    if (current === null) return noSubscriptionView(view)
    const edition = await previewEdition(current, context)
    if (edition.totals.stories === 0) return nothingNewView(edition, view)
    // Due at once: it goes the same way as every digest, so that it is posted once whatever happens.
    await deps.store.subscriptions.save(current, now)
    return digestSentView(edition, view)
  },
})

/** The edition that a subscription would get now. Nothing is marked as told. */
const previewEdition = (subscription: Subscription, { deps, now }: CommandContext): Promise<Edition> =>
  prepareEdition(subscription, windowOf(subscription, now), null, { ...deps, now: () => now })
