import type { CommandBook, CommandDefinition } from '../../commands/index.ts'
import type { Caller, InterfaceLanguage } from '../../types/index.ts'
import type { Suggestions, Usage } from './protocol.ts'

const PREFIX = /^\s*\/\s*(?:privacy|vigie)\s+|^\s*\/?/iu

/** How typed text may go on, with what each suggestion is, and how the command being typed is used. */
export async function suggest(text: string, book: CommandBook, caller: Caller): Promise<Suggestions> {
  const { start, completions } = await book.completeLine(text, caller)
  const body = text.replace(PREFIX, '')
  const command = commandOf(body, book.definitions)
  const items = completions.map(({ label, value }) => {
    const [name = label, ...detail] = label.split(' · ')
    const option = command?.options.find((one) => value === `${one.name}:`)
    return option === undefined
      ? { label: name, detail: detail.join(' · '), value }
      : { label: value, detail: option.description[caller.locale], value }
  })
  return { start, items, usage: command === null ? null : usageOf(command, caller.locale) }
}

/** The command that a text begins with, once a space follows it; of two that fit, the longer one. */
function commandOf(body: string, definitions: readonly CommandDefinition[]): CommandDefinition | null {
  const typed = body.toLowerCase().replace(/\s+/g, ' ')
  const fitting = definitions.filter(({ name }) => typed.startsWith(`${name} `))
  return fitting.sort((a, b) => b.name.length - a.name.length)[0] ?? null
}

const usageOf = ({ name, description, options }: CommandDefinition, locale: InterfaceLanguage): Usage => ({
  command: `/privacy ${name}`,
  description: description[locale],
  options: options.map((option) => ({
    name: option.name,
    required: option.required,
    description: option.description[locale],
  })),
})
