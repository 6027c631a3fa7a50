import { homeOf, inEveryLanguage, type Translator, translator } from '../i18n/index.ts'
import type { Caller, CommandCall, Completion, View } from '../types/index.ts'
import { didYouMeanView, internalErrorView, noPermissionView, typedCommand, wrongInputView } from '../views/index.ts'
import { about, privacy, status } from './bot.ts'
import { company } from './company.ts'
import { completeLine, type LineCompletion } from './complete-line.ts'
import { digestNow, digestPreview } from './digest.ts'
import { feedsAdd, feedsHealth, feedsList, feedsRemove } from './feeds.ts'
import { createHelp } from './help.ts'
import { data, latest, search, topic } from './lookups.ts'
import { bestMatches, type Named, nameKey } from './match.ts'
import { createNames, type Names } from './names.ts'
import { correctedCall, parseTyped, tokenize } from './parse.ts'
import { settings } from './settings.ts'
import { story, why, wrong } from './story.ts'
import { subscribe } from './subscribe.ts'
import { compare, fines, trends } from './trends.ts'
import {
  type Command,
  type CommandContext,
  type CommandDefinition,
  type CommandDeps,
  type OptionDefinition,
  WrongInput,
} from './types.ts'
import { readSettings } from './workspace.ts'

/** Everything people can ask, the same on every platform. */
export interface CommandBook {
  /** In the order that help shows them. */
  readonly definitions: readonly CommandDefinition[]
  /**
   * Answers a call. Never throws: what was typed wrongly gets a private answer that helps, a failure inside gets an apology and
   * is reported to `onError`.
   */
  run(call: CommandCall, caller: Caller): Promise<View>
  /** What an option may be completed to, best guess first, at most 25; empty where nothing fits or something fails. */
  complete(call: CommandCall, optionName: string, typed: string, caller: Caller): Promise<Completion[]>
  /** How typed text may go on: commands, names, `option:` and values, best guess first. Never throws. */
  completeLine(text: string, caller: Caller): Promise<LineCompletion>
  /** Reads typed text (`/privacy company netflix since:30d`, `/privacy netflix`). Never throws. */
  parse(text: string, caller: Caller): CommandCall
}

const MOST_COMPLETIONS = 25

export function createCommandBook(deps: CommandDeps): CommandBook {
  const names = createNames(deps.store, deps.knowledge, deps.now)
  const help: Command = createHelp(() => all)
  const all: readonly Command[] = [
    latest,
    company,
    data,
    topic,
    search,
    story,
    why,
    wrong,
    trends,
    compare,
    fines,
    subscribe,
    digestPreview,
    digestNow,
    settings,
    feedsList,
    feedsHealth,
    feedsAdd,
    feedsRemove,
    status,
    privacy,
    about,
    help,
  ]
  const commands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]))

  async function contextOf(call: CommandCall, caller: Caller): Promise<CommandContext> {
    const t = translator(caller.locale)
    const workspace = await readSettings(deps.store, caller.channel)
    const now = deps.now()
    const timeZone = caller.timeZone ?? workspace.timeZone ?? homeOf(caller.locale).timeZone
    const view = { t, now, timeZone, knowledge: deps.knowledge, sample: deps.sample }
    return { deps, caller, now, t, view, names, settings: workspace, call }
  }

  async function answer(call: CommandCall, caller: Caller): Promise<View> {
    const t = translator(caller.locale)
    const command = commands.get(call.name)
    if (command === undefined) return unknownCommandView(call, caller)
    if (command.permission === 'manage' && !caller.canManage) return noPermissionView({ t })
    const context = await contextOf(call, caller)
    return command.run(await readValues(command, context), context)
  }

  async function unknownCommandView(call: CommandCall, caller: Caller): Promise<View> {
    const t = translator(caller.locale)
    const corrected = correctedCall(call, commands)
    const meant = corrected === null ? null : await withNearestCompany(corrected)
    const suggestions = meant === null ? [] : [{ label: typedCommand(meant), call: meant }]
    return didYouMeanView(
      t.text('wrong.no-command', { typed: call.name }),
      suggestions,
      { t },
      { all: '/privacy help' },
    )
  }

  /** A suggestion with a misspelt company in it would only lead to the next suggestion. */
  async function withNearestCompany(call: CommandCall): Promise<CommandCall> {
    if (call.name !== company.name || call.options.name === undefined) return call
    const [best] = bestMatches(call.options.name, await names.companies(), 1)
    return best === undefined ? call : { name: call.name, options: { ...call.options, name: best.item.id } }
  }

  const book: CommandBook = {
    definitions: all.map(definitionOf),

    async run(call, caller) {
      try {
        return await answer(call, caller)
      } catch (error) {
        if (error instanceof WrongInput) return error.view
        deps.onError(error, call)
        return internalErrorView({ t: translator(caller.locale) })
      }
    },

    async complete(call, optionName, typed, caller) {
      try {
        const option = commands.get(call.name)?.options[optionName]
        if (option?.complete === undefined) return []
        return (await option.complete(typed, await contextOf(call, caller))).slice(0, MOST_COMPLETIONS)
      } catch (error) {
        if (!(error instanceof WrongInput)) deps.onError(error, call)
        return []
      }
    },

    completeLine: (text, caller) =>
      completeLine(text, caller, {
        commands,
        describe: ({ description }) => translator(caller.locale).text(description),
        complete: book.complete,
      }),

    parse: (text, caller) =>
      parseTyped(text, { commands, meaning: (words) => meaningOf(words, translator(caller.locale), names) }),
  }
  return book
}

function definitionOf({ name, description, permission, options }: Command): CommandDefinition {
  const definitions = Object.entries(options).map(
    ([optionName, option]): OptionDefinition => ({
      name: optionName,
      type: option.type,
      description: inEveryLanguage(option.description),
      required: option.required,
      choices: option.choices?.map(({ value, label }) => ({ value, label: inEveryLanguage(label) })) ?? null,
      autocomplete: option.complete !== undefined && option.choices === undefined,
    }),
  )
  // Platforms want required options first; the sort is stable.
  const sorted = definitions.sort((a, b) => Number(b.required) - Number(a.required))
  return { name, description: inEveryLanguage(description), permission, options: sorted }
}

/** Reads what was typed for each option. @throws {WrongInput} */
async function readValues(command: Command, context: CommandContext): Promise<Record<string, unknown>> {
  const { call, t } = context
  const names = Object.keys(command.options)
  for (const typed of Object.keys(call.options)) {
    if (!names.includes(typed)) throw new WrongInput(unknownOptionView(typed, command, context))
  }
  const values: Record<string, unknown> = {}
  for (const [name, option] of Object.entries(command.options)) {
    const typed = call.options[name]?.trim() ?? ''
    if (typed !== '') values[name] = await option.read(typed, context)
    else if (option.required) {
      const said = `${name} (${t.text(option.description)})`
      throw new WrongInput(wrongInputView('wrong.missing', { option: said, example: command.example }, context))
    }
  }
  return values
}

/** An option that the command does not have: the nearest it has, or all of them. */
function unknownOptionView(typed: string, command: Command, context: CommandContext): View {
  const { t, call } = context
  const names = Object.keys(command.options)
  const shown = typed === 'text' ? (call.options.text ?? '') : typed
  const said = t.text('wrong.unknown-option', {
    command: `/privacy ${command.name}`,
    typed: shown,
    options: names.join(', ') || '–',
  })
  const { [typed]: value = '', ...others } = call.options
  const named = names.map((id) => ({ id, label: id, keys: [nameKey(id)], weight: 0 }))
  const [near] = bestMatches(typed, named, 1)
  const meant =
    typed === 'text'
      ? { name: call.name, options: others }
      : near === undefined
        ? null
        : { name: call.name, options: { ...others, [near.item.id]: value } }
  const suggestions = meant === null ? [] : [{ label: typedCommand(meant), call: meant }]
  return didYouMeanView(said, suggestions, context, { all: `/privacy help ${command.name}` })
}

/** The fewest letters with which the beginning of a name is taken for the name. */
const ENOUGH = 4

/** What a text without a command asks for: a company, a kind of data, a topic or a story; null where it names none of them. */
function meaningOf(text: string, t: Translator, { listed, dataTypes, topics }: Names): CommandCall | null {
  const tokens = tokenize(text)
  const options = Object.fromEntries(tokens.flatMap(({ option, text: value }) => (option ? [[option, value]] : [])))
  const words = tokens.flatMap(({ option, raw, text: value }) => (option ? [] : [value || raw])).join(' ')
  const { company: ofCompany, data: ofData, topic: ofTopic, ...rest } = options
  // `company:netflix` alone is the question; together with words it is a filter of a search.
  if (words === '') {
    if (ofCompany !== undefined) return { name: 'company', options: { name: ofCompany, ...rest } }
    if (ofData !== undefined) return { name: 'data', options: { type: ofData, ...rest } }
    if (ofTopic !== undefined) return { name: 'topic', options: { what: ofTopic, ...rest } }
    return null
  }
  if (ofCompany !== undefined || ofData !== undefined || ofTopic !== undefined) return null
  const names = <T extends Named>(items: readonly T[], exactly: boolean): T | undefined => {
    const [match] = bestMatches(words, items, 1)
    const good = match?.exact || (!exactly && match !== undefined && startsName(words, match.item))
    return good ? match?.item : undefined
  }
  for (const exactly of [true, false]) {
    const company = names(listed, exactly)
    if (company !== undefined) return { name: 'company', options: { name: company.id, ...rest } }
    const data = names(dataTypes(t), exactly)
    if (data !== undefined) return { name: 'data', options: { type: data.id, ...rest } }
    const topic = names(topics(t), exactly)
    if (topic !== undefined) return { name: 'topic', options: { what: topic.id, ...rest } }
  }
  if (/^#?\d{1,3}$/.test(words) || (/^#?[0-9a-hjkmnp-tv-z]{8}$/.test(words) && /\d/.test(words)))
    return { name: 'story', options: { id: words, ...rest } }
  return null
}

function startsName(words: string, { keys }: Named): boolean {
  const key = nameKey(words)
  return key.length >= ENOUGH && keys.some((name) => name.startsWith(key))
}
