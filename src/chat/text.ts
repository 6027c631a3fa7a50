import { plain, truncate } from '../views/index.ts'

/** Plain text of at most `limit` characters. What is far beyond is not even looked at. */
export const short = (text: string, limit: number): string => truncate(plain(text.slice(0, limit * 2 + 64)), limit)
