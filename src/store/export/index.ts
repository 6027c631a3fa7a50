import type { Story } from '../../types/index.ts'
import { atomWriter } from './atom.ts'
import { csvWriter } from './csv.ts'
import { jsonFeedWriter, jsonLinesWriter } from './json.ts'

export const EXPORT_FORMATS = ['csv', 'jsonl', 'jsonfeed', 'atom'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportOptions {
  /** Name of the feed, for formats that carry one. */
  readonly title: string
  readonly now: Date
  /** Where the export itself will be found, if anywhere: JSON Feed's `feed_url`, Atom's `self`. */
  readonly selfUrl?: string
}

/** The text of an export in three parts; stories in between are written one by one, so that any number of them fits in memory. */
export interface ExportWriter {
  readonly begin: string
  story(story: Story, first: boolean): string
  readonly end: string
}

const WRITERS: Readonly<Record<ExportFormat, (options: ExportOptions) => ExportWriter>> = {
  csv: csvWriter,
  jsonl: jsonLinesWriter,
  jsonfeed: jsonFeedWriter,
  atom: atomWriter,
}

/** Media types, for files and HTTP answers. */
export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  jsonfeed: 'application/feed+json; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
}

/** Writes stories in a format, in the order they come, with ids that stay the same in every export. Returns how many. */
export async function exportStories(
  stories: AsyncIterable<Story> | Iterable<Story>,
  format: ExportFormat,
  write: (text: string) => void | Promise<void>,
  options: ExportOptions,
): Promise<number> {
  const writer = WRITERS[format](options)
  let count = 0
  await write(writer.begin)
  for await (const story of stories) {
    await write(writer.story(story, count === 0))
    count++
  }
  await write(writer.end)
  return count
}

/** What identifies a story everywhere. */
export const storyUrn = (id: string): string => `urn:x-vigie:story:${id}`

/** The page of the best headline: feeds' links are http(s) by construction, and nothing else gets through. */
export function storyUrl(story: Story): string | null {
  const url = (story.reports.find(({ title }) => title === story.headline) ?? story.reports[0])?.url
  return url !== undefined && /^https?:\/\//i.test(url) ? url : null
}
