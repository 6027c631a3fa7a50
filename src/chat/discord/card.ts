import type { StoryCard } from '../../types/index.ts'
import type { Density } from '../fit.ts'
import { short } from '../text.ts'
import { escapeMarkdown, link } from './escape.ts'

const CARD_LENGTHS: Readonly<Record<Density, { gist: number; headline: number; byline: number }>> = {
  full: { gist: 300, headline: 300, byline: 200 },
  compact: { gist: 300, headline: 300, byline: 200 },
  tight: { gist: 160, headline: 140, byline: 100 },
}

/** Line one is ours, in bold who it is about; line two their headline; line three who reported it. */
export function cardText(card: StoryCard, density: Density): string {
  const lengths = CARD_LENGTHS[density]
  const [who = '', ...what] = card.gist
  const lead = [card.number === null ? '' : `${card.number}  `, short(who, 100)].join('')
  const rest = short(what.join(' · '), lengths.gist)
  const remarks = short(card.remarks.join(' · '), lengths.byline)
  const first = [
    lead.trim() && `**${escapeMarkdown(lead)}**`,
    rest && escapeMarkdown(rest),
    remarks && `*${escapeMarkdown(remarks)}*`,
  ]
  const headline = link(short(card.headline.text, lengths.headline), card.headline.url)
  const byline = escapeMarkdown(short(card.byline, lengths.byline))
  return [first.filter(Boolean).join(' · '), headline, byline && `-# ${byline}`].filter(Boolean).join('\n')
}
