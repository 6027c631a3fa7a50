import { partId } from '../digest/index.ts'
import type { MessageId } from '../i18n/index.ts'
import { type CommandCall, isDataType, isTopic, type Story, type View } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { gistOf } from './gist.ts'
import { blocks, button, heading, noticeView, text } from './parts.ts'

/** A select holds 25 options on Discord; labels need their room. */
const MOST_REPORTS = 12

/** Asks what is wrong with a story: every label it has can be called wrong. */
export function wrongView(story: Story, context: ViewContext): View {
  const { t } = context
  const { companies, dataTypes, topics } = story.classification
  const say = (label: string, what: string, detail?: string) => ({
    label,
    call: { name: 'wrong', options: { id: story.id, what, ...(detail === undefined ? {} : { detail }) } },
  })
  const options = [
    say(t.text('wrong.kind.not-privacy'), 'not-privacy'),
    ...companies.map(({ id, name }) => say(t.text('wrong.label', { label: name }), 'company', id)),
    ...dataTypes.map((id) => say(t.text('wrong.label', { label: t.dataType(id) }), 'data-type', id)),
    ...topics.map((id) => say(t.text('wrong.label', { label: t.topic(id) }), 'topic', id)),
    ...(story.reports.length < 2 ? [] : story.reports.slice(0, MOST_REPORTS)).map(({ title, articleId }) =>
      say(t.text('wrong.other-event', { headline: title }), 'merge', partId(story, articleId)),
    ),
  ]
  return {
    audience: 'private',
    locale: t.locale,
    summary: t.text('wrong.question'),
    blocks: blocks(
      heading(t.text('wrong.question')),
      text(gistOf(story, context).join(' · ')),
      { kind: 'select', label: t.text('wrong.choose'), options },
      text(t.text('wrong.kept'), 'muted'),
    ),
  }
}

const DONE: Readonly<Record<string, MessageId>> = {
  'not-privacy': 'wrong.done.hidden',
  merge: 'wrong.done.split',
  other: 'wrong.done.noted',
  undo: 'wrong.done.undone',
}

/** Says what became of a correction. */
export function thanksView(kind: string, detail: string, undo: CommandCall | null, context: ViewContext): View {
  const { t, knowledge } = context
  const label = isDataType(detail)
    ? t.dataType(detail)
    : isTopic(detail)
      ? t.topic(detail)
      : (knowledge.company(detail)?.name ?? detail.replace(/^org:/, ''))
  const said = t.text(DONE[kind] ?? 'wrong.done.label', { label })
  const buttons = undo === null ? [] : [button(t.text('button.undo'), undo)]
  return noticeView('success', [{ text: said }], context, buttons.length === 0 ? [] : [{ kind: 'buttons', buttons }])
}
