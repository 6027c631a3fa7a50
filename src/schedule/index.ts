import cron from 'node-cron'
import type { Logger } from '../types/index.ts'

export { type EditionDependencies, publishDue } from './editions.ts'
export { type FeedPull, type PullDependencies, type PullProgress, type PullReport, pullDue } from './pull.ts'

/** Something to do again and again. It claims what is due, so that two processes never do the same. */
export interface Job {
  readonly name: string
  /** A cron expression, with seconds if it has six fields. */
  readonly cron: string
  /** IANA name; the process's own zone where it is left out. */
  readonly timeZone?: string
  run(): Promise<unknown>
}

export interface Schedule {
  /** Starts no further run, and waits for those under way. */
  stop(): Promise<void>
}

/**
 * Runs each job on its hour, never two runs of one job at once. A run that fails is logged; the next one comes all the same.
 *
 * @throws RangeError for an expression that node-cron doesn't know
 */
export function startSchedule(jobs: readonly Job[], logger: Logger): Schedule {
  const running = new Set<Promise<void>>()
  const tasks = jobs.map((job) => {
    if (!cron.validate(job.cron)) throw new RangeError(`Not a cron expression: "${job.cron}" (job "${job.name}")`)
    const run = () => {
      const done = job.run().then(
        () => undefined,
        (error: unknown) =>
          logger.error(
            { job: job.name, error: error instanceof Error ? error.message : String(error) },
            'a job failed',
          ),
      )
      running.add(done)
      return done.finally(() => running.delete(done))
    }
    return cron.schedule(job.cron, run, {
      name: job.name,
      noOverlap: true,
      ...(job.timeZone === undefined ? {} : { timezone: job.timeZone }),
    })
  })
  return {
    async stop() {
      for (const task of tasks) await task.destroy()
      await Promise.all(running)
    },
  }
}
