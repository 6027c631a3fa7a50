/** Norwegian without a choice is written in Bokmål by nearly every publisher. */
const MEANT: Readonly<Record<string, string>> = { no: 'nb', iw: 'he', in: 'id', mo: 'ro' }

/** ISO 639-1, lower case, of a language tag in any of its spellings (`en-US`, `zh_CN`, `deu`); null for what is none. */
export function languageId(tag: string | null): string | null {
  const text = tag?.trim().replaceAll('_', '-') ?? ''
  if (!/^[a-z]{2,3}(?:-[\w-]{1,30})?$/i.test(text)) return null
  try {
    const { language } = new Intl.Locale(text.split('-')[0] ?? text)
    return language.length === 2 ? (MEANT[language] ?? language) : null
  } catch {
    return null
  }
}
