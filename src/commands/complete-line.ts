import type { Caller, CommandCall, Completion } from '../types/index.ts'
import { bestMatches, nameKey } from './match.ts'
import { optionName, tokenize } from './parse.ts'
import type { Command } from './types.ts'

/** How the text before the cursor may go on. */
export interface LineCompletion {
  /** Where the part begins that a completion's value takes the place of. */
  readonly start: number
  readonly completions: readonly Completion[]
}

export interface LineCompletionDeps {
  readonly commands: ReadonlyMap<string, Command>
  readonly describe: (command: Command) => string
  readonly complete: (call: CommandCall, option: string, typed: string, caller: Caller) => Promise<Completion[]>
}

const PREFIX = /^\s*\/\s*(?:privacy|vigie)\b\s*|^\s*\/?/iu
const MOST = 25

/**
 * Completes typed text as a chat window does: first the command, then the value of its main option, `option:` names and their
 * values. Best guess first; values with spaces are quoted.
 */
export async function completeLine(
  text: string,
  caller: Caller,
  { commands, describe, complete }: LineCompletionDeps,
): Promise<LineCompletion> {
  const begin = PREFIX.exec(text)?.[0].length ?? 0
  const body = text.slice(begin)
  const found = commandIn(body, commands)
  if (found === null) return { start: begin, completions: commandNames(body, commands, describe) }

  const { command, length } = found
  const rest = body.slice(length)
  const last = /(?:"[^"]*"?|\S)*$/u.exec(rest)?.[0] ?? ''
  const start = text.length - last.length
  const named = /^([\p{L}-]+)[:=：](.*)$/su.exec(last)
  const option = named === null ? null : optionName(named[1] ?? '', command)
  if (named !== null && option !== null) {
    const typed = (named[2] ?? '').replaceAll('"', '')
    const call = { name: command.name, options: {} }
    const values = await complete(call, option, typed, caller)
    const before = last.slice(0, last.length - (named[2] ?? '').length)
    return { start, completions: values.map(({ label, value }) => ({ label, value: `${before}${quoted(value)}` })) }
  }
  const { names, values, from } = await bareCompletions(rest, last, command, caller, complete)
  // Values begin where their option's words begin, names at the last word: they can't be offered together then.
  if (names.length === 0 && from < rest.length - last.length)
    return { start: text.length - rest.length + from, completions: values.slice(0, MOST) }
  const fitting = from < rest.length - last.length ? [] : values
  return { start, completions: [...fitting, ...names].slice(0, MOST) }
}

/** The command at the beginning of a text, when a space follows it. */
function commandIn(
  body: string,
  commands: LineCompletionDeps['commands'],
): { command: Command; length: number } | null {
  const words = /^(\S+)(?:(\s+)(\S+))?(\s)?/u.exec(body)
  if (words === null) return null
  const [whole, first = '', gap, second, end] = words
  const pair = second === undefined || end === undefined ? undefined : commands.get(`${first} ${second}`.toLowerCase())
  if (pair) return { command: pair, length: whole.length }
  const single = commands.get(first.toLowerCase())
  const spaced = gap !== undefined || end !== undefined
  return single && spaced ? { command: single, length: first.length + 1 } : null
}

function commandNames(
  typed: string,
  commands: LineCompletionDeps['commands'],
  describe: (command: Command) => string,
): Completion[] {
  const named = [...commands.values()].map((command, index) => ({
    id: command.name,
    label: command.name,
    keys: [nameKey(command.name)],
    // In the order of the book, where nothing else decides.
    weight: -index,
    command,
  }))
  return bestMatches(typed, named, MOST).map(({ item }) => ({
    label: `${item.id} · ${describe(item.command)}`,
    value: `${item.id} `,
  }))
}

async function bareCompletions(
  rest: string,
  last: string,
  command: Command,
  caller: Caller,
  complete: LineCompletionDeps['complete'],
): Promise<{ names: Completion[]; values: Completion[]; from: number }> {
  const tokens = tokenize(rest)
  const used = new Set(tokens.flatMap(({ option }) => (option === null ? [] : [optionName(option, command) ?? ''])))
  const names = Object.keys(command.options)
    .filter((name) => !used.has(name) && !command.positional.includes(name) && name.startsWith(last.toLowerCase()))
    .map((name) => ({ label: `${name}:`, value: `${name}:` }))
  const bare = tokens.filter(({ option }) => option === null)
  const finished = last === '' ? bare.length : bare.length - 1
  const place = Math.min(finished, command.positional.length - 1)
  const option = command.place === undefined ? command.positional[place] : command.place(last)
  if (option === undefined || used.has(option)) return { names, values: [], from: 0 }
  // The last option takes all words that are left: `company clearview a`.
  const words = command.place === undefined && place === command.positional.length - 1 ? bare.slice(place) : []
  const typed = words.length > 1 && last !== '' ? words.map(({ text }) => text).join(' ') : last.replaceAll('"', '')
  const call = { name: command.name, options: {} }
  if (words.length > 0 && last === '') return { names, values: [], from: 0 }
  const values = await complete(call, option, typed, caller)
  const first = words[0]?.raw
  const from = words.length > 1 && first !== undefined ? rest.indexOf(first) : rest.length - last.length
  return { names, values: values.map(({ label, value }) => ({ label, value: quoted(value) })), from }
}

const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value)
