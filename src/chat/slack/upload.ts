import { createHash } from 'node:crypto'
import { webApi } from '@slack/bolt'
import type { Logger } from '../../types/index.ts'
import { describeError } from '../logging.ts'
import type { Picture } from '../pictures.ts'
import { FILES, isSlackOrigin } from './origins.ts'

const TIMEOUT_MS = 10_000
/** Files that are remembered, so that the same chart is stored once. */
const REMEMBERED = 500

export interface Uploader {
  /** The id of the file that Slack has the picture in; null when it can't be had, which is logged. Never rejects. */
  upload(client: webApi.WebClient, picture: Picture): Promise<string | null>
  /** Slack does not show these files: next time they are sent anew. */
  forget(fileIds: readonly string[]): void
}

/**
 * Puts pictures where Slack can show them: a file of the bot's own, shared with no channel. It needs the scope `files:write`;
 * an app that was installed without goes on with text, and says so in the log once.
 *
 * @see https://docs.slack.dev/messaging/working-with-files#uploading_files
 */
export function createUploader({
  apiUrl,
  logger,
}: {
  readonly apiUrl: string | undefined
  readonly logger: Logger
}): Uploader {
  const known = new Map<string, string>()
  let isAllowed = true

  async function send(client: webApi.WebClient, { fileName, png, alt }: Picture): Promise<string> {
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: fileName,
      length: png.length,
      alt_text: alt,
    })
    if (id === '' || !isSlackOrigin(url, FILES, apiUrl))
      throw new Error('Slack named no place of its own to send a file to')
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(png),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`Slack refused a file (HTTP ${answer.status})`)
    await client.files.completeUploadExternal({ files: [{ id, title: fileName }] })
    return id
  }

  return {
    async upload(client, picture) {
      if (!isAllowed) return null
      const key = createHash('sha256').update(picture.png).digest('base64')
      const stored = known.get(key)
      if (stored !== undefined) return stored
      try {
        const id = await send(client, picture)
        known.set(key, id)
        for (const oldest of known.keys()) {
          if (known.size <= REMEMBERED) break
          known.delete(oldest)
        }
        return id
      } catch (error) {
        if (error instanceof webApi.WebAPIPlatformError && error.data.error === 'missing_scope') {
          if (isAllowed)
            logger.warn(
              {},
              'Slack: charts are shown as text. Install the app again with the scope files:write for pictures.',
            )
          isAllowed = false
        } else logger.warn({ error: describeError(error) }, 'Slack did not take a picture: the chart is shown as text')
        return null
      }
    },
    forget(fileIds) {
      for (const [key, id] of known) if (fileIds.includes(id)) known.delete(key)
    },
  }
}
