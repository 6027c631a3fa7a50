import type { Block, Button, CommandCall, Span, StoryCard, View } from '../../types/index.ts'
import { isolated, plain, safeUrl, typedCommand } from '../../views/index.ts'
import { chartLines } from './chart.ts'
import { hanging, padEnd, padStart, stringWidth, wrap } from './layout.ts'
import { type Colors, colorsOf, hyperlink, PLAIN_STYLE, type TerminalStyle } from './style.ts'

/**
 * A view as lines of text for a terminal, without a final line break. Everything from outside is made plain first: it moves no
 * cursor, sets no colour and forges no link.
 */
export function renderTerminal(view: View, style: TerminalStyle = PLAIN_STYLE): string {
  const brush = new Brush(style)
  const lines: string[] = []
  view.blocks.forEach((block, index) => {
    if (index > 0 && gapBetween(view.blocks[index - 1], block)) lines.push('')
    lines.push(...blockLines(block, brush))
  })
  return lines.map((line) => line.trimEnd()).join('\n')
}

/** Applies a terminal's style to text. */
class Brush {
  readonly style: TerminalStyle
  readonly colors: Colors

  constructor(style: TerminalStyle) {
    this.style = style
    this.colors = colorsOf(style)
  }

  get width(): number {
    return this.style.width
  }

  spans(spans: readonly Span[]): string {
    return spans.map((span) => this.span(span)).join('')
  }

  span({ text, style, url, language }: Span): string {
    // Spaces at the ends join spans; `plain` would take them.
    const [, before, inner, after] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? ['', '', text, '']
    const clean = language === undefined ? plain(inner ?? '') : isolated(inner ?? '')
    const styled =
      style === 'strong'
        ? this.colors.bold(clean)
        : style === 'emphasis'
          ? this.colors.italic(clean)
          : style === 'code'
            ? this.colors.cyan(clean)
            : clean
    return (before ? ' ' : '') + (url === undefined ? styled : this.link(styled, url)) + (after ? ' ' : '')
  }

  link(text: string, url: string): string {
    const safe = safeUrl(url)
    if (safe === null || this.style.links === 'none') return text
    return this.style.links === 'osc8' ? hyperlink(text, safe) : `${text} <${safe}>`
  }
}

function blockLines(block: Block, brush: Brush): string[] {
  const { colors, width } = brush
  switch (block.kind) {
    case 'heading':
      return wrap(colors.bold(block.level === 1 ? plain(block.text) : plain(block.text).toLocaleUpperCase()), width)
    case 'text': {
      const said = brush.spans(block.spans)
      return wrap(block.tone === 'muted' ? colors.dim(said) : said, width)
    }
    case 'notice': {
      const sign = {
        info: colors.blue('i'),
        warning: colors.yellow('!'),
        error: colors.red('×'),
        success: colors.green('✓'),
      }
      return hanging(brush.spans(block.spans), width, `${sign[block.tone]} `)
    }
    case 'story':
      return storyLines(block, brush)
    case 'list':
      return block.items.flatMap((item, index) => {
        const mark = block.ordered ? `${padStart(String(index + 1), String(block.items.length).length)}. ` : '- '
        return hanging(brush.spans(item), width, mark)
      })
    case 'fields':
      return fieldLines(block.fields, brush)
    case 'figure':
      return wrap(`${colors.bold(plain(block.value))} ${plain(block.caption)}`, width)
    case 'chart':
      return [...wrap(colors.bold(plain(block.title)), width), ...chartLines(block, width)]
    case 'buttons':
      return wrap(colors.dim(block.buttons.map((button) => buttonText(button, brush)).join(' · ')), width)
    case 'select':
      return [
        ...wrap(plain(block.label), width),
        ...block.options.flatMap(({ label, call }) => hanging(`${plain(label)}: ${command(call, brush)}`, width, '- ')),
      ]
    case 'pager': {
      const ways = [block.previous, block.next].filter((call) => call !== null).map((call) => command(call, brush))
      return wrap(colors.dim([plain(block.label), ...ways].join(' · ')), width)
    }
    case 'form':
      return formLines(block, brush)
    case 'divider':
      return [colors.dim('─'.repeat(width))]
  }
}

const command = (call: CommandCall, brush: Brush): string => brush.colors.cyan(plain(typedCommand(call)))

function buttonText({ label, action }: Button, brush: Brush): string {
  return 'url' in action ? brush.link(plain(label), action.url) : `${plain(label)}: ${command(action.call, brush)}`
}

/**
 *     1  Netflix · fine €4.75M · viewing and listening        follow-up to 3 Sept
 *        “AP legt Netflix boete van 4,75 miljoen op” nl · Security.NL and 5 more (nl fr de en) · 3h ago
 */
function storyLines(card: StoryCard, brush: Brush): string[] {
  const { colors, width } = brush
  const mark = card.number === null ? '•  ' : `${padStart(String(card.number), 2)}  `
  const indent = ' '.repeat(stringWidth(mark))
  const [who, ...rest] = card.gist.map(plain)
  const gist = [who === undefined ? [] : [colors.bold(who)], rest].flat().join(' · ')
  const remarks = card.remarks.length === 0 ? '' : colors.dim(`  (${card.remarks.map(plain).join(' · ')})`)
  const quoted = `“${isolated(card.headline.text)}”`
  const headline = brush.style.links === 'osc8' ? brush.link(quoted, card.headline.url) : quoted
  const id = card.number === null ? ` · ${shortId(card.id)}` : ''
  const said = [gist + remarks, `${headline} ${colors.dim(plain(card.byline) + id)}`].filter((line) => line !== '')
  const lines = said.flatMap((line, index) => hanging(line, width, index === 0 ? mark : indent, indent))
  const url = brush.style.links === 'bare' ? safeUrl(card.headline.url) : null
  return url === null ? lines : [...lines, indent + url]
}

/** As much of an id as people need to type for it to be found. */
const shortId = (id: string): string => plain(id).slice(0, 10)

function fieldLines(fields: readonly { name: string; value: readonly Span[] }[], brush: Brush): string[] {
  const names = fields.map(({ name }) => plain(name))
  const column = Math.min(24, Math.max(0, ...names.map((name) => stringWidth(name)))) + 2
  return fields.flatMap(({ value }, index) => {
    const name = names[index] ?? ''
    const said = brush.spans(value)
    if (stringWidth(name) + 2 <= column) return hanging(said, brush.width, padEnd(brush.colors.dim(name), column))
    return [...wrap(brush.colors.dim(name), brush.width), ...hanging(said, brush.width, ' '.repeat(column))]
  })
}

function formLines(form: Extract<Block, { kind: 'form' }>, brush: Brush): string[] {
  const fields = form.fields.map(({ option, label, value, choices }) => {
    const possible = choices === null ? [] : [choices.map((choice) => plain(choice.value)).join(' | ')]
    const given = value === null ? [] : [`${option}:${plain(value)}`]
    return { name: label, value: [{ text: [...given, ...possible].join('  ') || `${option}:…` }] }
  })
  const filled = form.fields.flatMap(({ option, value }) => (value === null ? [] : [[option, value] as const]))
  const call = { name: form.call.name, options: { ...form.call.options, ...Object.fromEntries(filled) } }
  return [
    ...wrap(brush.colors.bold(plain(form.title)), brush.width),
    ...fieldLines(fields, brush),
    ...hanging(`${plain(form.submitLabel)}: ${command(call, brush)}`, brush.width, ''),
  ]
}

/** Room around headings, notices, charts and forms; cards, muted lines and lists stay close to what they belong to. */
function gapBetween(before: Block | undefined, after: Block): boolean {
  if (before === undefined) return false
  if (after.kind === 'heading') return true
  if (before.kind === 'heading') return false
  if (after.kind === 'form' || after.kind === 'chart') return true
  if (before.kind === 'form' || before.kind === 'chart' || before.kind === 'notice' || after.kind === 'notice')
    return true
  if (after.kind === 'text') return before.kind !== 'text'
  return before.kind !== after.kind && !(after.kind === 'pager' && before.kind === 'buttons')
}
