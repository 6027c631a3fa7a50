/**
 * SIGKILL of a process that writes to SQLite, at random moments, over and over on one file: prints how many writes were acknowledged, how
 * many of these were lost, and what the integrity checks say. `node scripts/run.mjs bench/store-kill.ts [rounds]`, 100 by default.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { killWriter } from '../test/store/support/processes.ts'

const rounds = Number(process.argv[2] ?? 100)
/** The longest that a writer lives after its first write. */
const LONGEST_MS = 400

const folder = await mkdtemp(join(tmpdir(), 'vigie-kill-'))
const path = join(folder, 'vigie.db')
let acknowledged = 0
let lost = 0
const broken: string[] = []
for (let round = 0; round < rounds; round++) {
  const report = await killWriter(path, `r${round}`, Math.random() * LONGEST_MS)
  acknowledged += report.acknowledged
  lost += report.lost.length
  if (report.integrity !== 'ok') broken.push(`round ${round}: ${report.integrity}`)
}
const { size } = await stat(path)
await rm(folder, { recursive: true })
console.log(
  `${rounds} kills: ${acknowledged} articles acknowledged, ${lost} lost, ${broken.length} times not sound; the file has ${(size / 1e6).toFixed(1)} MB`,
)
for (const line of broken) console.log(line)
if (lost > 0 || broken.length > 0) process.exitCode = 1
