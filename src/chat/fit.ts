import type { Block, View } from '../types/index.ts'
import { moreText, words } from './words.ts'

/**
 * How much room the story cards take: `full` with a button each, `compact` with one menu for all, `tight` with shorter lines.
 */
export type Density = 'full' | 'compact' | 'tight'
const DENSITIES: readonly Density[] = ['full', 'compact', 'tight']

/** Rows of buttons, pagers and menus that are kept when a view is cut; further ones count as content. */
const KEPT_CONTROLS = 4

/**
 * Renders as much of a view as a message holds: the roomiest density that fits, else as many blocks of the tightest as fit, and
 * a line that says how many stories, entries and paragraphs were left out. Nothing is lost silently.
 *
 * @param render draws blocks; has to stay within the limits of single elements, whatever it is given
 * @param fits whether the whole is within the limits of a message
 */
export function fitted<Message>(
  view: View,
  render: (blocks: readonly Block[], density: Density) => Message,
  fits: (message: Message) => boolean,
): Message {
  if (view.blocks.length === 0) return render([{ kind: 'text', spans: [{ text: view.summary }] }], 'tight')
  for (const density of DENSITIES) {
    const message = render(view.blocks, density)
    if (fits(message)) return message
  }
  const units = view.blocks.flatMap(split)
  for (let keptControls = KEPT_CONTROLS; ; keptControls -= 1) {
    const controls = new Set(keptControls > 0 ? units.filter(isControl).slice(-keptControls) : [])
    const content = units.filter((unit) => !controls.has(unit))
    const attempt = (kept: number) => render(cut(units, content, controls, kept, view), 'tight')
    if (keptControls > 0 && !fits(attempt(0))) continue

    // The most units that fit, by bisection: what is drawn grows with what is kept.
    let low = 0
    let high = content.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (fits(attempt(middle))) low = middle
      else high = middle - 1
    }
    return attempt(low)
  }
}

/** Entries that can be cut apart, one a block; they are joined again when drawn. */
function split(block: Block): Block[] {
  switch (block.kind) {
    case 'list':
      if (!block.ordered) return block.items.map((item) => ({ ...block, items: [item] }))
      return block.items.map((item, index) => ({ kind: 'text', spans: [{ text: `${index + 1}. ` }, ...item] }))
    case 'fields':
      return block.fields.map((field) => ({ ...block, fields: [field] }))
    case 'buttons':
      return chunks(block.buttons, BUTTONS_A_ROW).map((buttons) => ({ ...block, buttons }))
    default:
      return [block]
  }
}

const isControl = ({ kind }: Block): boolean =>
  kind === 'buttons' || kind === 'pager' || kind === 'select' || kind === 'form'

const isFurniture = ({ kind }: Block): boolean => kind === 'heading' || kind === 'divider'

function cut(
  units: readonly Block[],
  content: readonly Block[],
  controls: ReadonlySet<Block>,
  kept: number,
  view: View,
): Block[] {
  let end = kept
  // A heading with nothing under it says nothing, unless it is all there is.
  while (end > 1 && isFurniture(content[end - 1] ?? { kind: 'divider' })) end -= 1
  const shown = new Set(content.slice(0, end))
  const dropped = content.slice(end).reduce((sum, unit) => sum + entries(unit), 0)
  const note = dropped > 0 ? moreText(dropped, view.locale) : words(view.locale).shortened
  return [
    ...units.filter((unit) => shown.has(unit)),
    { kind: 'text', tone: 'muted', spans: [{ text: note }] },
    ...units.filter((unit) => controls.has(unit)),
  ]
}

/** How many things a reader misses when this block is left out. */
function entries(block: Block): number {
  if (isFurniture(block)) return 0
  if (block.kind === 'buttons') return block.buttons.length
  if (block.kind === 'select') return block.options.length
  return 1
}

export const BUTTONS_A_ROW = 5

export function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let start = 0; start < items.length; start += size) parts.push(items.slice(start, start + size))
  return parts
}
