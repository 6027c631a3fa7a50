import { plain } from '../views/index.ts'
import { isDrawable, type TextStyle, textWidth } from './font.ts'

/** Nobody reads more of a label, and measuring it costs. */
const MOST_CHARACTERS = 120

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * A text that can be drawn as it is: plain, bounded, without characters that the fonts have no shape for. A text that would lose
 * most of itself that way (Hangul, Thai, simplified Chinese) becomes its place in the order, `#3`: the alternative text has the
 * names in that order.
 *
 * @param place 1-based
 */
export function drawable(text: string, place: number): string {
  const clean = plain(text.slice(0, MOST_CHARACTERS * 4))
  let kept = ''
  let lost = 0
  let count = 0
  for (const { segment } of graphemes.segment(clean)) {
    count += 1
    if (count > MOST_CHARACTERS) break
    if ([...segment].every(isShown)) kept += segment
    else lost += 1
  }
  const shown = kept.replace(/\s+/g, ' ').trim()
  return shown === '' || lost > count / 2 ? `#${place}` : shown
}

/** Joiners and variation selectors have no shape and need none. */
const INVISIBLE = /\u200C|\u200D|\uFE0E|\uFE0F/
const isShown = (character: string): boolean => INVISIBLE.test(character) || isDrawable(character)

/** Cuts a text to a width in pixels, with an ellipsis. */
export function fitWidth(text: string, width: number, style: TextStyle): string {
  if (textWidth(text, style) <= width) return text
  let fitting = ''
  for (const { segment } of graphemes.segment(text)) {
    if (textWidth(`${fitting}${segment}…`, style) > width) break
    fitting += segment
  }
  return `${fitting.trimEnd()}…`
}

/** Month above year, or year above month, so that many stand side by side: `Nov 25`, `25年11月`. */
export const twoLines = (label: string): string => label.replace(/^(.*)\s+(\S+)$|^(\d+年)(.+)$/u, '$1$3\n$2$4')
