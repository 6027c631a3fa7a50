import type { FeedFormat } from '../../../../src/types/index.ts'
import type { Article } from './articles.ts'

export interface System {
  readonly name: string
  readonly format: FeedFormat
  readonly language: string | null
  readonly homepage: string | null
  readonly body: string | Uint8Array
  readonly contentType?: string
  /** Where the reader should land. */
  readonly page: (article: Article) => string
  /** What the feed carries of an article; what it doesn't carry isn't expected. */
  readonly title?: (article: Article) => string
  readonly dates: 'second' | 'day' | 'none'
  readonly text: 'full' | 'first paragraph' | 'none'
  readonly authors: boolean
  readonly tags: boolean
}

export const page =
  (base: string, tail = '') =>
  (article: Article): string =>
    `${base}${article.slug}${tail}`
