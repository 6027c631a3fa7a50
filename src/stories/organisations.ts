import { loadKnowledge } from '../knowledge/index.ts'
import type { Classification, CompanyMention } from '../types/index.ts'
import { fold } from './text.ts'

/** The organisations that these belong to, directly or through others. */
export function ancestorsOf(companies: readonly CompanyMention[]): string[] {
  const { company } = loadKnowledge()
  const ancestors = new Set<string>()
  for (const { id } of companies) {
    for (let parent = company(id)?.parent ?? null; parent !== null && !ancestors.has(parent); ) {
      ancestors.add(parent)
      parent = company(parent)?.parent ?? null
    }
  }
  return [...ancestors]
}

/** Every brand that a text names, folded. The classification keeps one a company; its evidence tells the others. */
export function brandsOf({ companies, evidence }: Classification): string[] {
  const brands = new Set<string>()
  for (const { id, brand } of companies) {
    if (brand !== null) brands.add(fold(brand))
    const known = brandNames(id)
    for (const { label, text } of evidence) {
      if (label !== `company:${id}`) continue
      const words = fold(text)
      for (const [name, of] of known) if (words.startsWith(name)) brands.add(of)
    }
  }
  return [...brands]
}

const namesOf = new Map<string, ReadonlyMap<string, string>>()

/** Names and aliases of an organisation's brands, folded, to the brand. */
function brandNames(id: string): ReadonlyMap<string, string> {
  const known = namesOf.get(id)
  if (known) return known
  const names = new Map<string, string>()
  for (const { name, aliases } of loadKnowledge().company(id)?.brands ?? []) {
    for (const alias of [name, ...aliases.map((it) => (typeof it === 'string' ? it : it.text))])
      names.set(fold(alias), fold(name))
  }
  namesOf.set(id, names)
  return names
}

/** Countries of authorities; those of unions and the world are no place. */
export const regulatorCountries = (ids: readonly string[]): string[] =>
  ids.flatMap((id) => {
    const country = loadKnowledge().regulator(id)?.country
    return country !== undefined && country.length === 2 && country !== 'EU' ? [country] : []
  })

/** Sectors whose organisations are in the news every day. */
const PROMINENT = new Set(['big-tech', 'social', 'ai'])
/** Stories of a week that such an organisation has at least. */
const STORIES_OF_PROMINENT = 4

/** How many stories of an organisation are to be expected in a week, before any is seen. */
export const expectedStories = (id: string): number =>
  PROMINENT.has(loadKnowledge().company(id)?.sector ?? '') ? STORIES_OF_PROMINENT : 1
