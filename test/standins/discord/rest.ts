import type { Call, Reply } from '../http.ts'

/** Discord's errors by code. @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#json */
export const error = (status: number, code: number, message: string, errors?: unknown): Reply => ({
  status,
  body: { message, code, ...(errors === undefined ? {} : { errors }) },
})

/** The limit of one route and channel, told in the headers and enforced by 429. */
export class RateLimits {
  /** As generous as Discord's for messages: five in five seconds. */
  limit = 5
  windowMs = 5_000
  readonly #used = new Map<string, { count: number; until: number }>()

  take({ method, path }: Call): { headers: Record<string, string>; reply?: Reply } {
    const channel = /^\/channels\/(\d+)\/messages$/.exec(path)?.[1]
    if (method !== 'POST' || channel === undefined) return { headers: {} }
    const now = Date.now()
    const before = this.#used.get(channel)
    const bucket = before && before.until > now ? before : { count: 0, until: now + this.windowMs }
    bucket.count += 1
    this.#used.set(channel, bucket)
    const after = (bucket.until - now) / 1000
    const headers = {
      'x-ratelimit-limit': String(this.limit),
      'x-ratelimit-remaining': String(Math.max(0, this.limit - bucket.count)),
      'x-ratelimit-reset': String(bucket.until / 1000),
      'x-ratelimit-reset-after': String(after),
      'x-ratelimit-bucket': 'channel-messages',
    }
    if (bucket.count <= this.limit) return { headers }
    return {
      headers: { ...headers, 'retry-after': String(Math.ceil(after)), 'x-ratelimit-scope': 'user' },
      reply: { status: 429, body: { message: 'You are being rate limited.', retry_after: after, global: false } },
    }
  }
}
