import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CommandCall, Form } from '../types/index.ts'

/** What a button, a menu entry or a form does when somebody uses it. */
export type Action =
  /** `replace`: the answer takes the place of the message (turning a page), where that message is private. */
  | { readonly kind: 'run'; readonly call: CommandCall; readonly replace: boolean }
  | { readonly kind: 'form'; readonly form: Form }

/** Carries actions through the ids and values that platforms give back when a component is used. */
export interface ActionCodec {
  /** @returns at most `limit` characters, the same for the same action */
  encode(action: Action, limit: number): string
  /** Null for an action that is not known any more, or never was. */
  decode(id: string): Action | null
}

/** Actions that are kept because they don't fit into an id; the least recently used go first. */
const KEPT_ACTIONS = 5_000

/**
 * A command call is written into the id itself where it fits, so that the buttons of a digest work for as long as the message
 * stands, over restarts too. What doesn't fit, and forms, are kept in memory under a hash.
 */
export function createActionCodec(): ActionCodec {
  const kept = new Map<string, Action>()

  function keep(action: Action, text: string): string {
    const id = `k${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`
    kept.delete(id)
    kept.set(id, action)
    const oldest = kept.keys().next()
    if (kept.size > KEPT_ACTIONS && !oldest.done) kept.delete(oldest.value)
    return id
  }

  return {
    encode(action, limit) {
      if (action.kind === 'form') return keep(action, JSON.stringify(action.form))
      const { name, options } = action.call
      const text = `${action.replace ? 'u' : 'r'}${name}?${new URLSearchParams(options)}`
      return text.length <= limit ? text : keep(action, text)
    },
    decode(id) {
      const kind = id[0]
      if (kind === 'k') {
        const action = kept.get(id)
        if (!action) return null
        kept.delete(id)
        kept.set(id, action)
        return action
      }
      const mark = id.indexOf('?')
      if ((kind !== 'r' && kind !== 'u') || mark < 2) return null
      const options = optionsSchema.parse(Object.fromEntries(new URLSearchParams(id.slice(mark + 1))))
      return { kind: 'run', call: { name: id.slice(1, mark), options }, replace: kind === 'u' }
    },
  }
}

const optionsSchema = z.record(z.string(), z.string())
