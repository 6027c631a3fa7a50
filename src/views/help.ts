import type { View } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { blocks, code, heading, privateView, text } from './parts.ts'

export interface CommandHelp {
  readonly name: string
  readonly description: string
  readonly example: string
  /** Only people who manage the workspace may run it. */
  readonly manage: boolean
  readonly options: readonly {
    readonly name: string
    readonly description: string
    readonly required: boolean
    readonly choices: readonly string[]
  }[]
}

export function helpView(
  commands: readonly Pick<CommandHelp, 'name' | 'description' | 'example'>[],
  context: ViewContext,
): View {
  const { t } = context
  const title = t.text('help.title')
  return privateView(
    title,
    blocks(
      heading(title),
      text(t.text('help.intro')),
      {
        kind: 'list',
        ordered: false,
        items: commands.map(({ name, description }) => [code(`/privacy ${name}`), { text: ` ${description}` }]),
      },
      { kind: 'text', tone: 'muted', spans: t.spans('help.more', { command: code('/privacy help company') }) },
    ),
    context,
  )
}

export function commandHelpView(help: CommandHelp, context: ViewContext): View {
  const title = `/privacy ${help.name}`
  return privateView(`${title}: ${help.description}`, helpBlocks(help, context), context)
}

/** Help with all the values there are: kinds of data, topics. */
export function labelsHelpView(
  help: CommandHelp,
  labels: readonly { readonly id: string; readonly label: string }[],
  context: ViewContext,
): View {
  const list = {
    kind: 'list' as const,
    ordered: false,
    items: labels.map(({ id, label }) => [code(id), { text: ` ${label}` }]),
  }
  return privateView(`/privacy ${help.name}: ${help.description}`, [...helpBlocks(help, context), list], context)
}

function helpBlocks({ name, description, example, manage, options }: CommandHelp, { t }: ViewContext) {
  const items = options.map((option) => [
    code(option.name),
    { text: ` ${[option.description, ...(option.required ? [t.text('help.required')] : [])].join(' · ')}` },
    ...(option.choices.length === 0 ? [] : [{ text: ` (${option.choices.join(', ')})` }]),
  ])
  return blocks(
    heading(`/privacy ${name}`),
    text(description),
    items.length === 0 ? null : { kind: 'list', ordered: false, items },
    { kind: 'text', spans: t.spans('help.example', { command: code(example) }) },
    manage ? text(t.text('help.manage'), 'muted') : null,
  )
}
