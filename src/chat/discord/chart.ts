import { type APIMediaGalleryComponent, type APIMessageTopLevelComponent, ComponentType } from 'discord.js'
import type { Chart, InterfaceLanguage } from '../../types/index.ts'
import { chartLines } from '../chart.ts'
import type { Picture } from '../pictures.ts'
import { short } from '../text.ts'
import { escapeMarkdown } from './escape.ts'
import { LIMITS } from './limits.ts'

/** Charts that are sent as files beside the components. */
export type Pictures = ReadonlyMap<Chart, Picture>

const attachmentUrl = (fileName: string): string => `attachment://${fileName}`

/** The pictures that components show: those that have to be sent along. */
export function attached(components: readonly APIMessageTopLevelComponent[], pictures: Pictures): Picture[] {
  const shown = new Set<string>()
  for (const component of components) {
    if (component.type !== ComponentType.Container) continue
    for (const inside of component.components) {
      if (inside.type === ComponentType.MediaGallery) for (const { media } of inside.items) shown.add(media.url)
    }
  }
  return [...pictures.values()].filter(({ fileName }) => shown.has(attachmentUrl(fileName)))
}

export const gallery = ({ fileName, alt }: Picture): APIMediaGalleryComponent => ({
  type: ComponentType.MediaGallery,
  items: [{ media: { url: attachmentUrl(fileName) }, description: short(alt, LIMITS.mediaDescription) || '…' }],
})

/** Beside a picture, which has its title in it, the text begins with what there is to see. */
export function chartText(chart: Chart, locale: InterfaceLanguage | undefined, beside: 'picture' | 'nothing'): string {
  const lines = chartLines(chart, locale, beside).map((line) => line.replaceAll('`', 'ˋ'))
  const title = beside === 'picture' ? '' : escapeMarkdown(short(chart.title, 200))
  const description = escapeMarkdown(short(chart.description, 500))
  return [
    title && `**${title}**`,
    description && `-# ${description}`,
    lines.length > 0 ? `\`\`\`\n${lines.join('\n')}\n\`\`\`` : '',
  ]
    .filter(Boolean)
    .join('\n')
}
