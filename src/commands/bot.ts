import { nextDigestAt } from '../digest/index.ts'
import type { FeedRecord } from '../types/index.ts'
import {
  aboutView,
  forgetQuestionView,
  forgottenView,
  noPermissionView,
  statusView,
  storedView,
} from '../views/index.ts'
import { workspaceCorrections } from './lookup.ts'
import { choiceOption, yesNoOption } from './options.ts'
import { currentSubscription } from './subscribe.ts'
import { defineCommand, WrongInput } from './types.ts'

export const status = defineCommand({
  name: 'status',
  description: 'command.status',
  options: {},
  example: '/privacy status',
  run: async (_, context) => {
    const { deps, caller, now, view } = context
    const [feeds, articles, current] = await Promise.all([
      deps.store.feeds.list(caller.channel.workspaceId),
      deps.store.articles.count(),
      currentSubscription(context),
    ])
    return statusView(
      {
        ...deps.status(),
        feeds,
        articles,
        nextPullAt: nextPollOf(feeds),
        nextDigestAt: current === null ? null : nextDigestAt(current, now),
        version: deps.about.version,
      },
      view,
    )
  },
})

/** When the next feed is due; null where none is polled. */
function nextPollOf(feeds: readonly FeedRecord[]): Date | null {
  const due = feeds.filter(({ source, state }) => !source.disabled && !state.ended).map(({ state }) => state.nextPollAt)
  return due.length === 0 ? null : new Date(Math.min(...due.map(Number)))
}

export const about = defineCommand({
  name: 'about',
  description: 'command.about',
  options: {},
  example: '/privacy about',
  run: async (_, { deps, view }) => aboutView(deps.about, view),
})

export const privacy = defineCommand({
  name: 'privacy',
  description: 'command.privacy',
  options: {
    action: choiceOption('option.privacy-action', {
      show: 'privacy.action.show',
      export: 'privacy.action.export',
      forget: 'privacy.action.forget',
    }),
    confirm: yesNoOption('option.confirm'),
  },
  positional: ['action'],
  example: '/privacy privacy export',
  run: async ({ action = 'show', confirm = false }, context) => {
    const { deps, caller, view } = context
    const { platform, workspaceId } = caller.channel
    if (action !== 'show' && !caller.canManage) throw new WrongInput(noPermissionView(view))
    if (action === 'forget') {
      if (!confirm) return forgetQuestionView(view)
      await deps.store.subscriptions.forgetWorkspace(platform, workspaceId)
      return forgottenView(view)
    }
    const counts = await deps.store.workspaces.inventory(platform, workspaceId)
    if (action === 'show') return storedView({ counts, records: [] }, view)
    const [subscriptions, corrections, feeds] = await Promise.all([
      deps.store.subscriptions.list({ platform, workspaceId }),
      workspaceCorrections(context),
      deps.store.feeds.list(workspaceId),
    ])
    const own = feeds.filter((feed) => feed.workspaceId !== null).map(({ source }) => ({ feed: source }))
    const records = [
      { settings: context.settings },
      ...subscriptions.map((subscription) => ({ subscription })),
      ...own,
      ...corrections.map((correction) => ({ correction })),
    ]
    return storedView({ counts, records: records.map((record) => JSON.stringify(record)) }, view)
  },
})
