import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { CommandCall, Form, FormField } from '../../types/index.ts'
import { short } from '../text.ts'
import { LIMITS } from './limits.ts'
import { plainText } from './render.ts'

/** What a form has to remember until it is sent: Slack tells neither the channel nor where to answer then. */
const contextSchema = z.object({
  name: z.string(),
  options: z.record(z.string(), z.string()),
  channelId: z.string(),
  responseUrl: z.string(),
})
export type FormContext = z.infer<typeof contextSchema>

export const FORM_CALLBACK = 'vigie-form'

/** A form as a modal. Its call and the place to answer to travel in the modal's private metadata. */
export function modalOf(form: Form, channelId: string, responseUrl: string): types.ModalView {
  const context: FormContext = { ...form.call, channelId, responseUrl }
  const metadata = JSON.stringify(context)
  if (metadata.length > LIMITS.privateMetadata)
    throw new Error(`The form of ${form.call.name} carries too much to be shown`)
  return {
    type: 'modal',
    callback_id: FORM_CALLBACK,
    private_metadata: metadata,
    title: plainText(form.title, LIMITS.modalTitle),
    submit: plainText(form.submitLabel, LIMITS.modalButton),
    blocks: form.fields.slice(0, LIMITS.modalFields).map((field) => ({
      type: 'input',
      block_id: field.option,
      optional: !field.required,
      label: plainText(field.label, LIMITS.header),
      element: inputOf(field),
    })),
  }
}

function inputOf({ value, choices }: FormField): types.PlainTextInput | types.StaticSelect {
  // A menu that can't show every choice would hide some: then the value is typed.
  const isMenu =
    choices !== null &&
    choices.length > 0 &&
    choices.length <= LIMITS.selectOptions &&
    choices.every((choice) => choice.value.length > 0 && choice.value.length <= LIMITS.optionValue)
  if (!isMenu) {
    const initial = value === null || value === '' ? {} : { initial_value: short(value, 500) }
    return { type: 'plain_text_input', action_id: 'value', max_length: 500, ...initial }
  }
  const options = choices.map((choice) => ({ text: plainText(choice.label, LIMITS.optionText), value: choice.value }))
  const chosen = options.find((option) => option.value === value)
  return { type: 'static_select', action_id: 'value', options, ...(chosen ? { initial_option: chosen } : {}) }
}

const inputSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
})
const stateSchema = z.record(z.string(), z.record(z.string(), inputSchema))

/** The call that a sent modal makes: what was typed and chosen, over what the form came with. */
export function callOf(metadata: string, state: unknown): { call: CommandCall; context: FormContext } {
  const context = contextSchema.parse(JSON.parse(metadata))
  const typed = Object.entries(stateSchema.parse(state)).flatMap(([option, inputs]) =>
    Object.values(inputs).flatMap(({ value, selected_option: selected }) => {
      const given = selected?.value ?? value ?? ''
      return given === '' ? [] : [[option, given] as const]
    }),
  )
  return { call: { name: context.name, options: { ...context.options, ...Object.fromEntries(typed) } }, context }
}
