import { readFileSync } from 'node:fs'
import { z } from 'zod'

export const urlDataSchema = z.strictObject({
  /** Query parameters that tell where a reader came from, not what the page is. */
  parameters: z.strictObject({
    prefixes: z.array(z.string().min(3)),
    names: z.array(z.string()),
    /** Those that do so only where the value says `rss` or `feed`. */
    feedNames: z.array(z.string()),
  }),
  /** The same, of one site and its subdomains. */
  byHost: z.array(z.strictObject({ host: z.string(), names: z.array(z.string()) })),
  /** Beginnings of fragments that do the same. */
  fragments: z.array(z.string()),
  /** Addresses that hold the address they lead to: in a parameter, the whole query, the rest of the path, or a part of it. */
  redirectors: z.array(
    z.strictObject({
      /** `google.*` is any top level. Subdomains are meant too. */
      host: z.string(),
      path: z.string(),
      parameters: z.array(z.string()).optional(),
      query: z.boolean().optional(),
      rest: z.enum(['http', 'https']).optional(),
      until: z.string().optional(),
      segment: z.string().optional(),
      encoding: z.literal('proofpoint').optional(),
    }),
  ),
  /** Parts of addresses of pictures that count readers or show no news. */
  pixels: z.array(z.string().min(1)).min(1),
})
type Redirector = z.infer<typeof urlDataSchema>['redirectors'][number]

const data = urlDataSchema.parse(JSON.parse(readFileSync(new URL('./urls.json', import.meta.url), 'utf8')))
const NAMES = new Set(data.parameters.names.map((name) => name.toLowerCase()))
const PREFIXES = data.parameters.prefixes
const BY_HOST = new Map(data.byHost.map(({ host, names }) => [host, new Set(names.map((name) => name.toLowerCase()))]))
const REDIRECTORS = new Map(
  data.redirectors.map(({ host }) => [host, data.redirectors.filter((redirector) => redirector.host === host)]),
)
/** One expression finds them in a quarter of the time that one after the other takes. */
const PIXELS = new RegExp(data.pixels.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))
const FEED_NAMES = new Set(data.parameters.feedNames)
const MAX_UNWRAPPED = 3
const MAX_LENGTH = 2_048

/** A host as everybody writes it: no number, no Punycode that could be wrong. */
const HOST = '(?:(?!xn--)[a-z\\d-]{1,63}\\.){1,8}[a-z]{2,63}'
const PLAIN = new RegExp(`^https?://${HOST}[/?#][!-~]*$`)
/** Signs that a URL parser leaves alone; `%` in a path could be a dot in disguise. */
const NORMAL = new RegExp(`^https?://(${HOST})/[\\w~/.,:;@!$&=+()*-]*(?:\\?([\\w~/.,:;@!$&=+()*%?-]*))?$`)
const DOTS = /\/\.{1,2}(?:[/?]|$)/

/** Surely an absolute http(s) URL that can be read; of others nothing is said. Much quicker than reading it. */
export const isPlainUrl = (text: string): boolean => text.length <= MAX_LENGTH / 2 && PLAIN.test(text)

/** The parts of a URL that reading and writing would not change, or null: most are of that kind, and reading is dear. */
function normal(text: string): RegExpExecArray | null {
  const match = text.length <= MAX_LENGTH ? NORMAL.exec(text) : null
  return match && !DOTS.test(text) ? match : null
}

/**
 * An absolute http(s) URL, relative ones resolved, credentials dropped; null for anything else (`javascript:`, `mailto:`,
 * nonsense, more than 2,048 characters).
 */
export function absoluteUrl(url: string, base?: string): string | null {
  const text = url.trim()
  return normal(text) ? text : (parse(text, base)?.href ?? null)
}

/** What links are relative to where an element has this `xml:base`: its base where it is an http(s) URL, else the outer one. */
export function resolveBase(own: string | undefined, outer: string): string {
  return own === undefined ? outer : (absoluteUrl(own, outer) ?? outer)
}

/** {@link absoluteUrl} and {@link cleanUrl} in one. */
export function cleanLink(url: string, base: string): string | null {
  const text = url.trim()
  const parts = normal(text)
  if (parts) {
    const [, host = '', query = ''] = parts
    const site = siteOf(host)
    if (site.redirectors.length === 0) {
      const kept = query === '' ? query : withoutTracks(query, site)
      if (kept === query) return text
      const page = text.slice(0, text.length - query.length - 1)
      return kept === '' ? page : `${page}?${kept}`
    }
  }
  const parsed = parse(text, base)
  return parsed && clean(parsed).href
}

/**
 * The link a reader should get: redirectors of known kinds unwrapped without a request, tracking parameters cut. What is no
 * http(s) URL comes back as it is, trimmed.
 */
export function cleanUrl(url: string): string {
  const parsed = parse(url)
  return parsed ? clean(parsed).href : url.trim()
}

/**
 * The identity of a page: what differs here is a different page. {@link cleanUrl}, and: https, no `www.`, no AMP or mobile
 * variant, no fragment (but a route: `#!`, `#/`), no index file or last slash, parameters in order. A key to compare by, not
 * an address to fetch.
 */
export function canonicalUrl(url: string): string {
  const parsed = parse(url)
  if (!parsed) return url.trim()
  const page = clean(parsed)
  page.protocol = 'https:'
  if (page.port === '80') page.port = ''
  page.hostname = page.hostname.replace(/^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)/, '').replace(/\.$/, '')
  if (!/^#[!/]./.test(page.hash)) page.hash = ''
  for (const name of ['amp', 'outputType'])
    if (/^(?:1|true|amp|)$/.test(page.searchParams.get(name) ?? '-')) page.searchParams.delete(name)
  page.searchParams.sort()
  page.pathname = page.pathname
    .replace(/%(?:2D|2E|5F|7E|[46][1-9A-F]|[57][0-9A]|3\d)/gi, (code) => decodeURIComponent(code))
    .replace(/\/{2,}/g, '/')
    .replace(/\/(?:index|default)\.(?:html?|php|aspx?)$/i, '/')
    .replace(/\/amp\/?$/, '/')
    .replace(/(?<=.)\/$/, '')
  if (page.search === '?') page.search = ''
  return page.href
}

/** A picture that counts readers, or shows a face or an advertisement instead of the news. */
export function isPixel(url: string): boolean {
  return PIXELS.test(url)
}

function parse(url: string, base?: string): URL | null {
  const text = url.trim()
  if (text === '' || text.length > MAX_LENGTH) return null
  try {
    const parsed = new URL(/^www\.[^/]+\.[a-z]{2,}(?:\/|$)/i.test(text) ? `https://${text}` : text, base)
    if ((parsed.protocol !== 'http:' && parsed.protocol !== 'https:') || parsed.hostname === '') return null
    if (parsed.username !== '' || parsed.password !== '') {
      parsed.username = ''
      parsed.password = ''
    }
    return parsed.href.length > MAX_LENGTH * 2 ? null : parsed
  } catch {
    return null
  }
}

function clean(url: URL): URL {
  let page = url
  for (let hop = 0; hop < MAX_UNWRAPPED; hop += 1) {
    const target = unwrap(page)
    if (!target) break
    page = target
  }
  if (page.search !== '') {
    const query = page.search.slice(1)
    const kept = withoutTracks(query, siteOf(page.hostname))
    if (kept !== query) page.search = kept
  }
  if (page.hash !== '' && data.fragments.some((start) => tracksFrom(page.hash.slice(1).toLowerCase(), start)))
    page.hash = ''
  return page
}

const tracksFrom = (fragment: string, start: string): boolean =>
  start.includes('=') || start.endsWith('_') ? fragment.startsWith(start) : fragment === start

/** What is known of a host. */
interface Site {
  readonly redirectors: readonly Redirector[]
  readonly names: readonly ReadonlySet<string>[]
}
/** A feed's links lead to few hosts. */
const SITES = new Map<string, Site>()
const MAX_SITES = 1_000

function siteOf(hostname: string): Site {
  let site = SITES.get(hostname)
  if (site === undefined) {
    site = findSite(hostname)
    if (SITES.size >= MAX_SITES) SITES.clear()
    SITES.set(hostname, site)
  }
  return site
}

/** `a.b.example.org` is also at home under `b.example.org`, `example.org`; `google.co.uk` and `google.com` are `google.*`. */
function findSite(hostname: string): Site {
  const labels = hostname.split('.')
  const homes = labels.map((_, index) => labels.slice(index).join('.'))
  const redirectors = homes
    .slice(0, -1)
    .flatMap(
      (home, index) =>
        REDIRECTORS.get(home) ?? (labels.length - index <= 3 ? (REDIRECTORS.get(`${labels[index]}.*`) ?? []) : []),
    )
  return { redirectors, names: homes.flatMap((home) => BY_HOST.get(home) ?? []) }
}

/** A query without what tells where a reader came from; the rest of it stays in its order, as it was written. */
function withoutTracks(query: string, site: Site): string {
  const pairs = query.split('&')
  const kept = pairs.filter((pair) => !tracks(pair, site))
  return kept.length < pairs.length ? kept.join('&') : query
}

function tracks(pair: string, site: Site): boolean {
  let [name = '', value = ''] = pair.split('=', 2)
  if (/[%+]/.test(pair)) [[name, value] = ['', '']] = new URLSearchParams(pair)
  const key = name.toLowerCase()
  return (
    NAMES.has(key) ||
    PREFIXES.some((prefix) => key.startsWith(prefix)) ||
    site.names.some((names) => names.has(key)) ||
    (FEED_NAMES.has(key) && /^(?:rss|feed|atom)/i.test(value))
  )
}

function unwrap(url: URL): URL | null {
  for (const redirector of siteOf(url.hostname).redirectors) {
    const target = url.pathname.startsWith(redirector.path) ? targetOf(url, redirector) : null
    const page = target ? parse(target) : null
    if (page) return page
  }
  return null
}

function targetOf(url: URL, redirector: Redirector): string | null {
  if (redirector.rest) return `${redirector.rest}://${url.pathname.slice(redirector.path.length)}${url.search}`
  if (redirector.query) return decoded(url.search.slice(1))
  if (redirector.until) {
    const end = url.href.indexOf(redirector.until)
    const start = url.href.indexOf(redirector.path) + redirector.path.length
    return end < 0 ? null : absolute(url.href.slice(start, end))
  }
  if (redirector.segment) {
    const { segment } = redirector
    const part = url.pathname.split('/').find((candidate) => candidate.startsWith(segment))
    return part ? absolute(decoded(part.slice(segment.length))) : null
  }
  for (const name of redirector.parameters ?? []) {
    const value = url.searchParams.get(name)
    const target = value && redirector.encoding ? decoded(value.replaceAll('-', '%').replaceAll('_', '/')) : value
    if (target && absolute(target)) return target
  }
  return null
}

const absolute = (text: string): string | null => (/^https?:\/\//i.test(text) ? text : null)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
