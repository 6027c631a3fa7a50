import { LIMITS } from './limits.ts'
import { prefixOf, usualPrefix } from './vocabulary.ts'

/** Names remembered: a feed has a few dozen. */
const MAX_NAMES = 512

/** The names of a feed's elements, whatever prefixes it uses for them. */
export class Names {
  readonly #known = new Map<string, string>()
  readonly #prefixes = new Map<string, string>()

  /** `a10:updated` → `updated`, `dc:date` → `dc:date`: a name in lower case, with the usual prefix of its namespace. */
  canonical(raw: string): string {
    const known = this.#known.get(raw)
    if (known !== undefined) return known
    const colon = raw.indexOf(':')
    const prefix = colon < 0 ? '' : (this.#prefixes.get(raw.slice(0, colon)) ?? usualPrefix(raw.slice(0, colon)))
    const local = raw.slice(colon + 1)
    const name = prefix === '' ? local : `${prefix}:${local}`
    if (this.#known.size < MAX_NAMES) this.#known.set(raw, name)
    return name
  }

  /** Reads the namespace declarations of an element; returns its own name, which its own `xmlns` may change. */
  declare(raw: string, attributes: ReadonlyMap<string, string>): string {
    if (attributes.size === 0) return this.canonical(raw)
    for (const [name, value] of attributes) {
      if (!name.startsWith('xmlns:')) continue
      const prefix = prefixOf(value)
      const alias = name.slice(6)
      if (prefix === null || this.#prefixes.get(alias) === prefix) continue
      if (this.#prefixes.size < LIMITS.prefixes) this.#prefixes.set(alias, prefix)
      this.#known.clear()
    }
    const own = attributes.get('xmlns')
    const prefix = own === undefined || raw.includes(':') ? null : prefixOf(own)
    return prefix ? `${prefix}:${raw}` : this.canonical(raw)
  }
}
