import { lookup as systemLookup } from 'node:dns'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { LookupFunction } from 'node:net'
import { isIP } from 'node:net'

/** A real web server on loopback, and what it was asked. */
export interface Web {
  readonly port: number
  /** `http://127.0.0.1:port` */
  readonly origin: string
  readonly requests: readonly IncomingMessage[]
  readonly url: (path: string) => string
  close(): Promise<void>
}

export async function serve(listener: RequestListener): Promise<Web> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    listener(request, response)
  })
  const port = await listen(server)
  const origin = `http://127.0.0.1:${port}`
  return {
    port,
    origin,
    requests,
    url: (path) => origin + path,
    close: () => close(server),
  }
}

export function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
}

export function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

/** A name service of our own: each name's addresses; a function is asked anew at every look-up. */
export function names(table: Readonly<Record<string, readonly string[] | (() => readonly string[])>>): LookupFunction {
  return (hostname, options, callback) => {
    const entry = table[hostname]
    if (entry === undefined) return systemLookup(hostname, options, callback)
    const addresses = typeof entry === 'function' ? entry() : entry
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    )
  }
}

/** What a fetcher in a test needs to reach {@link serve}: loopback opened, any port, no waiting, no proxy of the machine. */
export const LOCAL = {
  userAgent: 'Vigie/test (feed reader; +https://vigie.example/contact)',
  allowNetworks: ['127.0.0.0/8'],
  allowPorts: 'any',
  perHost: { concurrency: 10, spacingMs: 0 },
  env: {},
} as const
