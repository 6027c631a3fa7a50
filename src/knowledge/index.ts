import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Language } from '../types/index.ts'
import {
  type Company,
  CompanySchema,
  type Currencies,
  CurrenciesSchema,
  type LanguageInfo,
  LanguageSchema,
  type Law,
  LawSchema,
  type Lexicon,
  LexiconSchema,
  type Regulator,
  RegulatorSchema,
  type Roles,
  RolesSchema,
} from './schema.ts'

export { nativeName } from './names.ts'
export type { Alias, Company, Currencies, LanguageInfo, Law, Lexicon, Regulator, Role, Roles } from './schema.ts'
export { ROLES } from './schema.ts'

/** Everything the product knows by heart. Read-only; one instance serves the whole process. */
export interface Knowledge {
  readonly companies: readonly Company[]
  readonly regulators: readonly Regulator[]
  readonly laws: readonly Law[]
  readonly languages: readonly LanguageInfo[]
  readonly currencies: Currencies
  company(id: string): Company | undefined
  /** Companies whose parent it is, directly or through others. */
  children(id: string): readonly Company[]
  /** Whether a brand of a company is a system on which others' apps run. */
  isPlatform(id: string, brand: string): boolean
  regulator(id: string): Regulator | undefined
  law(id: string): Law | undefined
  language(id: Language): LanguageInfo
  /** Words of one language; `common` holds what all languages share. Read on first use. */
  lexicon(id: Language | 'common'): Lexicon
  /** Words that tell what part a name plays. Read on each call; keep what is made of it. */
  roles(id: Language): Roles
  /** Euros, or null where the currency is not in the table. */
  toEuro(value: number, currency: string): number | null
}

/** A data file of `knowledge/` is missing or wrong; the message names the file and the place in it. */
export class KnowledgeError extends Error {
  override name = 'KnowledgeError'
}

/** Reads and checks one data file. */
export function readData<T>(schema: z.ZodType<T>, file: string): T {
  let data: unknown
  try {
    data = JSON.parse(readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'))
  } catch (error) {
    throw new KnowledgeError(`knowledge/${file} can't be read: ${error instanceof Error ? error.message : error}`)
  }
  const result = schema.safeParse(data)
  if (!result.success) throw new KnowledgeError(`knowledge/${file} is wrong:\n${z.prettifyError(result.error)}`)
  return result.data
}

/** The files in which companies are kept, by name. */
export const companyFiles = (): string[] =>
  readdirSync(new URL('./companies/', import.meta.url))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `companies/${name}`)

let cached: Knowledge | undefined

/** The knowledge base, read and checked once. Throws {@link KnowledgeError}. */
export function loadKnowledge(): Knowledge {
  cached ??= read()
  return cached
}

function read(): Knowledge {
  const byId = new Map<string, Company>()
  for (const file of companyFiles()) for (const one of readData(z.array(CompanySchema), file)) byId.set(one.id, one)
  const companies = [...byId.values()]
  const childrenOf = new Map<string, Company[]>()
  for (const one of companies) {
    if (one.parent) childrenOf.set(one.parent, [...(childrenOf.get(one.parent) ?? []), one])
  }
  const regulators = readData(z.array(RegulatorSchema), 'regulators.json')
  const laws = readData(z.array(LawSchema), 'laws.json')
  const languages = readData(z.array(LanguageSchema), 'languages.json')
  const currencies = readData(CurrenciesSchema, 'currencies.json')
  const rates = new Map(currencies.currencies.map((one) => [one.code, one.eur]))
  const lexicons = new Map<string, Lexicon>()
  const platforms = new Set(
    companies.flatMap(({ id, brands }) => brands.filter((one) => one.platform).map((one) => `${id} ${one.name}`)),
  )

  const descendants = (id: string, seen: Set<string>): Company[] =>
    (childrenOf.get(id) ?? []).flatMap((child) => {
      if (seen.has(child.id)) return []
      seen.add(child.id)
      return [child, ...descendants(child.id, seen)]
    })

  return {
    companies,
    regulators,
    laws,
    languages,
    currencies,
    company: (id) => byId.get(id),
    isPlatform: (id, brand) => platforms.has(`${id} ${brand}`),
    children: (id) => descendants(id, new Set([id])),
    regulator: (id) => regulators.find((one) => one.id === id),
    law: (id) => laws.find((one) => one.id === id),
    language: (id) => {
      const found = languages.find((one) => one.id === id)
      if (!found) throw new KnowledgeError(`knowledge/languages.json has no entry for "${id}"`)
      return found
    },
    lexicon: (id) => {
      let lexicon = lexicons.get(id)
      if (!lexicon) {
        lexicon = readData(LexiconSchema, `lexicon/${id}.json`)
        lexicons.set(id, lexicon)
      }
      return lexicon
    },
    roles: (id) => readData(RolesSchema, `roles/${id}.json`),
    toEuro: (value, currency) => {
      const rate = rates.get(currency)
      return rate === undefined ? null : value * rate
    },
  }
}
