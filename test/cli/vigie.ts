import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const cli = resolve('dist/cli.js')

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder of its own for every run: no `.env`, no database, and the feeds that the test names. */
export function workingFolder(feeds?: readonly unknown[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-cli-'))
  if (feeds !== undefined) writeFileSync(join(folder, 'feeds.json'), JSON.stringify({ feeds }))
  return folder
}

interface Options {
  readonly folder?: string
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** The built command line, as a user runs it; English, UTC, without the variables of whoever runs the tests. */
export function spawnVigie(
  args: readonly string[],
  { folder = workingFolder(), env = {} }: Options = {},
): ChildProcess {
  return spawn(process.execPath, [cli, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, TZ: 'UTC', VIGIE_LOCALE: 'en', VIGIE_HTTP_PORT: '0', ...env },
  })
}

export async function vigie(args: readonly string[], options: Options = {}): Promise<Run> {
  const child = spawnVigie(args, options)
  const output = collect(child)
  child.stdin?.end(options.input ?? '')
  const code = await exitOf(child)
  return { code, stdout: output.stdout(), stderr: output.stderr() }
}

export function collect(child: ChildProcess) {
  const chunks: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] }
  for (const name of ['stdout', 'stderr'] as const) child[name]?.on('data', (chunk: Buffer) => chunks[name].push(chunk))
  return {
    stdout: () => Buffer.concat(chunks.stdout).toString(),
    stderr: () => Buffer.concat(chunks.stderr).toString(),
  }
}

export const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => child.once('close', (code) => resolve(code)))
