import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { parseSources } from './sources.ts'

/** A line of feeds.json as it is written: what may be left out is left out. */
export interface FeedEntry {
  readonly id: string
  readonly title: string
  readonly url: string
  readonly homepage?: string
  readonly language: string
  readonly country: string
  readonly kind: string
}

const document = z.looseObject({ feeds: z.array(z.looseObject({ id: z.string() })) })

/**
 * Changes the list of a feeds.json and writes it, whole or not at all. Entries that stay keep their keys and order.
 *
 * @param from the file that is read; another than `to` where the list that comes along becomes a list of one's own
 * @throws ConfigError when the file is wrong before or after the change; then nothing is written
 */
export function editSources(
  from: string,
  to: string,
  change: (feeds: readonly FeedEntryLike[]) => readonly FeedEntryLike[],
): void {
  const text = readFileSync(from, 'utf8')
  parseSources(text, from)
  const { feeds, ...rest } = document.parse(JSON.parse(text))
  const edited = `${JSON.stringify({ ...rest, feeds: change(feeds) }, null, 2)}\n`
  parseSources(edited, to)
  const unfinished = `${to}.part`
  writeFileSync(unfinished, edited)
  renameSync(unfinished, to)
}

export type FeedEntryLike = FeedEntry | { readonly id: string }
