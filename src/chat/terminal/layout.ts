import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/**
 * Lines of at most `width` columns; words stay whole unless one alone is wider. Escape sequences count for nothing. No-break
 * spaces hold words together and are written as spaces; a separating dot stays with the word before it.
 */
export function wrap(text: string, width: number): string[] {
  const bound = text.replaceAll(' · ', '\u00A0· ')
  const lines = wrapAnsi(bound, Math.max(1, width), { hard: true, trim: true }).split('\n')
  return lines.map((line) => line.replace(/[\u00A0\u202F]/g, ' '))
}

/** Text after a first prefix, its further lines after another of the same width. */
export function hanging(
  text: string,
  width: number,
  first: string,
  further = ' '.repeat(stringWidth(first)),
): string[] {
  return wrap(text, width - stringWidth(first)).map((line, index) => (index === 0 ? first : further) + line)
}

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - stringWidth(text)))

export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - stringWidth(text))) + text

/** Cuts text to at most `width` columns, with an ellipsis. */
export function clip(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let kept = ''
  for (const { segment } of graphemes.segment(text)) {
    if (stringWidth(kept + segment) > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

export { stringWidth }
