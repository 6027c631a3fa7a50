import * as spec from 'discord-api-spec/zod'
import { z } from 'zod'

/**
 * What Discord checks in a body. The shapes are those of its OpenAPI description; the rules beside them are in its
 * documentation only: sums over a message, exclusions, uniqueness, order of options.
 */

export interface Violation {
  readonly path: string
  readonly message: string
}

const json = z.record(z.string(), z.unknown())
type Json = z.infer<typeof json>

const COMPONENTS_V2 = 1 << 15
const EPHEMERAL = 1 << 6

/** The shapes by their names in the description. */
const shapes = {
  message: spec.MessageCreateRequestSchema,
  followUp: spec.IncomingWebhookRequestPartialSchema,
  edit: spec.IncomingWebhookUpdateRequestPartialSchema,
  command: spec.ApplicationCommandUpdateRequestSchema,
  reply: spec.CreateMessageInteractionCallbackRequestSchema,
  update: spec.UpdateMessageInteractionCallbackRequestSchema,
  modal: spec.ModalInteractionCallbackRequestSchema,
  completion: spec.ApplicationCommandAutocompleteCallbackRequestSchema,
} as const
export type Shape = keyof typeof shapes

export function checkShape(shape: Shape, body: unknown): Violation[] {
  const result = shapes[shape].safeParse(body)
  if (result.success) return []
  return result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}

/** A message's own rules. `previousFlags` are those of the message that an edit changes. */
export function checkMessage(body: Json, previousFlags = 0): Violation[] {
  const found: Violation[] = []
  const fail = (path: string, message: string) => void found.push({ path, message })
  const flags = Number(body.flags ?? 0) | previousFlags
  const components = list(body.components)
  const content = typeof body.content === 'string' ? body.content : ''
  const embeds = list(body.embeds)

  const mentions = body.allowed_mentions
  if (!isJson(mentions) || list(mentions.parse).length > 0) {
    fail('allowed_mentions', 'Vigie mentions nobody: {parse: []} is due on every message')
  }
  if (content.length > 2000) fail('content', 'Must be 2000 or fewer in length.')
  if (flags & COMPONENTS_V2) {
    for (const key of ['content', 'embeds', 'poll', 'sticker_ids']) {
      if (body[key] !== undefined && body[key] !== null) fail(key, 'cannot be used with MessageFlags.IS_COMPONENTS_V2')
    }
    if (components.length === 0) fail('components', 'A message needs at least one component.')
  } else if (content === '' && embeds.length === 0 && components.length === 0) {
    fail('', 'Cannot send an empty message')
  }
  const embedText = embeds.reduce<number>((sum, embed) => sum + embedLength(embed), 0)
  if (embedText > 6000) fail('embeds', 'Embed size exceeds maximum size of 6000')

  const all = components.flatMap(flatten)
  if (all.length > 40) fail('components', `Message has ${all.length} components, the maximum is 40`)
  const text = all.reduce((sum, { type, content: shown }) => sum + (type === 10 ? String(shown).length : 0), 0)
  if (text > 4000) fail('components', `The text of all components is ${text} characters, the maximum is 4000`)
  if (!(flags & COMPONENTS_V2)) {
    if (components.length > 5) fail('components', 'Must be between 1 and 5 in length.')
    for (const component of components) {
      if (isJson(component) && component.type !== 1) fail('components', 'Only action rows without IS_COMPONENTS_V2')
    }
  }
  found.push(...checkInteractive(all))
  const nonce = body.nonce
  if (nonce !== undefined && String(nonce).length > 25) fail('nonce', 'Must be 25 or fewer in length.')
  return found
}

export const isEphemeral = (body: Json): boolean => (Number(body.flags ?? 0) & EPHEMERAL) !== 0

function checkInteractive(all: readonly Json[]): Violation[] {
  const found: Violation[] = []
  const ids = new Set<string>()
  for (const component of all) {
    const { type, style } = component
    const id = component.custom_id
    if (typeof id === 'string') {
      if (ids.has(id)) found.push({ path: 'components', message: `Component custom id cannot be duplicated: ${id}` })
      ids.add(id)
    }
    if (type === 2) {
      const isLink = style === 5
      if (isLink === (id !== undefined)) {
        found.push({ path: 'components', message: 'A link button has a url and no custom_id, any other the reverse' })
      }
      if (isLink !== (component.url !== undefined))
        found.push({ path: 'components', message: 'A url is for link buttons' })
      if (isLink && !/^(https?|discord):/.test(String(component.url))) {
        found.push({ path: 'components', message: 'Scheme must be one of http, https, discord' })
      }
      if (!component.label && !component.emoji) found.push({ path: 'components', message: 'A button needs a label' })
    }
    if (type === 3) {
      const values = list(component.options).map((option) => (isJson(option) ? option.value : undefined))
      if (new Set(values).size !== values.length) {
        found.push({ path: 'components', message: 'The values of a menu must differ' })
      }
    }
    if (type === 1) {
      const inside = list(component.components).map((inner) => (isJson(inner) ? inner.type : 0))
      if (inside.includes(3) && inside.length > 1)
        found.push({ path: 'components', message: 'A menu has a row of its own' })
    }
  }
  return found
}

export function checkModal(data: Json): Violation[] {
  const components = list(data.components)
  const found: Violation[] = []
  if (components.length > 5) found.push({ path: 'components', message: 'A modal takes five components' })
  const inner = components.flatMap(flatten)
  found.push(...checkInteractive(inner))
  return found
}

/** Option names by Discord's own pattern: lower case where the script has it. */
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u

export function checkCommand(command: Json): Violation[] {
  const found: Violation[] = []
  const fail = (path: string, message: string) => void found.push({ path, message })
  const total = commandLength(command)
  if (total > 8000) fail('', `The command has ${total} characters, the maximum is 8000`)
  const visit = (node: Json, path: string, depth: number) => {
    const name = String(node.name)
    if (!NAME.test(name) || name !== name.toLowerCase()) fail(path, `bad name ${name}`)
    const options = list(node.options).filter(isJson)
    if (options.length > 25) fail(path, 'at most 25 options')
    if (new Set(options.map((option) => option.name)).size !== options.length) fail(path, 'names must differ')
    if (node.description === '') fail(path, 'a description is due')
    const nested = options.filter((option) => option.type === 1 || option.type === 2)
    if (nested.length > 0 && nested.length < options.length) fail(path, 'subcommands and values cannot be mixed')
    if (depth >= 1 && options.some((option) => option.type === 2)) fail(path, 'groups stand at the top')
    let optional = false
    for (const option of options) {
      if (option.required === true && optional) fail(path, 'required options must come before optional ones')
      if (option.type !== 1 && option.type !== 2 && option.required !== true) optional = true
      if (option.autocomplete === true && list(option.choices).length > 0) {
        fail(path, 'autocomplete and choices exclude each other')
      }
      if (list(option.choices).length > 25) fail(path, 'at most 25 choices')
      visit(option, `${path}.${String(option.name)}`, depth + 1)
    }
    for (const [locale, text] of Object.entries(
      isJson(node.description_localizations) ? node.description_localizations : {},
    )) {
      if (!LOCALES.has(locale)) fail(path, `unknown locale ${locale}`)
      if (String(text).length > 100) fail(path, `description in ${locale} is longer than 100`)
    }
  }
  visit(command, String(command.name), 0)
  return found
}

const LOCALES = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
)

/** Names, descriptions and values, each in its longest language. */
function commandLength(node: Json): number {
  const longest = (key: string): number => {
    const localized = isJson(node[`${key}_localizations`]) ? Object.values(node[`${key}_localizations`] as Json) : []
    return Math.max(...[node[key] ?? '', ...localized].map((text) => String(text).length))
  }
  const choices = list(node.choices).filter(isJson)
  return (
    longest('name') +
    longest('description') +
    choices.reduce((sum, choice) => sum + String(choice.name).length + String(choice.value).length, 0) +
    list(node.options)
      .filter(isJson)
      .reduce((sum, option) => sum + commandLength(option), 0)
  )
}

/** A component and all that is in it. */
export function flatten(component: unknown): Json[] {
  if (!isJson(component)) return []
  const inside = [...list(component.components), component.accessory, component.component]
  return [component, ...inside.flatMap(flatten)]
}

export const isJson = (value: unknown): value is Json => json.safeParse(value).success
export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function embedLength(embed: unknown): number {
  if (!isJson(embed)) return 0
  const fields = list(embed.fields).filter(isJson)
  const texts = [embed.title, embed.description, ...fields.flatMap((field) => [field.name, field.value])]
  return texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? text.length : 0), 0)
}
