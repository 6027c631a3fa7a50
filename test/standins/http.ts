import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** An answer of the API. */
export interface Reply {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Call {
  readonly method: string
  /** Without `/api` and a version. */
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

/** Serves calls with faults and per-route limits in front of `handle`. */
export function createApiServer(
  handle: (call: Call) => Reply,
  options: {
    faults: Fault[]
    calls: Call[]
    /** Headers that tell of a limit, and the refusal once it is passed. */
    limits: { take(call: Call): { headers: Record<string, string>; reply?: Reply } }
  },
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
  response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers })
  response.end(body === undefined ? undefined : JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const text = Buffer.concat(parts).toString()
  if (text === '') return undefined
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text))
  }
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
