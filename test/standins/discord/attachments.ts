import type { UploadedFile } from '../http.ts'
import { flatten, isJson, list, type Violation } from './rules.ts'
import { type Attachment, type Message, snowflake } from './world.ts'

/**
 * Files beside a message: parts `files[0]`, `files[1]` … of a form, described under the same number in `attachments`, and shown by
 * components as `attachment://name`.
 *
 * @see https://docs.discord.com/developers/reference#uploading-files
 */

/** Bytes that a bot may attach to one message. */
const SIZE_LIMIT = 10_485_760
const DESCRIPTION = 1024
const PNG_SIGNATURE = '89504e470d0a1a0a'

type Body = Readonly<Record<string, unknown>>

/** What Discord refuses in the files of a message. `previous` is the message that an edit changes. */
export function checkAttachments(body: Body, files: readonly UploadedFile[], previous: Message | null): Violation[] {
  const found: Violation[] = []
  const fail = (path: string, message: string) => void found.push({ path, message })
  const described = list(body.attachments).filter(isJson)
  for (const { field, type, bytes } of files) {
    const number = /^files\[(\d+)\]$/.exec(field)?.[1]
    if (number === undefined) fail(field, 'A file is named files[n]')
    if (body.attachments !== undefined && !described.some(({ id }) => String(id) === number)) {
      fail('attachments', `${field} is not described`)
    }
    if (type !== 'image/png' || bytes.subarray(0, 8).toString('hex') !== PNG_SIGNATURE) fail(field, 'No PNG')
  }
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > SIZE_LIMIT) fail('files', 'Request entity too large')
  for (const { description } of described) {
    if (String(description ?? '').length > DESCRIPTION) fail('attachments', 'Must be 1024 or fewer in length.')
  }
  const names = new Set([...files.map(({ name }) => name), ...kept(body, previous).map(({ filename }) => filename)])
  for (const { media, description } of mediaOf(body)) {
    const name = nameOf(media)
    if (name !== null && !names.has(name)) fail('components', `The referenced attachment ${name} was not found`)
    if (typeof description !== 'string' || description.trim() === '') {
      fail('components', 'Vigie describes every picture for those who cannot see it')
    } else if (description.length > DESCRIPTION) fail('components', 'Must be 1024 or fewer in length.')
  }
  return found
}

/** The attachments that a message has afterwards: those of before that are kept, and the new ones. */
export function attach(
  body: Body,
  files: readonly UploadedFile[],
  previous: Message | null,
  uploads: Map<string, Buffer>,
): Attachment[] {
  const described = list(body.attachments).filter(isJson)
  const added = files.map(({ field, name, type, bytes }): Attachment => {
    const id = snowflake()
    uploads.set(id, bytes)
    const entry = described.find((candidate) => field === `files[${String(candidate.id)}]`)
    const url = `https://cdn.discordapp.com/attachments/${id}/${name}`
    const description = typeof entry?.description === 'string' ? entry.description : null
    return { id, filename: name, description, size: bytes.length, content_type: type, url, proxy_url: url }
  })
  return [...kept(body, previous), ...added]
}

/** An edit that lists attachments keeps only those of before that it lists; one that doesn't keeps all. */
function kept(body: Body, previous: Message | null): Attachment[] {
  const before = previous?.attachments ?? []
  if (body.attachments === undefined) return [...before]
  const listed = new Set(
    list(body.attachments)
      .filter(isJson)
      .map(({ id }) => String(id)),
  )
  return before.filter(({ id }) => listed.has(id))
}

const nameOf = (media: unknown): string | null =>
  isJson(media) ? (/^attachment:\/\/(.+)$/.exec(String(media.url))?.[1] ?? null) : null

const mediaOf = (body: Body) =>
  list(body.components)
    .flatMap(flatten)
    .flatMap(({ type, items }) => (type === 12 ? list(items).filter(isJson) : []))

/** The pictures that a message shows, with what they are said to show. */
export const picturesOf = (
  message: Pick<Message, 'components' | 'attachments'>,
  uploads: ReadonlyMap<string, Buffer>,
): { description: string; bytes: Buffer }[] =>
  mediaOf(message).map(({ media, description }) => {
    const attachment = message.attachments.find(({ filename }) => filename === nameOf(media))
    const bytes = attachment && uploads.get(attachment.id)
    if (bytes === undefined) throw new Error('A picture without its file')
    return { description: String(description), bytes }
  })
