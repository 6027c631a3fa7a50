import type { Company, Regulator } from '../knowledge/index.ts'
import type { Block, Span } from '../types/index.ts'
import type { ViewContext } from './context.ts'
import { code, heading, link } from './parts.ts'

export interface AdviceOptions {
  /** Where the reader lives, as ISO 3166-1 alpha-2; null where nothing tells. */
  readonly country: string | null
  /** The command that shows this for another country, ready to show. */
  readonly changeCountry: string
}

const MOST_COMPANIES = 3

/**
 * What a reader can do: ask the organisations for their data, complain to the authority of their country. Only addresses that the
 * knowledge base holds; nothing at all where it holds none.
 */
export function adviceBlocks(
  companies: readonly Company[],
  { country, changeCountry }: AdviceOptions,
  context: ViewContext,
): Block[] {
  const { t, knowledge } = context
  const requests = companies.slice(0, MOST_COMPANIES).flatMap((company) => requestSpans(company, context))
  const regulator = country === null ? undefined : knowledge.regulators.find((one) => takesComplaints(one, country))
  const complaint = regulator === undefined ? [] : [complaintSpans(regulator, context)]
  const items = [...requests, ...complaint]
  if (items.length === 0) return []
  return [
    heading(t.text('story.what-can-i-do'), 2),
    { kind: 'list', ordered: false, items },
    { kind: 'text', tone: 'muted', spans: t.spans('story.change-country', { command: code(changeCountry) }) },
  ]
}

function requestSpans(company: Company, { t }: ViewContext): Span[][] {
  const way = company.dataRequest
  if (way === null) return []
  const label = t.text('story.ask-data', { company: company.name })
  if (way.url !== null) return [[link(label, way.url)]]
  return way.email === null ? [] : [[{ text: label }, { text: ': ' }, code(way.email)]]
}

const takesComplaints = (regulator: Regulator, country: string): boolean =>
  regulator.country === country && (regulator.complaintUrl ?? regulator.homepage) !== null

function complaintSpans(regulator: Regulator, { t }: ViewContext): Span[] {
  const label = t.text('story.complain-in', { regulator: regulator.name, country: t.country(regulator.country) })
  const url = regulator.complaintUrl ?? regulator.homepage
  return [url === null ? { text: label } : link(label, url)]
}
