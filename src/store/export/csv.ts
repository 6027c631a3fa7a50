import type { Story } from '../../types/index.ts'
import { dpvTerms } from './dpv.ts'
import { type ExportWriter, storyUrl } from './index.ts'

const COLUMNS: Readonly<Record<string, (story: Story) => string | number | null>> = {
  id: ({ id }) => id,
  headline: ({ headline }) => headline,
  headline_language: ({ headlineLanguage }) => headlineLanguage,
  url: storyUrl,
  first_at: ({ firstAt }) => firstAt.toISOString(),
  last_at: ({ lastAt }) => lastAt.toISOString(),
  reports: ({ reports }) => reports.length,
  sources: ({ reports }) => list(reports.map(({ source }) => source)),
  languages: ({ languages }) => list(languages),
  companies: ({ classification }) => list(classification.companies.map(({ name }) => name)),
  company_ids: ({ classification }) => list(classification.companies.map(({ id }) => id)),
  data_types: ({ classification }) => list(classification.dataTypes),
  dpv: ({ classification }) => list(dpvTerms(classification.dataTypes)),
  topics: ({ classification }) => list(classification.topics),
  regulators: ({ classification }) => list(classification.regulators),
  laws: ({ classification }) => list(classification.laws),
  amount: ({ classification }) => classification.amount?.value ?? null,
  currency: ({ classification }) => classification.amount?.currency ?? null,
  amount_eur: ({ classification }) => classification.amount?.eur ?? null,
  people: ({ classification }) => classification.people,
  follows_up: ({ followsUp }) => list(followsUp.map(({ storyId }) => storyId)),
}

/** RFC 4180. Several values in a cell are parted by `; `. */
export const csvWriter = (): ExportWriter => ({
  begin: row(Object.keys(COLUMNS)),
  story: (story) => row(Object.values(COLUMNS).map((value) => value(story))),
  end: '',
})

const list = (values: readonly string[]): string => [...new Set(values)].join('; ')
const row = (values: readonly (string | number | null)[]): string => `${values.map(cell).join(',')}\r\n`

/**
 * A text that begins like a formula would be run by a spreadsheet that opens the file, and headlines are others' words: an apostrophe
 * makes it a text (https://owasp.org/www-community/attacks/CSV_Injection).
 */
function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
