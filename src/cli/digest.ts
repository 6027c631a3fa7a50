import type { Core } from '../app.ts'
import { renderMarkdown, renderTerminal, terminalStyle } from '../chat/terminal/index.ts'
import type { PullReport } from '../schedule/index.ts'
import { type Edition, type InterfaceLanguage, isInterfaceLanguage, type Story } from '../types/index.ts'
import { editionViews, emptyEditionView } from '../views/index.ts'
import { type Context, print, printJson, tell, UsageError, withCore } from './context.ts'
import { parseDuration } from './duration.ts'
import { pullWithProgress, tellFailures } from './pull.ts'

export interface DigestOptions {
  readonly since: string
  readonly lang?: string
  readonly sample?: boolean
  readonly format: string
  readonly limit?: string
  /** False with --no-pull: what is stored already. */
  readonly pull: boolean
}

const FORMATS = ['text', 'markdown', 'json']
const TEXT_LIMIT = 24

/** `vigie digest`: pulls what is due, then prints the digest of a window. */
export async function digest(context: Context, options: DigestOptions): Promise<void> {
  const length = parseDuration(options.since, '--since')
  const locale = options.lang ?? context.config.locale
  if (!isInterfaceLanguage(locale)) throw new UsageError(`--lang ${locale}: not a language that Vigie speaks`)
  if (!FORMATS.includes(options.format))
    throw new UsageError(`--format ${options.format}: expected ${FORMATS.join(', ')}`)
  const limit = options.limit === undefined ? defaultLimit(options.format) : Number(options.limit)
  if (!(limit >= 1)) throw new UsageError(`--limit ${options.limit}: expected a number of stories from 1 on`)

  await withCore(context, options.sample === true, async (core) => {
    const report = options.pull || core.sample ? await pullWithProgress(core) : null
    if (report !== null) tellFailures(report.failures)
    const to = core.now()
    const edition = await core.edition({ from: new Date(to.getTime() - length), to }, locale, limit)
    if (options.format === 'json') printJson(editionJson(edition, report))
    else if (options.format === 'markdown') print(markdown(edition, core))
    else print(editionText(edition, core, context.env))
  })
}

const defaultLimit = (format: string): number => (format === 'json' ? Number.MAX_SAFE_INTEGER : TEXT_LIMIT)

const viewsOf = (edition: Edition, { now, knowledge }: Core) => {
  // One long text: parts are for chat messages.
  const options = { now: now(), knowledge, perMessage: Number.MAX_SAFE_INTEGER }
  const messages = editionViews(edition, options)
  return messages.length > 0 ? messages : [emptyEditionView(edition, options)]
}

const markdown = (edition: Edition, core: Core): string => viewsOf(edition, core).map(renderMarkdown).join('\n\n')

/** An edition as the terminal shows it, its messages one below the other. */
export function editionText(edition: Edition, core: Core, env: Context['env']): string {
  const style = terminalStyle(process.stdout, env)
  return `\n${viewsOf(edition, core)
    .map((view) => renderTerminal(view, style))
    .join('\n\n')}\n`
}

/** The digest for machines. Stable: other programs read it. */
function editionJson(edition: Edition, report: PullReport | null) {
  return {
    generatedAt: edition.generatedAt,
    window: edition.window,
    sample: edition.sample,
    feeds: { ok: report === null ? 0 : report.done - report.failed, failed: report?.failed ?? 0 },
    items: { new: report?.added ?? 0, privacy: report?.privacy ?? 0 },
    stories: edition.sections.flatMap((section) => section.stories.map(({ story }) => storyJson(story, section.id))),
  }
}

export const storyJson = (
  { id, headline, classification, languages, reports, firstAt, lastAt }: Story,
  section?: string,
) => ({
  id,
  headline,
  ...(section === undefined ? {} : { section }),
  companies: classification.companies,
  dataTypes: classification.dataTypes,
  topics: classification.topics,
  regulators: classification.regulators,
  laws: classification.laws,
  amount: classification.amount,
  people: classification.people,
  languages,
  firstAt,
  lastAt,
  reports: reports.map(({ title, url, source, language, publishedAt }) => ({
    title,
    url,
    source,
    language,
    publishedAt,
  })),
})

/** For a reader of the terminal at start: a day of news, or the week where the day brought none. */
export async function latestEdition(core: Core, locale: InterfaceLanguage): Promise<Edition> {
  const to = core.now()
  const reach = (hours: number) =>
    core.edition({ from: new Date(to.getTime() - hours * 3_600_000), to }, locale, TEXT_LIMIT)
  const day = await reach(24)
  if (day.totals.stories > 0) return day
  tell('Nothing in the last 24 hours: this is the week.')
  return reach(7 * 24)
}
