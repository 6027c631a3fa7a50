import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import type { CommandCall, Form, FormField } from '../../types/index.ts'
import { truncate } from '../../views/index.ts'
import type { ActionCodec } from '../action.ts'
import { short } from '../text.ts'
import { LIMITS } from './limits.ts'

/**
 * A form as a modal. Discord takes five fields: the required ones come first, and optional ones beyond keep their values, which
 * travel with the call.
 */
export function modalOf(form: Form, actions: ActionCodec): APIModalInteractionResponseCallbackData {
  const fields = form.fields.toSorted((a, b) => Number(b.required) - Number(a.required))
  const left = fields.slice(LIMITS.modalFields)
  const kept = left.flatMap(({ option, value }) => (value === null ? [] : [[option, value] as const]))
  const call: CommandCall = { name: form.call.name, options: { ...Object.fromEntries(kept), ...form.call.options } }
  return {
    custom_id: actions.encode({ kind: 'run', call, replace: false }, LIMITS.customId),
    title: short(form.title, LIMITS.modalTitle) || '…',
    components: fields.slice(0, LIMITS.modalFields).map((field) => ({
      type: ComponentType.Label,
      label: short(field.label, LIMITS.modalLabel) || field.option,
      component: inputOf(field),
    })),
  }
}

function inputOf(field: FormField) {
  const { option, value, choices, required } = field
  // A menu that can't show every choice would hide some: then the value is typed.
  const isMenu =
    choices !== null &&
    choices.length > 0 &&
    choices.length <= LIMITS.selectOptions &&
    choices.every((choice) => choice.value.length > 0 && choice.value.length <= LIMITS.optionLabel)
  if (isMenu) {
    return {
      type: ComponentType.StringSelect as const,
      custom_id: option,
      required,
      options: choices.map((choice) => ({
        label: short(choice.label, LIMITS.optionLabel) || choice.value,
        value: choice.value,
        default: choice.value === value,
      })),
    }
  }
  return {
    type: ComponentType.TextInput as const,
    custom_id: option,
    style: TextInputStyle.Short as const,
    required,
    max_length: 500,
    ...(value === null || value === '' ? {} : { value: truncate(value, 500) }),
  }
}

/** The call that a submitted modal makes: what was typed and chosen, over what the form came with. */
export function callOf(base: CommandCall, interaction: ModalSubmitInteraction): CommandCall {
  const typed: Record<string, string> = {}
  for (const [option, field] of interaction.fields.fields) {
    const value = 'values' in field ? field.values.join(',') : 'value' in field ? String(field.value) : ''
    if (value !== '') typed[option] = value
  }
  return { name: base.name, options: { ...base.options, ...typed } }
}
