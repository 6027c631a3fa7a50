import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt'
import { z } from 'zod'

/** How long a delivery is remembered. Slack sends again within minutes. */
const REMEMBER_MS = 15 * 60_000
const MOST = 10_000

const bodySchema = z.object({
  event_id: z.string().optional(),
  trigger_id: z.string().optional(),
  type: z.string().optional(),
  view: z.object({ id: z.string(), hash: z.string() }).optional(),
  actions: z.array(z.object({ action_ts: z.string().optional() })).optional(),
})

/**
 * Passes each event, command, action and submission once. Slack delivers again what it believes unacknowledged (after 3 s, or a
 * lost connection); what was begun is then acknowledged and not done twice.
 */
export function once(now: () => number = Date.now): Middleware<AnyMiddlewareArgs> {
  const seen = new Map<string, number>()
  return async (args) => {
    const id = idOf(args.body)
    const time = now()
    for (const [known, at] of seen) {
      if (time - at < REMEMBER_MS && seen.size <= MOST) break
      seen.delete(known)
    }
    if (id !== null && seen.has(id)) {
      if ('ack' in args && typeof args.ack === 'function') await args.ack()
      return
    }
    if (id !== null) seen.set(id, time)
    await args.next()
  }
}

function idOf(body: unknown): string | null {
  const parsed = bodySchema.safeParse(body)
  if (!parsed.success) return null
  const { event_id: event, trigger_id: trigger, view, actions } = parsed.data
  if (event !== undefined) return event
  if (view !== undefined) return `${view.id} ${view.hash}`
  return trigger === undefined ? null : `${trigger} ${actions?.[0]?.action_ts ?? ''}`
}
