import { readFileSync } from 'node:fs'
import { IntlMessageFormat } from 'intl-messageformat'
import { z } from 'zod'
import type { InterfaceLanguage } from '../types/index.ts'
import type english from './en.json'

/** The English file names every message there is; the other files have the same keys, which a test checks. */
export type MessageId = keyof typeof english

/** The tag `Intl` gets for a language of the interface. Portuguese is Brazil's, the only one that chat platforms offer. */
export const INTL_TAGS: Readonly<Record<InterfaceLanguage, string>> = {
  en: 'en',
  fr: 'fr-FR',
  de: 'de-DE',
  nl: 'nl-NL',
  es: 'es-ES',
  it: 'it-IT',
  pt: 'pt-BR',
  pl: 'pl-PL',
  ja: 'ja-JP',
}

const catalogSchema = z.record(z.string(), z.string().min(1))

/** The messages of one language as they stand in its file: ICU MessageFormat by id. */
export function readCatalog(locale: InterfaceLanguage): ReadonlyMap<string, string> {
  const file = new URL(`./${locale}.json`, import.meta.url)
  return new Map(Object.entries(catalogSchema.parse(JSON.parse(readFileSync(file, 'utf8')))))
}

/** Compiles messages on first use: a process that speaks one language parses the messages it says, once. */
export class Catalog {
  readonly #locale: InterfaceLanguage
  readonly #messages: ReadonlyMap<string, string>
  readonly #compiled = new Map<string, IntlMessageFormat>()

  constructor(locale: InterfaceLanguage) {
    this.#locale = locale
    this.#messages = readCatalog(locale)
  }

  has(id: string): id is MessageId {
    return this.#messages.has(id)
  }

  get(id: MessageId): IntlMessageFormat {
    const known = this.#compiled.get(id)
    if (known !== undefined) return known
    const message = this.#messages.get(id)
    if (message === undefined) throw new Error(`src/i18n/${this.#locale}.json has no message '${id}'`)
    const compiled = new IntlMessageFormat(message, INTL_TAGS[this.#locale], undefined, { ignoreTag: true })
    this.#compiled.set(id, compiled)
    return compiled
  }
}
