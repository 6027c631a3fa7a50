import { setImmediate as nextTurn } from 'node:timers/promises'
import { TURN_MS } from './limits.ts'

/**
 * Shares the event loop: called between two slices of bounded work, it waits for the next turn when this one has lasted
 * {@link TURN_MS}. So a large feed takes its time, but never the bot's.
 */
export class Turns {
  #started = performance.now()

  get isOver(): boolean {
    return performance.now() - this.#started >= TURN_MS
  }

  async share(): Promise<void> {
    if (!this.isOver) return
    await nextTurn()
    this.#started = performance.now()
  }
}
