import { request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

interface Asked {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** One HTTP request with exactly these headers: `fetch` sets Host, Origin and others by itself. */
export function ask(base: string, path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, base), { method, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

export const cookiesOf = ({ headers }: Answer): string =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** A browser, as far as the server can tell: its cookie and its origin. */
export async function openPage(base: string, headers: Readonly<Record<string, string>> = {}) {
  const cookie = cookiesOf(await ask(base, '/', { headers }))
  const origin = new URL(base).origin
  const own = { ...headers, cookie }
  return {
    cookie,
    get: (path: string, more: Readonly<Record<string, string>> = {}) =>
      ask(base, path, { headers: { ...own, ...more } }),
    post: (path: string, body: unknown, more: Readonly<Record<string, string>> = {}) =>
      ask(base, path, {
        method: 'POST',
        headers: { ...own, origin, 'content-type': 'application/json', ...more },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  }
}

export interface HeardEvent {
  readonly id: string
  readonly event: string
  readonly data: string
}

/** Listens to a stream of events until `enough` says so, then hangs up. */
export function listen(
  base: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  enough: (events: readonly HeardEvent[], raw: string) => boolean,
): Promise<readonly HeardEvent[]> {
  return new Promise((resolve, reject) => {
    let raw = ''
    const sent = request(new URL(path, base), { headers }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        raw += chunk
        const events = eventsIn(raw)
        if (!enough(events, raw)) return
        sent.destroy()
        resolve(events)
      })
      response.on('close', () => reject(new Error(`The stream ended: ${raw}`)))
    })
    sent.on('error', () => reject(new Error(`The stream broke: ${raw}`)))
    sent.end()
  })
}

/** Whole events only. */
function eventsIn(raw: string): HeardEvent[] {
  return raw
    .split('\n\n')
    .slice(0, -1)
    .flatMap((part) => {
      const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(part)?.[1]
      const event = field('event')
      return event === undefined ? [] : [{ id: field('id') ?? '', event, data: field('data') ?? '' }]
    })
}
