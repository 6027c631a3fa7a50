import { decodeXML } from 'entities'
import { LIMITS } from './limits.ts'

/** Entities and character references of a feed, those of its own DTD among them. */
export class References {
  readonly #entities = new Map<string, string>()
  #budget: number = LIMITS.entityGrowth

  /** Takes in `ENTITY name "value"`, if that is what a declaration says. */
  declare(declaration: string): void {
    const match = /ENTITY\s+([\w.-]{1,64})\s+(?:"([^"%<]{0,256})"|'([^'%<]{0,256})')?/.exec(declaration)
    if (match?.[1] === undefined || this.#entities.size >= LIMITS.entities) return
    const value = match[2] ?? match[3] ?? ''
    // An entity made of entities, or from another file, is a bomb or a theft; in a text it stands for nothing.
    this.#entities.set(match[1], /&(?!#|amp;|lt;|gt;|quot;|apos;)/.test(value) ? '' : decodeXML(value))
  }

  decode(text: string): string {
    return text.includes('&') ? decodeXML(this.expand(text)) : text
  }

  /** Puts the DTD's own entities in, as long as the feed doesn't grow by them. */
  expand(text: string): string {
    if (this.#entities.size === 0 || !text.includes('&')) return text
    return text.replace(/&([\w.-]{1,64});/g, (reference, name: string) => {
      const value = this.#entities.get(name)
      if (value === undefined || value.length > this.#budget) return reference
      this.#budget -= value.length
      return value.replaceAll('&', '&amp;')
    })
  }
}
