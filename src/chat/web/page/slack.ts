import type { PictureOf } from './chart.ts'
import { type Child, el, link } from './dom.ts'
import { chartIn, type Json, record, records, string } from './payload.ts'

/** A message of Block Kit, as Slack's client draws it. @see https://docs.slack.dev/reference/block-kit/blocks */
export const drawSlack = (payload: unknown, picture: PictureOf): HTMLElement =>
  el('div', { class: 'slack' }, ...records(record(payload).blocks).map((block) => drawBlock(block, picture)))

function drawBlock(block: Json, picture: PictureOf): HTMLElement {
  switch (block.type) {
    case 'header':
      return el('p', { class: 'sl-header' }, plainText(block.text))
    case 'section':
      return el(
        'div',
        { class: 'sl-section' },
        el('div', {}, plainText(block.text), ...records(block.fields).map((field) => el('p', {}, plainText(field)))),
        block.accessory === undefined ? null : drawElement(record(block.accessory)),
      )
    case 'context':
      return el('p', { class: 'sl-context' }, ...records(block.elements).map((element) => plainText(element)))
    case 'rich_text':
      return el('div', { class: 'sl-rich' }, ...records(block.elements).map(drawRich))
    case 'actions':
      return el('div', { class: 'sl-actions' }, ...records(block.elements).map(drawElement))
    case 'divider':
      return el('hr')
    case 'image':
      return drawImage(block, picture)
    default:
      return el('code', {}, JSON.stringify(block))
  }
}

/** Slack shows files that it was given before, by their ids. */
function drawImage({ alt_text: alt, slack_file: file }: Json, picture: PictureOf): HTMLElement {
  const nth = chartIn(string(record(file).id))
  return nth === null
    ? el('p', { class: 'sl-image' }, string(alt))
    : el('img', { class: 'sl-image', src: picture(nth, 'light'), alt: string(alt) })
}

/** Of a text object, with the three characters back that its markup writes as entities. */
const plainText = (text: unknown): string =>
  string(record(text).text).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

function drawRich(part: Json): HTMLElement {
  const elements = records(part.elements)
  switch (part.type) {
    case 'rich_text_list':
      return el(
        part.style === 'ordered' ? 'ol' : 'ul',
        {},
        ...elements.map((item) => el('li', {}, ...drawInline(item))),
      )
    case 'rich_text_preformatted':
      return el('pre', {}, ...drawInline(part))
    case 'rich_text_quote':
      return el('blockquote', {}, ...drawInline(part))
    default:
      return el('p', {}, ...drawInline(part))
  }
}

const drawInline = (part: Json): Child[] => records(part.elements).map(drawPiece)

function drawPiece(piece: Json): Child {
  const text = string(piece.text) || string(piece.url)
  const styled = STYLES.reduce<Child>(
    (inner, [style, tag]) => (record(piece.style)[style] === true ? el(tag, {}, inner) : inner),
    text,
  )
  if (piece.type === 'link') return link(string(piece.url), {}, styled)
  return piece.type === 'text' ? styled : el('code', {}, JSON.stringify(piece))
}

const STYLES = [
  ['bold', 'strong'],
  ['italic', 'em'],
  ['strike', 's'],
  ['code', 'code'],
] as const

function drawElement(element: Json): HTMLElement {
  if (element.type === 'button') {
    const style = { class: `sl-button ${string(element.style)}` }
    const url = string(element.url)
    return url === '' ? el('span', style, plainText(element.text)) : link(url, style, plainText(element.text))
  }
  if (element.type === 'static_select') {
    const options = records(element.options).map((option) => el('li', {}, plainText(option.text)))
    return el(
      'details',
      { class: 'sl-select' },
      el('summary', {}, plainText(element.placeholder) || '…'),
      el('ul', {}, ...options),
    )
  }
  return el('code', {}, JSON.stringify(element))
}
