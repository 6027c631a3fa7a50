import { readdirSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Reading } from '../../src/classify/classifier.ts'
import { DATA_TYPES, LANGUAGES, TOPICS } from '../../src/types/index.ts'

export const ItemSchema = z.object({
  lang: z.enum(LANGUAGES),
  title: z.string().min(1),
  summary: z.string(),
  privacy: z.boolean(),
  companies: z.array(z.string()),
  dataTypes: z.array(z.enum(DATA_TYPES)),
  topics: z.array(z.enum(TOPICS)),
  /** The event: reports of one event stay together when parts are held out. */
  story: z.string().min(1),
  hard: z.boolean(),
})
export type Item = z.infer<typeof ItemSchema>

/** A training text and what was read of it. */
export interface ReadItem {
  readonly item: Item
  readonly reading: Reading
}

/** The training texts, one folder a language, in a fixed order. Throws with file and line where one is wrong. */
export function readTraining(folder: string): Item[] {
  const items: Item[] = []
  for (const { name: language } of readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const file of readdirSync(`${folder}/${language}`).sort()) {
      if (!file.endsWith('.jsonl')) continue
      readFileSync(`${folder}/${language}/${file}`, 'utf8')
        .split('\n')
        .forEach((line, index) => {
          if (line.trim() === '') return
          const where = `training/${language}/${file}:${index + 1}`
          let data: unknown
          try {
            data = JSON.parse(line)
          } catch (error) {
            throw new Error(`${where} is no JSON: ${error instanceof Error ? error.message : error}`)
          }
          const result = ItemSchema.safeParse(data)
          if (!result.success) throw new Error(`${where} is wrong:\n${z.prettifyError(result.error)}`)
          items.push(result.data)
        })
    }
  }
  return items
}
