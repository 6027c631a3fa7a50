import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { INTERFACE_LANGUAGES, type InterfaceLanguage, type View } from '../types/index.ts'

/** The few words that renderers and adapters add to what commands say, in every language of the interface. */
const wordsSchema = z.strictObject({
  more: z.string().includes('{count}'),
  shortened: z.string(),
  peak: z.string().includes('{count}').includes('{label}'),
  openStory: z.string(),
  form: z.string(),
  expired: z.string(),
  failed: z.string(),
})

export type Words = z.infer<typeof wordsSchema>

const all = z
  .record(z.enum(INTERFACE_LANGUAGES), wordsSchema)
  .parse(JSON.parse(readFileSync(new URL('./words.json', import.meta.url), 'utf8')))

export const words = (locale: InterfaceLanguage = 'en'): Words => all[locale]

/** `and 37 more`, in the language of the view. */
export const moreText = (count: number, locale?: InterfaceLanguage): string =>
  words(locale).more.replace('{count}', String(count))

/** A private answer of one sentence. */
export const sentence = (text: string, tone: 'info' | 'error', locale: InterfaceLanguage): View => ({
  audience: 'private',
  summary: text,
  locale,
  blocks: [{ kind: 'notice', tone, spans: [{ text }] }],
})
