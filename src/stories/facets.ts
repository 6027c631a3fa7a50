import type { Classification, CompanyMention, Evidence, Money } from '../types/index.ts'

/**
 * The labels of a story from those of its reports. A label stands when at least a third of the reports carry it, so that one report's
 * slip doesn't become the story's; what the first word on an event says weighs no more than the last.
 */
export function mergeClassifications(reports: readonly Classification[]): Classification {
  const [only] = reports
  if (only === undefined) throw new RangeError('A story has at least one report.')
  if (reports.length === 1) return only
  const needed = Math.ceil(reports.length / 3)
  const stands = <T extends string>(of: (report: Classification) => readonly T[]): T[] => {
    const counts = tally(reports.flatMap((report) => [...new Set(of(report))]))
    return [...counts]
      .filter(([, times]) => times >= needed)
      .sort((a, b) => b[1] - a[1])
      .map(([value]) => value)
  }
  const companyIds = stands(({ companies }) => companies.map(({ id }) => id))
  const mentions = reports.flatMap(({ companies }) => companies)
  const dataTypes = stands((report) => report.dataTypes)
  const topics = stands((report) => report.topics)
  const regulators = stands((report) => report.regulators)
  const laws = stands((report) => report.laws)
  const labels = new Set([
    'privacy',
    'amount',
    'people',
    ...companyIds.map((id) => `company:${id}`),
    ...dataTypes.map((id) => `data:${id}`),
    ...topics.map((id) => `topic:${id}`),
    ...regulators.map((id) => `regulator:${id}`),
    ...laws.map((id) => `law:${id}`),
  ])
  return {
    privacy: true,
    score: Math.max(...reports.map(({ score }) => score)),
    companies: companyIds.map((id) => mergeMentions(mentions.filter((mention) => mention.id === id))),
    dataTypes,
    topics,
    regulators,
    laws,
    amount: commonAmount(reports.flatMap(({ amount }) => amount ?? [])),
    people: commonNumber(reports.flatMap(({ people }) => people ?? [])),
    evidence: distinctEvidence(reports.flatMap(({ evidence }) => evidence).filter(({ label }) => labels.has(label))),
  }
}

/** The name most reports use; a brand only when every report that names one names the same. */
function mergeMentions(mentions: readonly CompanyMention[]): CompanyMention {
  const [first] = mentions
  if (first === undefined) throw new RangeError('No mention to merge.')
  const brands = new Set(mentions.map(({ brand }) => brand))
  const [brand = null] = brands
  return {
    id: first.id,
    name: mostFrequent(mentions.map(({ name }) => name)) ?? first.name,
    brand: brands.size === 1 ? brand : null,
  }
}

/** The sum most reports give; of equals, the first. Reports in other currencies speak of the same sum. */
function commonAmount(amounts: readonly Money[]): Money | null {
  const key = mostFrequent(amounts.map(({ value, currency }) => `${value} ${currency}`))
  return amounts.find(({ value, currency }) => `${value} ${currency}` === key) ?? null
}

const commonNumber = (values: readonly number[]): number | null => mostFrequent(values) ?? null

const tally = <T>(values: readonly T[]): Map<T, number> => {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function mostFrequent<T>(values: readonly T[]): T | undefined {
  let best: [T, number] | undefined
  for (const entry of tally(values)) if (best === undefined || entry[1] > best[1]) best = entry
  return best?.[0]
}

/** Words per label: enough to see why. */
const MAX_EVIDENCE_PER_LABEL = 5

function distinctEvidence(evidence: readonly Evidence[]): Evidence[] {
  const seen = new Map<string, Set<string>>()
  return evidence.filter(({ label, text }) => {
    const texts = seen.get(label) ?? new Set()
    seen.set(label, texts)
    if (texts.has(text.toLowerCase()) || texts.size >= MAX_EVIDENCE_PER_LABEL) return false
    texts.add(text.toLowerCase())
    return true
  })
}
