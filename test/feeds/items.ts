import type { FeedItem, FeedSource, ParsedFeed } from '../../src/types/index.ts'

export const NOW = new Date('2026-11-25T10:00:00Z')

export const ago = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000)

/** An item with everything in it; what a test is about is overridden. */
export function item(name: string, changes: Partial<FeedItem> = {}): FeedItem {
  return {
    id: `urn:${name}`,
    url: `https://news.example/${name}`,
    title: `Headline of ${name}`,
    summary: `What happened in ${name}, told in a sentence that is long enough to be nobody else's.`,
    content: '',
    publishedAt: ago(1),
    updatedAt: null,
    authors: [],
    categories: [],
    language: null,
    image: null,
    ...changes,
  }
}

export function feed(items: readonly FeedItem[], changes: Partial<ParsedFeed> = {}): ParsedFeed {
  return {
    format: 'rss',
    title: 'News',
    homepage: null,
    language: null,
    items,
    ttlMinutes: null,
    skipHours: [],
    skipDays: [],
    hub: null,
    ...changes,
  }
}

export function source(changes: Partial<FeedSource> = {}): FeedSource {
  return {
    id: 'news',
    title: 'News',
    url: 'https://news.example/feed',
    homepage: null,
    language: 'en',
    country: 'INT',
    kind: 'tech',
    intervalMinutes: null,
    disabled: false,
    ...changes,
  }
}
