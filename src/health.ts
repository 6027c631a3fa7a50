import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** How the process is. `ok` is what a container's health check asks for. */
export interface Health {
  readonly ok: boolean
  /** Plain words where it is not ok. */
  readonly problem: string | null
  readonly lastRoundAt: Date | null
}

export interface HealthServer {
  readonly port: number
  close(): Promise<void>
}

/**
 * Answers `GET /health` with 200 or 503.
 *
 * @throws the system's error when the port is taken or may not be used
 */
export async function serveHealth(host: string, port: number, health: () => Health): Promise<HealthServer> {
  const app = new Hono().get('/health', (c) => {
    const state = health()
    return c.json(state, state.ok ? 200 : 503)
  })
  const server = serve({ fetch: app.fetch, hostname: host, port })
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))
  const address = server.address() as AddressInfo
  return {
    port: address.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
