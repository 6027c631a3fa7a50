import type { AskRequest, ChatState, CompleteRequest, Previews, Suggestions, WebMessage } from '../protocol.ts'

/** The server answered with something else than what was asked for. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

export const timeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

export const loadChat = (): Promise<ChatState> => get('/api/chat')
export const loadPreviews = (id: string): Promise<Previews> => get(`/api/previews/${encodeURIComponent(id)}`)
export const ask = (request: AskRequest): Promise<WebMessage> => post('/api/ask', request)
export const complete = (request: CompleteRequest): Promise<Suggestions> => post('/api/complete', request)

const get = <T>(path: string): Promise<T> => answer<T>(fetch(path, { credentials: 'same-origin' }))

const post = <T>(path: string, body: object): Promise<T> =>
  answer<T>(
    fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

/** The picture of a message's nth chart; another one as soon as the message changes. */
export const pictureUrl = ({ id, revision }: WebMessage, nth: number, theme: 'light' | 'dark'): string =>
  `/api/charts/${encodeURIComponent(id)}/${nth}?theme=${theme}&v=${revision}`

async function answer<T>(request: Promise<Response>): Promise<T> {
  const response = await request
  if (!response.ok) throw new RefusedError(`${response.status}`)
  return response.json()
}
