import type { MessageId } from '../i18n/index.ts'
import type { CommandCall, View } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { blocks, button, code, joined, noticeView, strong, typedCommand } from './parts.ts'

type Speaker = Pick<ViewContext, 't'>

const MOST_SUGGESTIONS = 4

export interface Suggestion {
  readonly label: string
  readonly call: CommandCall
}

/**
 * `No company or brand “netflx” is known here. Did you mean Netflix?`, with a button for each guess and for what else may help;
 * `all` is the command that lists every possible value.
 */
export function didYouMeanView(
  problem: string,
  suggestions: readonly Suggestion[],
  { t }: Speaker,
  { all, further = [] }: { readonly all?: string | undefined; readonly further?: readonly Suggestion[] } = {},
): View {
  const shown = suggestions.slice(0, MOST_SUGGESTIONS)
  const [only, ...others] = shown
  const guess =
    only === undefined
      ? null
      : others.length === 0
        ? t.spans('wrong.did-you-mean', { suggestion: code(typedCommand(only.call)) })
        : [
            ...t.spans('wrong.nearest', { items: '' }),
            ...joined(
              shown.map(({ label }) => [strong(label)]),
              ', ',
            ),
          ]
  return noticeView(
    'warning',
    [{ text: problem }],
    { t },
    blocks(
      guess === null ? null : { kind: 'text', spans: guess },
      shown.length + further.length === 0
        ? null
        : {
            kind: 'buttons',
            buttons: [
              ...shown.map(({ label, call }) => button(others.length === 0 ? t.text('button.yes') : label, call)),
              ...further.map(({ label, call }) => button(label, call)),
            ],
          },
      all === undefined ? null : { kind: 'text', tone: 'muted', spans: t.spans('wrong.help', { command: code(all) }) },
    ),
  )
}

/** Nothing was found, for a question that was understood. */
export function nothingFoundView(
  { subject, since, wider }: { subject: string | null; since: Date | null; wider: CommandCall | null },
  context: ViewContext,
): View {
  const { t, timeZone, now } = context
  const from = since === null ? null : t.date(since, timeZone, now)
  const said =
    subject === null
      ? t.text('list.none-at-all', { since: from ?? '' })
      : from === null
        ? t.text('list.none-ever', { subject })
        : t.text('list.none', { subject, since: from })
  return noticeView(
    'info',
    [{ text: said }],
    context,
    blocks(
      wider === null
        ? null
        : { kind: 'text', tone: 'muted', spans: t.spans('list.none-wider', { command: code(typedCommand(wider)) }) },
      wider === null ? null : { kind: 'buttons', buttons: [button(t.text('button.wider'), wider)] },
    ),
  )
}

/** One sentence about what was wrong with what was typed. */
export const wrongInputView = (id: MessageId, values: Record<string, string>, { t }: Speaker): View =>
  noticeView('warning', [{ text: t.text(id, values) }], { t })

export const noPermissionView = ({ t }: Speaker): View =>
  noticeView('warning', [{ text: t.text('wrong.permission') }], { t })

export const internalErrorView = ({ t }: Speaker): View =>
  noticeView('error', [{ text: t.text('error.internal') }], { t })
