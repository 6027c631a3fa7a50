/** What a feed may cost. Beyond a limit the rest is left out; nothing is an error but a feed with nothing in it. */
export const LIMITS = {
  /** Bytes read of a body. The newest items stand first, so the rest is old news. */
  bytes: 16 * 1024 * 1024,
  /** Entries read. */
  items: 10_000,
  /** Fields kept of one entry, and of the feed itself. */
  fields: 200,
  /** Attributes read of one element, and the characters of one attribute. */
  attributes: 32,
  attribute: 4_096,
  /** Characters of a field that holds a line (title, link, date), and of one that holds a text (description, content). */
  line: 8_192,
  text: 262_144,
  /** Namespace prefixes and DTD entities remembered, and the characters that entities may add to a feed. */
  prefixes: 128,
  entities: 64,
  entityGrowth: 262_144,
  /** Characters of a URL. */
  url: 2_048,
  /** Values kept of authors and of categories. */
  list: 50,
} as const

/** Characters that are tokenized, and characters of XML that rss-parser is handed, without a break. */
export const SLICE = 32 * 1024
/** What an entry costs rss-parser however little is in it, in characters. */
export const ENTRY_COST = 64
/** Milliseconds of work after which other work gets its turn. */
export const TURN_MS = 6
