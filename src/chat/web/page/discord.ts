import type { PictureOf } from './chart.ts'
import { drawMarkdown } from './discord-markdown.ts'
import { el, link } from './dom.ts'
import { chartIn, type Json, record, records, string } from './payload.ts'

/** Component types of Discord's API. @see https://docs.discord.com/developers/components/reference */
const ACTION_ROW = 1
const BUTTON = 2
const STRING_SELECT = 3
const SECTION = 9
const TEXT_DISPLAY = 10
const THUMBNAIL = 11
const MEDIA_GALLERY = 12
const SEPARATOR = 14
const CONTAINER = 17

const BUTTON_STYLES: Readonly<Record<string, string>> = {
  1: 'primary',
  2: 'secondary',
  3: 'success',
  4: 'danger',
  5: 'link',
}

/** A message of components (version 2), as Discord's client draws it. */
export const drawDiscord = (payload: unknown, picture: PictureOf): HTMLElement =>
  el('div', { class: 'discord' }, ...drawAll(record(payload).components, picture))

const drawAll = (components: unknown, picture: PictureOf): HTMLElement[] =>
  records(components).map((component) => drawComponent(component, picture))

function drawComponent(component: Json, picture: PictureOf): HTMLElement {
  switch (component.type) {
    case CONTAINER: {
      const drawn = el('div', { class: 'dc-container' }, ...drawAll(component.components, picture))
      if (typeof component.accent_color === 'number')
        drawn.style.setProperty('--accent', `#${component.accent_color.toString(16).padStart(6, '0')}`)
      return drawn
    }
    case TEXT_DISPLAY:
      return el('div', { class: 'dc-text' }, ...drawMarkdown(string(component.content)))
    case SECTION:
      return el(
        'div',
        { class: 'dc-section' },
        el('div', {}, ...drawAll(component.components, picture)),
        drawComponent(record(component.accessory), picture),
      )
    case ACTION_ROW:
      return el('div', { class: 'dc-row' }, ...drawAll(component.components, picture))
    case BUTTON:
      return drawButton(component)
    case STRING_SELECT:
      return drawSelect(component)
    case SEPARATOR:
      return component.divider === false ? el('div', { class: 'dc-space' }) : el('hr')
    case MEDIA_GALLERY:
      return el('div', {}, ...records(component.items).map((item) => drawMedia(item, picture)))
    case THUMBNAIL:
      return drawMedia(component, picture)
    default:
      return el('code', {}, JSON.stringify(component))
  }
}

function drawButton(button: Json): HTMLElement {
  const style = BUTTON_STYLES[String(button.style)] ?? 'secondary'
  const label = string(button.label)
  const kind = { class: `dc-button ${style}${button.disabled === true ? ' off' : ''}` }
  return style === 'link' ? link(string(button.url), kind, `${label} ↗`) : el('span', kind, label)
}

function drawSelect(select: Json): HTMLElement {
  const options = records(select.options).map((option) => el('li', {}, string(option.label)))
  return el(
    'details',
    { class: 'dc-select' },
    el('summary', {}, string(select.placeholder) || '…'),
    el('ul', {}, ...options),
  )
}

/** Pictures come with the message as files. */
function drawMedia(item: Json, picture: PictureOf): HTMLElement {
  const description = string(item.description)
  const url = string(record(item.media).url)
  const nth = chartIn(url)
  return nth === null
    ? el('p', { class: 'dc-media' }, description || url)
    : el('img', { class: 'dc-media', src: picture(nth, 'dark'), alt: description })
}
