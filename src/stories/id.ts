import { createHash } from 'node:crypto'

/** Crockford's base 32: no i, l, o, u, so that nothing in an id is misread. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** `length` characters of base 32 that follow from `seed` alone. */
export function shortId(seed: string, length: number): string {
  const digest = createHash('sha256').update(seed).digest()
  return Array.from({ length }, (_, at) => ALPHABET[(digest[at] ?? 0) % ALPHABET.length]).join('')
}

export const STORY_ID_LENGTH = 8

/** The id of the story that an article opens: eight characters, easy to type; `attempt` counts up when the id is taken. */
export const storyId = (articleId: string, attempt = 0): string =>
  shortId(attempt === 0 ? articleId : `${articleId}#${attempt}`, STORY_ID_LENGTH)
