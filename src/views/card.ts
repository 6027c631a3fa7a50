import type { Button, Report, Story, StoryCard } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { gistOf } from './gist.ts'

export interface CardOptions {
  /** Its number in the digest. */
  readonly number?: number
  readonly remarks?: readonly string[]
}

/** A story in two lines: ours, composed from labels in the reader's language, and theirs, the best original headline. */
export function storyCard(story: Story, context: ViewContext, { number, remarks = [] }: CardOptions = {}): StoryCard {
  const report = headlineReport(story)
  return {
    kind: 'story',
    id: story.id,
    number: number ?? null,
    gist: gistOf(story, context),
    remarks,
    headline: { text: story.headline, url: report.url, language: story.headlineLanguage },
    byline: byline(story, report, context),
    buttons: [openButton(story, context)],
  }
}

const openButton = (story: Story, { t }: ViewContext): Button => ({
  label: t.text('button.open'),
  action: { call: { name: 'story', options: { id: story.id } } },
})

/** The report whose headline the story shows. */
export function headlineReport(story: Story): Report {
  const report =
    story.reports.find(({ title }) => title === story.headline) ??
    story.reports.find(({ language }) => language === story.headlineLanguage) ??
    story.reports[0]
  if (report === undefined) throw new Error(`Story ${story.id} has no report`)
  return report
}

/** `nl · Security.NL and 5 more (nl fr de en) · 3h ago`; the languages stay on one line. */
function byline(story: Story, report: Report, { t, now, timeZone }: ViewContext): string {
  const outlets = new Set(story.reports.map(({ source }) => source))
  const others = outlets.size - 1
  const source =
    others === 0
      ? report.source
      : t.text('byline.outlets', { source: report.source, count: others, languages: story.languages.join('\u00A0') })
  return [story.headlineLanguage, source, t.ago(story.lastAt, now, timeZone)].join(' · ')
}
