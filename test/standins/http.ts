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
  /** What JSON or a form says; of several parts, what the one named `payload_json` says. */
  readonly body: unknown
  /** As it was sent, where it was no form of several parts. */
  readonly bytes: Buffer
  readonly files: readonly UploadedFile[]
  readonly authorization: string | undefined
}

/** A part of a form that is a file. */
export interface UploadedFile {
  readonly field: string
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
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
      ...(await contentOf(request)),
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

async function contentOf(request: IncomingMessage): Promise<Pick<Call, 'body' | 'bytes' | 'files'>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  const bytes = Buffer.concat(parts)
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return partsOf(bytes, type)
  return { body: bodyOf(bytes.toString(), type), bytes, files: [] }
}

async function partsOf(bytes: Buffer, type: string): Promise<Pick<Call, 'body' | 'bytes' | 'files'>> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  let body: unknown
  const files: UploadedFile[] = []
  for (const [field, value] of form) {
    if (typeof value !== 'string') {
      files.push({ field, name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) })
    } else if (field === 'payload_json') body = JSON.parse(value)
  }
  return { body, bytes: Buffer.alloc(0), files }
}

function bodyOf(text: string, type: string): unknown {
  if (text === '') return undefined
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
