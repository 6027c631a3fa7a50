/** This long after it was written, a message that can't be sent is given up and said to be lost: it is no news any more. */
export const MAX_AGE_HOURS = 24

const FIRST_DELAY_SECONDS = 5
const LONGEST_DELAY_SECONDS = 15 * 60

/**
 * How long to wait after a failed attempt: doubling, with equal jitter, so that many channels that failed together don't
 * come back together.
 *
 * @param attempts attempts made so far, at least 1
 * @param random uniform in [0, 1)
 * @returns seconds: between half and all of 5, 10, 20 … at most 900
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay(attempts: number, random: number): number {
  const ceiling = Math.min(FIRST_DELAY_SECONDS * 2 ** Math.min(attempts - 1, 30), LONGEST_DELAY_SECONDS)
  return ceiling / 2 + (ceiling / 2) * random
}
