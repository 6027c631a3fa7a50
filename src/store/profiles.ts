import { z } from 'zod'
import type { StoryProfile } from '../stories/index.ts'
import { DATA_TYPES, TOPICS } from '../types/index.ts'

const counted = z.record(z.string(), z.number())

const profileSchema = z.object({
  reports: z.number(),
  languages: z.array(z.string()),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  companies: counted,
  ancestors: counted,
  brands: counted,
  dataTypes: z.partialRecord(z.enum(DATA_TYPES), z.number()),
  topics: z.partialRecord(z.enum(TOPICS), z.number()),
  regulators: counted,
  laws: counted,
  money: z.array(z.number()),
  mainSums: z.array(z.number()),
  people: z.array(z.number()),
  numbers: z.array(z.number()),
  names: counted,
  places: counted,
  dates: counted,
  words: counted,
  titleWords: counted,
})

export const readProfile = (json: string): StoryProfile => profileSchema.parse(JSON.parse(json))
