import type { WebMessage } from '../protocol.ts'
import { loadPreviews } from './api.ts'
import { drawView, type Uses } from './blocks.ts'
import type { PictureOf } from './chart.ts'
import { drawDiscord } from './discord.ts'
import { el, freshId } from './dom.ts'
import { drawSlack } from './slack.ts'
import { around, word } from './words.ts'

/** A message with what it answers, its time, and the switch that shows it as other platforms would. */
export function drawMessage(message: WebMessage, uses: Uses): HTMLElement {
  const body = el('div', { class: 'body' }, drawView(message.view, uses))
  return el(
    'article',
    {
      class: message.private ? 'message private' : 'message',
      id: elementId(message.id),
      tabindex: '-1',
      'aria-label': message.view.summary,
    },
    el(
      'div',
      { class: 'message-head' },
      el('span', { class: 'author' }, 'Vigie'),
      ' ',
      drawTime(message.at),
      message.private ? el('span', { class: 'only' }, word('private')) : null,
      drawSwitch(message, body, uses),
      message.asked === null ? null : drawAsked(message.asked, message.private),
    ),
    body,
  )
}

export const elementId = (id: string): string => `message-${id}`

function drawTime(at: string): HTMLElement {
  const date = new Date(at)
  const today = date.toDateString() === new Date().toDateString()
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(today ? {} : { day: 'numeric', month: 'short' }),
  })
  return el('time', { datetime: at }, format.format(date))
}

/** What is for everybody was not asked by everybody: there the command stands alone. */
function drawAsked(asked: string, byReader: boolean): HTMLElement {
  const [before, after] = byReader ? around('asked', 'command') : ['', '']
  return el('p', { class: 'asked' }, before, el('code', { dir: 'auto' }, asked), after)
}

const PLATFORMS = { discord: 'Discord', slack: 'Slack' } as const
type Look = 'here' | keyof typeof PLATFORMS

function drawSwitch(message: WebMessage, body: HTMLElement, uses: Uses): HTMLElement {
  const name = freshId('look')
  const choice = (look: Look, label: string): HTMLElement => {
    const input = el('input', { type: 'radio', name, value: look, checked: look === 'here' })
    input.addEventListener('change', () => void show(look))
    return el('label', {}, input, el('span', {}, label))
  }

  async function show(look: Look): Promise<void> {
    if (look === 'here') {
      body.replaceChildren(drawView(message.view, uses))
      return
    }
    try {
      const payload = (await loadPreviews(message.id))[look]
      body.replaceChildren(...drawPreview(look, payload, uses.picture))
    } catch {
      body.replaceChildren(el('p', { class: 'muted' }, word('failed')))
    }
  }

  return el(
    'fieldset',
    { class: 'look' },
    el('legend', { class: 'unseen' }, word('show-as')),
    el('div', {}, choice('here', 'Vigie'), choice('discord', PLATFORMS.discord), choice('slack', PLATFORMS.slack)),
  )
}

function drawPreview(look: keyof typeof PLATFORMS, payload: unknown, picture: PictureOf): Node[] {
  const drawn = look === 'discord' ? drawDiscord(payload, picture) : drawSlack(payload, picture)
  const source = JSON.stringify(payload, null, 2)
  return [
    el('p', { class: 'muted' }, word('preview', { platform: PLATFORMS[look] })),
    drawn,
    el(
      'details',
      { class: 'json' },
      el('summary', {}, word('json')),
      el('pre', { tabindex: '0' }, el('code', {}, source)),
    ),
  ]
}
