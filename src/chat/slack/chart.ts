import type { types } from '@slack/bolt'
import type { Chart, InterfaceLanguage } from '../../types/index.ts'
import { chartLines } from '../chart.ts'
import { short } from '../text.ts'
import { literal, text } from './escape.ts'
import { LIMITS } from './limits.ts'

/** A picture that Slack has already: it shows files by their ids. */
export interface StoredPicture {
  readonly fileId: string
  /** What it shows, in words. */
  readonly alt: string
}

export type Pictures = ReadonlyMap<Chart, StoredPicture>

/** A chart as blocks: words and, where there is one, its picture, which has the title in it. */
export function chartBlocks(
  chart: Chart,
  picture: StoredPicture | undefined,
  locale: InterfaceLanguage | undefined,
): types.KnownBlock[] {
  const title = picture === undefined ? text(literal(short(chart.title, 200)), { bold: true }) : []
  const description = text(literal(short(chart.description, 500)))
  const lines = chartLines(chart, locale, picture === undefined ? 'nothing' : 'picture').map(aligned)
  const head =
    title.length > 0 && description.length > 0 ? [...title, ...text('\n'), ...description] : [...title, ...description]
  const elements: types.RichTextBlockElement[] = []
  if (head.length > 0) elements.push({ type: 'rich_text_section', elements: head })
  if (lines.length > 0)
    elements.push({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: lines.join('\n') }] })
  return [
    ...(elements.length > 0 ? [{ type: 'rich_text' as const, elements }] : []),
    ...(picture === undefined ? [] : [imageBlock(picture)]),
  ]
}

/** Columns are held by no-break spaces: runs of others become one. */
const aligned = (line: string): string => literal(line.replace(/ {2,}|^ +/g, (run) => '\u00A0'.repeat(run.length)))

const imageBlock = ({ fileId, alt }: StoredPicture): types.KnownBlock => ({
  type: 'image',
  slack_file: { id: fileId },
  alt_text: short(alt, LIMITS.altText) || '…',
})
