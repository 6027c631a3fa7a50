import { translator } from '../i18n/index.ts'
import type { Chart, InterfaceLanguage } from '../types/index.ts'
import { plain, truncate } from '../views/index.ts'
import { valueText } from './number.ts'

/** Discord takes 1024 characters of description, Slack 2000 of alternative text. */
const LONGEST = 1000
const LONGEST_PART = 300

/**
 * The chart in words, for people who can't see it: its title, what is to be seen in it, and every value.
 * At most 1000 characters.
 */
export function altText(chart: Chart, locale: InterfaceLanguage): string {
  const t = translator(locale)
  const part = (text: string): string => truncate(plain(text.slice(0, LONGEST_PART * 2)), LONGEST_PART)
  const title = part(chart.title)
  const description = part(chart.description)
  const labels = chart.labels.slice(0, LONGEST).map((label) => truncate(plain(label.slice(0, 200)), 60))
  const told = labels.length > 0 && labels.every((label) => description.includes(label))
  const rows = chart.series.map(({ name, values }) => {
    const pairs = t.enumerate(labels.map((label, index) => `${label} ${valueText(values[index], locale)}`))
    return chart.series.length > 1 ? `${part(name)}: ${pairs}` : pairs
  })
  const parts = [description.startsWith(title) ? '' : title, description, ...(told ? [] : rows)]
  const said = parts.filter((text) => text !== '').map((text) => text.replace(/[.。]$/, ''))
  return truncate(said.join(locale === 'ja' ? '。' : '. '), LONGEST)
}
