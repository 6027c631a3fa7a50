import { Presets, SingleBar } from 'cli-progress'
import type { PullProgress } from '../schedule/index.ts'
import { tell } from './context.ts'

/** Between two lines where there is no terminal to redraw. */
const LINE_SECONDS = 5

export const progressLine = ({ done, total, added, privacy, failed }: PullProgress): string =>
  `${done}/${total} feeds · ${added} items · ${privacy} privacy · ${failed} failed`

export interface ProgressDisplay {
  update(progress: PullProgress): void
  stop(): void
}

/** Shows how far a pull is: a bar on a terminal, a line now and then elsewhere. */
export function showProgress(now: () => Date): ProgressDisplay {
  return process.stderr.isTTY === true ? barDisplay() : lineDisplay(now)
}

function barDisplay(): ProgressDisplay {
  const bar = new SingleBar(
    {
      format: '{bar} {value}/{total} feeds · {added} items · {privacy} privacy · {failed} failed',
      barsize: 20,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
      gracefulExit: false,
    },
    Presets.shades_classic,
  )
  let started = false
  return {
    update({ done, total, ...counts }) {
      if (!started) bar.start(total, 0, { added: 0, privacy: 0, failed: 0 })
      started = true
      bar.setTotal(total)
      bar.update(done, counts)
    },
    stop: () => bar.stop(),
  }
}

function lineDisplay(now: () => Date): ProgressDisplay {
  let last = now().getTime()
  return {
    update(progress) {
      if (now().getTime() - last < LINE_SECONDS * 1000) return
      last = now().getTime()
      tell(progressLine(progress))
    },
    stop: () => {},
  }
}
