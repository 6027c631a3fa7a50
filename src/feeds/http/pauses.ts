/** Hosts that want to be left alone for a while. */
export interface Pauses {
  /** Seconds for which this host is not to be asked, or null when it may be. */
  left(host: string, now: Date): number | null
  /** Takes in a host's answer; `retryAfterSeconds` is its own wish where it says 429. */
  note(host: string, status: number, retryAfterSeconds: number | null, now: Date): void
}

/** One 429 may be about one feed; a second one without another answer in between is about us. */
const STRIKES = 2
/** For a whole host the word of one of its feeds is taken for an hour at most. */
const MAX_SECONDS = 3_600

export function createPauses(): Pauses {
  const hosts = new Map<string, { strikes: number; until: number }>()
  return {
    left(host, now) {
      const entry = hosts.get(host)
      if (entry === undefined || entry.strikes < STRIKES) return null
      const seconds = Math.ceil((entry.until - now.getTime()) / 1000)
      if (seconds > 0) return seconds
      hosts.delete(host)
      return null
    },
    note(host, status, retryAfterSeconds, now) {
      if (status !== 429 || retryAfterSeconds === null) {
        hosts.delete(host)
        return
      }
      const { strikes, until } = hosts.get(host) ?? { strikes: 0, until: 0 }
      const asked = now.getTime() + Math.min(MAX_SECONDS, retryAfterSeconds) * 1000
      hosts.set(host, { strikes: strikes + 1, until: Math.max(until, asked) })
    },
  }
}
