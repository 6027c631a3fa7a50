import { timingSafeEqual } from 'node:crypto'
import { hostname } from 'node:os'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import ipaddr from 'ipaddr.js'

export interface GuardOptions {
  /** What the server is bound to. */
  readonly host: string
  /** Further names that it is reached under, such as that of a proxy in front. */
  readonly names: readonly string[]
  /** Asked for where others than this machine may connect; null where only it can. */
  readonly token: string | null
  /** What is shown to a browser that has no token. */
  readonly refusal: (c: Context) => string
}

/** Nothing from elsewhere, nothing inline, no frame around it, no text that becomes markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
}

/** Puts the headers on every answer, errors included; what sets `cache-control` itself keeps its own. */
export const safeHeaders: MiddlewareHandler = async (c, next) => {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
  await next()
}

const ARRIVAL = `<!doctype html><html lang="en"><title>Vigie</title><link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<meta http-equiv="refresh" content="0;url=/"></html>`

const TOKEN_COOKIE = 'vigie-token'
const STRICT = { httpOnly: true, sameSite: 'Strict', path: '/' } as const
const A_YEAR = 31_536_000

/**
 * Lets in only what comes from the page itself.
 *
 * A page elsewhere could point a name of its own at this address (DNS rebinding), so the Host header has to be an IP address or
 * a name that is known; it could send a form here, so a POST has to come from this very origin. Where other machines may connect,
 * the token is needed as well: once in the address, then as a cookie.
 */
export function guard({ host, names, token, refusal }: GuardOptions): MiddlewareHandler {
  const known = new Set(
    ['localhost', host, hostname(), `${hostname()}.local`, ...names].map((name) => name.toLowerCase()),
  )
  return async (c, next) => {
    const asked = c.req.header('host') ?? ''
    const name = hostOf(asked)
    if (name === null || !(known.has(name) || ipaddr.isValid(name))) return c.text('Unknown host name', 421)
    // Another port of this machine is another page, too. Browsers that don't say where a request comes from send an Origin.
    const from = c.req.header('sec-fetch-site') ?? 'same-origin'
    if (from !== 'same-origin' && from !== 'none' && c.req.header('sec-fetch-mode') !== 'navigate')
      return c.text('Only this page itself may ask', 403)
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      const origin = c.req.header('origin') ?? ''
      if (!URL.canParse(origin) || new URL(origin).host !== normalised(asked))
        return c.text('Only this page itself may ask', 403)
    }
    if (token === null) return next()
    const given = c.req.query('token')
    if (c.req.path === '/' && given !== undefined && same(given, token)) {
      setCookie(c, TOKEN_COOKIE, token, { ...STRICT, maxAge: A_YEAR })
      // No redirect: a strict cookie does not go along with one that began on another site, in a mail for example.
      return c.html(ARRIVAL)
    }
    return same(getCookie(c, TOKEN_COOKIE) ?? '', token) ? next() : c.text(refusal(c), 401)
  }
}

/** Whether nobody but this machine can connect to it. */
export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback'
}

/** `[::1]:8466` → `::1`; null for what is no host. */
function hostOf(header: string): string | null {
  if (!URL.canParse(`http://${header}`)) return null
  const { hostname: name, pathname, search, username } = new URL(`http://${header}`)
  return pathname === '/' && search === '' && username === '' ? name.replace(/^\[|\]$/g, '') : null
}

/** With the default port left out, as in an origin. */
const normalised = (header: string): string => new URL(`http://${header}`).host.replace(/:443$/, '')

function same(given: string, expected: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

export { STRICT as STRICT_COOKIE }
