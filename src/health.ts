import { Hono } from 'hono'

/** How the process is. `ok` is what a container's health check asks for. */
export interface Health {
  readonly ok: boolean
  /** Plain words where it is not ok. */
  readonly problem: string | null
  readonly lastRoundAt: Date | null
}

/** Answers `GET /health` with 200 or 503. */
export function healthRoute(health: () => Health): Hono {
  return new Hono().get('/health', (c) => {
    const state = health()
    return c.json(state, state.ok ? 200 : 503)
  })
}
