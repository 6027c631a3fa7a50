import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { LANGUAGES, type Language } from '../types/index.ts'

const schema = z.strictObject({
  /** By language, by bits of information: stems, parted by spaces. What isn't listed is rare. */
  words: z.partialRecord(z.enum(LANGUAGES), z.record(z.string().regex(/^\d+$/), z.string())),
  /** Bits of each concept, by language. */
  concepts: z.partialRecord(z.enum(LANGUAGES), z.record(z.string(), z.number())),
  /** Stories in a thousand about each organisation that has several. */
  companies: z.record(z.string(), z.number().positive()),
})
export type RarityData = z.infer<typeof schema>

/** How much it tells when two texts share a word or an organisation: of rare ones more. */
export interface Rarity {
  /** Bits of information in a stem of a language: the logarithm of how few texts have it. */
  word(language: Language, stem: string): number
  /** Bits of information in a concept, as found in texts of a language. */
  concept(language: Language, concept: string): number
  /** Stories about the organisation in a thousand privacy stories. */
  share(company: string): number
}

/** Bits of a stem that no list knows: a name, most often. */
export const RARE = 12
/** Bits of a concept that no text counted had. */
export const RARE_CONCEPT = 6
/** Stories in a thousand of an organisation that is hardly ever in the news. */
const SELDOM = 0.4

export function rarityOf({ words, concepts, companies }: RarityData): Rarity {
  const bits = new Map(
    LANGUAGES.map((language) => [
      language,
      new Map(
        Object.entries(words[language] ?? {}).flatMap(([count, stems]) =>
          stems.split(' ').map((stem) => [stem, Number(count)] as const),
        ),
      ),
    ]),
  )
  return {
    word: (language, stem) => bits.get(language)?.get(stem) ?? RARE,
    concept: (language, concept) => concepts[language]?.[concept] ?? RARE_CONCEPT,
    share: (company) => companies[company] ?? SELDOM,
  }
}

let shipped: Rarity | undefined

/** What the product knows of them, read on first use; `scripts/stories.ts` counts it. */
export function knownRarity(): Rarity {
  shipped ??= rarityOf(schema.parse(JSON.parse(readFileSync(new URL('./rarity.json', import.meta.url), 'utf8'))))
  return shipped
}
