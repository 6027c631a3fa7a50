import { MEASURES, type Measured } from '../evaluate/index.ts'
import type { FeedRecord, InterfaceLanguage, View } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { inTrouble } from './feeds.ts'
import {
  blocks,
  button,
  code,
  heading,
  link,
  notice,
  noticeView,
  privateView,
  sampleNotice,
  text,
  typedCommand,
} from './parts.ts'

export interface Status {
  readonly startedAt: Date
  readonly lastPullAt: Date | null
  readonly nextPullAt: Date | null
  /** Of this channel. */
  readonly nextDigestAt: Date | null
  readonly feeds: readonly FeedRecord[]
  readonly articles: { readonly articles: number; readonly privacy: number }
  readonly version: string
}

type Row = readonly [name: string, said: string]

const fields = (rows: readonly Row[]) => ({
  kind: 'fields' as const,
  fields: rows.flatMap(([name, said]) => (said === '' ? [] : [{ name, value: [{ text: said }] }])),
})

export function statusView(status: Status, context: ViewContext): View {
  const { t, now, timeZone } = context
  const active = status.feeds.filter(({ source }) => !source.disabled)
  const troubled = active.filter(inTrouble).length
  const at = (date: Date | null, otherwise: string): string =>
    date === null ? otherwise : t.dateTime(date, timeZone, now)
  const title = t.text('status.title')
  return privateView(
    title,
    blocks(
      heading(title),
      context.sample ? sampleNotice(context) : null,
      fields([
        [
          t.text('status.last-pull'),
          status.lastPullAt === null ? t.text('status.not-yet') : t.ago(status.lastPullAt, now, timeZone),
        ],
        [t.text('status.next-pull'), at(status.nextPullAt, t.text('status.not-yet'))],
        [t.text('status.next-digest'), at(status.nextDigestAt, t.text('status.no-digest'))],
        [t.text('status.feeds'), t.text('feeds.health', { ok: active.length - troubled, all: active.length })],
        [
          t.text('status.articles'),
          t.text('status.counted', { all: status.articles.articles, privacy: status.articles.privacy }),
        ],
        [t.text('status.since'), t.dateTime(status.startedAt, timeZone, now)],
        [t.text('about.version'), status.version],
      ]),
      troubled === 0
        ? null
        : { kind: 'buttons', buttons: [button(t.text('button.trouble'), { name: 'feeds health', options: {} })] },
    ),
    context,
  )
}

export interface AboutBot {
  readonly version: string
  readonly homepage: string | null
  readonly measured: Measured
}

export function aboutView({ version, homepage, measured }: AboutBot, context: ViewContext): View {
  const { t } = context
  const title = `Vigie ${version}`
  return privateView(
    title,
    blocks(
      heading(title),
      text(t.text('about.what')),
      text(t.text('about.how')),
      heading(t.text('about.scores', { count: measured.cases }), 2),
      fields(MEASURES.map((name): Row => [t.text(`about.score.${name}`), t.percent(measured[name])])),
      homepage === null ? null : { kind: 'text', spans: [link(homepage, homepage)] },
    ),
    context,
  )
}

export interface Stored {
  /** Rows by table. */
  readonly counts: Readonly<Record<string, number>>
  /** The rows themselves, as JSON, where they were asked for. */
  readonly records: readonly string[]
}

/** Exactly what is stored about this workspace, and what is not. */
export function storedView({ counts, records }: Stored, context: ViewContext): View {
  const { t } = context
  const title = t.text('privacy.title')
  const kept = Object.entries(counts).filter(([, rows]) => rows > 0)
  return privateView(
    title,
    blocks(
      heading(title),
      text(t.text('privacy.intro')),
      kept.length === 0
        ? text(t.text('privacy.nothing'))
        : fields(kept.map(([table, rows]): Row => [table, t.number(rows)])),
      records.length === 0 ? null : { kind: 'list', ordered: false, items: records.map((record) => [code(record)]) },
      text(t.text('privacy.not-kept'), 'muted'),
      {
        kind: 'buttons',
        buttons: [
          ...(records.length === 0
            ? [button(t.text('button.export'), { name: 'privacy', options: { action: 'export' } })]
            : []),
          button(t.text('button.forget'), { name: 'privacy', options: { action: 'forget' } }, 'danger'),
        ],
      },
    ),
    context,
  )
}

export function forgetQuestionView({ t }: ViewContext): View {
  const forget = { name: 'privacy', options: { action: 'forget', confirm: 'yes' } }
  return noticeView('warning', [{ text: t.text('privacy.forget-question') }], { t }, [
    { kind: 'buttons', buttons: [button(t.text('button.forget-yes'), forget, 'danger')] },
  ])
}

export const forgottenView = ({ t }: ViewContext): View =>
  noticeView('success', [{ text: t.text('privacy.forgotten') }], { t })

export interface SettingsState {
  readonly settings: {
    readonly country: string | null
    readonly timeZone: string | null
    readonly locale: InterfaceLanguage | null
  }
  /** What is used where nothing is set. */
  readonly guess: { readonly country: string | null; readonly timeZone: string; readonly locale: InterfaceLanguage }
  readonly saved: boolean
}

export function settingsView({ settings, guess, saved }: SettingsState, context: ViewContext): View {
  const { t } = context
  const title = t.text('settings.title')
  const said = (set: string | null, guessed: string | null): string =>
    set ?? (guessed === null ? t.text('settings.unset') : t.text('settings.guessed', { value: guessed }))
  const country = (id: string | null): string | null => (id === null ? null : t.country(id))
  const example = { name: 'settings', options: { country: 'BE', zone: 'Europe/Brussels', language: 'fr' } }
  return privateView(
    title,
    blocks(
      heading(title),
      saved ? notice('success', [{ text: t.text('settings.saved') }]) : null,
      fields([
        [t.text('settings.country'), said(country(settings.country), country(guess.country))],
        [t.text('settings.zone'), said(settings.timeZone, guess.timeZone)],
        [t.text('settings.language'), said(settings.locale && t.language(settings.locale), t.language(guess.locale))],
      ]),
      { kind: 'text', tone: 'muted', spans: t.spans('settings.change', { command: code(typedCommand(example)) }) },
      { kind: 'buttons', buttons: [button(t.text('button.set-up'), { name: 'subscribe', options: {} })] },
    ),
    context,
  )
}
