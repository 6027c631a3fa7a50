import type { Block, Button, Chart, CommandCall, Pager, Span, StoryCard, View } from '../../../types/index.ts'
import { drawChart, type PictureOf } from './chart.ts'
import { el, freshId, isWebAddress, link } from './dom.ts'
import { drawForm } from './form.ts'
import { word } from './words.ts'

/** What the page does when somebody uses something in a message. */
export interface Uses {
  /** `replace`: the answer takes the place of the message, where that is private. */
  run(call: CommandCall, replace: boolean): void
  readonly picture: PictureOf
}

/** A view as the page shows it. The server made its text plain; it is only ever set as text. */
export function drawView(view: View, uses: Uses): HTMLElement {
  const shown = view.blocks.length > 0 ? view.blocks : [{ kind: 'text', spans: [{ text: view.summary }] } as const]
  const charts = shown.filter((block) => block.kind === 'chart')
  const drawn = shown.map((block) =>
    block.kind === 'chart'
      ? drawChart(block, (theme) => uses.picture(charts.indexOf(block), theme))
      : drawBlock(block, uses),
  )
  return el('div', { class: 'view', lang: view.locale ?? null }, ...drawn)
}

function drawBlock(block: Exclude<Block, Chart>, uses: Uses): HTMLElement {
  switch (block.kind) {
    case 'heading':
      return el(block.level === 1 ? 'h2' : 'h3', { dir: 'auto' }, block.text)
    case 'text':
      return el('p', { class: block.tone === 'muted' ? 'muted' : null, dir: 'auto' }, ...drawSpans(block.spans))
    case 'notice':
      return el(
        'div',
        { class: `notice ${block.tone}` },
        el('span', { class: 'sign', 'aria-hidden': 'true' }, SIGNS[block.tone]),
        el('p', { dir: 'auto' }, ...drawSpans(block.spans)),
      )
    case 'story':
      return drawStory(block, uses)
    case 'list':
      return el(
        block.ordered ? 'ol' : 'ul',
        { class: 'entries' },
        ...block.items.map((item) => el('li', { dir: 'auto' }, ...drawSpans(item))),
      )
    case 'fields':
      return el(
        'dl',
        { class: 'fields' },
        ...block.fields.map(({ name, value }) =>
          el('div', {}, el('dt', {}, name), el('dd', { dir: 'auto' }, ...drawSpans(value))),
        ),
      )
    case 'figure':
      return el('p', { class: 'figure' }, el('strong', {}, block.value), ` ${block.caption}`)
    case 'buttons':
      return drawButtons(block.buttons, uses)
    case 'select':
      return drawSelect(block, uses)
    case 'pager':
      return drawPager(block, uses)
    case 'form':
      return drawForm(block, uses)
    case 'divider':
      return el('hr')
  }
}

const SIGNS = { info: 'i', warning: '!', error: '×', success: '✓' } as const

export function drawSpans(spans: readonly Span[]): Node[] {
  return spans.map(({ text, style, url, language }) => {
    const tag = style === 'strong' ? 'strong' : style === 'emphasis' ? 'em' : style === 'code' ? 'code' : 'bdi'
    const attributes = { lang: language ?? null }
    const styled = el(tag, url === undefined ? attributes : {}, text)
    return url === undefined ? styled : link(url, attributes, styled)
  })
}

/** Line one is ours, line two theirs. */
function drawStory(card: StoryCard, uses: Uses): HTMLElement {
  const [who, ...rest] = card.gist
  const gist = el(
    'p',
    { class: 'gist', dir: 'auto' },
    card.number === null ? null : el('span', { class: 'number' }, `${card.number} `),
    who === undefined ? null : el('strong', {}, who),
    ...rest.map((part) => el('span', {}, ` · ${part}`)),
    ...card.remarks.map((remark) => el('span', { class: 'remark' }, ` · ${remark}`)),
  )
  const { text, url, language } = card.headline
  const headline = el('p', { class: 'headline', dir: 'auto' }, link(url, { lang: language }, text))
  const foot = el('div', { class: 'card-foot' }, el('p', { class: 'byline', dir: 'auto' }, card.byline))
  if (card.buttons.length > 0) foot.append(drawButtons(card.buttons, uses, text))
  return el('div', { class: 'card' }, gist, headline, foot)
}

/** @param about what the buttons are about, for those who hear them out of their place */
function drawButtons(buttons: readonly Button[], uses: Uses, about?: string): HTMLElement {
  const drawn = buttons.map((button, index) => {
    const name = about === undefined ? null : `${button.label}: ${about}`
    const { action } = button
    if ('url' in action)
      return isWebAddress(action.url)
        ? link(action.url, { class: 'button', 'aria-label': name }, button.label)
        : el('span', {}, button.label)
    const style = button.style === undefined ? 'button' : `button ${button.style}`
    const key = `${index}:${button.label}`
    const made = el('button', { type: 'button', class: style, 'aria-label': name, 'data-key': key }, button.label)
    made.addEventListener('click', () => uses.run(action.call, false))
    return made
  })
  return el('div', { class: 'buttons' }, ...drawn)
}

function drawSelect({ label, options }: Extract<Block, { kind: 'select' }>, uses: Uses): HTMLElement {
  const id = freshId('menu')
  const select = el(
    'select',
    { id },
    ...options.map((option, index) => el('option', { value: `${index}` }, option.label)),
  )
  const form = el(
    'form',
    { class: 'menu' },
    el('label', { for: id }, label),
    select,
    el('button', { type: 'submit', class: 'button', 'data-key': 'choose' }, word('choose')),
  )
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const chosen = options[Number(select.value)]
    if (chosen !== undefined) uses.run(chosen.call, true)
  })
  return form
}

function drawPager({ label, previous, next }: Pager, uses: Uses): HTMLElement {
  const turn = (call: CommandCall | null, sign: string, id: string): HTMLElement => {
    const made = el(
      'button',
      {
        type: 'button',
        class: 'button',
        'aria-label': word(id),
        'data-key': id,
        disabled: call === null,
      },
      sign,
    )
    if (call !== null) made.addEventListener('click', () => uses.run(call, true))
    return made
  }
  return el(
    'div',
    { class: 'pager', role: 'group', 'aria-label': label },
    turn(previous, '◀', 'previous'),
    el('span', {}, label),
    turn(next, '▶', 'next'),
  )
}
