import type { Core } from '../app.ts'
import type { FeedPull, PullReport } from '../schedule/index.ts'
import { type Context, printJson, tell, withCore } from './context.ts'
import { progressLine, showProgress } from './progress.ts'

/** `vigie pull`: every feed that is due, once. Exits with 1 when no feed could be read. */
export async function pull(
  context: Context,
  options: { all?: boolean; json?: boolean; sample?: boolean },
): Promise<void> {
  await withCore(context, options.sample === true, async (core) => {
    if (options.all === true) await core.store.feeds.makeAllDue(core.now())
    const report = await pullWithProgress(core)
    if (options.json === true) {
      const { failures, ...counts } = report
      printJson({ ...counts, failures: failures.map(({ source, error }) => ({ feed: source.id, error })) })
    } else tellFailures(report.failures)
    if (report.total > 0 && report.failed === report.total) process.exitCode = 1
  })
}

/**
 * Pulls and shows how far it is; a last line tells the result.
 *
 * @param patienceSeconds ends a pull early in which nothing at all has answered by then: waiting for every feed's time limit would take minutes
 */
export async function pullWithProgress(
  core: Core,
  stopped?: AbortSignal,
  patienceSeconds: number | null = null,
): Promise<PullReport> {
  const display = showProgress(core.now)
  const giveUp = new AbortController()
  let answered = false
  const timer = setTimeout(() => !answered && giveUp.abort(), (patienceSeconds ?? 0) * 1000)
  if (patienceSeconds === null) clearTimeout(timer)
  try {
    const report = await core.pull({
      signal: stopped === undefined ? giveUp.signal : AbortSignal.any([stopped, giveUp.signal]),
      onProgress: (progress) => {
        answered = progress.done > progress.failed
        display.update(progress)
      },
    })
    display.stop()
    tell(report.total === 0 ? 'No feed is due yet.' : progressLine(report))
    return report
  } finally {
    clearTimeout(timer)
    display.stop()
  }
}

const SHOWN = 8

/** What failed and why, in plain words; many failures of one kind are one line. */
export function tellFailures(failures: readonly FeedPull[]): void {
  for (const { source, error } of failures.slice(0, SHOWN)) tell(`  ${source.id}: ${error}`)
  if (failures.length > SHOWN) tell(`  and ${failures.length - SHOWN} more: vigie feeds list --failing`)
}
