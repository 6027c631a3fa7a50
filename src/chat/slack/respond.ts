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
  const trusted = new Set(['https://hooks.slack.com', 'https://hooks.slack-gov.com'])
  if (apiUrl !== undefined) trusted.add(new URL(apiUrl).origin)
  return async (url, response) => {
    if (!URL.canParse(url) || !trusted.has(new URL(url).origin))
      throw new Error('The response URL is not one of Slack’s')
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(response),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (!answer.ok) throw new Error(`Slack refused an answer (HTTP ${answer.status})`)
    await answer.body?.cancel()
  }
}
