import type { Block, Button, Span, StoryCard, View } from '../../types/index.ts'
import { isolated, plain, safeUrl, typedCommand } from '../../views/index.ts'
import { sparkline } from '../chart.ts'

/** A view as Markdown (CommonMark with GitHub's tables not needed), without a final line break. */
export function renderMarkdown(view: View): string {
  return view.blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')
}

/**
 * Text that Markdown shows as it is: no emphasis, link, autolink, HTML, heading, list or mention comes of it.
 * Line breaks are gone with {@link plain}, so only the start of a text can start a block.
 */
export function escapeMarkdown(text: string): string {
  return isolated(text)
    .replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign)
    .replace(/[\\`*_{}[\]|~]/g, '\\$&')
    .replace(/^(?:[-+=#]|\d+(?=[.)](?:\s|$)))/, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replace(/!(?=\\\[)/g, '\\!')
    .replace(/@/g, '&#64;')
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/\bwww\./gi, (start) => `${start.slice(0, 3)}&#46;`)
}

/** `<` and `>` around a destination allow parentheses in it; {@link safeUrl} leaves no bracket or space. */
function markdownLink(label: string, url: string): string {
  const safe = safeUrl(url)
  return safe === null ? label : `[${label}](<${safe.replace(/[<>\\]/g, encodeURIComponent)}>)`
}

function inline(spans: readonly Span[]): string {
  return spans
    .map(({ text, style, url }) => {
      const [, before = '', inner = '', after = ''] = /^(\s*)(.*?)(\s*)$/su.exec(text) ?? []
      if (inner === '') return before === '' && after === '' ? '' : ' '
      const styled =
        style === 'code'
          ? codeSpan(inner)
          : style === 'strong'
            ? `**${escapeMarkdown(inner)}**`
            : style === 'emphasis'
              ? `*${escapeMarkdown(inner)}*`
              : escapeMarkdown(inner)
      return (before ? ' ' : '') + (url === undefined ? styled : markdownLink(styled, url)) + (after ? ' ' : '')
    })
    .join('')
}

/** A code span needs a fence longer than any run of backticks inside. */
function codeSpan(text: string): string {
  const clean = plain(text)
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? fence + clean + fence : `${fence} ${clean} ${fence}`
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escapeMarkdown(block.text)}`
    case 'text':
      return inline(block.spans)
    case 'notice':
      return `> ${inline(block.spans)}`
    case 'story':
      return storyText(block)
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${inline(item)}`).join('\n')
    case 'fields':
      return block.fields.map(({ name, value }) => `- **${escapeMarkdown(name)}**: ${inline(value)}`).join('\n')
    case 'figure':
      return `**${escapeMarkdown(block.value)}** ${escapeMarkdown(block.caption)}`
    case 'chart':
      return chartText(block)
    case 'buttons':
      return block.buttons.map(buttonText).join(' · ')
    case 'select':
      return [
        escapeMarkdown(block.label),
        ...block.options.map(({ label, call }) => `- ${escapeMarkdown(label)}: ${codeSpan(typedCommand(call))}`),
      ].join('\n')
    case 'pager': {
      const ways = [block.previous, block.next].filter((call) => call !== null)
      return [escapeMarkdown(block.label), ...ways.map((call) => codeSpan(typedCommand(call)))].join(' · ')
    }
    case 'form':
      return [
        `**${escapeMarkdown(block.title)}**`,
        ...block.fields.map(
          ({ option, label, value }) => `- ${escapeMarkdown(label)}: ${codeSpan(`${option}:${value ?? ''}`)}`,
        ),
      ].join('\n')
    case 'divider':
      return '---'
  }
}

const buttonText = ({ label, action }: Button): string =>
  'url' in action
    ? markdownLink(escapeMarkdown(label), action.url)
    : `${escapeMarkdown(label)}: ${codeSpan(typedCommand(action.call))}`

function storyText(card: StoryCard): string {
  const [who, ...rest] = card.gist.map(escapeMarkdown)
  const gist = [...(who === undefined ? [] : [`**${who}**`]), ...rest].join(' · ')
  const remarks = card.remarks.length === 0 ? '' : ` (${card.remarks.map(escapeMarkdown).join(' · ')})`
  const mark = card.number === null ? '- ' : `${card.number}. `
  const headline = markdownLink(`“${escapeMarkdown(card.headline.text)}”`, card.headline.url)
  // Two spaces at the end of a line break it; the indent keeps the second line in the item.
  return `${mark}${gist}${remarks}  \n${' '.repeat(mark.length)}${headline} ${escapeMarkdown(card.byline)}`
}

function chartText(chart: Extract<Block, { kind: 'chart' }>): string {
  const rows = chart.series.map(({ name, values }) => {
    const pairs = values.map((value, index) => `${escapeMarkdown(chart.labels[index] ?? '')} ${value}`)
    return `- ${escapeMarkdown(name)} ${sparkline(values)}: ${pairs.join(', ')}`
  })
  return [`**${escapeMarkdown(chart.title)}**`, escapeMarkdown(chart.description), rows.join('\n')].join('\n\n')
}
