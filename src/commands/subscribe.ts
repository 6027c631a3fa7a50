import { nextDigestAt } from '../digest/index.ts'
import { homeOf, isTimeZone } from '../i18n/index.ts'
import { shortId } from '../stories/index.ts'
import type { ChannelRef, StoryFilter, Subscription, View } from '../types/index.ts'
import {
  noPermissionView,
  noSubscriptionView,
  stoppedView,
  subscriptionListView,
  subscriptionView,
} from '../views/index.ts'
import {
  choiceOption,
  companyOption,
  dataTypeOption,
  interfaceLanguageOption,
  languageOption,
  listOption,
  topicOption,
  yesNoOption,
  zoneOption,
} from './options.ts'
import { daysOption, parseDays, parseTime, timeOption, WEEKDAYS } from './schedule-options.ts'
import { type CommandContext, defineCommand, type Values, WrongInput } from './types.ts'

const DEFAULT_TIME = '08:30'
const DAY = 86_400_000

const options = {
  action: choiceOption('option.subscribe-action', {
    start: 'subscribe.action.start',
    list: 'subscribe.action.list',
    stop: 'subscribe.action.stop',
  }),
  time: timeOption,
  days: daysOption,
  zone: zoneOption,
  language: interfaceLanguageOption,
  languages: listOption(languageOption, 'option.languages'),
  companies: listOption(companyOption('companies'), 'option.companies'),
  data: listOption(dataTypeOption('data'), 'option.data-types'),
  topics: listOption(topicOption('topics'), 'option.topics'),
  empty: yesNoOption('option.empty'),
}

export const subscribe = defineCommand({
  name: 'subscribe',
  description: 'command.subscribe',
  options,
  example: '/privacy subscribe 08:30 weekdays Europe/Brussels',
  place: (word) => {
    if (/^(start|list|stop)$/i.test(word)) return 'action'
    // A bare number is more likely a time than anything else.
    if (parseTime(word) !== null || /^\d{1,2}[:.h]\d*$/.test(word)) return 'time'
    if (parseDays(word) !== null) return 'days'
    if (word.includes('/') && isTimeZone(word)) return 'zone'
    return 'companies'
  },
  run: async (values, context) => {
    const { deps, caller, view } = context
    const { action, ...wishes } = values
    const { platform, workspaceId } = caller.channel
    if (action === 'list') {
      return subscriptionListView(await deps.store.subscriptions.list({ platform, workspaceId }), caller.channel, view)
    }
    const current = await currentSubscription(context)
    const wants = action === 'start' || Object.values(wishes).some((wish) => wish !== undefined)
    if (action === undefined && !wants) return showSubscription(current, context)
    if (!caller.canManage) throw new WrongInput(noPermissionView(view))
    if (action === 'stop') {
      if (current === null) return noSubscriptionView(view)
      await deps.store.subscriptions.remove(current.id)
      return stoppedView(view)
    }
    return save(current, wishes, context)
  },
})

/** The digest of the channel that the caller is in. */
export async function currentSubscription({ deps, caller }: CommandContext): Promise<Subscription | null> {
  return (await deps.store.subscriptions.list(caller.channel))[0] ?? null
}

/** What a digest for this channel would be with nothing said. */
export function defaultSubscription({ caller, settings, now, t }: CommandContext): Subscription {
  return {
    id: subscriptionId(caller.channel),
    channel: caller.channel,
    time: DEFAULT_TIME,
    timeZone: settings.timeZone ?? caller.timeZone ?? homeOf(t.locale).timeZone,
    days: WEEKDAYS,
    locale: settings.locale ?? t.locale,
    filter: { languages: [], companies: [], dataTypes: [], topics: [] },
    tellWhenEmpty: false,
    createdAt: now,
    coveredUntil: new Date(now.getTime() - DAY),
  }
}

/** One channel has one digest: two people who set it up at once set up the same. */
const subscriptionId = ({ platform, workspaceId, channelId }: ChannelRef): string =>
  shortId(`subscription ${platform} ${workspaceId} ${channelId}`, 16)

function showSubscription(current: Subscription | null, context: CommandContext): View {
  const subscription = current ?? defaultSubscription(context)
  return subscriptionView(
    { subscription, active: current !== null, saved: false, nextAt: nextDigestAt(subscription, context.now) },
    context.view,
  )
}

type Wishes = Omit<Values<typeof options>, 'action'>

/** Sets up or changes the digest of this channel; what is not said stays as it is. */
async function save(current: Subscription | null, wishes: Wishes, context: CommandContext): Promise<View> {
  const { deps, now, view } = context
  const before = current ?? defaultSubscription(context)
  const subscription: Subscription = {
    ...before,
    time: wishes.time ?? before.time,
    days: wishes.days ?? before.days,
    timeZone: wishes.zone ?? before.timeZone,
    locale: wishes.language ?? before.locale,
    filter: filterOf(wishes, before.filter),
    tellWhenEmpty: wishes.empty ?? before.tellWhenEmpty,
  }
  const nextAt = nextDigestAt(subscription, now)
  await deps.store.subscriptions.save(subscription, nextAt)
  return subscriptionView({ subscription, active: true, saved: true, nextAt }, view)
}

const filterOf = ({ languages, companies, data, topics }: Wishes, before: StoryFilter): StoryFilter => ({
  languages: languages ?? before.languages,
  companies: companies?.map(({ companyId }) => companyId) ?? before.companies,
  dataTypes: data ?? before.dataTypes,
  topics: topics ?? before.topics,
})
