import { decodeHTML } from 'entities'
import { cutBoilerplate } from './boilerplate.ts'
import { htmlText, isHtmlElement } from './html.ts'

/** Controls, invisible marks, and the marks that turn the direction of the text around them. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
  /[\0-\x08\x0e-\x1f\x7f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/g
/** Halves of characters: all of them, and those without the other half. The first is quick to look for. */
const HALVES = /[\ud800-\udfff]/
const LONE_HALVES = /\p{Surrogate}/gu
/** What windows-1252 has where Unicode has controls: a publisher who writes `&#147;` means a quotation mark. */
const WINDOWS_1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'
const CONTROLS = /[\x80-\x9f]/g
/** White space that is not one space. */
const SPACES = /[^\S ]\s*| \s+/g
const BEYOND_ASCII = /[^\n -~]/
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i

/** One line: white space collapsed, nothing invisible, composed characters. */
export function tidy(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.replace(SPACES, ' ').trim()
  const whole = HALVES.test(text) ? text.replace(LONE_HALVES, '') : text
  return whole
    .replace(CONTROLS, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? '')
    .replace(INVISIBLE, '')
    .replace(SPACES, ' ')
    .trim()
    .normalize('NFC')
}

/**
 * HTML to one line of plain text: tags, comments, scripts and invisible characters gone, entities decoded (twice where a
 * publisher escaped twice), block elements apart, boilerplate of publishing systems cut. Never throws; linear time.
 */
export function cleanText(html: string): string {
  return cutBoilerplate(plainText(html).text)
}

/** Like {@link cleanText}, boilerplate left in, with the pictures found on the way. `limit`: characters of text. */
export function plainText(html: string, limit?: number): { text: string; images: readonly string[] } {
  const first = htmlText(html, limit)
  // Escaped twice: more references, or tags that come to light where there were none.
  const text = REFERENCE.test(first.text) ? decodeHTML(first.text) : first.text
  const again = !html.includes('<') && looksLikeHtml(text) ? htmlText(text, limit) : { text, images: first.images }
  return { text: tidy(again.text), images: again.images }
}

/** Decodes references in a text that is no HTML; what looks like a tag stays. */
export function plainLine(text: string): string {
  let line = text
  for (let pass = 0; pass < 2 && REFERENCE.test(line); pass += 1) line = decodeHTML(line)
  return tidy(line)
}

const TAG = /<(\/?)([a-z][a-z\d]{0,15})\b[^<>]{0,2000}>/gi

/**
 * A line that a publisher sent as text but wrote as HTML: it closes an HTML element or breaks a line, and has no tag that
 * HTML doesn't know. `The <b> tag` and `Vec<T>` are no HTML, `A <b>big</b> deal` is.
 */
export function looksLikeHtml(text: string): boolean {
  if (!text.includes('<')) return false
  let evidence = false
  for (const match of text.matchAll(TAG)) {
    const name = match[2]?.toLowerCase() ?? ''
    if (!isHtmlElement(name)) return false
    if (match[1] === '/' || name === 'br' || name === 'img' || name === 'wbr') evidence = true
  }
  return evidence
}

/** Cut to `limit` characters, at the end of a word where one is near; `…` says that something is missing. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text
  const head = text.slice(0, limit - 1)
  const space = head.lastIndexOf(' ')
  return `${(space > limit * 0.6 ? head.slice(0, space) : head).replace(/[\s,;:–—-]+$|[\ud800-\udbff]$/gu, '')}…`
}
