import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { CommandBook } from '../../commands/index.ts'
import { translator } from '../../i18n/index.ts'
import type { Caller, CommandCall, Pager } from '../../types/index.ts'
import { renderTerminal } from './render.ts'
import { colorsOf, type TerminalStyle } from './style.ts'

export interface PromptOptions {
  readonly book: CommandBook
  readonly caller: Caller
  readonly input: Readable & { readonly isTTY?: boolean }
  readonly output: Writable & { readonly isTTY?: boolean }
  /** Asked anew for every answer: windows change their width. */
  readonly style: () => TerminalStyle
  /** Where earlier lines are kept, readable by the user alone; null to keep none. */
  readonly historyFile: string | null
}

const PROMPT = 'vigie› '
const HISTORY_LINES = 500

/**
 * The chat in a terminal: reads commands, prints answers, until `exit`, Ctrl-D or the end of the input. Tab completes, arrow
 * keys bring earlier lines back, `next` and `previous` turn pages. From a pipe it reads one command a line and prompts nothing.
 */
export async function chatPrompt({ book, caller, input, output, style, historyFile }: PromptOptions): Promise<void> {
  const t = translator(caller.locale)
  const interactive = input.isTTY === true && output.isTTY === true
  const lines = createInterface({
    input,
    output,
    terminal: interactive,
    prompt: interactive ? colorsOf(style()).cyan(PROMPT) : '',
    history: readHistory(historyFile),
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
    completer: completerFor(book, caller),
  })
  lines.on('history', (history) => saveHistory(historyFile, history))
  clearOrLeave(lines)

  const print = (text: string): void => {
    output.write(`${text}\n\n`)
  }
  let pager: Pager | null = null
  // The input may have ended while an answer was made: a closed prompt asks for nothing more.
  let ended = false
  lines.once('close', () => {
    ended = true
  })
  const ask = (): void => {
    if (interactive && !ended) lines.prompt()
  }
  if (interactive) print(t.text('chat.intro'))
  ask()
  for await (const line of lines) {
    const typed = line.trim()
    if (/^(?:exit|quit|:q)$/i.test(typed)) break
    if (typed !== '') {
      const call = turnedPage(typed, pager) ?? book.parse(typed, caller)
      if (call === 'no page') print(t.text('chat.no-page'))
      else {
        const view = await book.run(call, caller)
        pager = view.blocks.find((block) => block.kind === 'pager') ?? null
        print(renderTerminal(view, style()))
      }
    }
    ask()
  }
  lines.close()
}

/** What `next` and `previous` mean after an answer with pages; null where they are ordinary words. */
function turnedPage(typed: string, pager: Pager | null): CommandCall | 'no page' | null {
  if (pager === null) return null
  if (/^(?:n|next)$/i.test(typed)) return pager.next ?? 'no page'
  if (/^(?:p|prev|previous)$/i.test(typed)) return pager.previous ?? 'no page'
  return null
}

/** Ctrl-C takes back what was typed, and leaves when there is nothing. */
function clearOrLeave(lines: Interface): void {
  lines.on('SIGINT', () => {
    if (lines.line === '') lines.close()
    else lines.write(null, { ctrl: true, name: 'u' })
  })
}

type Completer = (line: string, done: (error: Error | null, result: [string[], string]) => void) => void

const completerFor =
  (book: CommandBook, caller: Caller): Completer =>
  (line, done) => {
    book.completeLine(line, caller).then(
      ({ start, completions }) => done(null, [completions.map(({ value }) => value), line.slice(start)]),
      // Nothing is completed rather than the line lost.
      () => done(null, [[], line]),
    )
  }

/** Newest first, as readline wants it. A file that can't be read is no reason not to chat. */
function readHistory(file: string | null): string[] {
  if (file === null) return []
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean).slice(0, HISTORY_LINES)
  } catch {
    return []
  }
}

function saveHistory(file: string | null, history: readonly string[]): void {
  if (file === null) return
  try {
    writeFileSync(file, `${history.join('\n')}\n`, { mode: 0o600 })
    chmodSync(file, 0o600)
  } catch {
    // The folder may be read-only: lines are then remembered for this run only.
  }
}
