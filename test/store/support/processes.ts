import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { type Database, Sqlite } from '../../../src/store/dialects/driver.ts'

const RUN = fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url))
const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url))

export interface Worker {
  /** Lines it has written so far. */
  readonly lines: unknown[]
  /** Resolves when it has written that many lines; rejects when it ends before. */
  said(count: number): Promise<void>
  tell(text: string): void
  kill(): Promise<void>
  /** Resolves when it has ended well; rejects with what it complained of. */
  readonly ended: Promise<void>
}

export function startWorker(...args: string[]): Worker {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(process.execPath, [RUN, WORKER, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const lines: unknown[] = []
  const waiting = new Set<() => void>()
  let complaint = ''
  child.stderr.on('data', (part) => {
    complaint += String(part)
  })
  child.stdin.on('error', () => {})
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => {
    // The last line of a killed process may be cut: what it says is not complete, so it was not said.
    try {
      lines.push(JSON.parse(line))
    } catch {}
    for (const wake of waiting) wake()
  })
  const closed = once(child, 'close')
  const ended = closed.then(([code]) => {
    for (const wake of waiting) wake()
    if (code !== 0) throw new Error(`worker ${args.join(' ')} ended with ${code}: ${complaint}`)
  })
  ended.catch(() => {})
  return {
    lines,
    ended,
    said: async (count) => {
      while (lines.length < count) {
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`worker ended early: ${complaint}`)
        await new Promise<void>((resolve) => {
          const wake = () => {
            waiting.delete(wake)
            resolve()
          }
          waiting.add(wake)
        })
      }
    },
    tell: (text) => void child.stdin.write(`${text}\n`),
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}

export interface KillReport {
  readonly acknowledged: number
  /** Articles that a write was acknowledged for and that are not there. */
  readonly lost: readonly string[]
  /** What `pragma integrity_check`, `foreign_key_check` and the search index's own check say: `ok`, or what is wrong. */
  readonly integrity: string
}

/** Lets a process write to the file, kills it `delayMs` after its first acknowledged write, and looks at what is left. */
export async function killWriter(path: string, prefix: string, delayMs: number): Promise<KillReport> {
  const worker = startWorker('write', path, prefix)
  await worker.said(1)
  await new Promise((resolve) => setTimeout(resolve, delayMs))
  await worker.kill()

  const database = new Sqlite(path)
  try {
    const stored = new Set(database.prepare<[], string>('select id from articles').pluck().all())
    const acknowledged = worker.lines.flat().map(String)
    return {
      acknowledged: acknowledged.length,
      lost: acknowledged.filter((id) => !stored.has(id)),
      integrity: integrityOf(database),
    }
  } finally {
    database.close()
  }
}

function integrityOf(database: Database.Database): string {
  const integrity = database.prepare<[], string>('pragma integrity_check').pluck().all().join('; ')
  const orphans = database.prepare('pragma foreign_key_check').all().length
  const storyless = database
    .prepare<[], number>(
      `select (select count(*) from stories) - (select count(*) from story_search_docsize)
        + (select count(*) from articles where privacy = 1 and story_id is null)`,
    )
    .pluck()
    .get()
  database.prepare(`insert into story_search (story_search) values ('integrity-check')`).run()
  if (orphans > 0) return `${orphans} rows refer to nothing`
  if (storyless !== 0) return 'stories, articles and the search index differ'
  return integrity
}
