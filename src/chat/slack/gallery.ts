import { webApi } from '@slack/bolt'
import type { Chart, InterfaceLanguage, Logger, View } from '../../types/index.ts'
import type { ActionCodec } from '../action.ts'
import { drawPictures } from '../pictures.ts'
import type { StoredPicture } from './chart.ts'
import { PICTURE_THEME } from './limits.ts'
import { render, type SlackMessage } from './render.ts'
import { RefusedAnswerError } from './respond.ts'
import type { Uploader } from './upload.ts'

/**
 * Slack looks at a file after it has said that it has it, and refuses blocks with one that it hasn't looked at yet. Milliseconds
 * to wait before each attempt; afterwards the charts become text. A response URL can be used five times.
 */
const ATTEMPTS = [0, 700, 1_500] as const

export interface GalleryOptions {
  readonly uploader: Uploader
  readonly actions: ActionCodec
  readonly logger: Logger
}

export interface Outgoing {
  readonly client: webApi.WebClient
  readonly view: View
  readonly locale: InterfaceLanguage
}

/**
 * Sends a view with its charts as pictures, or as text where Slack doesn't take them.
 *
 * @param send sends a message; is called again only after Slack has refused the one before because of its blocks
 */
export async function sendWithPictures<Result>(
  { client, view, locale }: Outgoing,
  { uploader, actions, logger }: GalleryOptions,
  send: (message: SlackMessage) => Promise<Result>,
): Promise<Result> {
  const pictures = new Map<Chart, StoredPicture>()
  for (const [chart, picture] of await drawPictures(view, { locale, theme: PICTURE_THEME, logger })) {
    const fileId = await uploader.upload(client, picture)
    if (fileId !== null) pictures.set(chart, { fileId, alt: picture.alt })
  }
  const message = render(view, actions, pictures)
  if (message.blocks.every(({ type }) => type !== 'image')) return send(message)
  for (const wait of ATTEMPTS) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
    try {
      return await send(message)
    } catch (error) {
      if (!refusesBlocks(error)) throw error
    }
  }
  logger.warn({}, 'Slack did not show a picture: the chart is shown as text')
  uploader.forget([...pictures.values()].map(({ fileId }) => fileId))
  return send(render(view, actions))
}

const refusesBlocks = (error: unknown): boolean =>
  (error instanceof RefusedAnswerError && error.code === 'invalid_blocks') ||
  (error instanceof webApi.WebAPIPlatformError && error.data.error === 'invalid_blocks')
