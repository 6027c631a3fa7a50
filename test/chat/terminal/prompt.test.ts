import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chatPrompt, PLAIN_STYLE } from '../../../src/chat/terminal/index.ts'
import { admin, type CommandTest, commandTest, fill } from '../../commands/support.ts'

let test: CommandTest
beforeAll(async () => {
  test = await commandTest()
  await fill(test.store)
})
afterAll(() => test.close())

/** A stream that says it is a terminal. */
const terminal = () => Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24, setRawMode: () => {} })

async function chat(keys: string, historyFile: string | null = null): Promise<string> {
  const input = terminal()
  const output = terminal()
  const shown: string[] = []
  output.on('data', (chunk) => shown.push(String(chunk)))
  const done = chatPrompt({ book: test.book, caller: admin, input, output, style: () => PLAIN_STYLE, historyFile })
  input.write(keys)
  await done
  return shown.join('')
}

describe('the chat in a terminal', () => {
  it('answers what is typed until exit', async () => {
    const shown = await chat('netflix\rexit\rlatest\r')
    expect(shown).toContain('Netflix\n2 stories since 2 Mar 2025')
    expect(shown).not.toContain('Latest privacy stories')
  })

  it('turns pages, and takes “next” for a word where there is none', async () => {
    const shown = await chat('feeds list\rnext\rexit\r')
    expect(shown).not.toContain('There is no further page.')
    expect(shown).toContain('next')
  })

  it('keeps earlier lines in a file that only its owner can read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-history-'))
    try {
      const file = join(folder, 'history')
      await chat('latest\rexit\r', file)
      expect(await readFile(file, 'utf8')).toContain('latest')
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      // Arrow up twice: exit, then latest.
      expect(await chat('\u001b[A\u001b[A\rexit\r', file)).toContain('Latest privacy stories')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('reads one command a line from a pipe, prompting nothing', async () => {
    const input = new PassThrough()
    const output = new PassThrough()
    const shown: string[] = []
    output.on('data', (chunk) => shown.push(String(chunk)))
    input.end('topic fine\n\nabout\n')
    await chatPrompt({ book: test.book, caller: admin, input, output, style: () => PLAIN_STYLE, historyFile: null })
    const text = shown.join('')
    expect(text).toMatch(/^Stories about: fine\n/)
    expect(text).toContain('Vigie 1.2.3')
    expect(text).not.toContain('›')
  })
})
