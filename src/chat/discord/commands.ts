import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type LocaleString,
  type LocalizationMap,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js'
import type { CommandDefinition, Localised, OptionDefinition } from '../../commands/index.ts'
import { INTERFACE_LANGUAGES, type InterfaceLanguage } from '../../types/index.ts'
import { truncate } from '../../views/index.ts'
import { LIMITS } from './limits.ts'

/** Discord's tags for the languages of the interface. English is what stands without a tag. */
const LOCALES: Readonly<Record<InterfaceLanguage, readonly LocaleString[]>> = {
  en: [],
  fr: ['fr'],
  de: ['de'],
  nl: ['nl'],
  es: ['es-ES', 'es-419'],
  it: ['it'],
  pt: ['pt-BR'],
  pl: ['pl'],
  ja: ['ja'],
}

type Subcommand = APIApplicationCommandSubcommandOption
type Group = APIApplicationCommandSubcommandGroupOption

/**
 * All commands as the one `/privacy` command that is registered, with subcommands and groups.
 *
 * Discord counts at most 8000 characters a command, in its longest language: descriptions are cut as far as that asks for.
 */
export function registration(
  definitions: readonly CommandDefinition[],
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  for (const length of [LIMITS.commandDescription, 80, 70, 60, 50, 40]) {
    const command = build(definitions, length)
    if (totalLength(command) <= LIMITS.commandTotal) return command
  }
  return build(definitions, 30)
}

function build(
  definitions: readonly CommandDefinition[],
  length: number,
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const options: (Subcommand | Group)[] = []
  for (const definition of definitions) {
    const [first = '', second] = definition.name.split(' ')
    if (second === undefined) {
      options.push(subcommand(first, definition, length))
      continue
    }
    const known = options.find(
      (option): option is Group =>
        option.type === ApplicationCommandOptionType.SubcommandGroup && option.name === first,
    )
    const inside = [...(known?.options ?? []), subcommand(second, definition, length)]
    const group: Group = {
      type: ApplicationCommandOptionType.SubcommandGroup,
      name: first,
      description: truncate(`${first}: ${inside.map(({ name }) => name).join(', ')}`, length),
      options: inside,
    }
    if (known) options[options.indexOf(known)] = group
    else options.push(group)
  }
  return {
    type: ApplicationCommandType.ChatInput,
    name: 'privacy',
    description: 'Privacy news: look things up, set up digests',
    options,
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    integration_types: [ApplicationIntegrationType.GuildInstall],
  }
}

const subcommand = (name: string, { description, options }: CommandDefinition, length: number): Subcommand => ({
  type: ApplicationCommandOptionType.Subcommand,
  name,
  ...localised(description, length),
  options: options.map((option) => optionOf(option, length)),
})

function optionOf(option: OptionDefinition, length: number): APIApplicationCommandBasicOption {
  const base = { name: option.name, required: option.required, ...localised(option.description, length) }
  if (option.type === 'integer') return { type: ApplicationCommandOptionType.Integer, ...base }
  if (option.type === 'boolean') return { type: ApplicationCommandOptionType.Boolean, ...base }
  if (option.choices !== null) {
    const choices = option.choices.map(({ value, label }) => ({
      value,
      name: truncate(label.en, LIMITS.choiceName),
      name_localizations: translations(label, LIMITS.choiceName),
    }))
    return { type: ApplicationCommandOptionType.String, ...base, choices }
  }
  return { type: ApplicationCommandOptionType.String, ...base, autocomplete: option.autocomplete }
}

const localised = (text: Localised, length: number) => ({
  description: truncate(text.en, length),
  description_localizations: translations(text, length),
})

function translations(text: Localised, length: number): LocalizationMap {
  const pairs = INTERFACE_LANGUAGES.flatMap((language) =>
    LOCALES[language].map((locale) => [locale, truncate(text[language], length)] as const),
  )
  return Object.fromEntries(pairs)
}

type Localizations = Readonly<Record<string, string | null | undefined>> | null | undefined

interface Counted {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly value?: unknown
  readonly name_localizations?: Localizations
  readonly description_localizations?: Localizations
  readonly options?: readonly Counted[] | undefined
  readonly choices?: readonly Counted[] | undefined
}

/** Names, descriptions and values of a command, each in its longest language. */
export function totalLength(node: Counted): number {
  const longest = (text: string | undefined, localizations: Localizations): number =>
    Math.max(...[text, ...Object.values(localizations ?? {})].map((said) => said?.length ?? 0))
  const inside = [...(node.options ?? []), ...(node.choices ?? [])]
  return (
    longest(node.name, node.name_localizations) +
    longest(node.description, node.description_localizations) +
    (node.value === undefined ? 0 : String(node.value).length) +
    inside.reduce((sum, child) => sum + totalLength(child), 0)
  )
}
