import { type MessageId, translator } from '../../i18n/index.ts'
import { INTERFACE_LANGUAGES, type InterfaceLanguage, isInterfaceLanguage } from '../../types/index.ts'

/** The page's own words, as the translations hold them under `web.`; the page fills in what stands in braces. */
const IDS = [
  'web.asked',
  'web.choose',
  'web.empty-digest',
  'web.empty-lookups',
  'web.failed',
  'web.json',
  'web.lost',
  'web.new-messages',
  'web.next',
  'web.numbers',
  'web.of-channel',
  'web.preview',
  'web.previous',
  'web.private',
  'web.required',
  'web.show-as',
  'web.suggestions-count',
  'web.waiting',
] as const satisfies readonly MessageId[]

const VALUES = {
  channel: '{channel}',
  command: '{command}',
  count: '{count}',
  platform: '{platform}',
} as const

export function pageWords(locale: InterfaceLanguage): Record<string, string> {
  const t = translator(locale)
  return Object.fromEntries(IDS.map((id) => [id.slice('web.'.length), t.text(id, VALUES)]))
}

/**
 * The language a browser wants: the one chosen on the page, else the first of `Accept-Language` that Vigie speaks.
 *
 * @param header RFC 9110: `fr-CH, fr;q=0.9, en;q=0.8`
 */
export function localeOf(chosen: string | undefined, header: string, fallback: InterfaceLanguage): InterfaceLanguage {
  if (chosen !== undefined && isInterfaceLanguage(chosen)) return chosen
  const wanted = header
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((q) => q !== undefined)
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language)
  return wanted.find(isInterfaceLanguage) ?? fallback
}

const languageName = (id: InterfaceLanguage): string => new Intl.DisplayNames([id], { type: 'language' }).of(id) ?? id

/** Every language by its own name. */
export const LANGUAGE_CHOICES = INTERFACE_LANGUAGES.map((id) => ({ id, name: languageName(id) }))
