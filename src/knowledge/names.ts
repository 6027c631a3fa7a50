import type { Language } from '../types/index.ts'
import type { Knowledge } from './index.ts'

const SCRIPTS = {
  Cyrillic: /\p{Script=Cyrillic}/u,
  Arabic: /\p{Script=Arabic}/u,
  Japanese: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  Hangul: /\p{Script=Hangul}/u,
  Han: /\p{Script=Han}/u,
} as const

/**
 * What an organisation calls itself where the language is spoken and another alphabet is written: "МТС Банк" in Russian, whatever
 * the knowledge base goes by. Null for organisations from elsewhere, and where no such name is known.
 */
export function nativeName(id: string, language: Language, knowledge: Knowledge): string | null {
  const company = knowledge.company(id)
  const { script, countries } = knowledge.language(language)
  if (script === 'Latin' || company === undefined || company.country === null || !countries.includes(company.country))
    return null
  const names = [company.name, ...company.aliases.map((alias) => (typeof alias === 'string' ? alias : alias.text))]
  return names.find((name) => SCRIPTS[script].test(name)) ?? null
}
