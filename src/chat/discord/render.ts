import {
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
  SeparatorSpacingSize,
} from 'discord.js'
import type { Block, Button, Chart, InterfaceLanguage, StoryCard, View } from '../../types/index.ts'
import { safeUrl } from '../../views/index.ts'
import type { Action, ActionCodec } from '../action.ts'
import { chunks, type Density, fitted } from '../fit.ts'
import { short } from '../text.ts'
import { moreText, words } from '../words.ts'
import { cardText } from './card.ts'
import { chartText, gallery, type Pictures } from './chart.ts'
import { escapeMarkdown, link, spansToMarkdown } from './escape.ts'
import { fitsMessage, LIMITS } from './limits.ts'
import { joinParagraphs, type Paragraph } from './paragraphs.ts'

/** Stripes beside the message; the words say the same. */
const COLOURS = { info: 0x4c6ef5, warning: 0xe8a400, error: 0xd6336c, success: 0x2f9e44 } as const
const SIGNS = { info: '', warning: '⚠️ ', error: '⛔ ', success: '✅ ' } as const

/** Texts longer than this are cut: no single one may fill a message. */
const TEXT_LENGTH = 1500

/** Menus that one select may become; entries beyond are counted in the last one's label. */
const MENUS = 4

/**
 * A view as Discord components (version 2), within the limits of one message: the roomiest layout that fits, and a line that
 * counts what had to be left out. Pure, but for the codec's memory of actions that fit in no id.
 *
 * @param pictures of its charts; `attached` tells which of them have to be sent along
 */
export function render(
  view: View,
  actions: ActionCodec,
  pictures: Pictures = new Map(),
): APIMessageTopLevelComponent[] {
  const draw = (blocks: readonly Block[], density: Density) =>
    new Drawing({ actions, density, pictures, locale: view.locale }).draw(blocks)
  return fitted(view, draw, fitsMessage)
}

interface DrawingOptions {
  readonly actions: ActionCodec
  readonly density: Density
  readonly pictures: Pictures
  readonly locale: InterfaceLanguage | undefined
}

/** Draws the blocks of one message: texts that follow each other share a component, and every custom id is unique. */
class Drawing {
  readonly #actions: ActionCodec
  readonly #density: Density
  readonly #pictures: Pictures
  readonly #locale: InterfaceLanguage | undefined
  readonly #components: APIComponentInContainer[] = []
  /** Paragraphs of the text component being filled. */
  readonly #texts: Paragraph[] = []
  /** Stories of compact layouts, for the menu under them. */
  readonly #menu: { label: string; action: Action }[] = []
  #ids = 0

  constructor({ actions, density, pictures, locale }: DrawingOptions) {
    this.#actions = actions
    this.#density = density
    this.#pictures = pictures
    this.#locale = locale
  }

  draw(blocks: readonly Block[]): APIMessageTopLevelComponent[] {
    for (const [index, block] of blocks.entries()) {
      if (index > 0 && this.#menu.length > 0 && isControl(block)) this.#drawMenu()
      this.#block(block)
    }
    this.#drawMenu()
    this.#flush()
    if (this.#components.length === 0) this.#components.push({ type: ComponentType.TextDisplay, content: '…' })
    const tone = blocks.find((block) => block.kind === 'notice')?.tone ?? 'info'
    return [{ type: ComponentType.Container, accent_color: COLOURS[tone], components: this.#components }]
  }

  #block(block: Block): void {
    switch (block.kind) {
      case 'heading':
        this.#text(`${block.level === 1 ? '##' : '###'} ${escapeMarkdown(short(block.text, 200))}`, 'heading')
        break
      case 'text': {
        const markdown = spansToMarkdown(block.spans, TEXT_LENGTH)
        this.#text(block.tone === 'muted' && markdown !== '' ? `-# ${markdown}` : markdown)
        break
      }
      case 'notice':
        this.#text(`${SIGNS[block.tone]}${spansToMarkdown(block.spans, TEXT_LENGTH)}`)
        break
      case 'story':
        this.#story(block)
        break
      case 'list':
        this.#text(
          block.items
            .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${spansToMarkdown(item, TEXT_LENGTH)}`)
            .join('\n'),
          'entry',
        )
        break
      case 'fields':
        this.#text(
          block.fields
            .map(({ name, value }) => `**${escapeMarkdown(short(name, 100))}**  ${spansToMarkdown(value, TEXT_LENGTH)}`)
            .join('\n'),
          'entry',
        )
        break
      case 'figure':
        this.#text(`**${escapeMarkdown(short(block.value, 100))}**  ${escapeMarkdown(short(block.caption, 200))}`)
        break
      case 'chart':
        this.#chart(block)
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
        this.#actionRow(
          this.#pageButton('◀', block.previous, 'previous'),
          this.#labelButton(block.label),
          this.#pageButton('▶', block.next, 'next'),
        )
        break
      case 'form':
        this.#actionRow({
          type: ComponentType.Button,
          style: ButtonStyle.Primary,
          label: label(block.title) || words(this.#locale).form,
          custom_id: this.#id({ kind: 'form', form: block }),
        })
        break
      case 'divider':
        this.#flush()
        this.#components.push({ type: ComponentType.Separator, divider: true, spacing: SeparatorSpacingSize.Small })
    }
  }

  #story(card: StoryCard): void {
    const calls = card.buttons.filter((button) => 'call' in button.action)
    if (this.#density !== 'full') {
      this.#text(cardText(card, this.#density))
      const [first] = calls
      if (first && 'call' in first.action) {
        const title = [card.number, ...card.gist].filter((part) => part !== null).join(' · ')
        this.#menu.push({
          label: title || card.headline.text,
          action: { kind: 'run', call: first.action.call, replace: false },
        })
      }
      return
    }
    const [only] = card.buttons
    if (card.buttons.length === 1 && only && 'call' in only.action) {
      this.#flush()
      this.#components.push({
        type: ComponentType.Section,
        components: [{ type: ComponentType.TextDisplay, content: cardText(card, this.#density) }],
        accessory: this.#button(only, ButtonStyle.Secondary),
      })
      return
    }
    this.#text(cardText(card, this.#density))
    for (const row of chunks(card.buttons, LIMITS.buttonsInRow)) this.#row(row)
  }

  #chart(chart: Chart): void {
    const picture = this.#pictures.get(chart)
    this.#text(chartText(chart, this.#locale, picture === undefined ? 'nothing' : 'picture'))
    if (picture === undefined) return
    this.#flush()
    this.#components.push(gallery(picture))
  }

  #row(buttons: readonly Button[]): void {
    const drawn: APIButtonComponent[] = []
    for (const button of buttons) {
      const url = 'url' in button.action ? safeUrl(button.action.url) : null
      if ('url' in button.action && (url === null || url.length > LIMITS.buttonUrl)) {
        this.#text(link(short(button.label, LIMITS.buttonLabel), button.action.url))
      } else drawn.push(this.#button(button, ButtonStyle.Secondary))
    }
    if (drawn.length > 0) this.#actionRow(...drawn)
  }

  #button(button: Button, plainStyle: ButtonStyle.Secondary): APIButtonComponent {
    if ('url' in button.action) {
      return {
        type: ComponentType.Button,
        style: ButtonStyle.Link,
        label: label(button.label) || '…',
        url: safeUrl(button.action.url) ?? '',
      }
    }
    const style =
      button.style === 'primary' ? ButtonStyle.Primary : button.style === 'danger' ? ButtonStyle.Danger : plainStyle
    return {
      type: ComponentType.Button,
      style,
      label: label(button.label) || '…',
      custom_id: this.#id({ kind: 'run', call: button.action.call, replace: false }),
    }
  }

  #pageButton(sign: string, call: Extract<Block, { kind: 'pager' }>['next'], side: string): APIButtonComponent {
    const base = { type: ComponentType.Button, style: ButtonStyle.Secondary, label: sign } as const
    if (call === null) return { ...base, disabled: true, custom_id: this.#inert(side) }
    return { ...base, custom_id: this.#id({ kind: 'run', call, replace: true }) }
  }

  #labelButton(text: string): APIButtonComponent {
    return {
      type: ComponentType.Button,
      style: ButtonStyle.Secondary,
      label: label(text) || '·',
      disabled: true,
      custom_id: this.#inert('page'),
    }
  }

  #select(title: string, options: readonly { label: string; action: Action }[]): void {
    const menus = chunks(options, LIMITS.selectOptions)
    const left = menus.slice(MENUS).reduce((sum, menu) => sum + menu.length, 0)
    for (const [index, menu] of menus.slice(0, MENUS).entries()) {
      const isLast = index === Math.min(menus.length, MENUS) - 1
      const more = isLast && left > 0 ? ` · ${moreText(left, this.#locale)}` : ''
      const placeholder = short(title, LIMITS.placeholder - more.length) + more
      this.#flush()
      this.#components.push({
        type: ComponentType.ActionRow,
        components: [
          {
            type: ComponentType.StringSelect,
            custom_id: this.#inert('select'),
            ...(placeholder === '' ? {} : { placeholder }),
            options: menu.map((option) => ({
              label: short(option.label, LIMITS.optionLabel) || '…',
              value: this.#id(option.action),
            })),
          },
        ],
      })
    }
  }

  #drawMenu(): void {
    const options = this.#menu.splice(0)
    if (options.length > 0) this.#select(words(this.#locale).openStory, options)
  }

  /** The ordinal in front keeps ids apart that do the same. */
  #id(action: Action): string {
    const ordinal = `${(this.#ids++).toString(36)}.`
    return ordinal + this.#actions.encode(action, LIMITS.customId - ordinal.length)
  }

  #inert(what: string): string {
    return `${(this.#ids++).toString(36)}.-${what}`
  }

  #actionRow(...components: APIButtonComponent[]): void {
    this.#flush()
    this.#components.push({ type: ComponentType.ActionRow, components })
  }

  #text(markdown: string, kind: Paragraph['kind'] = 'text'): void {
    if (markdown.trim() !== '') this.#texts.push({ markdown, kind })
  }

  #flush(): void {
    const texts = this.#texts.splice(0)
    if (texts.length > 0) this.#components.push({ type: ComponentType.TextDisplay, content: joinParagraphs(texts) })
  }
}

const isControl = ({ kind }: Block): boolean =>
  kind === 'buttons' || kind === 'pager' || kind === 'select' || kind === 'form'

const label = (text: string): string => short(text, LIMITS.buttonLabel)
