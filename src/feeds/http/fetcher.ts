import { setMaxListeners } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { EnvHttpProxyAgent } from 'undici'
import { createGuard, type GuardOptions, guardedConnector } from '../guard/index.ts'
import { BodyTooLargeError, decode, readBounded } from './body.ts'
import { type Failure, failureOf, failureOfStatus, isStaleConnection } from './failure.ts'
import { freshForSeconds, header, retryAfterSeconds } from './headers.ts'
import { createLimiter, type LimiterOptions } from './limiter.ts'
import { createPauses } from './pauses.ts'
import { proxySettings } from './proxy.ts'
import { requestHeaders } from './request.ts'
import type { FetchRequest, FetchResult } from './result.ts'
import { parseUrl, showUrl, withoutCredentials } from './url.ts'

export interface FetcherOptions extends GuardOptions, Partial<LimiterOptions> {
  /** Says who asks and where to complain; see `userAgent`. */
  readonly userAgent: string
  /** For one feed from the first connection to the last byte, redirects included, waiting for its turn not. Default 20 s. */
  readonly timeoutMs?: number
  /** Of the body, before and after decompression. Default 10 MiB. */
  readonly maxBytes?: number
  /** Default 8. */
  readonly maxRedirects?: number
  /** Where HTTP_PROXY, HTTPS_PROXY and NO_PROXY stand, in either case. Default: the process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly now?: () => Date
}

export interface Fetcher {
  /** Asks for one feed, conditionally where validators are given. Never rejects for what a server or the network does. */
  fetch(request: FetchRequest): Promise<FetchResult>
  /** Ends all connections; what is under way fails as `aborted`. */
  close(): Promise<void>
}

/**
 * A feed reader's HTTP client: polite (conditional requests, turns by host, the server's own pauses), bounded (bytes, time,
 * redirects) and guarded (public addresses only, judged when dialled).
 *
 * Behind a proxy, the proxy dials. Addresses in URLs are judged all the same, and names as far as they are known here; what a
 * name leads to that only the proxy can resolve is for the proxy's own rules.
 *
 * @throws TypeError when a network or a proxy of the options can't be read
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { timeoutMs = 20_000, maxBytes = 10 * 1024 * 1024, maxRedirects = 8, now = () => new Date() } = options
  const perHost = options.perHost ?? { concurrency: 2, spacingMs: 500 }
  const limiter = createLimiter({ concurrency: options.concurrency ?? 32, perHost })
  const guard = createGuard(options)
  const proxy = proxySettings(options.env ?? process.env)
  const underWay = new Set<AbortController>()
  let closed = false
  const pauses = createPauses()
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy.http,
    httpsProxy: proxy.https,
    noProxy: proxy.none,
    proxyTunnel: false,
    connect: guardedConnector(guard, Math.min(timeoutMs, 10_000)),
    connections: perHost.concurrency,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  })

  /** One request to one URL, no redirect followed. */
  async function ask(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Reply> {
    for (let attempt = 1; ; attempt++) {
      try {
        const reply = await dispatcher.request({
          origin: url.origin,
          path: url.pathname + url.search,
          method: 'GET',
          headers,
          signal,
        })
        return { status: reply.statusCode, headers: reply.headers, body: reply.body }
      } catch (error) {
        if (attempt > 1 || signal.aborted || !isStaleConnection(error)) throw error
      }
    }
  }

  async function fetch(request: FetchRequest): Promise<FetchResult> {
    const stop = new AbortController()
    const giveUp = () => stop.abort()
    if (closed || request.signal?.aborted) stop.abort()
    underWay.add(stop)
    // AbortSignal.any would do, but in Node 20 a long-lived signal keeps what was derived from it.
    if (request.signal !== undefined) setMaxListeners(0, request.signal)
    request.signal?.addEventListener('abort', giveUp)
    try {
      return await follow(request, stop)
    } finally {
      underWay.delete(stop)
      request.signal?.removeEventListener('abort', giveUp)
    }
  }

  /** Asks, and goes where redirects lead. */
  async function follow(request: FetchRequest, stop: AbortController): Promise<FetchResult> {
    let elapsedMs = 0
    let timedOut = false
    let url = parseUrl(request.url)
    if (url === null) return fail(request.url, { kind: 'invalid-url', message: `"${showUrl(request.url)}" is no URL` })
    const secure = url.protocol === 'https:'
    const visited = new Set<string>()
    let permanent = true
    let permanentUrl: string | null = null

    for (;;) {
      const here = url
      const refusal = guard.refuseUrl(here) ?? (await refuseBehindProxy(here))
      if (refusal !== null) return fail(here, { kind: 'blocked', message: `not asked for: ${refusal}` })
      visited.add(here.href)
      const step = await turn(here)
      if ('status' in step) return step
      const next = step.next
      if (step.permanent && permanent && !(secure && next.protocol === 'http:')) permanentUrl = next.href
      else {
        permanent = false
        permanentUrl = null
      }
      if (visited.has(next.href))
        return fail(next, { kind: 'redirects', message: `${here.hostname} redirects in a circle` })
      if (visited.size > maxRedirects)
        return fail(next, { kind: 'redirects', message: `more than ${maxRedirects} redirects, given up` })
      url = next
    }

    /** Waits for its turn, asks, reads. */
    async function turn(here: URL): Promise<FetchResult | { next: URL; permanent: boolean }> {
      try {
        return await limiter.run(
          here.hostname,
          async () => {
            const pause = pauses.left(here.hostname, now())
            if (pause !== null) {
              const message = `${here.hostname} has asked for a pause (HTTP 429)`
              return fail(here, { kind: 'rate-limited', message }, null, pause)
            }
            const started = performance.now()
            const timer = setTimeout(() => {
              timedOut = true
              stop.abort()
            }, timeoutMs - elapsedMs)
            try {
              return await read(here, stop.signal, () => elapsedMs + since(started))
            } finally {
              clearTimeout(timer)
              elapsedMs += since(started)
            }
          },
          stop.signal,
        )
      } catch (error) {
        const aborted = stop.signal.aborted && !timedOut
        return fail(here, failureOf(error, { host: here.hostname, timeoutMs, maxBytes, timedOut, aborted }))
      }
    }

    async function read(
      here: URL,
      signal: AbortSignal,
      elapsed: () => number,
    ): Promise<FetchResult | { next: URL; permanent: boolean }> {
      const { status, headers, body } = await ask(here, requestHeaders(here, request, options.userAgent), signal)
      // Whatever befalls it is told by who reads it; a body that nobody reads any more must not end the process.
      body.on('error', () => {})
      const at = now()
      pauses.note(here.hostname, status, status === 429 ? retryAfterSeconds(headers, at) : null, at)
      if (status >= 200 && status < 300) {
        try {
          if (Number(header(headers, 'content-length')) > maxBytes) throw new BodyTooLargeError()
          const wire = await readBounded(body, maxBytes)
          const decoded = await decode(wire, header(headers, 'content-encoding'), maxBytes)
          if (decoded.length === 0)
            return fail(here, { kind: 'empty', message: `${here.hostname} answers with nothing in it` }, status)
          return {
            status: 'ok',
            ...answer(here, status, headers, at),
            elapsedMs: elapsed(),
            body: decoded,
            contentType: header(headers, 'content-type'),
            link: header(headers, 'link'),
            wireBytes: wire.length,
          }
        } finally {
          body.destroy()
        }
      }
      // Small bodies are read to their end, so that the connection can serve the next request.
      await body.dump({ limit: 64 * 1024, signal }).catch(() => undefined)
      if (status === 304) return { status: 'not-modified', ...answer(here, status, headers, at), elapsedMs: elapsed() }
      if (status === 410)
        return {
          status: 'gone',
          finalUrl: withoutCredentials(here),
          httpStatus: 410,
          message: `the publisher has ended this feed (HTTP 410)`,
          elapsedMs: elapsed(),
        }
      if (REDIRECTS.has(status)) {
        const location = header(headers, 'location')
        const next = location === null ? null : parseUrl(location, here)
        if (next === null)
          return fail(
            here,
            { kind: 'redirects', message: `${here.hostname} redirects to nowhere (HTTP ${status})` },
            status,
          )
        // The same site keeps the credentials it was given; another one never sees them.
        if (next.origin === here.origin && next.username === '') {
          next.username = here.username
          next.password = here.password
        }
        return { next, permanent: status === 301 || status === 308 }
      }
      const pause = retryAfterSeconds(headers, at)
      const challenged = header(headers, 'cf-mitigated') === 'challenge'
      return fail(here, failureOfStatus(status, here.hostname, challenged), status, pause)
    }

    function answer(here: URL, httpStatus: number, headers: IncomingHttpHeaders, at: Date) {
      return {
        finalUrl: withoutCredentials(here),
        permanentUrl,
        httpStatus,
        etag: header(headers, 'etag'),
        lastModified: header(headers, 'last-modified'),
        freshForSeconds: freshForSeconds(headers, at),
      }
    }

    function fail(
      where: URL | string,
      failure: Failure,
      httpStatus: number | null = null,
      retryAfter: number | null = null,
    ): FetchResult {
      const finalUrl = typeof where === 'string' ? showUrl(where) : withoutCredentials(where)
      return { status: 'error', ...failure, httpStatus, retryAfterSeconds: retryAfter, finalUrl, elapsedMs }
    }
  }

  /** With a proxy nobody dials here, so the name is looked up beforehand; one that is unknown here is the proxy's to judge. */
  async function refuseBehindProxy(url: URL): Promise<string | null> {
    if (!proxy.used) return null
    return new Promise((resolve) => {
      guard.lookup(url.hostname, { all: true }, (error) =>
        resolve(error !== null && error.code === 'VIGIE_BLOCKED' ? error.message : null),
      )
    })
  }

  return {
    fetch,
    async close() {
      closed = true
      for (const stop of underWay) stop.abort()
      await dispatcher.destroy()
    },
  }
}

interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Awaited<ReturnType<EnvHttpProxyAgent['request']>>['body']
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

const since = (started: number): number => Math.round(performance.now() - started)
