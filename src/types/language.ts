/** The languages that stories are read in, as ISO 639-1 ids. */
export const LANGUAGES = [
  'en',
  'fr',
  'nl',
  'de',
  'es',
  'it',
  'pt',
  'pl',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'ja',
  'ko',
  'zh',
  'ru',
  'uk',
  'tr',
  'ar',
] as const
export type Language = (typeof LANGUAGES)[number]
export const isLanguage = (id: string): id is Language => (LANGUAGES as readonly string[]).includes(id)

/** The languages that the bot itself speaks: one file each in `i18n/`. */
export const INTERFACE_LANGUAGES = ['en', 'fr', 'de', 'nl', 'es', 'it', 'pt', 'pl', 'ja'] as const
export type InterfaceLanguage = (typeof INTERFACE_LANGUAGES)[number]
export const isInterfaceLanguage = (id: string): id is InterfaceLanguage =>
  (INTERFACE_LANGUAGES as readonly string[]).includes(id)
