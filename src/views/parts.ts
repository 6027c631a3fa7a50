import type { Block, Button, CommandCall, Language, Pager, Span, View } from '../types/index.ts'
import type { ViewContext } from './context.ts'

/** Small pieces that many views are made of. */

export const text = (said: string, tone: 'normal' | 'muted' = 'normal'): Block => ({
  kind: 'text',
  tone,
  spans: [{ text: said }],
})

export const code = (typed: string): Span => ({ text: typed, style: 'code' })
export const strong = (said: string): Span => ({ text: said, style: 'strong' })
export const link = (said: string, url: string, language?: Language): Span =>
  language === undefined ? { text: said, url } : { text: said, url, language }

/** Spans with a separator between every two. */
export function joined(groups: readonly (readonly Span[])[], separator = ' · '): Span[] {
  return groups.flatMap((group, index) => (index === 0 ? group : [{ text: separator }, ...group]))
}

export const notice = (tone: 'info' | 'warning' | 'error' | 'success', spans: readonly Span[]): Block => ({
  kind: 'notice',
  tone,
  spans,
})

export const sampleNotice = ({ t }: ViewContext): Block => notice('info', [{ text: t.text('sample.notice') }])

/** Options whose value people type without naming it. */
const UNNAMED = new Set(['name', 'type', 'what', 'query', 'id', 'action', 'url', 'feed', 'topic'])

/** A command as people type it: `/privacy company netflix since:30d`. Parsing it gives the same call again. */
export function typedCommand({ name, options }: CommandCall): string {
  const main = Object.keys(options).find((option) => UNNAMED.has(option))
  const words = Object.entries(options).flatMap(([option, value]) =>
    option === main ? [] : [`${option}:${quotedWord(value)}`],
  )
  const first = main === undefined ? undefined : options[main]
  // A search query keeps its own quotes.
  const bare = first === undefined ? [] : [main === 'query' ? first : quotedWord(first, /[\s:"]/)]
  return ['/privacy', name, ...bare, ...words].join(' ')
}

const quotedWord = (value: string, unsafe = /[\s"]/): string =>
  unsafe.test(value) || value === '' ? `"${value.replaceAll('"', '')}"` : value

/** Null when one page holds everything. */
export function pager(page: number, pages: number, call: CommandCall, { t }: ViewContext): Pager | null {
  if (pages <= 1) return null
  const to = (target: number): CommandCall => ({
    name: call.name,
    options: { ...call.options, page: String(target) },
  })
  return {
    kind: 'pager',
    page,
    pages,
    label: t.text('pager.label', { page, pages }),
    previous: page > 1 ? to(page - 1) : null,
    next: page < pages ? to(page + 1) : null,
  }
}

/** A view that only the person who asked sees, in their language; samples are flagged where stories are shown. */
export function privateView(summary: string, blocks: readonly Block[], { t }: Pick<ViewContext, 't'>): View {
  return { audience: 'private', summary, blocks, locale: t.locale }
}

/** A private answer of one notice, with buttons where there is something to do about it. */
export function noticeView(
  tone: 'info' | 'warning' | 'error' | 'success',
  spans: readonly Span[],
  context: Pick<ViewContext, 't'>,
  further: readonly Block[] = [],
): View {
  return privateView(spans.map(({ text }) => text).join(''), [notice(tone, spans), ...further], context)
}

export const heading = (text: string, level: 1 | 2 = 1): Block => ({ kind: 'heading', level, text })

export const button = (label: string, call: CommandCall, style?: Button['style']): Button =>
  style === undefined ? { label, action: { call } } : { label, action: { call }, style }

/** Leaves out what is not there, so that views read as the list of their parts. */
export const blocks = (...parts: readonly (Block | readonly Block[] | null)[]): Block[] =>
  parts.flatMap((part) => part ?? [])
