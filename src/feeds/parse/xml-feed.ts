import type { ParsedFeed } from '../../types/index.ts'
import { tidy } from '../text/clean.ts'
import { absoluteUrl } from '../text/urls.ts'
import type { Entry } from './entry.ts'
import { FeedParseError } from './errors.ts'
import { authorNames } from './fields.ts'
import { type Draft, finish, readItem, readLine } from './items.ts'
import { languageId } from './languages.ts'
import { ENTRY_COST, SLICE } from './limits.ts'
import { line, type RawFeed, runRssParser } from './rss.ts'
import { FeedScanner } from './scan.ts'
import type { Turns } from './turns.ts'

/**
 * RSS 0.9x, 1.0, 2.0 and Atom: the scanner mends a slice, rss-parser reads the entries it finished, {@link readItem} turns
 * them into drafts, and the event loop gets its turn. Nothing but the drafts outlives a slice.
 */
export async function parseXmlFeed(text: string, url: string, turns: Turns): Promise<ParsedFeed> {
  const scanner = new FeedScanner(text, url)
  const drafts: Draft[] = []
  const readPending = async (): Promise<void> => {
    for (const batch of batches(scanner.take())) {
      const { items } = await runRssParser(scanner.format ?? 'rss', '', batch)
      await turns.share()
      for (const [index, entry] of batch.entries()) {
        drafts.push(readItem(items[index] ?? {}, entry))
        if (turns.isOver) await turns.share()
      }
    }
  }
  while (scanner.read(SLICE)) {
    await turns.share()
    if (scanner.pendingLength >= SLICE) await readPending()
  }
  scanner.end()
  if (scanner.format === null)
    throw new FeedParseError(
      scanner.sawHtml
        ? 'This is a web page (HTML), not a feed.'
        : 'There is no RSS, Atom or RDF feed in this document.',
    )
  await readPending()
  const { feed } = await runRssParser(scanner.format, scanner.head.write(scanner.format), [])
  return { format: scanner.format, ...(await describe(feed, scanner.language, url, drafts, turns)) }
}

/** Parts of about {@link SLICE} characters. */
function* batches(items: readonly Entry[]): Generator<readonly Entry[]> {
  let start = 0
  let length = 0
  for (const [index, item] of items.entries()) {
    length += item.xml.length + ENTRY_COST
    if (length < SLICE) continue
    yield items.slice(start, index + 1)
    start = index + 1
    length = 0
  }
  if (start < items.length) yield items.slice(start)
}

async function describe(
  feed: RawFeed,
  scope: string | null,
  url: string,
  drafts: readonly Draft[],
  turns: Turns,
): Promise<Omit<ParsedFeed, 'format'>> {
  const field = (name: string): string => line(feed[name]).text.trim()
  const language = languageId(field('language')) ?? languageId(field('dc:language')) ?? languageId(scope)
  const homepage = absoluteUrl(field('link'), url)
  const author = field('author')
  return {
    title: readLine(line(feed.title ?? feed['dc:title'])) || new URL(url).hostname,
    homepage,
    language,
    items: await finish(
      drafts,
      { url, homepage, language, authors: author === '' ? [] : authorNames([author]) },
      turns,
    ),
    ttlMinutes: ttl(field('ttl'), field('sy:updatePeriod'), field('sy:updateFrequency')),
    skipHours: hours(feed.skipHours),
    skipDays: days(feed.skipDays),
    hub: absoluteUrl(field('hub'), url),
  }
}

/** Minutes of `sy:updatePeriod`. */
const PERIODS: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1_440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
}

function ttl(minutes: string, period: string, frequency: string): number | null {
  if (/^\d{1,6}$/.test(minutes) && Number(minutes) > 0) return Number(minutes)
  const length = PERIODS[tidy(period).toLowerCase()]
  const times = /^\d{1,4}$/.test(frequency) ? Math.max(1, Number(frequency)) : 1
  return length === undefined ? null : Math.max(1, Math.round(length / times))
}

/** The texts of the elements in `skipHours` and `skipDays`. */
function children(node: unknown, name: string): string[] {
  if (typeof node !== 'object' || node === null) return []
  const list: unknown = Object.entries(node).find(([key]) => key === name)?.[1]
  return Array.isArray(list) ? list.map((child) => line(child).text.trim()) : []
}

function hours(node: unknown): number[] {
  const numbers = children(node, 'hour').map((hour) => Number(hour || Number.NaN))
  // RSS 0.91 counts to 24, RSS 2.0 from 0 to 23.
  return [
    ...new Set(numbers.filter((hour) => Number.isInteger(hour) && hour >= 0 && hour <= 24).map((hour) => hour % 24)),
  ].sort((a, b) => a - b)
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** English names, as the specification has them. */
function days(node: unknown): number[] {
  const numbers = children(node, 'day').map((day) => DAYS.indexOf(day.toLowerCase()))
  return [...new Set(numbers.filter((day) => day >= 0))].sort((a, b) => a - b)
}
