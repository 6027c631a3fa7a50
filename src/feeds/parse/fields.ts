import { cut, looksLikeHtml, plainLine, plainText } from '../text/clean.ts'
import { absoluteUrl, cleanLink, isPixel } from '../text/urls.ts'
import { LIMITS } from './limits.ts'
import { baseOf, bestLink } from './links.ts'
import { type RawItem, strings, type Value, values } from './rss.ts'

/** The page of an entry: what its publisher links to, else the best that can pass for it. */
export function readUrl(raw: RawItem, base: string): string | null {
  const links = values(raw, 'link')
  const permalink = ({ text, attributes }: Value): string | null =>
    isAbsolute(text) && attributes.isPermaLink?.toLowerCase() !== 'false' ? text : null
  return (
    page(values(raw, 'feedburner:origLink'), base, ({ text }) => text) ??
    bestLink(links, base) ??
    page(values(raw, 'guid'), base, permalink) ??
    page(values(raw, 'body:content'), base, ({ attributes }) => attributes.src) ??
    cleanLink(strings(raw.attributes)['rdf:about'] ?? '', base) ??
    page(values(raw, 'id'), base, permalink) ??
    page(values(raw, 'dc:identifier'), base, permalink) ??
    bestLink(links, base, 8) ??
    page(values(raw, 'enclosure'), base, ({ attributes }) => attributes.url) ??
    page(values(raw, 'guid'), base, ({ text }) => (isAbsolute(text) ? text : null))
  )
}

const isAbsolute = (text: string): boolean => /^\s*https?:\/\//i.test(text)

function page(
  list: readonly Value[],
  base: string,
  address: (value: Value) => string | null | undefined,
): string | null {
  for (const value of list) {
    const url = cleanLink(address(value) ?? '', baseOf(value, base))
    if (url) return url
  }
  return null
}

/** RSS writes `jane@example.org (Jane Doe)`, Atom parts with names, Dublin Core a name. */
export function readAuthors(raw: RawItem): string[] {
  const creators = values(raw, 'dc:creator')
  const authors = values(raw, 'author')
  const found = authorNames(
    creators.length === 0 ? authors : authors.length === 0 ? creators : [...creators, ...authors],
  )
  return found.length > 0 ? found : authorNames(values(raw, 'itunes:author'))
}

export function authorNames(people: readonly Value[]): string[] {
  return unique(
    people.map(({ text, children }) => personName(children.name ?? (text.trim() || (children.email ?? '')))),
  )
}

function personName(written: string): string {
  const text = looksLikeHtml(written) ? plainText(written).text : plainLine(written)
  const inBrackets = /^\S+@\S+\s*\(([^()]+)\)$/.exec(text) ?? /^([^<>]+?)\s*<[^<>\s]+@[^<>\s]+>$/.exec(text)
  return cut(inBrackets?.[1]?.trim() ?? text, 200)
}

/** Categories by their label, the subjects of Dublin Core, else keywords. */
export function readCategories(raw: RawItem): string[] {
  const terms = values(raw, 'category')
    // Blogger's own marks, no categories.
    .filter(({ attributes }) => !attributes.term?.startsWith('http://schemas.google.com/'))
    .map(({ text, attributes }) => attributes.label ?? attributes.term ?? text)
  const subjects = values(raw, 'dc:subject').map(({ text }) => text)
  const keywords = values(raw, 'media:keywords').flatMap(({ text }) => text.split(','))
  return unique(
    [...terms, ...subjects, ...(terms.length + subjects.length > 0 ? [] : keywords)].map((term) =>
      cut(plainLine(term), 200),
    ),
  )
}

export function unique(list: readonly string[]): string[] {
  return [...new Set(list.filter((text) => text !== ''))].slice(0, LIMITS.list)
}

/** A picture of the entry: what it is given, in the order of how surely it is one, else the first one in its text. */
export function readImage(raw: RawItem, base: string, inText: readonly string[]): string | null {
  return (
    picture(values(raw, 'media:content').filter(isPicture), base) ??
    picture(values(raw, 'media:thumbnail'), base) ??
    picture(values(raw, 'enclosure').filter(isPicture), base) ??
    picture(
      values(raw, 'link').filter((link) => link.attributes.rel === 'enclosure' && isPicture(link)),
      base,
    ) ??
    picture(values(raw, 'itunes:image'), base) ??
    picture(values(raw, 'image'), base) ??
    firstPicture(inText, base)
  )
}

function isPicture({ attributes: { medium, type, url = '' } }: Value): boolean {
  if (medium === 'image' || type?.startsWith('image/')) return true
  return medium === undefined && type === undefined && /\.(?:jpe?g|png|webp|gif|avif)(?:$|\?)/i.test(url)
}

function picture(list: readonly Value[], base: string): string | null {
  for (const value of list) {
    const { attributes, children, text } = value
    const url = firstPicture([attributes.url ?? attributes.href ?? children.url ?? text], baseOf(value, base))
    if (url) return url
  }
  return null
}

/** The first address that is a picture's and no tracking pixel's: absolute. */
export function firstPicture(addresses: readonly string[], base: string): string | null {
  for (const address of addresses) {
    const url = absoluteUrl(address, base)
    if (url !== null && !isPixel(url)) return url
  }
  return null
}
