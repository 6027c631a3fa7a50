import type { types } from '@slack/bolt'
import type { Span } from '../../types/index.ts'
import { isolated, safeUrl } from '../../views/index.ts'
import { short } from '../text.ts'

type Inline = types.RichTextText | types.RichTextLink

/**
 * Text for Slack. Bodies are rich text, whose elements say what is a link or bold: Slack reads no markup in them, so `<!channel>`,
 * `<url|text>`, `*` and `` ` `` show as they stand. Only a bare `https://` might still be made a link: a word joiner parts it.
 */
export const literal = (text: string): string => isolated(text).replace(/:(?=\/\/)/g, ':\u2060')

/** Text for the places that Slack reads as its markup (the text beside the blocks). */
export const escapeMrkdwn = (text: string): string =>
  literal(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Addresses longer than this are left out: they would take the room of the stories after them. */
const MAX_URL = 1000

/** A link, or the text alone where the address is no plain http(s) URL. */
export function link(text: string, url: string, style?: types.RichTextStyleable['style']): Inline[] {
  const shown = literal(text)
  if (shown === '') return []
  const safe = safeUrl(url)
  const styled = style === undefined ? {} : { style }
  if (safe === null || safe.length > MAX_URL) return [{ type: 'text', text: shown, ...styled }]
  return [{ type: 'link', url: safe, text: shown, ...styled }]
}

export function text(shown: string, style?: types.RichTextStyleable['style']): Inline[] {
  return shown === '' ? [] : [{ type: 'text', text: shown, ...(style === undefined ? {} : { style }) }]
}

/** Spans as inline elements, at most `limit` characters of text. */
export function inline(spans: readonly Span[], limit: number): Inline[] {
  let room = limit
  const elements: Inline[] = []
  for (const span of spans) {
    if (room <= 0) break
    const said = short(span.text, room)
    room -= said.length
    const before = /^\s/.test(span.text) ? ' ' : ''
    const after = /\s$/.test(span.text) ? ' ' : ''
    const style = STYLES[span.style ?? 'none']
    if (span.url !== undefined && span.style !== 'code') {
      elements.push(...text(before), ...link(said, span.url, style), ...text(after))
    } else if (style === undefined) elements.push(...text(`${before}${literal(said)}${after}` || ''))
    else elements.push(...text(before), ...text(literal(said), style), ...text(after))
  }
  return elements
}

const STYLES = { none: undefined, strong: { bold: true }, emphasis: { italic: true }, code: { code: true } } as const
