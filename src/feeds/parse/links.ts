import { cleanLink } from '../text/urls.ts'
import type { Value } from './rss.ts'

/** Where a link of an entry, or of the feed, leads to. Lower is better; links of no use are left out. */
function rank({ text, attributes }: Value): number | null {
  const { href, rel = 'alternate', type = '' } = attributes
  // The RSS `<link>`: its text is the page, whatever else stands beside it.
  if (href === undefined) return text.trim() === '' ? null : 0
  const relations = rel.toLowerCase().split(/\s+/)
  const is = (name: string): boolean =>
    relations.some((relation) => relation === name || relation === `http://www.iana.org/assignments/relation/${name}`)
  if (is('alternate') || rel === '') return type === '' || /html/.test(type) ? 1 : /xml|json/.test(type) ? 5 : 2
  if (is('canonical') || is('bookmark')) return 3
  if (is('related') || is('via')) return 6
  if (is('enclosure')) return 7
  return is('self') ? 8 : null
}

/** The best page among links: absolute, or null. `worst` is the least rank that will do. */
export function bestLink(links: readonly Value[], base: string, worst = 4): string | null {
  const ranked = links.flatMap((link) => {
    const score = rank(link)
    return score === null || score > worst ? [] : [{ link, score }]
  })
  if (ranked.length > 1) ranked.sort((a, b) => a.score - b.score)
  for (const { link } of ranked) {
    const url = cleanLink(link.attributes.href ?? link.text, baseOf(link, base))
    if (url) return url
  }
  return null
}

/** The scanner resolved every `xml:base` already. */
export const baseOf = (value: Value, base: string): string => value.attributes['xml:base'] ?? base
