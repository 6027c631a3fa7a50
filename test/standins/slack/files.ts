import { z } from 'zod'
import type { Reply } from '../http.ts'

/** A file of the bot's: private, shown by the blocks of messages that name its id. */
export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly altText: string
  readonly length: number
  bytes: Buffer | null
  /** When Slack will have looked at it, in milliseconds; null until the upload is completed. */
  readyAt: number | null
}

const PNG_SIGNATURE = '89504e470d0a1a0a'

const beginSchema = z.object({
  filename: z.string().min(1),
  length: z.coerce.number().int().positive(),
  alt_text: z.string().optional(),
})
const completeSchema = z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)

/**
 * Uploading as Slack has it since 2024: ask for a place, send the bytes there, say that it is done. Slack looks at the file
 * afterwards; a message that shows it before is refused.
 *
 * @see https://docs.slack.dev/reference/methods/files.getUploadURLExternal
 */
export class Files {
  readonly stored: StoredFile[] = []
  /** Milliseconds that Slack takes to look at a file. */
  lookMs = 0

  begin(args: unknown, urlOf: (id: string) => string): Reply {
    const parsed = beginSchema.safeParse(args)
    if (!parsed.success) return { status: 200, body: { ok: false, error: 'invalid_arguments' } }
    const { filename: name, length, alt_text: altText = '' } = parsed.data
    const id = `F${String(this.stored.length + 1).padStart(10, '0')}`
    this.stored.push({ id, name, altText, length, bytes: null, readyAt: null })
    return { status: 200, body: { ok: true, upload_url: urlOf(id), file_id: id } }
  }

  receive(id: string, bytes: Buffer): Reply {
    const file = this.find(id)
    if (!file || bytes.length !== file.length) return { status: 400 }
    file.bytes = bytes
    return { status: 200 }
  }

  complete(files: unknown): Reply {
    const parsed = completeSchema.safeParse(typeof files === 'string' ? JSON.parse(files) : files)
    if (!parsed.success) return { status: 200, body: { ok: false, error: 'invalid_arguments' } }
    for (const { id } of parsed.data) {
      const file = this.find(id)
      if (!file || file.bytes === null) return { status: 200, body: { ok: false, error: 'file_not_found' } }
      file.readyAt = Date.now() + this.lookMs
    }
    return { status: 200, body: { ok: true, files: parsed.data.map(({ id, title }) => ({ id, title, mimetype: '' })) } }
  }

  /** Whether a message may show it: it is there, looked at, and a picture. */
  isShown(id: string): boolean {
    const file = this.find(id)
    if (!file || file.readyAt === null || file.readyAt > Date.now()) return false
    return file.bytes?.subarray(0, 8).toString('hex') === PNG_SIGNATURE
  }

  find(id: string): StoredFile | undefined {
    return this.stored.find((file) => file.id === id)
  }
}
