import { type Claim, type Delivery, type DeliveryOutcome, LostLeaseError, type Outbox } from '../store/store.ts'
import type { Logger, Platform } from '../types/index.ts'
import type { Messenger } from './messenger.ts'
import { MAX_AGE_HOURS, retryDelay } from './retry.ts'

export interface DispatcherOptions {
  readonly outbox: Outbox
  readonly messengers: readonly Messenger[]
  readonly now: () => Date
  /** Uniform in [0, 1). */
  readonly random: () => number
  /** Names this process in the claims: unique among the processes of one database. */
  readonly owner: string
  readonly logger: Logger
  /** Channels served at once (16). */
  readonly concurrency?: number
  /**
   * How long a claim lasts (60 s): short enough that another process can repeat a message while its platform still recognises it,
   * long enough for an attempt.
   */
  readonly leaseSeconds?: number
  /** How long one attempt may take before its outcome counts as unknown (30 s); well within the lease. */
  readonly timeoutSeconds?: number
}

/** How many messages went which way in one run. They add up to the messages claimed. */
export interface DispatchReport {
  readonly sent: number
  readonly retried: number
  readonly unknown: number
  readonly failed: number
  /** Another process took the message over, or its outcome could not be written: it is claimed again after its lease. */
  readonly lost: number
}

export interface Dispatcher {
  /** Sends everything that is due now, then resolves. One bad channel stops no other. Rejects when the outbox can't be read. */
  runOnce(): Promise<DispatchReport>
  /** Claims nothing more, and waits for the messages on their way. */
  stop(): Promise<void>
}

type Result = keyof DispatchReport

/**
 * Carries messages from the outbox to the platforms: claim, mark the attempt, post, write what became of it.
 *
 * The mark is what makes "exactly once, as far as the platform allows" hold over a crash: a message that comes back with an
 * unsettled attempt is posted again only while its platform still recognises the delivery id, else it becomes `unknown`.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { outbox, now, random, owner, logger } = options
  const concurrency = options.concurrency ?? 16
  const leaseSeconds = options.leaseSeconds ?? 60
  const timeoutSeconds = options.timeoutSeconds ?? 30
  const messengers = new Map<Platform, Messenger>(options.messengers.map((m) => [m.platform, m]))
  let stopping = false
  let running: Promise<DispatchReport> | null = null

  async function attempt(delivery: Delivery, claim: Claim, messenger: Messenger): Promise<DeliveryOutcome> {
    // A repeat keeps the time of the first doubtful attempt: that is when the platform began to remember the delivery id.
    const startedAt = delivery.unsettledSince ?? now()
    const repeatableUntil = startedAt.getTime() + (messenger.repeatableForSeconds ?? 0) * 1_000
    if (delivery.unsettledSince && now().getTime() >= repeatableUntil) {
      return {
        status: 'unknown',
        reason: 'The bot stopped while it was sending this message: it may have arrived or not.',
      }
    }
    await outbox.begin(delivery.id, claim, startedAt)
    const outcome = await post(messenger, delivery)
    const attempts = delivery.attempts + 1
    const backOff = now().getTime() + retryDelay(attempts, random()) * 1_000
    if (outcome.status === 'unknown' && backOff < repeatableUntil) {
      return { status: 'retry', notBefore: new Date(backOff), reason: outcome.reason, doubtful: true }
    }
    if (outcome.status !== 'retry') return outcome
    const ageHours = (now().getTime() - delivery.createdAt.getTime()) / 3_600_000
    if (ageHours >= MAX_AGE_HOURS) {
      const reason = `Given up after ${attempts} attempts in ${Math.round(ageHours)} h: ${outcome.reason}`
      return { status: 'failed', reason }
    }
    const notBefore = new Date(Math.max(outcome.notBefore.getTime(), backOff))
    return { ...outcome, notBefore, doubtful: delivery.unsettledSince !== null }
  }

  async function post(messenger: Messenger, { channel, view, id }: Delivery): Promise<DeliveryOutcome> {
    try {
      return await withTimeout(messenger.post(channel, view, id), timeoutSeconds * 1_000)
    } catch (error) {
      return { status: 'unknown', reason: `The message may have arrived or not: ${messageOf(error)}` }
    }
  }

  async function deliver(delivery: Delivery, claim: Claim): Promise<Result> {
    const { platform, channelId } = delivery.channel
    const about = { delivery: delivery.id, edition: delivery.editionId, platform, channel: channelId }
    const messenger = messengers.get(platform)
    if (!messenger) return 'lost'
    try {
      const outcome = await attempt(delivery, claim, messenger)
      await outbox.settle(delivery.id, claim, outcome)
      switch (outcome.status) {
        case 'sent':
          logger.info({ ...about, messageId: outcome.messageId }, 'posted')
          return 'sent'
        case 'retry':
          logger.warn(
            { ...about, reason: outcome.reason, notBefore: outcome.notBefore },
            'not posted yet, trying again',
          )
          return 'retried'
        case 'unknown':
          logger.warn({ ...about, reason: outcome.reason }, 'posted or not, nobody can tell: not repeated')
          return 'unknown'
        case 'failed':
          logger.error({ ...about, reason: outcome.reason }, 'could not be posted')
          return 'failed'
      }
    } catch (error) {
      if (error instanceof LostLeaseError) logger.warn(about, 'another process took this message over')
      else
        logger.error({ ...about, error: messageOf(error) }, 'the outcome could not be written; decided after the lease')
      return 'lost'
    }
  }

  async function drain(): Promise<DispatchReport> {
    const report: Record<Result, number> = { sent: 0, retried: 0, unknown: 0, failed: 0, lost: 0 }
    const onTheWay = new Set<Promise<void>>()
    const platforms = [...messengers.keys()]
    try {
      while (!stopping) {
        const limit = concurrency - onTheWay.size
        const claimed = limit > 0 ? await outbox.claimDue({ owner, now: now(), leaseSeconds, limit, platforms }) : []
        for (const { delivery, claim } of claimed) {
          const task = deliver(delivery, claim).then((result) => {
            report[result] += 1
            onTheWay.delete(task)
          })
          onTheWay.add(task)
        }
        if (onTheWay.size === 0) break
        // A channel that is done may have its next message due: one slow channel keeps no other waiting.
        await Promise.race(onTheWay)
      }
    } finally {
      await Promise.all(onTheWay)
    }
    return report
  }

  return {
    runOnce() {
      // Two runs at once would only compete for the same claims: whoever asks meanwhile gets the run that is on.
      running ??= drain().finally(() => {
        running = null
      })
      return running
    },
    async stop() {
      stopping = true
      await running?.catch(() => {})
    },
  }
}

class AttemptTimeoutError extends Error {
  override readonly name = 'AttemptTimeoutError'
}

async function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new AttemptTimeoutError(`no answer within ${ms / 1_000} s`)), ms)
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    clearTimeout(timer)
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
