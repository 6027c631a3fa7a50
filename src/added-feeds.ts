import { createHash } from 'node:crypto'
import { discoverFeeds, FeedParseError, type Fetcher, parseFeed } from './feeds/index.ts'
import type { FeedSource } from './types/index.ts'

export type AddedFeed =
  | { readonly ok: true; readonly source: FeedSource; readonly items: number }
  | { readonly ok: false; readonly reason: string }

/**
 * Looks at an address that somebody wants to add: finds the site's feed, reads it once, and says what it is or, in plain words,
 * why it can't be added. The fetcher's guard holds here as everywhere.
 */
export async function lookAtFeed(address: string, fetcher: Fetcher): Promise<AddedFeed> {
  const discovery = await discoverFeeds(fetcher, address)
  if (discovery.status !== 'found') return { ok: false, reason: discovery.message }
  const url = discovery.feeds[0]?.url ?? address
  const answer = await fetcher.fetch({ url })
  if (answer.status !== 'ok')
    return { ok: false, reason: answer.status === 'not-modified' ? 'the server sends no content' : answer.message }
  try {
    const feed = await parseFeed(answer.body, { url: answer.finalUrl, contentType: answer.contentType })
    const { hostname } = new URL(url)
    const source: FeedSource = {
      id: feedId(url),
      title: feed.title || hostname,
      url,
      homepage: feed.homepage,
      language: feed.language ?? 'mul',
      country: 'INT',
      kind: 'tech',
      intervalMinutes: null,
      disabled: false,
    }
    return { ok: true, source, items: feed.items.length }
  } catch (error) {
    if (error instanceof FeedParseError) return { ok: false, reason: error.message }
    throw error
  }
}

/** `news-example-3f2a91c0`: a person recognises it, and the same address always gets the same. */
function feedId(url: string): string {
  const name = new URL(url).hostname
    .replace(/^www\./, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  return `${name}-${createHash('sha256').update(url).digest('hex').slice(0, 8)}`
}
