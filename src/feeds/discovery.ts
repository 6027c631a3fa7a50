import { decodeBody } from './charset.ts'
import type { Fetched, Fetcher, FetchFailure, FetchRequest } from './http/index.ts'
import { parseUrl } from './http/url.ts'
import { readTags } from './tags.ts'

export interface DiscoveredFeed {
  readonly url: string
  /** As the page names it. */
  readonly title: string | null
  /** The address itself is a feed, the page or its Link header names it, the page links to it, or it lies where feeds often do. */
  readonly how: 'itself' | 'named' | 'linked' | 'guessed'
}

export type Discovery =
  /** The likeliest first. */
  | { readonly status: 'found'; readonly feeds: readonly DiscoveredFeed[] }
  | { readonly status: 'none'; readonly message: string }
  | { readonly status: 'error'; readonly message: string }

/** Where publishing systems keep their feeds, the commonest first. */
const PATHS = ['feed', 'rss', 'feed.xml', 'rss.xml', 'atom.xml', 'index.xml', 'feed.json', 'feeds/posts/default']

const MAX_FEEDS = 20
/** Links of the page that are asked whether they are feeds. */
const MAX_LINKED = 5
const MAX_PAGE_BYTES = 2_000_000

const PAGE_TYPES = 'text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.8'

/** What people type or paste for a feed: `example.org`, `feed://…`, a URL with spaces around it. Null when it can't be one. */
export function feedUrl(text: string): string | null {
  const bare = text.trim().replace(/^feed:(\/\/)?/i, '')
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `https://${bare}`)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  return url.hostname.includes('.') || url.hostname.startsWith('[') || url.hostname === 'localhost' ? url.href : null
}

/**
 * Finds the feeds of a site. An address that is a feed is its own answer; else those that the page names (`<link rel="alternate">`,
 * Link header); else those that it links to or that lie where feeds often do, each asked first. Never rejects for what a server does.
 */
export async function discoverFeeds(
  fetcher: Fetcher,
  siteUrl: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Discovery> {
  const url = feedUrl(siteUrl)
  if (url === null) return { status: 'error', message: `"${siteUrl.slice(0, 200)}" is no web address` }
  const request = (address: string): FetchRequest => ({ url: address, accept: PAGE_TYPES, ...options })
  const page = await fetcher.fetch(request(url))
  if (page.status === 'ok') {
    if (looksLikeFeed(page.body)) return found([{ url: page.permanentUrl ?? url, title: null, how: 'itself' }])
    const { named, linked } = await feedsOfPage(page)
    if (named.length > 0) return found(named)
    const confirmed = await confirm(
      fetcher,
      linked.slice(0, MAX_LINKED).map((feed) => ({ ...feed, ...request(feed.url) })),
    )
    if (confirmed.length > 0) return found(confirmed)
  } else if (page.status === 'error' && !ANSWERED.has(page.kind)) return { status: 'error', message: page.message }

  const base = page.status === 'ok' ? page.finalUrl : url
  for (const guess of guesses(base)) {
    const [feed] = await confirm(fetcher, [{ ...request(guess), title: null, how: 'guessed' }])
    if (feed !== undefined) return found([feed])
    if (options.signal?.aborted) break
  }
  return { status: 'none', message: `no feed was found at ${new URL(base).hostname}` }
}

/** The page is missing or closed, but the site answers: a feed may still lie there. */
const ANSWERED: ReadonlySet<FetchFailure['kind']> = new Set<FetchFailure['kind']>([
  'not-found',
  'forbidden',
  'client-error',
  'server-error',
  'empty',
  'too-large',
])

const found = (feeds: readonly DiscoveredFeed[]): Discovery => ({ status: 'found', feeds })

type Candidate = FetchRequest & Pick<DiscoveredFeed, 'title' | 'how'>

/** Those of the candidates that are feeds, each at the address where it was found in the end, once. */
async function confirm(fetcher: Fetcher, candidates: readonly Candidate[]): Promise<DiscoveredFeed[]> {
  const answers = await Promise.all(
    candidates.map(async (candidate) => [candidate, await fetcher.fetch(candidate)] as const),
  )
  const feeds = new Map<string, DiscoveredFeed>()
  for (const [{ url, title, how }, answer] of answers)
    if (answer.status === 'ok' && looksLikeFeed(answer.body) && !feeds.has(answer.finalUrl))
      feeds.set(answer.finalUrl, { url: answer.permanentUrl ?? url, title, how })
  return [...feeds.values()]
}

function guesses(base: string): string[] {
  const folders = [new URL('.', base).href, new URL('/', base).href]
  return [...new Set(folders.flatMap((folder) => PATHS.map((path) => new URL(path, folder).href)))]
}

/** By the first tag, or by the version that a JSON Feed begins with: cheap, and enough to tell a feed from a page. */
export function looksLikeFeed(body: Uint8Array): boolean {
  // UTF-16 shows as NUL bytes between the letters.
  const start = Buffer.from(body.subarray(0, 4_096)).toString('latin1').replaceAll('\0', '')
  if (/^[^<]{0,8}\s*\{/.test(start)) return /"version"\s*:\s*"https?:(\\?\/){2}(www\.)?jsonfeed\.org/i.test(start)
  const tag = /<([a-z][\w.:-]*)/i.exec(start.replace(/<!--[\s\S]*?-->/g, ''))?.[1]?.toLowerCase() ?? ''
  return ['rss', 'feed', 'rdf'].includes(tag.split(':').at(-1) ?? '')
}

const FEED_TYPES = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/rdf+xml',
  'application/feed+json',
  'application/xml',
  'text/xml',
])

/** `rss`, `atom` or `feed` as a word of an address. */
const FEED_LINK = /(^|[/._?=-])(rss|atom|feeds?)([/._?=-]|$)|\.rdf$/i

interface PageFeeds {
  readonly named: readonly DiscoveredFeed[]
  readonly linked: readonly DiscoveredFeed[]
}

async function feedsOfPage(page: Fetched): Promise<PageFeeds> {
  const named = new Map<string, DiscoveredFeed>()
  const linked = new Map<string, DiscoveredFeed>()
  let base = new URL(page.finalUrl)
  const add = (to: Map<string, DiscoveredFeed>, how: DiscoveredFeed['how'], href: string, title: string | null) => {
    const url = parseUrl(href.trim(), base)
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || href.length > 2_048) return
    url.hash = ''
    if (to.size < MAX_FEEDS && !to.has(url.href)) to.set(url.href, { url: url.href, title: oneLine(title), how })
  }
  const isNamed = (rel: string | undefined, type: string | undefined) => {
    const relations = (rel ?? '').toLowerCase().split(/\s+/)
    const mime = (type ?? '').toLowerCase().split(';')[0]?.trim() ?? ''
    return (relations.includes('alternate') && FEED_TYPES.has(mime)) || relations.includes('feed')
  }
  for (const link of linkHeader(page.link ?? ''))
    if (isNamed(link.parameters.get('rel'), link.parameters.get('type')))
      add(named, 'named', link.url, link.parameters.get('title') ?? null)

  const html = await decodeBody(page.body.subarray(0, MAX_PAGE_BYTES), page.contentType, async () => {})
  readTags(html, 'html', {
    open(name, attributes) {
      const href = attributes.get('href')
      if (href === undefined) return
      if (name === 'base') base = parseUrl(href, new URL(page.finalUrl)) ?? base
      else if (name === 'link' && isNamed(attributes.get('rel'), attributes.get('type')))
        add(named, 'named', href, attributes.get('title') ?? null)
      else if (name === 'a' && FEED_LINK.test(href)) add(linked, 'linked', href, attributes.get('title') ?? null)
    },
  })
  return { named: commentsLast([...named.values()]), linked: [...linked.values()] }
}

/** Blogs name the feed of their comments beside that of their posts: it is never the one that is meant. */
function commentsLast(feeds: readonly DiscoveredFeed[]): DiscoveredFeed[] {
  const isComments = ({ url, title }: DiscoveredFeed) => /comment|kommentar/i.test(`${url} ${title ?? ''}`)
  return [...feeds.filter((feed) => !isComments(feed)), ...feeds.filter(isComments)]
}

/** RFC 8288: `<url>; rel="alternate"; type="…", <url>; …`. */
function linkHeader(value: string): { url: string; parameters: Map<string, string> }[] {
  return [...value.slice(0, 8_192).matchAll(/<([^<>]*)>([^<]*)/g)].map(([, url = '', rest = '']) => {
    const parameters = [...rest.matchAll(/;\s*([\w*-]+)\s*=\s*(?:"([^"]*)"|([^;,"\s]+))/g)]
    return { url, parameters: new Map(parameters.map(([, name = '', a, b]) => [name.toLowerCase(), a ?? b ?? ''])) }
  })
}

const oneLine = (text: string | null): string | null =>
  text
    ?.replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 200) || null
