import { DATA_TYPES, TOPICS } from '../types/index.ts'
import { commandHelpView, helpView, labelsHelpView } from '../views/index.ts'
import { bestMatches, nameKey } from './match.ts'
import { type Command, defineCommand, type Option } from './types.ts'

/** Help knows the other commands, so it is made from them. */
export function createHelp(commands: () => readonly Command[]): Command {
  const named = () =>
    commands().map((command) => ({
      id: command.name,
      label: command.name,
      keys: [nameKey(command.name)],
      weight: 0,
      command,
    }))
  const about: Option<string> = {
    type: 'string',
    description: 'option.help-about',
    required: false,
    complete: async (typed) =>
      bestMatches(typed, named(), 25).map(({ item }) => ({ label: item.label, value: item.id })),
    read: (typed) => typed.trim(),
  }
  return defineCommand({
    name: 'help',
    description: 'command.help',
    options: { about },
    positional: ['about'],
    example: '/privacy help company',
    run: async ({ about: asked }, context) => {
      const { view, t } = context
      const all = commands().map(({ name, description, example }) => ({
        name,
        example,
        description: t.text(description),
      }))
      if (asked === undefined) return helpView(all, view)
      const [match] = bestMatches(asked, named(), 1)
      if (match === undefined) return helpView(all, view)
      const { command } = match.item
      const labels =
        command.name === 'data'
          ? DATA_TYPES.map((id) => ({ id, label: t.dataType(id) }))
          : command.name === 'topic'
            ? TOPICS.map((id) => ({ id, label: t.topic(id) }))
            : null
      const help = {
        name: command.name,
        example: command.example,
        description: t.text(command.description),
        manage: command.permission === 'manage',
        options: Object.entries(command.options).map(([name, option]) => ({
          name,
          description: t.text(option.description),
          required: option.required,
          choices: option.choices?.map(({ value }) => value) ?? [],
        })),
      }
      return labels === null ? commandHelpView(help, view) : labelsHelpView(help, labels, view)
    },
  })
}
