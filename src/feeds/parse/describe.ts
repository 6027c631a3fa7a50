import type { FeedFormat, FeedItem, ParsedFeed } from '../../types/index.ts'

/** A line of `vigie feeds parse --json`. */
export type ParsedLine =
  | {
      readonly file: string
      readonly format: FeedFormat
      readonly title: string
      readonly language: string | null
      readonly items: readonly FeedItem[]
    }
  | { readonly file: string; readonly error: string }

/** What `vigie feeds parse` tells of a file: the feed, or why there is none. Dates become ISO 8601 in UTC as JSON. */
export function describeParsed(file: string, result: ParsedFeed | Error): ParsedLine {
  if (result instanceof Error) return { file, error: result.message }
  const items = result.items.map(
    ({ id, url, title, summary, content, publishedAt, updatedAt, authors, categories, language, image }) => ({
      id,
      url,
      title,
      summary,
      content,
      publishedAt,
      updatedAt,
      authors,
      categories,
      language,
      image,
    }),
  )
  return { file, format: result.format, title: result.title, language: result.language, items }
}
