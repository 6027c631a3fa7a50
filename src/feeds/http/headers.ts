import type { IncomingHttpHeaders } from 'node:http'

const one = (value: string | string[] | undefined): string | null =>
  (Array.isArray(value) ? value.join(', ') : value)?.trim() || null

/** A header's value, repeated ones joined by commas; null when absent or blank. */
export function header(headers: IncomingHttpHeaders, name: string): string | null {
  return one(headers[name])
}

/**
 * Seconds for which an answer is fresh (RFC 9111 section 4.2): max-age, else Expires, less the time that caches on the way held it.
 * `no-cache` and `no-store` ask for nothing to be kept, not for a slower poll: they count as silence, and so does a past Expires.
 */
export function freshForSeconds(headers: IncomingHttpHeaders, now: Date): number | null {
  const directives = cacheControl(header(headers, 'cache-control'))
  if (directives.has('no-cache') || directives.has('no-store')) return null
  const maxAge = wholeSeconds(directives.get('max-age') ?? null)
  if (maxAge !== null) return positive(maxAge - (wholeSeconds(header(headers, 'age')) ?? 0))
  const expires = date(header(headers, 'expires'))
  if (expires === null) return null
  // Measured on the server's clock, so that a wrong one does no harm.
  return positive(Math.round((expires - (date(header(headers, 'date')) ?? now.getTime())) / 1000))
}

/** Retry-After in seconds from now: a number or a date (RFC 9110 section 10.2.3); null when absent, senseless or past. */
export function retryAfterSeconds(headers: IncomingHttpHeaders, now: Date): number | null {
  const value = header(headers, 'retry-after')
  const seconds = wholeSeconds(value)
  if (seconds !== null) return positive(seconds)
  const at = date(value)
  return at === null ? null : positive(Math.ceil((at - (date(header(headers, 'date')) ?? now.getTime())) / 1000))
}

function cacheControl(value: string | null): Map<string, string> {
  const directives = (value ?? '').split(',').map((part) => part.trim().toLowerCase().split('='))
  return new Map(directives.map(([name = '', argument = '']) => [name.trim(), argument.replaceAll('"', '').trim()]))
}

const wholeSeconds = (value: string | null): number | null =>
  value !== null && /^\d{1,10}$/.test(value) ? Number(value) : null

function date(value: string | null): number | null {
  // HTTP dates have letters in them; `Expires: 0` and `-1` mean "already stale".
  if (value === null || !/[a-z]{3}/i.test(value)) return null
  const time = Date.parse(value)
  return Number.isNaN(time) ? null : time
}

const positive = (seconds: number): number | null => (seconds > 0 ? seconds : null)
