import type { Form, FormField } from '../../../types/index.ts'
import type { Uses } from './blocks.ts'
import { el, freshId } from './dom.ts'
import { word } from './words.ts'

/** Several values at once. What is left empty is not sent; what the form came with goes along. */
export function drawForm(form: Form, uses: Uses): HTMLElement {
  const drawn = form.fields.map((field) => ({ field, ...drawField(field) }))
  const submit = el('button', { type: 'submit', class: 'button primary', 'data-key': 'submit' }, form.submitLabel)
  const made = el(
    'form',
    { class: 'form' },
    el('fieldset', {}, el('legend', {}, form.title), ...drawn.map(({ row }) => row), submit),
  )
  made.addEventListener('submit', (event) => {
    event.preventDefault()
    const typed = drawn.flatMap(({ field, input }) =>
      input.value === '' ? [] : [[field.option, input.value] as const],
    )
    uses.run({ name: form.call.name, options: { ...form.call.options, ...Object.fromEntries(typed) } }, true)
  })
  return made
}

function drawField({ option, label, value, choices, required }: FormField): {
  readonly row: HTMLElement
  readonly input: HTMLInputElement | HTMLSelectElement
} {
  const id = freshId('field')
  const input =
    choices === null
      ? el('input', {
          id,
          name: option,
          type: 'text',
          required,
          maxlength: '500',
          value: value ?? '',
          autocomplete: 'off',
        })
      : el(
          'select',
          { id, name: option, required },
          ...(required ? [] : [el('option', { value: '' }, '–')]),
          ...choices.map((choice) =>
            el('option', { value: choice.value, selected: choice.value === value }, choice.label),
          ),
        )
  const hint = required ? el('span', { class: 'muted' }, ` (${word('required')})`) : null
  return { row: el('p', { class: 'field' }, el('label', { for: id }, label, hint), input), input }
}
