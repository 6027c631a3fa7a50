import type { Span } from '../../types/index.ts'
import { isolated, safeUrl } from '../../views/index.ts'
import { short } from '../text.ts'

/**
 * Text as Discord's markdown that shows exactly these characters: nothing in it formats, mentions or links.
 *
 * A backslash before punctuation takes its meaning away; so does one before the colon of `https://`, which would become a link
 * by itself. `@everyone` and `@here` are looked for in raw content, so they are broken by a zero-width space.
 */
export function escapeMarkdown(text: string): string {
  return isolated(text)
    .replace(/[\\*_~`|<>[\]#@]/g, '\\$&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^(\u2068?\d*)([-+.)])/, '$1\\$2')
    .replace(/@(?=everyone|here)/gi, '@\u200b')
}

/** A link that shows escaped text, or the text alone where the address is no plain http(s) URL. */
export function link(text: string, url: string): string {
  const safe = safeUrl(url)
  const shown = escapeMarkdown(text)
  if (safe === null || safe.length > MAX_URL || shown === '') return shown
  return `[${shown}](${safe.replace(/[()<>\\`|*_~"' ]/g, percent)})`
}

/** Longer addresses are left out: they would take the room of the stories after them. */
const MAX_URL = 1000

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`

/** Spans as markdown, at most `limit` characters of text. */
export function spansToMarkdown(spans: readonly Span[], limit: number): string {
  let room = limit
  let markdown = ''
  for (const span of spans) {
    if (room <= 0) break
    const text = short(span.text, room)
    room -= text.length
    // White space around a span stays outside its marks, which must touch their words.
    markdown += `${/^\s/.test(span.text) ? ' ' : ''}${styled(text, span)}${/\s$/.test(span.text) ? ' ' : ''}`
  }
  return markdown.trim()
}

function styled(text: string, span: Span): string {
  if (text === '') return ''
  if (span.style === 'code') return code(text)
  const core = span.url === undefined ? escapeMarkdown(text) : link(text, span.url)
  if (span.style === 'strong') return `**${core}**`
  if (span.style === 'emphasis') return `*${core}*`
  return core
}

/** Inline code shows everything as it stands; only a backtick could end it. */
const code = (text: string): string => `\`${text.replaceAll('`', 'ˋ').replace(/@(?=everyone|here)/gi, '@\u200b')}\``
