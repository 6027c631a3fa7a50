import type {
  Article,
  Block,
  Button,
  CommandCall,
  Evidence,
  Report,
  Span,
  Story,
  StoryLink,
  View,
} from '../types/index.ts'
import { type AdviceOptions, adviceBlocks } from './advice.ts'
import { headlineReport } from './card.ts'
import type { ViewContext } from './context.ts'
import { evidenceByLabel, evidenceSpans } from './evidence.ts'
import { gistOf } from './gist.ts'
import { pagesOf } from './list.ts'
import { blocks, button, heading, joined, link, pager, sampleNotice, text, typedCommand } from './parts.ts'

export interface StoryViewOptions {
  readonly page: number
  /** Where the reader lives, for "what can I do". */
  readonly country: string | null
  readonly followedBy: readonly StoryLink[]
  /** Shown to the whole channel, because somebody shares it. */
  readonly shared: boolean
}

const REPORTS_A_PAGE = 8
const MOST_LABELS = 6

/** A story, opened: every report in its own words side by side, why it is labelled so, and what a reader can do. */
export function storyView(story: Story, options: StoryViewOptions, context: ViewContext): View {
  const { t } = context
  const gist = gistOf(story, context)
  const title = gist.length > 0 ? gist.join(' · ') : story.headline
  return {
    audience: options.shared ? 'channel' : 'private',
    locale: t.locale,
    summary: t.text('story.summary', {
      gist: title,
      headline: headlineReport(story).title,
      reports: t.text('edition.reports', { count: story.reports.length }),
      languages: t.text('edition.languages', { count: story.languages.length }),
    }),
    blocks: blocks(
      heading(title),
      context.sample ? sampleNotice(context) : null,
      reportBlocks(story, options, context),
      earlierAndLater(story, options.followedBy, context),
      options.page === 1 ? facts(story, context) : null,
      options.page === 1 ? why(story, context) : null,
      options.page === 1 && !options.shared ? advice(story, options.country, context) : null,
      { kind: 'buttons', buttons: buttons(story, options.shared, context) },
    ),
  }
}

/** Oldest first, as the event unfolded; each headline in its own language. */
function reportBlocks(story: Story, { page }: StoryViewOptions, context: ViewContext): Block[] {
  const { t } = context
  const pages = pagesOf(story.reports.length, REPORTS_A_PAGE)
  const shown = story.reports.slice((page - 1) * REPORTS_A_PAGE, page * REPORTS_A_PAGE)
  const call = { name: 'story', options: { id: story.id } }
  return blocks(
    heading(`${t.text('story.reported-by')}: ${t.text('edition.reports', { count: story.reports.length })}`, 2),
    { kind: 'list', ordered: false, items: shown.map((report) => reportSpans(report, context)) },
    pager(page, pages, call, context),
  )
}

function reportSpans({ title, url, source, language, publishedAt }: Report, { t, now, timeZone }: ViewContext): Span[] {
  return joined([
    [{ text: language }],
    [link(title, url, language)],
    [{ text: source }],
    [{ text: t.ago(publishedAt, now, timeZone) }],
  ])
}

function earlierAndLater(story: Story, followedBy: readonly StoryLink[], context: ViewContext): Block[] {
  const { t, now, timeZone } = context
  const field = (name: string, links: readonly StoryLink[]) =>
    links.length === 0
      ? []
      : [
          {
            name,
            value: joined(
              links
                .slice(0, 3)
                .map(({ headline, lastAt, storyId }) => [
                  { text: `${t.date(lastAt, timeZone, now)} “${headline}” ` },
                  { text: storyId, style: 'code' as const },
                ]),
              '; ',
            ),
          },
        ]
  const fields = [...field(t.text('story.earlier'), story.followsUp), ...field(t.text('story.later'), followedBy)]
  return fields.length === 0 ? [] : [{ kind: 'fields', fields }]
}

/** Authorities, laws and the exact sum, where the reports name them. */
function facts(
  { classification: { regulators, laws, amount, people } }: Story,
  { t, knowledge }: ViewContext,
): Block[] {
  const names = (ids: readonly string[], find: (id: string) => { name: string } | undefined): string =>
    ids.map((id) => find(id)?.name ?? id).join(', ')
  const known: readonly (readonly [string, string])[] = [
    [t.text('story.regulators'), names(regulators, knowledge.regulator)],
    [t.text('story.laws'), names(laws, knowledge.law)],
    [capitalised(t.text('why.amount')), amount === null ? '' : t.exactMoney(amount)],
    [capitalised(t.text('why.people')), people === null ? '' : t.number(people)],
  ]
  const fields = known.flatMap(([name, said]) => (said === '' ? [] : [{ name, value: [{ text: said }] }]))
  return fields.length === 0 ? [] : [{ kind: 'fields', fields }]
}

const capitalised = (text: string): string => text.slice(0, 1).toLocaleUpperCase() + text.slice(1)

function why(story: Story, context: ViewContext): Block[] {
  const labels = evidenceByLabel(story.classification.evidence, context)
  if (labels.length === 0) return []
  return [
    heading(context.t.text('story.why'), 2),
    { kind: 'list', ordered: false, items: labels.slice(0, MOST_LABELS).map((entry) => evidenceSpans(entry, context)) },
  ]
}

function advice(story: Story, country: string | null, context: ViewContext): Block[] {
  const companies = story.classification.companies.flatMap(({ id }) => context.knowledge.company(id) ?? [])
  const call = { name: 'story', options: { id: story.id, country: country === 'BE' ? 'FR' : 'BE' } }
  const options: AdviceOptions = { country, changeCountry: typedCommand(call) }
  return adviceBlocks(companies, options, context)
}

function buttons(story: Story, shared: boolean, { t }: ViewContext): Button[] {
  const options = { id: story.id }
  const company = story.classification.companies[0]
  return [
    button(t.text('button.why'), { name: 'why', options }),
    button(t.text('button.wrong'), { name: 'wrong', options }),
    ...(company === undefined
      ? []
      : [
          button(t.text('button.company', { company: company.name }), {
            name: 'company',
            options: { name: company.id },
          }),
        ]),
    ...(shared ? [] : [button(t.text('button.share'), { name: 'story', options: { ...options, share: 'yes' } })]),
  ]
}

/** The matched words of every label, all of them, from the articles where they are at hand. */
export function evidenceView(story: Story, articles: readonly Article[], context: ViewContext): View {
  const { t } = context
  const evidence: readonly Evidence[] =
    articles.length > 0 ? articles.flatMap((article) => article.classification.evidence) : story.classification.evidence
  const labels = evidenceByLabel(evidence, context)
  const title = t.text('why.title')
  const call: CommandCall = { name: 'story', options: { id: story.id } }
  return {
    audience: 'private',
    locale: t.locale,
    summary: title,
    blocks: blocks(
      heading(title),
      text(gistOf(story, context).join(' · ')),
      labels.length === 0
        ? text(t.text('why.none'))
        : [
            text(t.text('why.intro'), 'muted'),
            { kind: 'list', ordered: false, items: labels.map((entry) => evidenceSpans(entry, context)) },
          ],
      text(t.text('why.score', { score: t.number(Math.round(story.classification.score * 100) / 100) }), 'muted'),
      {
        kind: 'buttons',
        buttons: [
          button(t.text('button.back'), call),
          button(t.text('button.wrong'), { name: 'wrong', options: { id: story.id } }),
        ],
      },
    ),
  }
}
