import { COUNTRIES, isTimeZone, type MessageId, TIME_ZONES } from '../i18n/index.ts'
import { parseDate } from '../store/index.ts'
import {
  type Completion,
  type DataType,
  INTERFACE_LANGUAGES,
  type InterfaceLanguage,
  isInterfaceLanguage,
  isLanguage,
  LANGUAGES,
  type Language,
  type Topic,
} from '../types/index.ts'
import { didYouMeanView, type Suggestion, wrongInputView } from '../views/index.ts'
import { bestMatches, type Named, nameKey } from './match.ts'
import type { NamedCompany } from './names.ts'
import { type CommandContext, type Option, type RequiredOption, WrongInput } from './types.ts'

/** The options that commands share: how each is read from what people type, completed, and explained when it is wrong. */

/** Discord shows no more; people read no more. */
const MOST_COMPLETIONS = 25

export const required = <T>(option: Option<T>): RequiredOption<T> => ({ ...option, required: true })

const wrong = (id: MessageId, values: Record<string, string>, context: CommandContext): WrongInput =>
  new WrongInput(wrongInputView(id, values, context))

/** The same call with one option changed: what a suggestion's button runs. */
const withOption = ({ call }: CommandContext, name: string, value: string) => ({
  name: call.name,
  options: { ...call.options, [name]: value },
})

/** Completes names by best match, with how many stories there are. */
function completions(typed: string, items: Iterable<Named>, context: CommandContext): Completion[] {
  return bestMatches(typed, items, MOST_COMPLETIONS, true).map(({ item }) => ({
    label: item.weight >= 1 ? `${item.label} · ${stories(Math.ceil(item.weight), context)}` : item.label,
    value: item.id,
  }))
}

const stories = (count: number, { t }: CommandContext): string => t.text('edition.stories', { count })

/** Reads a name that has to be one of a list; a near miss is answered with what it may have meant. */
function readNamed<T extends Named>(
  typed: string,
  items: readonly T[],
  option: string,
  problem: MessageId,
  all: string | undefined,
  context: CommandContext,
): T {
  const byId = items.find(({ id }) => id === typed)
  if (byId !== undefined) return byId
  const matches = bestMatches(typed, items, 4)
  const [first, second] = matches
  // One name that begins with what was typed is meant, as completion would have filled it in.
  if (first !== undefined && (first.exact || (!first.fuzzy && second === undefined))) return first.item
  throw new WrongInput(
    didYouMeanView(
      context.t.text(problem, { typed }),
      [
        ...crossMatches(typed, context),
        ...matches.map(({ item }) => ({ label: item.label, call: withOption(context, option, item.id) })),
      ],
      context,
      { all, further: searchInstead(typed, context) },
    ),
  )
}

/** `data breach` names a topic, `topic health` a kind of data. */
function crossMatches(typed: string, { call, names, t }: CommandContext): Suggestion[] {
  const [topic] = call.name === 'data' ? bestMatches(typed, names.topics(t), 1) : []
  const [data] = call.name === 'topic' ? bestMatches(typed, names.dataTypes(t), 1) : []
  return [
    ...(topic?.exact ? [{ label: topic.item.label, call: { name: 'topic', options: { what: topic.item.id } } }] : []),
    ...(data?.exact ? [{ label: data.item.label, call: { name: 'data', options: { type: data.item.id } } }] : []),
  ]
}

/** Whatever no look-up knows by name can be searched for as a word. */
const searchInstead = (typed: string, { call, t }: CommandContext): Suggestion[] =>
  ['company', 'data', 'topic'].includes(call.name)
    ? [{ label: t.text('list.search', { query: typed }), call: { name: 'search', options: { query: typed } } }]
    : []

export const companyOption = (name: string, description: MessageId = 'option.company'): Option<NamedCompany> => ({
  type: 'string',
  description,
  required: false,
  complete: async (typed, context) => completions(typed, await context.names.companies(), context),
  read: async (typed, context) =>
    readNamed(typed, await context.names.companies(), name, 'wrong.no-company', undefined, context),
})

export const dataTypeOption = (name: string): Option<DataType> => ({
  type: 'string',
  description: 'option.data-type',
  required: false,
  complete: async (typed, context) => completions(typed, context.names.dataTypes(context.t), context),
  read: (typed, context) =>
    readNamed(typed, context.names.dataTypes(context.t), name, 'wrong.no-data', '/privacy help data', context).id,
})

export const topicOption = (name: string): Option<Topic> => ({
  type: 'string',
  description: 'option.topic',
  required: false,
  complete: async (typed, context) => completions(typed, context.names.topics(context.t), context),
  read: (typed, context) =>
    readNamed(typed, context.names.topics(context.t), name, 'wrong.no-topic', '/privacy help topic', context).id,
})

export const textOption = (description: MessageId, longest = 500): Option<string> => ({
  type: 'string',
  description,
  required: false,
  read: (typed) => typed.trim().slice(0, longest),
})

const PERIODS = ['24h', '7d', '30d', '3m', '6m', '1y'] as const

export const sinceOption: Option<Date> = {
  type: 'string',
  description: 'option.since',
  required: false,
  complete: async (typed) =>
    PERIODS.filter((period) => period.startsWith(typed.trim())).map((period) => ({ label: period, value: period })),
  read: (typed, context) => {
    const date = parseDate(typed, context.now)
    if (date === null) throw wrong('wrong.since', { typed }, context)
    // Nothing is known of the future; what is asked for from there on is what there is from now on.
    return new Date(Math.min(date.getTime(), context.now.getTime()))
  },
}

const languageNames = <Id extends string>(ids: readonly Id[], { t }: CommandContext) =>
  ids.map((id) => ({ id, label: `${t.language(id)} (${id})`, keys: [id, nameKey(t.language(id))], weight: 0 }))

export const languageOption: Option<Language> = {
  type: 'string',
  description: 'option.lang',
  required: false,
  complete: async (typed, context) => completions(typed, languageNames(LANGUAGES, context), context),
  read: (typed, context) => {
    const [match] = bestMatches(typed, languageNames(LANGUAGES, context), 1)
    if (isLanguage(typed)) return typed
    if (match === undefined || match.fuzzy)
      throw wrong('wrong.language', { typed, codes: LANGUAGES.join(', ') }, context)
    return match.item.id
  },
}

/** The language that the bot speaks. */
export const interfaceLanguageOption: Option<InterfaceLanguage> = {
  type: 'string',
  description: 'option.language',
  required: false,
  complete: async (typed, context) => completions(typed, languageNames(INTERFACE_LANGUAGES, context), context),
  read: (typed, context) => {
    if (isInterfaceLanguage(typed)) return typed
    const [match] = bestMatches(typed, languageNames(INTERFACE_LANGUAGES, context), 1)
    if (match === undefined || match.fuzzy)
      throw wrong('wrong.language', { typed, codes: INTERFACE_LANGUAGES.join(', ') }, context)
    return match.item.id
  },
}

const countryNames = ({ t }: CommandContext): Named[] =>
  COUNTRIES.map((id) => ({
    id,
    label: `${t.country(id)} (${id})`,
    keys: [nameKey(id), nameKey(t.country(id))],
    weight: 0,
  }))

export const countryOption: Option<string> = {
  type: 'string',
  description: 'option.country',
  required: false,
  complete: async (typed, context) => completions(typed, countryNames(context), context),
  read: (typed, context) => {
    const code = typed.trim().toUpperCase()
    if (COUNTRIES.includes(code)) return code
    const [match] = bestMatches(typed, countryNames(context), 1)
    if (match === undefined || match.fuzzy) throw wrong('wrong.country', { typed }, context)
    return match.item.id
  },
}

const zoneNames: readonly Named[] = TIME_ZONES.map((id) => ({
  id,
  label: id,
  keys: [nameKey(id), nameKey(id.split('/').at(-1) ?? id)],
  weight: 0,
}))

export const zoneOption: Option<string> = {
  type: 'string',
  description: 'option.zone',
  required: false,
  complete: async (typed, context) => completions(typed, zoneNames, context),
  read: (typed, context) => {
    if (isTimeZone(typed)) return typed
    const matches = bestMatches(typed, zoneNames, 2)
    const [match] = matches
    if (match === undefined || !(match.exact || (matches.length === 1 && !match.fuzzy)))
      throw wrong('wrong.zone', { typed }, context)
    return match.item.id
  },
}

const MOST_PAGES = 10_000

export const pageOption: Option<number> = {
  type: 'integer',
  description: 'option.page',
  required: false,
  read: (typed, context) => {
    const page = Number(typed)
    if (!Number.isInteger(page) || page < 1 || page > MOST_PAGES) throw wrong('wrong.page', { typed }, context)
    return page
  },
}

const YES = new Set(['yes', 'true', '1', 'y', 'on', 'oui', 'ja', 'si', 'sim', 'tak', 'はい'])
const NO = new Set(['no', 'false', '0', 'n', 'off', 'non', 'nein', 'nee', 'nao', 'nie', 'いいえ'])

export const yesNoOption = (description: MessageId): Option<boolean> => ({
  type: 'boolean',
  description,
  required: false,
  read: (typed, context) => {
    const word = nameKey(typed)
    if (YES.has(word)) return true
    if (NO.has(word)) return false
    throw wrong('wrong.choice', { typed, choices: 'yes, no' }, context)
  },
})

/** One of a few words. */
export const choiceOption = <Choice extends string>(
  description: MessageId,
  choices: Readonly<Record<Choice, MessageId>>,
): Option<Choice> => {
  const words = Object.keys(choices) as Choice[]
  return {
    type: 'string',
    description,
    required: false,
    choices: words.map((value) => ({ value, label: choices[value] })),
    complete: async (typed, { t }) =>
      words
        .filter((word) => word.startsWith(typed.trim().toLowerCase()))
        .map((word) => ({ label: t.text(choices[word]), value: word })),
    read: (typed, context) => {
      const named = words.map((id) => ({ id, label: id, keys: [nameKey(id)], weight: 0 }))
      const [match] = bestMatches(typed, named, 1)
      if (match === undefined) throw wrong('wrong.choice', { typed, choices: words.join(', ') }, context)
      return match.item.id
    },
  }
}

/** Words that take a limit away. */
const ALL = new Set([
  'all',
  'any',
  'everything',
  'tous',
  'tout',
  'alle',
  'alles',
  'todos',
  'todo',
  'tutti',
  'tutto',
  'tudo',
  'wszystko',
  '全部',
  'すべて',
])

/** Several values, parted by commas; `all` gives none, which limits nothing. */
export function listOption<T>(one: Option<T>, description: MessageId): Option<T[]> {
  return {
    type: 'string',
    description,
    required: false,
    ...(one.complete === undefined
      ? {}
      : {
          complete: async (typed, context) => {
            const at = typed.lastIndexOf(',') + 1
            const before = typed.slice(0, at)
            const last = (await one.complete?.(typed.slice(at).trim(), context)) ?? []
            return last.map(({ label, value }) => ({ label: before + label, value: before + value }))
          },
        }),
    read: async (typed, context) => {
      const words = typed.split(/[,;、]/).map((word) => word.trim())
      if (words.some((word) => ALL.has(nameKey(word)))) return []
      const values: T[] = []
      for (const word of words) if (word !== '') values.push(await one.read(word, context))
      return values
    },
  }
}
