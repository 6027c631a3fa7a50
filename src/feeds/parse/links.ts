import { cleanLink } from '../text/urls.ts'
import type { Attributes } from './tags.ts'

/** A link of an entry, or of the feed: an RSS `<link>` has a text, Atom's an `href`. */
export interface Link {
  readonly text: string
  readonly attributes: Attributes
  /** What it is relative to. */
  readonly base: string
}

/** The least rank of a link that leads to the page. What lies beyond is better than nothing. */
export const PAGE_RANK = 4

/** Where a link leads to. Lower is better; null is of no use. */
export function linkRank(href: string | undefined, attributes: Attributes): number | null {
  // The RSS `<link>`: its text is the page, whatever else stands beside it.
  if (href === undefined) return 0
  const rel = attributes.get('rel')?.toLowerCase() ?? ''
  const type = attributes.get('type') ?? ''
  if (rel === '' || has(rel, 'alternate')) return type === '' || /html/.test(type) ? 1 : /xml|json/.test(type) ? 5 : 2
  if (has(rel, 'canonical') || has(rel, 'bookmark')) return 3
  if (has(rel, 'related') || has(rel, 'via')) return 6
  if (has(rel, 'enclosure')) return 7
  return has(rel, 'self') ? 8 : null
}

/** A list of relations has this one, by its name or as IANA writes it. */
function has(relations: string, name: string): boolean {
  if (relations === name) return true
  if (!relations.includes(name)) return false
  return relations
    .split(/\s+/)
    .some((relation) => relation === name || relation === `http://www.iana.org/assignments/relation/${name}`)
}

/** The best page among links: absolute, or null. */
export function bestLink(links: readonly Link[]): string | null {
  const ranked = links.flatMap((link) => {
    const href = link.attributes.get('href')
    const rank = linkRank(href, link.attributes)
    const address = href ?? link.text
    return rank === null || rank > PAGE_RANK || address.trim() === '' ? [] : [{ address, base: link.base, rank }]
  })
  if (ranked.length > 1) ranked.sort((a, b) => a.rank - b.rank)
  for (const { address, base } of ranked) {
    const url = cleanLink(address, base)
    if (url) return url
  }
  return null
}
