import type { Suggestion, Suggestions } from '../protocol.ts'
import { el, part } from './dom.ts'
import { TypedHistory } from './history.ts'
import { word } from './words.ts'

export interface PromptHandlers {
  send(text: string): void
  suggest(text: string): Promise<Suggestions>
}

const NONE: Suggestions = { start: 0, items: [], usage: null }
/** Long enough not to ask for every letter of a fast hand. */
const PAUSE_MS = 60

/**
 * The line people type in: a combobox (ARIA 1.2) whose list holds how the text may go on. Tab or a click takes a suggestion, arrow
 * keys walk the list while it is open and earlier lines while it is not, Escape closes it.
 */
export function startPrompt(handlers: PromptHandlers): { focus(): void; type(text: string): void } {
  const form = part('composer', HTMLFormElement)
  const input = part('prompt', HTMLInputElement)
  const list = part('suggestions', HTMLUListElement)
  const usage = part('usage', HTMLDivElement)
  const count = part('count', HTMLParagraphElement)
  const history = new TypedHistory()
  let shown: Suggestions = NONE
  let active = -1
  let asked = 0
  let timer: number | undefined

  const beforeCursor = (): string => input.value.slice(0, input.selectionStart ?? input.value.length)

  function close(): void {
    asked += 1
    window.clearTimeout(timer)
    show(NONE)
  }

  function show(suggestions: Suggestions): void {
    shown = suggestions
    const open = suggestions.items.length > 0
    list.replaceChildren(...suggestions.items.map(drawOption))
    list.hidden = !open
    input.setAttribute('aria-expanded', String(open))
    usage.replaceChildren(...drawUsage(suggestions))
    usage.hidden = suggestions.usage === null
    count.textContent = open ? word('suggestions-count', { count: String(suggestions.items.length) }) : ''
    activate(-1)
  }

  function drawOption({ label, detail }: Suggestion, index: number): HTMLElement {
    const option = el(
      'li',
      { id: `suggestion-${index}`, role: 'option', 'aria-selected': 'false' },
      el('span', { class: 'what', dir: 'auto' }, label),
      detail === '' ? null : el('span', { class: 'detail', dir: 'auto' }, ` ${detail}`),
    )
    // The prompt keeps the focus.
    option.addEventListener('pointerdown', (event) => event.preventDefault())
    option.addEventListener('click', () => take(index))
    return option
  }

  function activate(index: number): void {
    active = index
    for (const [at, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(at === index))
    const option = list.children[index]
    if (option === undefined) input.removeAttribute('aria-activedescendant')
    else {
      input.setAttribute('aria-activedescendant', option.id)
      option.scrollIntoView({ block: 'nearest' })
    }
  }

  async function look(): Promise<void> {
    const mine = ++asked
    const text = beforeCursor()
    if (text === '') {
      show(NONE)
      return
    }
    // Without suggestions people type on.
    const suggestions = await handlers.suggest(text).catch(() => NONE)
    if (mine === asked) show(suggestions)
  }

  function take(index: number): void {
    const item = shown.items[index]
    if (item === undefined) return
    const before = input.value.slice(0, shown.start)
    const after = input.value.slice(beforeCursor().length)
    const gap = /[\s:]$/.test(item.value) || after.startsWith(' ') ? '' : ' '
    input.value = before + item.value + gap + after
    const cursor = (before + item.value + gap).length
    input.setSelectionRange(cursor, cursor)
    input.focus()
    void look()
  }

  function recall(line: string | null): void {
    if (line === null) return
    input.value = line
    input.setSelectionRange(line.length, line.length)
    close()
  }

  input.addEventListener('input', () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => void look(), PAUSE_MS)
  })
  input.addEventListener('blur', close)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    const size = shown.items.length
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      if (size > 0) activate((active + step + size + (active < 0 && step < 0 ? 1 : 0)) % size)
      else recall(step < 0 ? history.earlier(input.value) : history.later())
    } else if (event.key === 'Escape' && size > 0) {
      event.preventDefault()
      close()
    } else if (event.key === 'Tab' && !event.shiftKey && size > 0) {
      event.preventDefault()
      take(Math.max(0, active))
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault()
      take(active)
    }
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = input.value.trim()
    if (text === '') return
    history.add(text)
    input.value = ''
    close()
    handlers.send(text)
  })

  return {
    focus: () => input.focus(),
    type(text) {
      input.value = text
      input.focus()
      void look()
    },
  }
}

function drawUsage({ usage }: Suggestions): Node[] {
  if (usage === null) return []
  const options = usage.options.map(({ name, required, description }) =>
    el('span', { class: required ? 'option needed' : 'option', title: description }, name),
  )
  const parts = [el('code', {}, usage.command), ...options, el('span', { class: 'detail' }, usage.description)]
  // Heard as one sentence: words need their spaces.
  return parts.flatMap((one) => [one, document.createTextNode(' ')])
}
