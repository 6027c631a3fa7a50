import { parseFeed } from '../../../src/feeds/index.ts'
import type { FeedItem, ParsedFeed } from '../../../src/types/index.ts'

export const FEED_URL = 'https://news.example.org/feeds/all.xml'

export const parse = (body: string | Uint8Array, contentType: string | null = null): Promise<ParsedFeed> =>
  parseFeed(typeof body === 'string' ? Buffer.from(body) : body, { url: FEED_URL, contentType })

export const NAMESPACES = [
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:dcterms="http://purl.org/dc/terms/"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
].join(' ')

export const rss = (inner: string, attributes = `version="2.0" ${NAMESPACES}`): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss ${attributes}><channel><title>Channel</title><link>https://news.example.org/</link>${inner}</channel></rss>`

export const atom = (
  inner: string,
  attributes = `xmlns="http://www.w3.org/2005/Atom" ${NAMESPACES.replace(/xmlns:atom="[^"]*"/, '')}`,
): string =>
  `<?xml version="1.0" encoding="UTF-8"?><feed ${attributes}><title>Feed</title><id>tag:news.example.org,2026:all</id>${inner}</feed>`

export const rdf = (inner: string): string =>
  `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" ${NAMESPACES}><channel rdf:about="https://news.example.org/"><title>Channel</title><link>https://news.example.org/</link></channel>${inner}</rdf:RDF>`

/** The only item of a feed. */
export async function only(body: string | Uint8Array, contentType: string | null = null): Promise<FeedItem> {
  const { items } = await parse(body, contentType)
  const [item] = items
  if (items.length !== 1 || item === undefined) throw new Error(`expected one item, found ${items.length}`)
  return item
}

const PAGE = '<link>https://news.example.org/a</link>'

/** The item of an RSS 2.0 feed with these elements, and a link where they bring none. */
export const rssItem = (elements: string): Promise<FeedItem> =>
  only(rss(`<item>${/<link|<guid/.test(elements) ? '' : PAGE}${elements}</item>`))

/** The entry of an Atom feed with these elements, and a link where they bring none. */
export const atomEntry = (elements: string): Promise<FeedItem> =>
  only(
    atom(`<entry>${elements.includes('<link') ? '' : '<link href="https://news.example.org/a"/>'}${elements}</entry>`),
  )
