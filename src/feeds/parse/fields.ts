import { cut, looksLikeHtml, plainLine, plainText } from '../text/clean.ts'
import { absoluteUrl, cleanLink, isPixel } from '../text/urls.ts'
import { LIMITS } from './limits.ts'

/** The page of an entry: the first of the addresses that leads anywhere, else its id where that is one. */
export function readUrl(addresses: string, id: string | null, base: string): string | null {
  for (const address of split(addresses)) {
    const url = cleanLink(address, base)
    if (url) return url
  }
  return id !== null && /^https?:\/\//i.test(id) ? cleanLink(id, base) : null
}

/** RSS writes `jane@example.org (Jane Doe)`, Atom and Dublin Core a name. */
export const authorNames = (people: readonly string[]): string[] => unique(people.map(personName))

function personName(written: string): string {
  const text = looksLikeHtml(written) ? plainText(written).text : plainLine(written)
  const inBrackets = text.includes('@')
    ? (/^\S+@\S+\s*\(([^()]+)\)$/.exec(text) ?? /^([^<>]+?)\s*<[^<>\s]+@[^<>\s]+>$/.exec(text))
    : null
  return cut(inBrackets?.[1]?.trim() ?? text, 200)
}

/** Categories as lines of text. */
export const categoryNames = (terms: readonly string[]): string[] =>
  unique(terms.map((term) => cut(plainLine(term), 200)))

export function unique(list: readonly string[]): string[] {
  if (list.length === 1 && list[0] !== '') return [...list]
  return [...new Set(list.filter((text) => text !== ''))].slice(0, LIMITS.list)
}

/** The first address that is a picture's and no tracking pixel's: absolute. */
export function firstPicture(addresses: readonly string[], base: string): string | null {
  for (const address of addresses) {
    const url = absoluteUrl(address, base)
    if (url !== null && !isPixel(url)) return url
  }
  return null
}

/** The lines that the scanner wrote into one element. */
export const split = (lines: string): readonly string[] =>
  lines === '' ? NONE : lines.includes('\n') ? lines.split('\n') : [lines]
const NONE: readonly string[] = []
