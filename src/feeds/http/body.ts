import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'

export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError'
}

export class BodyEncodingError extends Error {
  override readonly name = 'BodyEncodingError'
}

/** More layers than a server has a reason for: each could be a bomb inside a bomb. */
const MAX_LAYERS = 2

/**
 * Reads a stream to its end, but never more than `maxBytes`: the caller destroys the stream when this throws.
 *
 * @throws BodyTooLargeError
 */
export async function readBounded(stream: AsyncIterable<unknown>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue
    length += chunk.byteLength
    if (length > maxBytes) throw new BodyTooLargeError()
    chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
  }
  return Buffer.concat(chunks, length)
}

type Decoder = (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const DECODERS: ReadonlyMap<string, Decoder> = new Map<string, Decoder>([
  ['gzip', promisify(gunzip)],
  ['br', promisify(brotliDecompress)],
  ['deflate', deflated],
])

/** The encodings that {@link decode} undoes, for Accept-Encoding. */
export const ACCEPT_ENCODING = 'gzip, br, deflate'

/**
 * Undoes the Content-Encoding, within `maxBytes` of output. Two servers' mistakes are forgiven: a body that is announced as gzip
 * but is plain, and one that is gzip though not announced.
 *
 * @throws BodyTooLargeError, BodyEncodingError
 */
export async function decode(body: Buffer, contentEncoding: string | null, maxBytes: number): Promise<Buffer> {
  const layers = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim().replace(/^x-/, ''))
    .filter((name) => name !== '' && name !== 'identity')
  if (layers.length > MAX_LAYERS) throw new BodyEncodingError(`it is compressed ${layers.length} times over`)
  let decoded = body
  for (const name of layers.reverse()) {
    if (name === 'gzip' && !isGzip(decoded) && isText(decoded)) continue
    decoded = await undo(name, decoded, maxBytes)
  }
  return isGzip(decoded) ? undo('gzip', decoded, maxBytes) : decoded
}

async function undo(name: string, body: Buffer, maxBytes: number): Promise<Buffer> {
  const decoder = DECODERS.get(name)
  if (decoder === undefined) throw new BodyEncodingError(`it is compressed as "${name.slice(0, 40)}"`)
  if (body.length === 0) return body
  try {
    return await decoder(body, { maxOutputLength: maxBytes })
  } catch (error) {
    if (error instanceof RangeError) throw new BodyTooLargeError()
    throw new BodyEncodingError(`its ${name} data are broken`)
  }
}

/** "deflate" means zlib (RFC 9110 section 8.4.1.2), but some servers send it bare: the low four bits of zlib's first byte are 8. */
const inflateZlib = promisify(inflate)
const inflateBare = promisify(inflateRaw)
async function deflated(body: Buffer, options: { maxOutputLength: number }): Promise<Buffer> {
  return ((body[0] ?? 0) & 0x0f) === 8 ? inflateZlib(body, options) : inflateBare(body, options)
}

const isGzip = (body: Buffer): boolean => body[0] === 0x1f && body[1] === 0x8b

const isText = (body: Buffer): boolean => /^[\s\uFEFF]*[<{[]/.test(body.toString('utf8', 0, 64))
