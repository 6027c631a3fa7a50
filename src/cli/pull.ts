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

/** Pulls and shows how far it is; a last line tells the result. */
export async function pullWithProgress(core: Core, signal?: AbortSignal): Promise<PullReport> {
  const display = showProgress(core.now)
  try {
    const report = await core.pull({
      onProgress: (progress) => display.update(progress),
      ...(signal ? { signal } : {}),
    })
    display.stop()
    tell(report.total === 0 ? 'No feed is due yet.' : progressLine(report))
    return report
  } finally {
    display.stop()
  }
}

const SHOWN = 8

/** What failed and why, in plain words; many failures of one kind are one line. */
export function tellFailures(failures: readonly FeedPull[]): void {
  for (const { source, error } of failures.slice(0, SHOWN)) tell(`  ${source.id}: ${error}`)
  if (failures.length > SHOWN) tell(`  and ${failures.length - SHOWN} more: vigie feeds list --failing`)
}
