import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { lookAtFeed } from '../added-feeds.ts'
import { editSources, type FeedEntry, parseSources } from '../config/index.ts'
import { describeParsed, parseFeed, readOpml, writeOpml } from '../feeds/index.ts'
import type { FeedSource } from '../types/index.ts'
import { type Context, print, tell, UsageError, withCore } from './context.ts'

/** A list of one's own in the working folder: the one that comes along is copied there with the first change. */
const ownFile = ({ config, env }: Context): string =>
  env.VIGIE_FEEDS === undefined ? resolve(process.cwd(), 'feeds.json') : config.feedsFile

const entryOf = ({ id, title, url, homepage, language, country, kind }: FeedSource): FeedEntry => ({
  id,
  title: title.slice(0, 120),
  url,
  ...(homepage === null ? {} : { homepage }),
  language: /^[a-z]{2}$/.test(language) ? language : 'mul',
  country,
  kind,
})

/** `vigie feeds add URL`: finds the feed of a site, reads it once and puts it into feeds.json. */
export async function addFeed(
  context: Context,
  address: string,
  options: { id?: string; title?: string; lang?: string; country?: string; kind?: string },
): Promise<void> {
  await withCore(context, false, async ({ fetcher }) => {
    const found = await lookAtFeed(address, fetcher)
    if (!found.ok) {
      tell(`${address} was not added: ${found.reason}`)
      process.exitCode = 1
      return
    }
    const entry: FeedEntry = {
      ...entryOf(found.source),
      ...(options.id === undefined ? {} : { id: options.id }),
      ...(options.title === undefined ? {} : { title: options.title }),
      ...(options.lang === undefined ? {} : { language: options.lang }),
      ...(options.country === undefined ? {} : { country: options.country }),
      ...(options.kind === undefined ? {} : { kind: options.kind }),
    }
    const file = ownFile(context)
    editSources(context.config.feedsFile, file, (feeds) => [...feeds, entry])
    tell(`${entry.id} (${entry.title}, ${found.items} items) is in ${file}`)
  })
}

/** `vigie feeds remove ID…` */
export function removeFeeds(context: Context, ids: readonly string[]): void {
  const unknown = ids.filter((id) => !context.config.sources.some((source) => source.id === id))
  if (unknown.length > 0) throw new UsageError(`No such feed: ${unknown.join(', ')}`)
  const file = ownFile(context)
  editSources(context.config.feedsFile, file, (feeds) => feeds.filter(({ id }) => !ids.includes(id)))
  tell(`${ids.length} removed from ${file}; what they brought stays stored`)
}

/** `vigie feeds import FILE`: the feeds of an OPML file or of another feeds.json that are not in the list yet. */
export function importFeeds(
  context: Context,
  path: string,
  options: { country: string; lang: string; kind: string },
): void {
  const text = readFileSync(path, 'utf8')
  const { feeds, problems } = text.trimStart().startsWith('{')
    ? { feeds: parseSources(text, path).map(entryOf), problems: [] }
    : fromOpml(text, options)
  for (const problem of problems) tell(`  ${problem}`)
  const known = new Set(context.config.sources.map(({ url }) => url))
  const added = withFreshIds(
    feeds.filter(({ url }) => !known.has(url)),
    context.config.sources.map(({ id }) => id),
  )
  const file = ownFile(context)
  if (added.length > 0) editSources(context.config.feedsFile, file, (list) => [...list, ...added])
  tell(`${added.length} of ${feeds.length} feeds added to ${file}, ${feeds.length - added.length} were there`)
}

function fromOpml(text: string, defaults: { country: string; lang: string; kind: string }) {
  const { feeds, problems } = readOpml(text)
  const entries = feeds.map(
    ({ title, url, homepage, language }): FeedEntry => ({
      id: slug(title) || slug(new URL(url).hostname),
      title: title.slice(0, 120) || new URL(url).hostname,
      url,
      ...(homepage === null ? {} : { homepage }),
      language: language?.slice(0, 2) ?? defaults.lang,
      country: defaults.country,
      kind: defaults.kind,
    }),
  )
  return { feeds: entries, problems }
}

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

/** `heise`, and for another of that name `heise-2`. */
function withFreshIds(entries: readonly FeedEntry[], taken: readonly string[]): FeedEntry[] {
  const ids = new Set(taken)
  return entries.map((entry) => {
    let id = entry.id
    for (let n = 2; ids.has(id); n++) id = `${entry.id}-${n}`
    ids.add(id)
    return { ...entry, id }
  })
}

/** `vigie feeds export`: the list as OPML, for other readers. */
export function exportFeeds({ config }: Context): void {
  const feeds = config.sources.map(({ title, url, homepage, language, kind }) => ({
    title,
    url,
    homepage,
    language,
    folders: [kind],
  }))
  print(writeOpml(feeds, { title: 'Feeds of Vigie', date: new Date() }))
}

/** `vigie feeds parse FILE…`: how Vigie reads files, a line of JSON each. */
export async function parseFiles(
  files: readonly string[],
  options: { base?: string; contentType?: string },
): Promise<void> {
  for (const file of files) {
    const result = await parseFeed(readFileSync(file), {
      url: options.base ?? 'https://feed.example/',
      contentType: options.contentType ?? null,
    }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
    print(JSON.stringify(describeParsed(file, result)))
    if (result instanceof Error) process.exitCode = 1
  }
}
