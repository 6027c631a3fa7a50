import { z } from 'zod'
import { ANSWERS, isSlackOrigin } from './origins.ts'
import type { SlackMessage } from './render.ts'

export interface Response extends SlackMessage {
  readonly response_type: 'ephemeral' | 'in_channel'
  readonly replace_original: boolean
  readonly unfurl_links: false
  readonly unfurl_media: false
}

const TIMEOUT_MS = 10_000

/**
 * Answers through response URLs: five times within 30 minutes each, by Slack's rules. A URL that isn't Slack's is refused, so
 * that nothing a modal carried can make the bot call another host.
 *
 * @see https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function createResponder(apiUrl: string | undefined): (url: string, response: Response) => Promise<void> {
  return async (url, response) => {
    if (!isSlackOrigin(url, ANSWERS, apiUrl)) throw new Error('The response URL is not one of Slack’s')
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(response),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const said = refusalSchema.safeParse(json(await answer.text()))
    if (!answer.ok || said.success) throw new RefusedAnswerError(answer.status, said.success ? said.data.error : '')
  }
}

/** Slack did not take an answer. */
export class RefusedAnswerError extends Error {
  override readonly name = 'RefusedAnswerError'
  /** Slack's word for it; empty where it gave none. */
  readonly code: string

  constructor(status: number, code: string) {
    super(`Slack refused an answer (HTTP ${status}${code === '' ? '' : `, ${code}`})`)
    this.code = code
  }
}

const refusalSchema = z.object({ ok: z.literal(false), error: z.string().regex(/^[a-z_]{1,60}$/) })

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
