import { z } from 'zod'

/**
 * What Slack checks in messages and modals: the blocks that a news bot uses, with their documented limits. Anything else,
 * mentions of people, groups and channels too, is a violation here.
 *
 * @see https://docs.slack.dev/reference/block-kit/blocks
 */

const text = (limit: number) => z.string().min(1).max(limit)
const plainText = (limit: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: text(limit), emoji: z.boolean().optional() })

const style = z
  .strictObject({ bold: z.boolean(), italic: z.boolean(), strike: z.boolean(), code: z.boolean() })
  .partial()
const inline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: text(3000), style: style.optional() }),
  z.strictObject({
    type: z.literal('link'),
    url: z.url({ protocol: /^https?$/ }).max(3000),
    text: text(3000).optional(),
    style: style.optional(),
  }),
])
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline).min(1) })
const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: z.string().max(255).optional(),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        section,
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          elements: z.array(section).min(1),
        }),
        z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(inline).min(1) }),
      ]),
    )
    .min(1),
})

const option = z.strictObject({ text: plainText(75), value: text(150) })
const button = z.strictObject({
  type: z.literal('button'),
  text: plainText(75),
  action_id: text(255),
  value: z.string().max(2000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(3000)
    .optional(),
  style: z.enum(['primary', 'danger']).optional(),
})
const select = z.strictObject({
  type: z.literal('static_select'),
  action_id: text(255),
  placeholder: plainText(150).optional(),
  options: z.array(option).min(1).max(100),
  initial_option: option.optional(),
})
const input = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: text(255),
  initial_value: z.string().optional(),
  max_length: z.number().max(3000).optional(),
})

const image = z.strictObject({
  type: z.literal('image'),
  slack_file: z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/) }),
  alt_text: text(2000),
})

const block = z.discriminatedUnion('type', [
  image,
  z.strictObject({ type: z.literal('header'), text: plainText(150) }),
  z.strictObject({ type: z.literal('divider') }),
  richText,
  z.strictObject({ type: z.literal('context'), elements: z.array(plainText(2000)).min(1).max(10) }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z
      .array(z.discriminatedUnion('type', [button, select]))
      .min(1)
      .max(25),
  }),
])
export type SentBlock = z.infer<typeof block>

const messageSchema = z.looseObject({ text: z.string().optional(), blocks: z.array(block).max(50).optional() })

const modalSchema = z.strictObject({
  type: z.literal('modal'),
  callback_id: z.string().max(255),
  private_metadata: z.string().max(3000),
  title: plainText(24),
  submit: plainText(24).optional(),
  close: plainText(24).optional(),
  blocks: z
    .array(
      z.strictObject({
        type: z.literal('input'),
        block_id: text(255),
        optional: z.boolean().optional(),
        label: plainText(2000),
        element: z.discriminatedUnion('type', [input, select]),
      }),
    )
    .min(1)
    .max(100),
})
export type SentModal = z.infer<typeof modalSchema>

/** From here on Slack answers `msg_blocks_too_long`, as measured by others; it is not documented. */
const LONGEST_BLOCKS = 13_200

/** Problems of a message, in words; empty when Slack takes it. */
export function checkMessage(message: unknown): string[] {
  const parsed = messageSchema.safeParse(message)
  if (!parsed.success) return parsed.error.issues.map(({ path, message: said }) => `${path.join('.')}: ${said}`)
  const { blocks = [], text: said = '' } = parsed.data
  const found: string[] = []
  if (said.trim() === '') found.push('text: a message needs a top-level text')
  if (said.length > 4000) found.push('text: longer than 4000')
  // In this text `<…>` is markup: what is left of it must be none.
  if (/[<>]/.test(said)) found.push(`text: markup in ${JSON.stringify(said)}`)
  if (/&(?!amp;|lt;|gt;)/.test(said)) found.push('text: an ampersand that is not escaped')
  const length = JSON.stringify(blocks).length
  if (length >= LONGEST_BLOCKS) found.push(`blocks: ${length} characters (msg_blocks_too_long)`)
  const ids = blocks.flatMap((sent) =>
    sent.type === 'actions' ? sent.elements.map((element) => element.action_id) : [],
  )
  if (new Set(ids).size !== ids.length) found.push('blocks: action ids must differ')
  for (const sent of blocks) {
    if (sent.type !== 'actions') continue
    for (const element of sent.elements) {
      if (element.type !== 'static_select') continue
      const values = element.options.map(({ value }) => value)
      if (new Set(values).size !== values.length) found.push('blocks: the values of a menu must differ')
    }
  }
  return found
}

export function checkModal(view: unknown): string[] {
  const parsed = modalSchema.safeParse(view)
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  const ids = parsed.data.blocks.map(({ block_id: id }) => id)
  return new Set(ids).size === ids.length ? [] : ['blocks: block ids must differ']
}

export const readMessage = (message: unknown) => messageSchema.parse(message)
export const readModal = (view: unknown): SentModal => modalSchema.parse(view)
