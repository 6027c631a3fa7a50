export interface LimiterOptions {
  /** Requests under way at once over all hosts. */
  readonly concurrency: number
  readonly perHost: {
    readonly concurrency: number
    /** Milliseconds between the starts of two requests to one host. */
    readonly spacingMs: number
  }
}

/** Grants turns: so many at once in all, so many a host, and none sooner after the last one of its host than the spacing. */
export interface Limiter {
  /**
   * Runs `task` when it is its turn, first come first served within a host.
   *
   * @throws whatever `task` throws, or the signal's reason when it aborts while waiting
   */
  run<T>(host: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T>
}

interface Lane {
  readonly host: string
  readonly waiting: Set<() => void>
  active: number
  /** No start before this time, in milliseconds of the monotonic clock. */
  freeAt: number
  /** It stands in the queue for one of the places that all hosts share. */
  queued: boolean
  timer: NodeJS.Timeout | null
}

export function createLimiter({ concurrency, perHost }: LimiterOptions): Limiter {
  const lanes = new Map<string, Lane>()
  /** Hosts that may start a request as soon as there is a place. */
  const ready = new Set<Lane>()
  let active = 0

  function laneOf(host: string): Lane {
    const known = lanes.get(host)
    if (known !== undefined) return known
    const lane: Lane = { host, waiting: new Set(), active: 0, freeAt: 0, queued: false, timer: null }
    lanes.set(host, lane)
    return lane
  }

  /** Puts a host in the queue once its own limits allow another request; forgets it when nothing is left to remember. */
  function consider(lane: Lane): void {
    if (lane.queued || lane.timer !== null || lane.active >= perHost.concurrency) return
    const wait = lane.freeAt - performance.now()
    if (wait > 0) {
      lane.timer = setTimeout(() => {
        lane.timer = null
        consider(lane)
        start()
      }, Math.ceil(wait))
      // Work that waits keeps the process alive; a mere memory of the last request doesn't.
      if (lane.waiting.size === 0) lane.timer.unref()
      return
    }
    if (lane.waiting.size > 0) {
      lane.queued = true
      ready.add(lane)
    } else if (lane.active === 0) lanes.delete(lane.host)
  }

  function start(): void {
    for (const lane of ready) {
      if (active >= concurrency) return
      ready.delete(lane)
      lane.queued = false
      const [next] = lane.waiting
      if (next === undefined) consider(lane)
      else next()
    }
  }

  return {
    run<T>(host: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
      const lane = laneOf(host)
      return new Promise<T>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const giveUp = () => {
          lane.waiting.delete(begin)
          reject(signal?.reason)
        }
        const finish = () => {
          lane.active--
          active--
          consider(lane)
          start()
        }
        const begin = () => {
          lane.waiting.delete(begin)
          signal?.removeEventListener('abort', giveUp)
          lane.active++
          active++
          lane.freeAt = performance.now() + perHost.spacingMs
          consider(lane)
          task().then(resolve, reject).finally(finish)
        }
        signal?.addEventListener('abort', giveUp, { once: true })
        lane.waiting.add(begin)
        lane.timer?.ref()
        consider(lane)
        start()
      })
    },
  }
}
