import { decodeHTML } from 'entities'
import { cutBoilerplate } from './boilerplate.ts'
import { htmlText, isHtmlElement } from './html.ts'

/** What has no place in a line: controls, invisible marks, marks that turn the direction of text, halves of characters. */
const ODD =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
  /[\0-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\uffff]/
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
  /[\0-\x08\x0e-\x1f\x7f\u00ad\u200b\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]|\p{Surrogate}/gu
/** What windows-1252 has where Unicode has controls: a publisher who writes `&#147;` means a quotation mark. */
const WINDOWS_1252 = '€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ'
const CONTROLS = /[\x80-\x9f]/g
/** White space other than the plain space. */
const SPACES = /[^\S ]/
const ALL_SPACES = /[^\S ]/g
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i

/** Looks for the sign first: most texts have none, and that is told in no time. */
const hasReference = (text: string): boolean => text.includes('&') && REFERENCE.test(text)

/** One line: white space collapsed, nothing invisible, composed characters. */
export function tidy(text: string): string {
  // One look for the odd ones first: most texts have none, and are spared the replacing.
  const visible = ODD.test(text)
    ? text.replace(CONTROLS, (control) => WINDOWS_1252[control.charCodeAt(0) - 0x80] ?? '').replace(INVISIBLE, '')
    : text
  return collapse(visible.normalize('NFC'))
}

/** Two native passes are quicker here than one regular expression. */
function collapse(text: string): string {
  const spaced = SPACES.test(text) ? text.replace(ALL_SPACES, ' ') : text
  return (spaced.includes('  ') ? spaced.replace(/ {2,}/g, ' ') : spaced).trim()
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
  const text = hasReference(first.text) ? decodeHTML(first.text) : first.text
  const again = !html.includes('<') && looksLikeHtml(text) ? htmlText(text, limit) : { text, images: first.images }
  return { text: tidy(again.text), images: again.images }
}

/** Decodes references in a text that is no HTML; what looks like a tag stays. */
export function plainLine(text: string): string {
  let line = text
  for (let pass = 0; pass < 2 && hasReference(line); pass += 1) line = decodeHTML(line)
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
  const space = text.lastIndexOf(' ', limit - 1)
  let end = space > limit * 0.6 ? space : limit - 1
  while (end > 0 && /[\s,;:–—\ud800-\udbff-]/.test(text.charAt(end - 1))) end -= 1
  return `${text.slice(0, end)}…`
}
