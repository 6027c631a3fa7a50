import type { FeedFormat } from '../../types/index.ts'
import { resolveBase } from '../text/urls.ts'
import { LIMITS } from './limits.ts'
import { bestLink, type Link } from './links.ts'
import type { Attributes } from './tags.ts'
import type { Field } from './vocabulary.ts'
import { allowed, attribute, element } from './xml.ts'

/** Gathers the fields of the feed itself and writes them as XML for rss-parser. */
export class Head {
  readonly #written: string[] = []
  readonly #links: Link[] = []

  add(field: Field, attributes: Attributes, value: string, base: string): void {
    if (field.as === 'link') {
      if (this.#links.length < LIMITS.fields)
        this.#links.push({ text: value, attributes, base: resolveBase(attributes.get('xml:base'), base) })
      return
    }
    const type = field.as === 'title' ? attributes.get('type') : undefined
    if (value !== '') this.#write(element(field.as, type ? attribute('type', type) : '', allowed(value)))
  }

  /** A field with elements inside. */
  addList(field: Field, children: readonly (readonly [string, string])[]): void {
    const inside = children.map(([name, text]) => element(name, '', allowed(text))).join('')
    this.#write(`<${field.as}>${inside}</${field.as}>`)
  }

  /** All of it. Of a feed's links rss-parser keeps one, so the one is chosen here. */
  write(format: FeedFormat): string {
    const page = bestLink(this.#links)
    const hub = this.#links.find(({ attributes }) => attributes.get('rel')?.toLowerCase() === 'hub')
    const link =
      page === null
        ? ''
        : format === 'atom'
          ? element('link', ` rel="alternate"${attribute('href', page)}`, '')
          : element('link', '', page)
    return this.#written.join('') + link + element('hub', '', allowed(hub?.attributes.get('href') ?? ''))
  }

  #write(xml: string): void {
    if (this.#written.length < LIMITS.fields) this.#written.push(xml)
  }
}
