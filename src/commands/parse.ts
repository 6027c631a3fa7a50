import type { CommandCall } from '../types/index.ts'
import { bestMatches, nameKey } from './match.ts'
import type { Command } from './types.ts'

/** One word of what somebody typed. */
export interface Token {
  /** Without its quotes. */
  readonly text: string
  readonly quoted: boolean
  /** As typed. */
  readonly raw: string
  /** What stands before the colon of `since:30d`, else null. */
  readonly option: string | null
}

const QUOTES = `"([^"]*)"?|“([^”]*)”?|«\\s?([^»]*?)\\s?(?:»|$)|„([^“”]*)[“”]?|「([^」]*)」?`
const TOKEN = new RegExp(`(?:([\\p{L}][\\p{L}-]*)[:=：](?=\\S))?(?:${QUOTES}|(\\S+))`, 'gu')

/** Words, "quoted words" and option:values; a quote that is not closed goes to the end. Never fails. */
export function tokenize(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => {
    const [raw, option, ...values] = match
    const quoted = values.slice(0, 5).find((value) => value !== undefined)
    return { raw, option: option ?? null, text: quoted ?? values[5] ?? '', quoted: quoted !== undefined }
  })
}

/** Other words for commands and options, as people know them from elsewhere. */
const COMMAND_WORDS: Readonly<Record<string, string>> = {
  news: 'latest',
  new: 'latest',
  last: 'latest',
  companies: 'company',
  find: 'search',
  s: 'search',
  types: 'data',
  topics: 'topic',
  stories: 'latest',
  open: 'story',
  fine: 'fines',
  digest: 'digest preview',
  feeds: 'feeds list',
  feed: 'feeds list',
  sources: 'feeds list',
  subscription: 'subscribe',
  version: 'about',
  health: 'feeds health',
  '?': 'help',
  commands: 'help',
}

const OPTION_WORDS: Readonly<Record<string, readonly string[]>> = {
  since: ['after', 'from', 'period', 'depuis', 'seit', 'sinds', 'desde', 'dal', 'od'],
  lang: ['language', 'languages', 'langue', 'sprache', 'taal', 'idioma', 'lingua'],
  page: ['p'],
  zone: ['timezone', 'tz'],
  time: ['at', 'hour'],
  days: ['day', 'on'],
  companies: ['company', 'name'],
  company: ['name', 'companies'],
  name: ['company', 'brand'],
  type: ['data'],
  data: ['datatypes', 'types'],
  what: ['topic', 'reason'],
  topics: ['topic'],
  id: ['story', 'number'],
  about: ['command'],
}

export interface Parsing {
  readonly commands: ReadonlyMap<string, Command>
  /** What a text without a command means, or null where it names nothing that is known. */
  readonly meaning: (text: string) => CommandCall | null
}

/**
 * What somebody typed, as a command call: `/privacy company netflix since:30d`, in any order, with quotes or without. A text
 * without a command is read for what it names (`/privacy netflix`). A misspelt command stays as typed, so that running it
 * answers with what was meant: under its own name, the rest in the option `text`.
 */
export function parseTyped(text: string, { commands, meaning }: Parsing): CommandCall {
  const body = text.trim().replace(/^\/\s*(?:privacy|vigie)\b\s*|^\//iu, '')
  const tokens = tokenize(body)
  const bare = tokens.filter((token) => token.option === null)
  const [first, second] = bare
  if (first === undefined) {
    if (tokens.length === 0) return { name: 'help', options: {} }
    return meaning(body) ?? readOptions(commands.get('latest'), 'latest', tokens)
  }
  const head = first.text.toLowerCase()
  // A command of two words first: `feeds add` before `feeds`.
  const pair = second === undefined ? null : commands.get(`${head} ${second.text.toLowerCase()}`)
  if (pair)
    return readOptions(
      pair,
      pair.name,
      tokens.filter((token) => token !== first && token !== second),
    )
  const rest = tokens.filter((token) => token !== first)
  const ending = /^(?:unsubscribe|stop)$/.test(head)
  if (ending) return { name: 'subscribe', options: { action: 'stop' } }
  const known = commands.get(head) ?? commands.get(COMMAND_WORDS[head] ?? '')
  if (known && !first.quoted) return readOptions(known, known.name, rest)
  return meaning(body) ?? unknownCommand(first, rest, body, commands)
}

/** A word close to a command is taken for a misspelt one; anything else is searched for. */
function unknownCommand(
  first: Token,
  rest: readonly Token[],
  body: string,
  commands: Parsing['commands'],
): CommandCall {
  const named = [...commands.keys()].map((name) => ({ id: name, label: name, keys: [nameKey(name)], weight: 0 }))
  const [close] = bestMatches(first.text, named, 1)
  const key = nameKey(first.text)
  const near = close !== undefined && (close.fuzzy || nameKey(close.item.id).startsWith(key))
  if (near && key.length >= 3) return { name: first.text, options: { text: rest.map(({ raw }) => raw).join(' ') } }
  return readOptions(commands.get('search'), 'search', tokenize(body))
}

/** The command that a misspelt name stands for, and the call with its words read by that command's options. */
export function correctedCall({ name, options }: CommandCall, commands: Parsing['commands']): CommandCall | null {
  const named = [...commands.keys()].map((id) => ({ id, label: id, keys: [nameKey(id)], weight: 0 }))
  const close = bestMatches(name, named, 1)[0]
  const command = close === undefined ? undefined : commands.get(close.item.id)
  if (command === undefined) return null
  return readOptions(command, command.name, tokenize(options.text ?? ''))
}

/** Gives words to a command's options: named ones by their name, bare ones by their place. */
function readOptions(command: Command | undefined, name: string, tokens: readonly Token[]): CommandCall {
  const options: Record<string, string> = {}
  const bare: Token[] = []
  const keepsRaw = command?.positional.at(-1) === 'query'
  for (const token of tokens) {
    const option = token.option === null ? null : optionName(token.option, command)
    if (option !== null) options[option] = token.text
    // `https://…` and `12:30` have a colon without being an option; a query has filters of its own.
    else if (token.option === null || keepsRaw || token.text.startsWith('//')) bare.push(token)
    else options[token.option] = token.text
  }
  if (command?.place !== undefined) {
    for (const token of bare) {
      const target = command.place(token.text)
      options[target] = options[target] === undefined ? token.text : `${options[target]},${token.text}`
    }
    return { name, options }
  }
  const places = (command?.positional ?? []).filter((place) => options[place] === undefined)
  const groups = groupsBetween(bare, command?.between)
  const parted = places.length > 1 && groups.length === places.length
  const rest = parted ? [] : bare
  places.forEach((place, index) => {
    const isLast = index === places.length - 1
    const mine = parted ? (groups[index] ?? []) : isLast ? rest.splice(0) : rest.splice(0, 1)
    if (mine.length > 0) options[place] = mine.map(({ raw, text }) => (keepsRaw ? raw : wholeText(raw, text))).join(' ')
  })
  // Words that no option takes are told, not dropped.
  if (rest.length > 0) options.text = rest.map(({ raw }) => raw).join(' ')
  return { name, options }
}

/** Bare words in groups, parted by a word like `vs` or a comma at a word's end; one group where nothing parts them. */
function groupsBetween(bare: readonly Token[], between: RegExp | undefined): Token[][] {
  if (between === undefined) return []
  const groups: Token[][] = [[]]
  for (const token of bare) {
    const comma = !token.quoted && token.text.length > 1 && token.text.endsWith(',')
    if (!token.quoted && between.test(token.text)) groups.push([])
    else groups.at(-1)?.push(comma ? { ...token, raw: token.raw.slice(0, -1), text: token.text.slice(0, -1) } : token)
    if (comma) groups.push([])
  }
  return groups.filter((group) => group.length > 0)
}

/** A token with a colon that is no option keeps what stands before it. */
const wholeText = (raw: string, text: string): string => (/^[\p{L}-]+[:=：]/u.test(raw) ? raw : text)

/** The option that a word names: its own name or another word for it; null for none. */
export function optionName(typed: string, command: Command | undefined): string | null {
  const word = nameKey(typed)
  const names = Object.keys(command?.options ?? {})
  const exact = names.find((name) => nameKey(name) === word)
  return exact ?? names.find((name) => OPTION_WORDS[name]?.includes(word)) ?? null
}
