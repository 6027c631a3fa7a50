import { type Translator, translator } from '../i18n/index.ts'
import type { Block, Edition, EditionSection, EditionStory, InterfaceLanguage, View } from '../types/index.ts'
import { storyCard } from './card.ts'
import type { ViewContext } from './context.ts'
import { gistOf } from './gist.ts'
import { code, sampleNotice, text } from './parts.ts'

export interface EditionViewOptions {
  /** Defaults to the edition's own. */
  readonly locale?: InterfaceLanguage
  readonly now: Date
  readonly knowledge: ViewContext['knowledge']
  /** Stories in one message; {@link STORIES_A_MESSAGE} unless told otherwise. A terminal has room for all. */
  readonly perMessage?: number
}

/** Stories in one chat message: what fits a screen, and the limits of every platform with room to spare. */
const STORIES_A_MESSAGE = 8

/** Minutes after which a digest counts as late. */
const LATE_MINUTES = 30

/**
 * An edition as chat messages, in order: the heading on the first, the sections with their stories, what did not fit and where
 * to look closer on the last. An edition without stories gives no message; {@link emptyEditionView} is for channels that want one.
 */
export function editionViews(edition: Edition, options: EditionViewOptions): View[] {
  const context = editionContext(edition, options)
  const messages = splitIntoMessages(edition.sections, options.perMessage ?? STORIES_A_MESSAGE)
  return messages.map((sections, index) => ({
    audience: 'channel',
    locale: context.t.locale,
    summary: index === 0 ? summaryOf(edition, context) : title(edition, context.t, index + 1, messages.length),
    blocks: [
      { kind: 'heading', level: 1, text: title(edition, context.t, index + 1, messages.length) },
      ...(index === 0 ? opening(edition, context) : []),
      ...(edition.sample ? [sampleNotice(context)] : []),
      ...sections.flatMap((section) => sectionBlocks(section, context)),
      ...(index === messages.length - 1 ? closing(edition, context) : []),
    ],
  }))
}

/** One line that says there is nothing to tell, for channels that asked for it. */
export function emptyEditionView(edition: Edition, options: EditionViewOptions): View {
  const context = editionContext(edition, options)
  const since = context.t.dateTime(edition.window.from, edition.timeZone, options.now)
  const said = context.t.text('edition.empty', { since })
  return {
    audience: 'channel',
    locale: context.t.locale,
    summary: said,
    blocks: [...(edition.sample ? [sampleNotice(context)] : []), text(said)],
  }
}

function editionContext(edition: Edition, { locale, now, knowledge }: EditionViewOptions): ViewContext {
  const t = translator(locale ?? edition.locale)
  return { t, now, knowledge, timeZone: edition.timeZone, sample: edition.sample }
}

function title(edition: Edition, t: Translator, part: number, parts: number): string {
  const date = t.longDate(edition.generatedAt, edition.timeZone)
  const pieces = [t.text('edition.title'), date]
  if (edition.sample) pieces.push(t.text('sample.tag'))
  if (parts > 1) pieces.push(t.text('edition.part', { part, parts }))
  return pieces.join(' · ')
}

const totals = ({ totals: { stories, reports, languages } }: Edition, t: Translator): string =>
  t.text('edition.totals', {
    stories: t.text('edition.stories', { count: stories }),
    reports: t.text('edition.reports', { count: reports }),
    languages: t.text('edition.languages', { count: languages }),
  })

function opening(edition: Edition, context: ViewContext): Block[] {
  const { t, now } = context
  const { dueAt, generatedAt, timeZone, window } = edition
  const blocks: Block[] = [{ kind: 'text', tone: 'muted', spans: [{ text: totals(edition, t) }] }]
  if (dueAt !== null && generatedAt.getTime() - dueAt.getTime() > LATE_MINUTES * 60_000) {
    const said = t.text('edition.late', {
      due: t.dateTime(dueAt, timeZone, now),
      since: t.dateTime(window.from, timeZone, now),
    })
    blocks.push({ kind: 'notice', tone: 'info', spans: [{ text: said }] })
  }
  return blocks
}

function sectionBlocks(section: EditionSection, context: ViewContext): Block[] {
  return [
    { kind: 'heading', level: 2, text: context.t.section(section.id) },
    ...section.stories.map((entry) =>
      storyCard(entry.story, context, { number: entry.number, remarks: remarks(entry, context) }),
    ),
  ]
}

function remarks({ story, told, newReports }: EditionStory, { t, now, timeZone }: ViewContext): string[] {
  const earlier = story.followsUp[0]
  if (earlier !== undefined) return [t.text('remark.follow-up', { date: t.date(earlier.lastAt, timeZone, now) })]
  return told && newReports > 0 ? [t.text('remark.new-reports', { count: newReports })] : []
}

function closing(edition: Edition, context: ViewContext): Block[] {
  const { t } = context
  const stories = edition.sections.flatMap((section) => section.stories)
  const first = stories[0]
  const company = stories
    .flatMap(({ story }) => story.classification.companies)
    .find(({ id }) => !id.startsWith('org:'))
  const commands = [
    ...(first === undefined ? [] : [`/privacy why ${first.number}`]),
    ...(company === undefined ? [] : [`/privacy company ${company.id}`]),
    '/privacy help',
  ]
  const hint = t.spans('edition.hint', { commands: code(commands.join(' · ')) })
  const blocks: Block[] = []
  if (edition.held > 0) {
    blocks.push(text(t.text('edition.held', { count: edition.held }), 'muted'))
    const since = edition.window.from.toISOString().slice(0, 10)
    blocks.push({
      kind: 'buttons',
      buttons: [{ label: t.text('button.more'), action: { call: { name: 'latest', options: { since } } } }],
    })
  }
  return [...blocks, { kind: 'text', tone: 'muted', spans: hint }]
}

/** For notifications and screen readers: the title, how much there is, and the first story. */
function summaryOf(edition: Edition, context: ViewContext): string {
  const first = edition.sections[0]?.stories[0]
  const gist = first === undefined ? [] : [gistOf(first.story, context).join(' · ')]
  return [`${title(edition, context.t, 1, 1)}: ${totals(edition, context.t)}`, ...gist].join('. ')
}

/** Whole stories, in order; a section that is cut goes on under its heading in the next message. */
function splitIntoMessages(sections: readonly EditionSection[], perMessage: number): EditionSection[][] {
  const messages: EditionSection[][] = []
  let room = 0
  for (const section of sections) {
    let rest = section.stories
    while (rest.length > 0) {
      if (room === 0) {
        messages.push([])
        room = perMessage
      }
      messages.at(-1)?.push({ id: section.id, stories: rest.slice(0, room) })
      const taken = Math.min(room, rest.length)
      rest = rest.slice(taken)
      room -= taken
    }
  }
  return messages
}
