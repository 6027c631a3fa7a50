import type { Block, Button, Span, StoryCard, View } from '../../types/index.ts'
import { plain, safeUrl, truncate } from '../../views/index.ts'

/** Longer texts are cut: no single one may fill a window. */
const TEXT_LENGTH = 1_500
const LABEL_LENGTH = 300

/** Entries of one list, table or menu; nothing of ours has so many. */
const ENTRIES = 500

/**
 * A view as the page may show it: no control or invisible characters, nothing that turns text around, no text without end, no
 * address that is not http(s) (those become empty, and are shown without a link). The page only ever sets it as text.
 */
export function harmless(view: View): View {
  return { ...view, summary: text(view.summary), blocks: view.blocks.map(block) }
}

const cut = (said: string, limit: number): string => truncate(plain(said.slice(0, limit * 2 + 64)), limit)
const text = (said: string): string => cut(said, TEXT_LENGTH)
const label = (said: string): string => cut(said, LABEL_LENGTH)
const address = (url: string): string => safeUrl(url) ?? ''

/** White space at a span's ends parts it from its neighbours: it stays. */
function span({ text: said, url, ...rest }: Span): Span {
  const core = text(said)
  const before = /^\s/.test(said) ? ' ' : ''
  const after = core !== '' && /\s$/.test(said) ? ' ' : ''
  const shown = `${before}${core}${after}`
  const safe = url === undefined ? '' : address(url)
  return safe === '' ? { ...rest, text: shown } : { ...rest, text: shown, url: safe }
}

const spans = (all: readonly Span[]): Span[] => all.slice(0, ENTRIES).map(span)

const button = (made: Button): Button => ({
  ...made,
  label: label(made.label),
  action: 'url' in made.action ? { url: address(made.action.url) } : made.action,
})

function block(made: Block): Block {
  switch (made.kind) {
    case 'heading':
      return { ...made, text: label(made.text) }
    case 'text':
    case 'notice':
      return { ...made, spans: spans(made.spans) }
    case 'story':
      return story(made)
    case 'list':
      return { ...made, items: made.items.slice(0, ENTRIES).map(spans) }
    case 'fields':
      return {
        ...made,
        fields: made.fields.slice(0, ENTRIES).map(({ name, value }) => ({ name: label(name), value: spans(value) })),
      }
    case 'figure':
      return { ...made, value: label(made.value), caption: label(made.caption) }
    case 'chart':
      return {
        ...made,
        title: label(made.title),
        description: text(made.description),
        labels: made.labels.map(label),
        series: made.series.map(({ name, values }) => ({ name: label(name), values })),
      }
    case 'buttons':
      return { ...made, buttons: made.buttons.map(button) }
    case 'select':
      return {
        ...made,
        label: label(made.label),
        options: made.options.slice(0, ENTRIES).map((option) => ({ ...option, label: label(option.label) })),
      }
    case 'pager':
      return { ...made, label: label(made.label) }
    case 'form':
      return {
        ...made,
        title: label(made.title),
        submitLabel: label(made.submitLabel),
        fields: made.fields.map((field) => ({
          ...field,
          label: label(field.label),
          choices: field.choices?.map((choice) => ({ ...choice, label: label(choice.label) })) ?? null,
        })),
      }
    case 'divider':
      return made
  }
}

function story(card: StoryCard): StoryCard {
  return {
    ...card,
    gist: card.gist.map(label),
    remarks: card.remarks.map(label),
    headline: { ...card.headline, text: label(card.headline.text), url: address(card.headline.url) },
    byline: label(card.byline),
    buttons: card.buttons.map(button),
  }
}
