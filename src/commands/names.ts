import type { Translator } from '../i18n/index.ts'
import type { Alias, Knowledge } from '../knowledge/index.ts'
import type { Store } from '../store/store.ts'
import { DATA_TYPES, type DataType, TOPICS, type Topic } from '../types/index.ts'
import { type Named, nameKey } from './match.ts'

/** An organisation, or a brand that is looked up on its own. */
export interface NamedCompany extends Named {
  readonly companyId: string
  /** Set where the name is a brand's: its stories only. */
  readonly brand: string | null
}

export interface NamedId<Id extends string> extends Named {
  readonly id: Id
}

/** What people may name: companies and brands with how many stories they have, data types and topics in their language. */
export interface Names {
  /** The companies and brands of the knowledge base, without counts. */
  readonly listed: readonly NamedCompany[]
  companies(): Promise<readonly NamedCompany[]>
  dataTypes(t: Translator): readonly NamedId<DataType>[]
  topics(t: Translator): readonly NamedId<Topic>[]
}

/** Milliseconds for which story counts are kept: completion asks at every key stroke. */
const KEPT_FOR = 60_000

const aliasText = (alias: Alias): string => (typeof alias === 'string' ? alias : alias.text)

export function createNames(store: Store, knowledge: Knowledge, now: () => Date): Names {
  const listed: readonly NamedCompany[] = knowledge.companies.flatMap((company) => [
    {
      id: company.id,
      companyId: company.id,
      brand: null,
      label: company.name,
      keys: keysOf([company.id, company.name, ...company.aliases.map(aliasText)]),
      weight: 0,
    },
    ...company.brands.map((brand) => ({
      id: `${company.id}/${nameKey(brand.name)}`,
      companyId: company.id,
      brand: brand.name,
      label: `${brand.name} (${company.name})`,
      keys: keysOf([brand.name, ...brand.aliases.map(aliasText)]),
      weight: 0,
    })),
  ])
  const known = new Set(knowledge.companies.map(({ id }) => id))
  let kept: { readonly at: number; readonly companies: Promise<readonly NamedCompany[]> } | undefined

  async function countedCompanies(): Promise<readonly NamedCompany[]> {
    const counted = await store.stories.companies()
    const stories = new Map(counted.map((one) => [one.id, one.stories]))
    const unlisted = counted
      .filter(({ id }) => !known.has(id))
      .map(({ id, name }) => ({ id, companyId: id, brand: null, label: name, keys: keysOf([id, name]), weight: 0 }))
    // A brand weighs a little less than its company, so that of two equal guesses the company is first.
    return [...listed, ...unlisted].map((one) => ({
      ...one,
      weight: (stories.get(one.companyId) ?? 0) - (one.brand === null ? 0 : 0.5),
    }))
  }

  return {
    listed,
    companies() {
      const at = now().getTime()
      if (kept === undefined || at - kept.at > KEPT_FOR || at < kept.at) {
        const companies = countedCompanies()
        const mine = { at, companies }
        kept = mine
        // A failure is not kept: the next question asks again.
        companies.catch(() => {
          if (kept === mine) kept = undefined
        })
      }
      return kept.companies
    },
    dataTypes: (t) => DATA_TYPES.map((id) => namedId(id, t.dataType(id))),
    topics: (t) => TOPICS.map((id) => namedId(id, t.topic(id))),
  }
}

const namedId = <Id extends string>(id: Id, label: string): NamedId<Id> => ({
  id,
  label,
  keys: keysOf([id, label]),
  weight: 0,
})

const keysOf = (names: readonly string[]): string[] => [...new Set(names.map(nameKey))].filter((key) => key !== '')
