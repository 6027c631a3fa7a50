import type { types } from '@slack/bolt'
import type { Block, Button, InterfaceLanguage, Span, StoryCard, View } from '../../types/index.ts'
import { plain, safeUrl, truncate } from '../../views/index.ts'
import type { Action, ActionCodec } from '../action.ts'
import { chunks, type Density, fitted } from '../fit.ts'
import { short } from '../text.ts'
import { moreText, words } from '../words.ts'
import { chartBlocks, type Pictures } from './chart.ts'
import { escapeMrkdwn, inline, link, literal, text } from './escape.ts'
import { fitsMessage, LIMITS } from './limits.ts'

/** A message as `chat.postMessage` and response URLs take it. */
export interface SlackMessage {
  /** For notifications and screen readers, in Slack's markup. */
  readonly text: string
  readonly blocks: types.KnownBlock[]
}

type Inline = ReturnType<typeof text>[number]

const SIGNS = { info: '', warning: '⚠️ ', error: '⛔ ', success: '✅ ' } as const

/** Texts longer than this are cut: no single one may fill a message. */
const TEXT_LENGTH = 1500

/** Entries of a menu that fit beside everything else; those beyond are counted in its label. */
const MENU_OPTIONS = 25

/**
 * A view as Block Kit, within the limits of one message: the roomiest layout that fits, and a line that counts what had to be
 * left out. Pure, but for the codec's memory of actions that fit in no value.
 *
 * @param pictures of its charts that Slack has
 */
export function render(view: View, actions: ActionCodec, pictures: Pictures = new Map()): SlackMessage {
  const draw = (content: readonly Block[], density: Density) =>
    new Drawing({ actions, density, pictures, locale: view.locale }).draw(content)
  const blocks = fitted(view, draw, fitsMessage)
  return { text: escapeMrkdwn(short(view.summary, LIMITS.fallbackText / 5)) || '…', blocks }
}

interface DrawingOptions {
  readonly actions: ActionCodec
  readonly density: Density
  readonly pictures: Pictures
  readonly locale: InterfaceLanguage | undefined
}

/** Draws the blocks of one message; every action id is unique. */
class Drawing {
  readonly #actions: ActionCodec
  readonly #density: Density
  readonly #pictures: Pictures
  readonly #locale: InterfaceLanguage | undefined
  readonly #blocks: types.KnownBlock[] = []
  /** Stories of compact layouts, for the menu under them. */
  readonly #menu: { label: string; action: Action }[] = []
  #ids = 0

  constructor({ actions, density, pictures, locale }: DrawingOptions) {
    this.#actions = actions
    this.#density = density
    this.#pictures = pictures
    this.#locale = locale
  }

  draw(blocks: readonly Block[]): types.KnownBlock[] {
    for (const block of blocks) {
      if (isControl(block)) this.#drawMenu()
      this.#block(block)
    }
    this.#drawMenu()
    if (this.#blocks.length === 0) this.#rich(text('…'))
    return this.#blocks
  }

  #block(block: Block): void {
    switch (block.kind) {
      case 'heading':
        this.#heading(block.text, block.level)
        break
      case 'text':
        if (block.tone === 'muted' && block.spans.every(isPlain))
          this.#muted(block.spans.map((span) => span.text).join(''))
        else this.#rich(inline(block.spans, TEXT_LENGTH))
        break
      case 'notice':
        this.#rich([...text(SIGNS[block.tone]), ...inline(block.spans, TEXT_LENGTH)])
        break
      case 'story':
        this.#story(block)
        break
      case 'list':
        this.#list(block.items, block.ordered ? 'ordered' : 'bullet')
        break
      case 'fields':
        this.#rich(
          joinLines(
            block.fields.map(({ name, value }) => [
              ...text(literal(short(name, 100)), { bold: true }),
              ...text('  '),
              ...inline(value, TEXT_LENGTH),
            ]),
          ),
        )
        break
      case 'figure':
        this.#rich([
          ...text(literal(short(block.value, 100)), { bold: true }),
          ...text(`  ${literal(short(block.caption, 200))}`),
        ])
        break
      case 'chart':
        this.#blocks.push(...chartBlocks(block, this.#pictures.get(block), this.#locale))
        break
      case 'buttons':
        for (const row of chunks(block.buttons, LIMITS.buttonsInRow)) this.#row(row)
        break
      case 'select':
        this.#select(
          block.label,
          block.options.map(({ label, call }) => ({ label, action: { kind: 'run', call, replace: true } })),
        )
        break
      case 'pager':
        this.#pager(block)
        break
      case 'form':
        this.#blocks.push({
          type: 'actions',
          elements: [
            {
              type: 'button',
              style: 'primary',
              text: plainText(block.title || words(this.#locale).form, LIMITS.buttonText),
              ...this.#action({ kind: 'form', form: block }, LIMITS.buttonValue),
            },
          ],
        })
        break
      case 'divider':
        this.#blocks.push({ type: 'divider' })
    }
  }

  #heading(said: string, level: 1 | 2): void {
    const shown = plain(said)
    if (shown === '') return
    if (level === 1) this.#blocks.push({ type: 'header', text: plainText(shown, LIMITS.header) })
    else this.#rich(text(literal(truncate(shown, LIMITS.header)), { bold: true }))
  }

  /** Small and grey. */
  #muted(said: string): void {
    const shown = plain(said)
    if (shown !== '') this.#blocks.push({ type: 'context', elements: [plainText(shown, LIMITS.contextText / 2)] })
  }

  #rich(elements: Inline[]): void {
    if (elements.some((element) => element.text?.trim() !== '')) {
      this.#blocks.push({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })
    }
  }

  #list(items: readonly (readonly Span[])[], style: 'ordered' | 'bullet'): void {
    const sections = items
      .map((item) => inline(item, TEXT_LENGTH))
      .filter((elements) => elements.length > 0)
      .map((elements) => ({ type: 'rich_text_section' as const, elements }))
    if (sections.length === 0) return
    // Lists that follow each other are parts of one.
    const before = this.#blocks.at(-1)
    const last = before?.type === 'rich_text' ? before.elements.at(-1) : undefined
    if (last?.type === 'rich_text_list' && last.style === style) last.elements.push(...sections)
    else this.#blocks.push({ type: 'rich_text', elements: [{ type: 'rich_text_list', style, elements: sections }] })
  }

  #story(card: StoryCard): void {
    const lines = cardLines(card, this.#density)
    if (this.#density === 'full') {
      this.#rich(joinLines(lines))
      for (const row of chunks(card.buttons, LIMITS.buttonsInRow)) this.#row(row)
      return
    }
    this.#rich(joinLines(lines))
    const call = card.buttons.flatMap(({ action }) => ('call' in action ? [action.call] : []))[0]
    if (call === undefined) return
    const title = [card.number, ...card.gist].filter((part) => part !== null).join(' · ')
    this.#menu.push({ label: title || card.headline.text, action: { kind: 'run', call, replace: false } })
  }

  #row(buttons: readonly Button[]): void {
    const elements = buttons.flatMap((button): types.Button[] => {
      const base = { type: 'button' as const, text: plainText(button.label, LIMITS.buttonText) }
      if ('call' in button.action) {
        const style = button.style === undefined ? {} : { style: button.style }
        return [
          {
            ...base,
            ...style,
            ...this.#action({ kind: 'run', call: button.action.call, replace: false }, LIMITS.buttonValue),
          },
        ]
      }
      const url = safeUrl(button.action.url)
      if (url === null || url.length > LIMITS.buttonUrl) {
        this.#rich(link(short(button.label, LIMITS.buttonText), button.action.url))
        return []
      }
      // Slack tells of clicks on links too; there is nothing to do then.
      return [{ ...base, url, action_id: `vigie-link-${this.#ids++}` }]
    })
    if (elements.length > 0) this.#blocks.push({ type: 'actions', elements })
  }

  #select(title: string, options: readonly { label: string; action: Action }[]): void {
    if (options.length === 0) return
    const left = options.length - MENU_OPTIONS
    const more = left > 0 ? ` · ${moreText(left, this.#locale)}` : ''
    this.#blocks.push({
      type: 'actions',
      elements: [
        {
          type: 'static_select',
          action_id: `vigie-select-${this.#ids++}`,
          placeholder: plainText(short(title, LIMITS.placeholder - more.length) + more, LIMITS.placeholder),
          options: options.slice(0, MENU_OPTIONS).map(({ label, action }, index) => ({
            text: plainText(label, LIMITS.optionText),
            // The ordinal in front keeps options apart that do the same.
            value: `${index}.${this.#actions.encode(action, LIMITS.optionValue - 3)}`,
          })),
        },
      ],
    })
  }

  #pager({ label, previous, next }: Extract<Block, { kind: 'pager' }>): void {
    const button = (sign: string, call: typeof next): types.Button[] =>
      call === null
        ? []
        : [
            {
              type: 'button',
              text: plainText(sign, LIMITS.buttonText),
              ...this.#action({ kind: 'run', call, replace: true }, LIMITS.buttonValue),
            },
          ]
    this.#muted(label)
    const elements = [...button('◀', previous), ...button('▶', next)]
    if (elements.length > 0) this.#blocks.push({ type: 'actions', elements })
  }

  #drawMenu(): void {
    this.#select(words(this.#locale).openStory, this.#menu.splice(0))
  }

  #action(action: Action, limit: number): { action_id: string; value: string } {
    return { action_id: `vigie-${this.#ids++}`, value: this.#actions.encode(action, limit) }
  }
}

const isControl = ({ kind }: Block): boolean =>
  kind === 'buttons' || kind === 'pager' || kind === 'select' || kind === 'form'

const isPlain = ({ style, url }: Span): boolean => style === undefined && url === undefined

/** Slack refuses empty texts. */
export const plainText = (said: string, limit: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: truncate(literal(said), limit) || '…',
  emoji: false,
})

const joinLines = (lines: readonly Inline[][]): Inline[] =>
  lines.filter((line) => line.length > 0).flatMap((line, index) => (index === 0 ? line : [...text('\n'), ...line]))

const CARD_LENGTHS: Readonly<Record<Density, { gist: number; headline: number; byline: number }>> = {
  full: { gist: 300, headline: 300, byline: 200 },
  compact: { gist: 300, headline: 300, byline: 200 },
  tight: { gist: 160, headline: 140, byline: 100 },
}

/** Line one is ours, in bold who it is about; line two their headline; line three who reported it. */
function cardLines(card: StoryCard, density: Density): Inline[][] {
  const lengths = CARD_LENGTHS[density]
  const [who = '', ...what] = card.gist
  const lead = [card.number === null ? '' : `${card.number}  `, short(who, 100)].join('').trim()
  const rest = short(what.join(' · '), lengths.gist)
  const remarks = short(card.remarks.join(' · '), lengths.byline)
  const first = [text(literal(lead), { bold: true }), text(literal(rest)), text(literal(remarks), { italic: true })]
    .filter((part) => part.length > 0)
    .flatMap((part, index) => (index === 0 ? part : [...text(' · '), ...part]))
  return [
    first,
    link(short(card.headline.text, lengths.headline), card.headline.url),
    text(literal(short(card.byline, lengths.byline))),
  ]
}
