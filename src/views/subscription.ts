import type { Translator } from '../i18n/index.ts'
import type { Button, ChannelRef, Edition, Form, Subscription, View, Weekday } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { editionViews } from './edition.ts'
import { blocks, button, code, heading, notice, noticeView, pager, privateView, text } from './parts.ts'

export interface SubscriptionState {
  readonly subscription: Subscription
  /** False for a proposal that nobody has accepted yet. */
  readonly active: boolean
  /** It was set up or changed just now. */
  readonly saved: boolean
  readonly nextAt: Date
}

const call = (options: Readonly<Record<string, string>>) => ({ name: 'subscribe', options })
const preview = { name: 'digest preview', options: {} }

/** A channel's digest, or the proposal for one: what it is, when it comes next, and everything that can be changed about it. */
export function subscriptionView(
  { subscription, active, saved, nextAt }: SubscriptionState,
  context: ViewContext,
): View {
  const { t, now } = context
  const title = t.text(active ? 'subscribe.title' : 'subscribe.title-new')
  const next = t.dateTime(nextAt, subscription.timeZone, now)
  const buttons: Button[] = active
    ? [
        button(t.text('button.preview'), preview),
        button(t.text('button.send-now'), { name: 'digest now', options: {} }),
        button(t.text('button.stop'), call({ action: 'stop' }), 'danger'),
      ]
    : [
        button(t.text('button.start'), call({ action: 'start', ...proposal(subscription) }), 'primary'),
        button(t.text('button.preview'), preview),
      ]
  return privateView(
    `${title}: ${whenLine(subscription, t)}`,
    blocks(
      heading(title),
      saved ? notice('success', [{ text: t.text('subscribe.saved', { next }) }]) : null,
      active ? null : text(t.text('subscribe.intro')),
      { kind: 'fields', fields: facts(subscription, active ? next : null, context) },
      { kind: 'buttons', buttons },
      setupForm(subscription, active, t),
      text(t.text('subscribe.undo-hint'), 'muted'),
    ),
    context,
  )
}

const proposal = ({ time, timeZone, days, locale }: Subscription) => ({
  time,
  days: dayWords(days),
  zone: timeZone,
  language: locale,
})

const WORDS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Days as the command reads them. */
function dayWords(days: readonly Weekday[]): string {
  if (days.length === 7) return 'daily'
  if (days.join('') === '12345') return 'weekdays'
  return days.map((day) => WORDS[day - 1]).join(',')
}

/** Days as people read them. */
export function daysText(days: readonly Weekday[], t: Translator): string {
  if (days.length === 7) return t.text('days.daily')
  if (days.join('') === '12345') return t.text('days.weekdays')
  return t.list(days.map((day) => t.weekday(day, 'long')))
}

const whenLine = ({ days, time, timeZone }: Subscription, t: Translator): string =>
  t.text('subscribe.when', { days: daysText(days, t), time, zone: timeZone })

function facts(subscription: Subscription, next: string | null, context: ViewContext) {
  const { t } = context
  const rows: readonly (readonly [string, string])[] = [
    [t.text('subscribe.field.when'), whenLine(subscription, t)],
    [t.text('subscribe.field.next'), next ?? ''],
    [t.text('subscribe.field.about'), filterText(subscription, context)],
    [t.text('subscribe.field.language'), t.language(subscription.locale)],
    [
      t.text('subscribe.field.empty'),
      t.text(subscription.tellWhenEmpty ? 'subscribe.empty-yes' : 'subscribe.empty-no'),
    ],
  ]
  return rows.flatMap(([name, said]) => (said === '' ? [] : [{ name, value: [{ text: said }] }]))
}

function filterText({ filter }: Subscription, { t, knowledge }: ViewContext): string {
  const parts = [
    filter.companies.map((id) => knowledge.company(id)?.name ?? id.replace(/^org:/, '')).join(', '),
    filter.dataTypes.map(t.dataType).join(', '),
    filter.topics.map(t.topic).join(', '),
    filter.languages.map(t.language).join(', '),
  ].filter((part) => part !== '')
  return parts.length === 0 ? t.text('subscribe.everything') : parts.join(' · ')
}

/** At most five answers, all filled in. */
function setupForm(subscription: Subscription, active: boolean, t: Translator): Form {
  const { time, timeZone, days, filter } = subscription
  const field = (option: string, label: string, value: string | null) => ({
    option,
    label,
    value,
    choices: null,
    required: false,
  })
  return {
    kind: 'form',
    title: t.text(active ? 'subscribe.form-change' : 'subscribe.form-new'),
    submitLabel: t.text(active ? 'button.save' : 'button.start'),
    call: call({ action: 'start' }),
    fields: [
      field('time', t.text('subscribe.ask.time'), time),
      field('days', t.text('subscribe.ask.days'), dayWords(days)),
      field('zone', t.text('subscribe.ask.zone'), timeZone),
      field('languages', t.text('subscribe.ask.languages'), filter.languages.join(', ') || 'all'),
      field('companies', t.text('subscribe.ask.companies'), filter.companies.join(', ') || 'all'),
    ],
  }
}

export function subscriptionListView(all: readonly Subscription[], here: ChannelRef, context: ViewContext): View {
  const { t } = context
  if (all.length === 0) return noSubscriptionView(context)
  const title = t.text('subscribe.list-title')
  const items = all.map((subscription) => [
    subscription.channel.channelId === here.channelId
      ? { text: t.text('subscribe.here'), style: 'strong' as const }
      : code(subscription.channel.channelId),
    { text: ` · ${whenLine(subscription, t)} · ${filterText(subscription, context)}` },
  ])
  return privateView(title, blocks(heading(title), { kind: 'list', ordered: false, items }), context)
}

export function noSubscriptionView({ t }: ViewContext): View {
  const start = call({})
  return noticeView('info', [{ text: t.text('subscribe.none') }], { t }, [
    { kind: 'buttons', buttons: [button(t.text('button.set-up'), start)] },
  ])
}

export function stoppedView({ t }: ViewContext): View {
  return noticeView('success', [{ text: t.text('subscribe.stopped') }], { t }, [
    { kind: 'buttons', buttons: [button(t.text('button.set-up'), call({}))] },
  ])
}

/** A digest as it would be posted now, to the person who asked only; one message of it a page. */
export function digestPreviewView(
  { edition, nextAt, page }: { edition: Edition; nextAt: Date | null; page: number },
  context: ViewContext,
): View {
  const { t, now, knowledge } = context
  const messages = editionViews(edition, { now, knowledge })
  if (messages.length === 0) return nothingNewView(edition, context)
  const shown = Math.min(page, messages.length)
  const said =
    nextAt === null
      ? t.text('digest.preview-none')
      : t.text('digest.preview', { next: t.dateTime(nextAt, edition.timeZone, now) })
  return {
    audience: 'private',
    locale: t.locale,
    summary: said,
    blocks: blocks(
      notice('info', [{ text: said }]),
      messages[shown - 1]?.blocks ?? [],
      pager(shown, messages.length, { name: 'digest preview', options: {} }, context),
      nextAt === null ? { kind: 'buttons', buttons: [button(t.text('button.set-up'), call({}), 'primary')] } : null,
    ),
  }
}

export function digestSentView(edition: Edition, context: ViewContext): View {
  const stories = context.t.text('edition.stories', { count: edition.totals.stories })
  return noticeView('success', [{ text: context.t.text('digest.sent', { stories }) }], context)
}

export function nothingNewView({ window, timeZone }: Edition, context: ViewContext): View {
  const since = context.t.dateTime(window.from, timeZone, context.now)
  return noticeView('info', [{ text: context.t.text('digest.nothing-new', { since }) }], context)
}
