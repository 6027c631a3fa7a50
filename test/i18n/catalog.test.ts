import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { INTL_TAGS, readCatalog } from '../../src/i18n/index.ts'
import { INTERFACE_LANGUAGES } from '../../src/types/index.ts'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** The values a message asks for, and the plural forms it knows. */
function inspect(message: string, tag: string): { names: Set<string>; plurals: Set<string>[] } {
  const names = new Set<string>()
  const plurals: Set<string>[] = []
  const walk = (elements: readonly Element[]): void => {
    for (const element of elements) {
      if ('value' in element && element.type !== 0) names.add(String(element.value))
      if (!('options' in element)) continue
      if ('pluralType' in element) plurals.push(new Set(Object.keys(element.options)))
      for (const option of Object.values(element.options)) walk(option.value)
    }
  }
  walk(new IntlMessageFormat(message, tag, undefined, { ignoreTag: true }).getAst())
  return { names, plurals }
}

const english = readCatalog('en')

describe.each(INTERFACE_LANGUAGES)('the messages in %s', (locale) => {
  const catalog = readCatalog(locale)
  const tag = INTL_TAGS[locale]

  it('are the same messages as in English, in the same order', () => {
    expect([...catalog.keys()]).toEqual([...english.keys()])
  })

  it('ask for the same values as in English', () => {
    for (const [id, message] of catalog) {
      expect(inspect(message, tag).names, id).toEqual(inspect(english.get(id) ?? '', 'en').names)
    }
  })

  it('know every plural form of the language', () => {
    // Millions take "many" in Romance languages ("de"), which no count here reaches.
    const needed = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
    const forms = locale === 'pl' ? needed : needed.filter((form) => form !== 'many')
    for (const [id, message] of catalog) {
      for (const plural of inspect(message, tag).plurals) {
        if (plural.has('other') && plural.size === 1) continue
        if (locale === 'pl' && plural.size === 2) continue
        for (const form of forms) expect(plural, `${id} in ${locale}`).toContain(form)
      }
    }
  })

  it('speak quietly and in real typography', () => {
    for (const [id, message] of catalog) {
      expect(message, id).not.toMatch(/!|！/)
      expect(message, `${id}: an ASCII apostrophe quotes in ICU messages; write ’`).not.toContain("'")
      expect(message, id).toBe(message.trim())
    }
  })

  it('are translated', () => {
    if (locale === 'en') return
    const same = [...catalog].filter(
      ([id, message]) => message === english.get(id) && /\p{L}{4,}/u.test(message.replace(/\{[^}]*\}/g, '')),
    )
    // Words that two languages share ("contacts", "surveillance") are few.
    expect(same.length, same.map(([id]) => id).join(' ')).toBeLessThan(english.size * 0.06)
  })
})
