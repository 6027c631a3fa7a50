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
  pixels: z.array(z.string()),
})
type Redirector = z.infer<typeof urlDataSchema>['redirectors'][number]

const data = urlDataSchema.parse(JSON.parse(readFileSync(new URL('./urls.json', import.meta.url), 'utf8')))
const NAMES = new Set(data.parameters.names.map((name) => name.toLowerCase()))
const PREFIXES = data.parameters.prefixes
const BY_HOST = new Map(data.byHost.map(({ host, names }) => [host, new Set(names.map((name) => name.toLowerCase()))]))
const REDIRECTORS = new Map(
  data.redirectors.map(({ host }) => [host, data.redirectors.filter((redirector) => redirector.host === host)]),
)
const FEED_NAMES = new Set(data.parameters.feedNames)
const MAX_UNWRAPPED = 3
const MAX_LENGTH = 2_048

/**
 * An absolute http(s) URL, relative ones resolved, credentials dropped; null for anything else (`javascript:`, `mailto:`,
 * nonsense, more than 2,048 characters).
 */
export function absoluteUrl(url: string, base?: string): string | null {
  return parse(url, base)?.href ?? null
}

/** {@link absoluteUrl} and {@link cleanUrl} in one. */
export function cleanLink(url: string, base: string): string | null {
  const parsed = parse(url, base)
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
  return data.pixels.some((part) => url.includes(part))
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
    const own = hosts(page.hostname).map((host) => BY_HOST.get(host))
    const tracks = (name: string, value: string): boolean =>
      NAMES.has(name) ||
      PREFIXES.some((prefix) => name.startsWith(prefix)) ||
      own.some((names) => names?.has(name)) ||
      (FEED_NAMES.has(name) && /^(?:rss|feed|atom)/i.test(value))
    const pairs = page.search.slice(1).split('&')
    const kept = pairs.filter(
      (pair) => ![...new URLSearchParams(pair)].some(([name, value]) => tracks(name.toLowerCase(), value)),
    )
    // Put together from the pairs as they were written: order and escapes stay.
    if (kept.length < pairs.length) page.search = kept.join('&')
  }
  if (page.hash !== '' && data.fragments.some((start) => tracksFrom(page.hash.slice(1).toLowerCase(), start)))
    page.hash = ''
  return page
}

const tracksFrom = (fragment: string, start: string): boolean =>
  start.includes('=') || start.endsWith('_') ? fragment.startsWith(start) : fragment === start

/** `a.b.example.org` is also at home under `b.example.org`, `example.org`. */
function hosts(hostname: string): string[] {
  const labels = hostname.split('.')
  return labels.map((_, index) => labels.slice(index).join('.'))
}

function unwrap(url: URL): URL | null {
  const labels = url.hostname.split('.')
  for (let index = 0; index < labels.length - 1; index += 1) {
    // `google.co.uk` and `google.com` are `google.*`.
    const known =
      REDIRECTORS.get(labels.slice(index).join('.')) ??
      (labels.length - index <= 3 ? REDIRECTORS.get(`${labels[index]}.*`) : undefined)
    for (const redirector of known ?? []) {
      const target = url.pathname.startsWith(redirector.path) ? targetOf(url, redirector) : null
      const page = target ? parse(target) : null
      if (page) return page
    }
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
