import { z } from 'zod'
import {
  type Article,
  type ChannelRef,
  type Classification,
  DATA_TYPES,
  INTERFACE_LANGUAGES,
  isLanguage,
  LANGUAGES,
  type Language,
  PLATFORMS,
  type Report,
  type StoryFilter,
  TOPICS,
  type View,
} from '../types/index.ts'

/** Rows to values and back. What was stored is read through schemas: a database outlives the version that wrote it. */

const languageSchema = z.enum(LANGUAGES)
export const interfaceLanguageSchema = z.enum(INTERFACE_LANGUAGES)
export const platformSchema = z.enum(PLATFORMS)

export const classificationSchema = z.object({
  privacy: z.boolean(),
  score: z.number(),
  companies: z.array(z.object({ id: z.string(), name: z.string(), brand: z.string().nullable() })),
  dataTypes: z.array(z.enum(DATA_TYPES)),
  topics: z.array(z.enum(TOPICS)),
  regulators: z.array(z.string()),
  laws: z.array(z.string()),
  amount: z.object({ value: z.number(), currency: z.string(), eur: z.number().nullable() }).nullable(),
  people: z.number().nullable(),
  evidence: z.array(z.object({ label: z.string(), text: z.string(), field: z.enum(['title', 'summary', 'content']) })),
})

const filterSchema = z.object({
  languages: z.array(languageSchema),
  companies: z.array(z.string()),
  dataTypes: z.array(z.enum(DATA_TYPES)),
  topics: z.array(z.enum(TOPICS)),
})

const viewSchema = z.custom<View>(
  (value) => typeof value === 'object' && value !== null && 'blocks' in value && Array.isArray(value.blocks),
  'a stored message is no view',
)

const languagesSchema = z.array(languageSchema)

export const readClassification = (json: string): Classification => classificationSchema.parse(JSON.parse(json))
export const readFilter = (json: string): StoryFilter => filterSchema.parse(JSON.parse(json))
export const readView = (json: string): View => viewSchema.parse(JSON.parse(json))
export const readLanguages = (json: string): Language[] => languagesSchema.parse(JSON.parse(json))

/** Languages are checked on the way in; one that a later version dropped reads as English rather than as a crash. */
export const readLanguage = (id: string): Language => (isLanguage(id) ? id : 'en')

export const date = (time: number): Date => new Date(time)
export const dateOrNull = (time: number | null): Date | null => (time === null ? null : new Date(time))
export const time = (value: Date | null): number | null => value?.getTime() ?? null
export const flag = (value: boolean): number => (value ? 1 : 0)

export interface ArticleRow {
  readonly id: string
  readonly feed_id: string
  readonly item_id: string
  readonly url: string
  readonly title: string
  readonly summary: string
  readonly language: string
  readonly source: string
  readonly published_at: number
  readonly fetched_at: number
  readonly classification: string
}

export const toArticle = (row: ArticleRow): Article => ({
  id: row.id,
  feedId: row.feed_id,
  itemId: row.item_id,
  url: row.url,
  title: row.title,
  summary: row.summary,
  language: readLanguage(row.language),
  source: row.source,
  publishedAt: date(row.published_at),
  fetchedAt: date(row.fetched_at),
  classification: readClassification(row.classification),
})

type ReportRow = Pick<ArticleRow, 'id' | 'title' | 'url' | 'source' | 'language' | 'published_at'>

export const toReport = (row: ReportRow): Report => ({
  articleId: row.id,
  title: row.title,
  url: row.url,
  source: row.source,
  language: readLanguage(row.language),
  publishedAt: date(row.published_at),
})

/** Columns of a channel, as a Kysely filter or as values. */
export const channelColumns = (channel: ChannelRef) => ({
  platform: channel.platform,
  workspace_id: channel.workspaceId,
  channel_id: channel.channelId,
})

export const toChannel = (row: { platform: string; workspace_id: string; channel_id: string }): ChannelRef => ({
  platform: platformSchema.parse(row.platform),
  workspaceId: row.workspace_id,
  channelId: row.channel_id,
})

/** Parameters of one statement are limited (32,766 and 65,535): long lists go in parts. */
export function chunks<T>(values: readonly T[], size = 500): T[][] {
  const parts: T[][] = []
  for (let at = 0; at < values.length; at += size) parts.push(values.slice(at, at + size))
  return parts
}

export function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const group = groups.get(keyOf(value))
    if (group) group.push(value)
    else groups.set(keyOf(value), [value])
  }
  return groups
}
