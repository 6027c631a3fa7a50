import { FeedExistsError } from '../store/index.ts'
import type { FeedRecord, FeedSource } from '../types/index.ts'
import {
  feedAddedView,
  feedHealthView,
  feedListView,
  feedRefusedView,
  feedRemovedView,
  wrongInputView,
} from '../views/index.ts'
import { bestMatches, nameKey } from './match.ts'
import { languageOption, pageOption, required, textOption } from './options.ts'
import { type CommandContext, defineCommand, type Option, WrongInput } from './types.ts'

const FEEDS_A_PAGE = 15

const visibleFeeds = ({ deps, caller }: CommandContext): Promise<FeedRecord[]> =>
  deps.store.feeds.list(caller.channel.workspaceId)

export const feedsList = defineCommand({
  name: 'feeds list',
  description: 'command.feeds-list',
  options: { lang: languageOption, page: pageOption },
  example: '/privacy feeds list lang:fr',
  run: async ({ lang, page = 1 }, context) => {
    const feeds = (await visibleFeeds(context)).filter(({ source }) => lang === undefined || source.language === lang)
    return feedListView({ feeds, page, pageSize: FEEDS_A_PAGE, call: context.call }, context.view)
  },
})

export const feedsHealth = defineCommand({
  name: 'feeds health',
  description: 'command.feeds-health',
  options: { page: pageOption },
  example: '/privacy feeds health',
  run: async ({ page = 1 }, context) =>
    feedHealthView(
      { feeds: await visibleFeeds(context), page, pageSize: FEEDS_A_PAGE, call: context.call },
      context.view,
    ),
})

export const feedsAdd = defineCommand({
  name: 'feeds add',
  description: 'command.feeds-add',
  permission: 'manage',
  options: { url: required(textOption('option.url', 2_000)) },
  positional: ['url'],
  example: '/privacy feeds add https://example.org/feed.xml',
  run: async ({ url }, context) => {
    const { deps, view } = context
    const checked = await deps.checkFeed(url)
    if (!checked.ok) return feedRefusedView(url, checked.reason, view)
    const here = await visibleFeeds(context)
    if (here.some(({ source }) => source.url === checked.source.url))
      return feedRefusedView(url, view.t.text('feeds.exists'), view)
    const source = await addUnderFreeId(checked.source, context)
    return feedAddedView(source, checked.items, view)
  },
})

/** Two sites may go by the same name: the second gets a number. */
async function addUnderFreeId(source: FeedSource, { deps, caller, now }: CommandContext): Promise<FeedSource> {
  for (let attempt = 1; ; attempt += 1) {
    const named = attempt === 1 ? source : { ...source, id: `${source.id}-${attempt}` }
    try {
      await deps.store.feeds.add(named, caller.channel.workspaceId, now)
      return named
    } catch (error) {
      if (!(error instanceof FeedExistsError) || attempt > MOST_NAMESAKES) throw error
    }
  }
}

const MOST_NAMESAKES = 20

/** A feed that this workspace added. */
const ownFeedOption: Option<FeedRecord> = {
  type: 'string',
  description: 'option.feed',
  required: false,
  complete: async (typed, context) =>
    bestMatches(typed, await ownFeeds(context), 25).map(({ item }) => ({ label: item.label, value: item.id })),
  read: async (typed, context) => {
    const own = await ownFeeds(context)
    const [match] = bestMatches(typed, own, 1)
    if (match === undefined || match.fuzzy)
      throw new WrongInput(
        wrongInputView('wrong.no-feed', { typed, feeds: own.map(({ id }) => id).join(', ') || '–' }, context),
      )
    return match.item.record
  },
}

async function ownFeeds(context: CommandContext) {
  const records = (await visibleFeeds(context)).filter(({ workspaceId }) => workspaceId !== null)
  return records.map((record) => ({
    id: record.source.id,
    label: record.source.title,
    keys: [record.source.id, record.source.title, record.source.url].map(nameKey),
    weight: 0,
    record,
  }))
}

export const feedsRemove = defineCommand({
  name: 'feeds remove',
  description: 'command.feeds-remove',
  permission: 'manage',
  options: { feed: required(ownFeedOption) },
  positional: ['feed'],
  example: '/privacy feeds remove my-feed',
  run: async ({ feed }, { deps, caller, view }) => {
    await deps.store.feeds.remove(feed.source.id, caller.channel.workspaceId)
    return feedRemovedView(feed.source, view)
  },
})
