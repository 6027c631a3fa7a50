import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** An answer of the API. */
export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Call {
  readonly method: string
  /** Without `/api/v10`. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: unknown
  readonly authorization: string | undefined
}

/** What goes wrong, and for which calls. `drop-before`: the request is lost; `drop-after`: it is done, its answer is lost. */
export interface Fault {
  readonly method?: string
  readonly path: RegExp
  readonly times: number
  readonly what: Reply | 'drop-before' | 'drop-after' | { readonly delayMs: number }
}

/** Discord's errors by code. @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const error = (status: number, code: number, message: string, errors?: unknown): Reply => ({
  status,
  body: { message, code, ...(errors === undefined ? {} : { errors }) },
})

/** Serves calls with faults and per-route limits in front of `handle`. */
export function createRestServer(
  handle: (call: Call) => Reply,
  options: { faults: Fault[]; limits: RateLimits; calls: Call[] },
): Server {
  return createServer((request, response) => {
    serve(request, response).catch((problem: unknown) => {
      response.writeHead(500).end(String(problem))
    })
  })

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://standin')
    const call: Call = {
      method: request.method ?? 'GET',
      path: url.pathname.replace(/^\/api(\/v\d+)?/, ''),
      query: url.searchParams,
      body: await bodyOf(request),
      authorization: request.headers.authorization,
    }
    options.calls.push(call)
    const fault = takeFault(options.faults, call)
    if (fault === 'drop-before') {
      response.socket?.destroy()
      return
    }
    if (fault !== null && typeof fault === 'object') {
      if ('status' in fault) {
        send(response, fault)
        return
      }
      await new Promise((resolve) => setTimeout(resolve, fault.delayMs))
    }
    const limited = options.limits.take(call)
    const reply = limited.reply ?? handle(call)
    if (fault === 'drop-after') {
      response.socket?.destroy()
      return
    }
    send(response, { ...reply, headers: { ...limited.headers, ...reply.headers } })
  }
}

function takeFault(faults: Fault[], { method, path }: Call): Fault['what'] | null {
  const index = faults.findIndex((fault) => (fault.method ?? method) === method && fault.path.test(path))
  const fault = faults[index]
  if (!fault) return null
  if (fault.times <= 1) faults.splice(index, 1)
  else faults[index] = { ...fault, times: fault.times - 1 }
  return fault.what
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const text = Buffer.concat(parts).toString()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The limit of one route and channel, told in the headers and enforced by 429. */
export class RateLimits {
  /** As generous as Discord's for messages: five in five seconds. */
  limit = 5
  windowMs = 5_000
  readonly #used = new Map<string, { count: number; until: number }>()

  take({ method, path }: Call): { headers: Record<string, string>; reply?: Reply } {
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1]
    if (method !== 'POST' || channel === undefined) return { headers: {} }
    const now = Date.now()
    const before = this.#used.get(channel)
    const bucket = before && before.until > now ? before : { count: 0, until: now + this.windowMs }
    bucket.count += 1
    this.#used.set(channel, bucket)
    const after = (bucket.until - now) / 1000
    const headers = {
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remaining': String(Math.max(0, this.limit - bucket.count)),
      'x-ratelimit-reset': String(bucket.until / 1000),
      'x-ratelimit-reset-after': String(after),
      'x-ratelimit-bucket': 'channel-messages',
    }
    if (bucket.count <= this.limit) return { headers }
    return {
      headers: { ...headers, 'retry-after': String(Math.ceil(after)), 'x-ratelimit-scope': 'user' },
      reply: { status: 429, body: { message: 'You are being rate limited.', retry_after: after, global: false } },
    }
  }
}
