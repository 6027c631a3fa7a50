import type { CommandCall } from '../../../types/index.ts'
import type { ChannelId, WebMessage } from '../protocol.ts'
import { pictureUrl } from './api.ts'
import type { Uses } from './blocks.ts'
import { el, part } from './dom.ts'
import { drawMessage, elementId } from './message.ts'
import { word } from './words.ts'

export interface LogHandlers {
  /** Something in a message was used; `replaces` is that message where the answer may take its place. */
  use(call: CommandCall, replaces: WebMessage | null): void
  /** Something to begin with was chosen. */
  type(text: string): void
}

export interface Log {
  channel(): ChannelId
  /** Everything anew. */
  fill(messages: readonly WebMessage[]): void
  /** A new message, or a known one in its new form. */
  show(message: WebMessage, how: { readonly mine: boolean; readonly follow: boolean }): void
}

/** Things to begin with, where nothing was said yet. */
const BEGINNINGS: Readonly<Record<ChannelId, readonly string[]>> = {
  'privacy-news': ['/privacy subscribe', '/privacy digest preview'],
  lookups: ['/privacy latest', '/privacy company netflix', '/privacy trends', '/privacy help'],
}

/** A window that stays open for weeks keeps no more than the server does. */
const KEPT = 400

/** Parts of one edition come one right after the other. */
const ONE_EDITION_MS = 120_000

/** The channels and what was said in the one that is open. */
export function startLog(handlers: LogHandlers): Log {
  const box = part('log', HTMLDivElement)
  const name = part('channel-name', HTMLSpanElement)
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('a[data-channel]')].map((link) => [link.dataset.channel, link]),
  )
  const messages = new Map<string, WebMessage>()
  const unread = new Map<string, number>()
  let channel: ChannelId = 'privacy-news'

  const inChannel = (): WebMessage[] => [...messages.values()].filter((message) => message.channel === channel)

  const usesOf = (message: WebMessage): Uses => ({
    run: (call, replace) => handlers.use(call, replace && message.private ? message : null),
    picture: (nth, theme) => pictureUrl(message, nth, theme),
  })

  function open(next: ChannelId): void {
    channel = next
    unread.delete(next)
    name.textContent = next
    document.title = `#${next} · Vigie`
    box.setAttribute('aria-label', word('of-channel', { channel: next }))
    for (const [id, link] of links) {
      if (id === next) link.setAttribute('aria-current', 'page')
      else link.removeAttribute('aria-current')
    }
    for (const topic of document.querySelectorAll<HTMLElement>('[data-topic]'))
      topic.hidden = topic.dataset.topic !== next
    drawUnread()
    drawAll()
  }

  function drawAll(): void {
    // Nobody wants to hear everything that was said before.
    box.setAttribute('aria-busy', 'true')
    const shown = inChannel()
    box.replaceChildren(
      ...(shown.length === 0 ? [drawBeginnings()] : shown.map((message) => drawMessage(message, usesOf(message)))),
    )
    const first = beginning(shown)
    if (first !== undefined) bringUp(first)
    window.requestAnimationFrame(() => box.setAttribute('aria-busy', 'false'))
  }

  function drawBeginnings(): HTMLElement {
    const buttons = BEGINNINGS[channel].map((text) => {
      const button = el('button', { type: 'button', class: 'button' }, text)
      button.addEventListener('click', () => handlers.type(text))
      return button
    })
    const said = word(channel === 'lookups' ? 'empty-lookups' : 'empty-digest')
    return el('div', { class: 'empty' }, el('p', {}, said), el('div', { class: 'buttons' }, ...buttons))
  }

  function drawUnread(): void {
    for (const [id, link] of links) {
      const badge = link.querySelector<HTMLElement>('.unread')
      const count = unread.get(id ?? '') ?? 0
      if (badge === null) continue
      badge.hidden = count === 0
      badge.textContent = count === 0 ? '' : word('new-messages', { count: String(count) })
    }
  }

  /** Its top at the top where it is taller than the window, else whole at the bottom. */
  function bringUp(message: WebMessage): void {
    const article = document.getElementById(elementId(message.id))
    if (article === null) return
    const tall = article.offsetHeight > box.clientHeight
    const top = article.offsetTop - box.offsetTop
    box.scrollTop = tall ? top - 8 : top + article.offsetHeight - box.clientHeight + 8
  }

  const atEnd = (): boolean => box.scrollHeight - box.scrollTop - box.clientHeight < 60

  function show(message: WebMessage, { mine, follow }: { readonly mine: boolean; readonly follow: boolean }): void {
    const known = messages.get(message.id)
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(message)) {
      if (mine) reveal(message, follow)
      return
    }
    messages.set(message.id, message)
    forgetOldest()
    if (message.channel !== channel) {
      if (known === undefined) unread.set(message.channel, (unread.get(message.channel) ?? 0) + 1)
      drawUnread()
      return
    }
    const article = drawMessage(message, usesOf(message))
    const before = document.getElementById(elementId(message.id))
    if (before !== null) {
      replace(before, article)
      return
    }
    const follows = atEnd()
    if (box.querySelector('.message') === null) box.replaceChildren()
    box.append(article)
    if (mine) reveal(message, follow)
    else if (follows) bringUp(message)
  }

  function forgetOldest(): void {
    for (const id of messages.keys()) {
      if (messages.size <= KEPT) return
      messages.delete(id)
      document.getElementById(elementId(id))?.remove()
    }
  }

  function reveal(message: WebMessage, follow: boolean): void {
    bringUp(message)
    const article = document.getElementById(elementId(message.id))
    // On a page that was turned in place, the focus is where it was.
    if (follow && article !== null && !article.contains(document.activeElement)) article.focus({ preventScroll: true })
  }

  /** Whoever turned a page by a button stays on that button, or on the message where it is gone. */
  function replace(before: HTMLElement, article: HTMLElement): void {
    const focused = document.activeElement
    const held = focused instanceof HTMLElement && before.contains(focused)
    const key = held ? focused.dataset.key : undefined
    before.replaceWith(article)
    if (!held) return
    const same = [...article.querySelectorAll<HTMLButtonElement>('button[data-key]')].find(
      (button) => button.dataset.key === key && !button.disabled,
    )
    ;(same ?? article).focus()
  }

  function follow(): void {
    const wanted = window.location.hash.slice(1)
    if ((wanted === 'privacy-news' || wanted === 'lookups') && wanted !== channel) open(wanted)
  }
  window.addEventListener('hashchange', follow)

  return {
    channel: () => channel,
    fill(all) {
      messages.clear()
      for (const message of all) messages.set(message.id, message)
      const wanted = window.location.hash.slice(1)
      open(wanted === 'lookups' ? 'lookups' : channel)
    },
    show,
  }
}

/** Where to begin to read: at the start of the last edition, else at the last message. */
function beginning(shown: readonly WebMessage[]): WebMessage | undefined {
  const last = shown.at(-1)
  if (last === undefined || last.asked !== null) return last
  const end = Date.parse(last.at)
  const others = shown.findLastIndex((one) => one.asked !== null || end - Date.parse(one.at) > ONE_EDITION_MS)
  return shown[others + 1]
}
