import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'

/** Bytes decoded without a break. */
const SLICE = 256 * 1024
/** Beyond this share of broken sequences among the multi-byte ones, it was never UTF-8. */
const TOLERATED = 0.1

/**
 * The charset of a feed's body, as a label that iconv-lite or the platform knows. In this order:
 *
 * 1. a byte order mark, or the pattern that UTF-16 makes of `<` and `{`
 * 2. valid multi-byte UTF-8, whatever anyone declares: no other charset looks like it by accident
 * 3. the HTTP header, then the XML declaration (RFC 7303), as far as the bytes can be that
 * 4. UTF-8, but for a few broken bytes; else windows-1252, which every byte is
 */
export function detectCharset(body: Uint8Array, contentType: string | null): string {
  const marked = fromMark(body)
  if (marked) return marked
  const declared = [fromContentType(contentType), fromDeclaration(body)].filter((label) => label !== null)
  const ascii = isAscii(body)
  // ISO-2022-JP and its kin are written in ASCII bytes.
  if (ascii) return declared.find((label) => /2022|utf-?7|hz/.test(label) && isKnown(label)) ?? 'utf-8'
  if (isUtf8(body)) return 'utf-8'
  for (const label of declared) {
    if (/^utf-?8$/.test(label) || /^utf-?(?:16|32)|ucs/.test(label)) continue
    if (isKnown(label)) return label
  }
  return mostlyUtf8(body) ? 'utf-8' : 'windows-1252'
}

/** Decodes a body of any charset in slices; between two of them `pause` is called. Never throws: bad bytes become U+FFFD. */
export async function decodeBody(
  body: Uint8Array,
  contentType: string | null,
  pause: () => Promise<void>,
): Promise<string> {
  const label = detectCharset(body, contentType)
  const decoder = label === 'utf-8' || !iconv.encodingExists(label) ? new TextDecoder(label) : iconv.getDecoder(label)
  let text = ''
  for (let start = 0; start < body.length; start += SLICE) {
    const bytes = body.subarray(start, start + SLICE)
    text += decoder instanceof TextDecoder ? decoder.decode(bytes, { stream: true }) : decoder.write(Buffer.from(bytes))
    await pause()
  }
  text += (decoder instanceof TextDecoder ? decoder.decode() : decoder.end()) ?? ''
  return text.startsWith('\ufeff') ? text.slice(1) : text
}

/** The platform reads what iconv-lite doesn't (ISO-2022-JP); iconv-lite is right where the platform isn't (windows-1252). */
function isKnown(label: string): boolean {
  if (iconv.encodingExists(label)) return true
  try {
    return new TextDecoder(label).encoding !== ''
  } catch {
    return false
  }
}

function fromMark(body: Uint8Array): string | null {
  const [a = 0, b = 0, c = 0, d = 0] = body
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 && body.length > 3 ? 'utf-32le' : 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  const opens = (byte: number): boolean => byte === 0x3c || byte === 0x7b
  if (a === 0 && opens(b) && c === 0 && d !== 0) return 'utf-16be'
  if (opens(a) && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  return null
}

/** WHATWG's reading of labels: what calls itself latin1 or ASCII is windows-1252. */
function normalize(label: string): string {
  const lower = label.trim().toLowerCase()
  if (/^(?:iso[-_]?8859[-_]?1|latin-?1|us-ascii|ascii|cp1252|x-cp1252|l1|ibm819)$/.test(lower)) return 'windows-1252'
  if (/^(?:gb2312|gb_2312-80|x-gbk|chinese)$/.test(lower)) return 'gbk'
  if (/^(?:ks_c_5601-1987|ksc5601|ksc_5601|korean|x-windows-949|cp949)$/.test(lower)) return 'cp949'
  if (/^(?:iso-8859-9|latin5)$/.test(lower)) return 'windows-1254'
  if (/^(?:x-sjis|ms_kanji|windows-31j|sjis)$/.test(lower)) return 'shift_jis'
  return lower
}

function fromContentType(contentType: string | null): string | null {
  const match = /charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(contentType ?? '')
  return match?.[1] ? normalize(match[1]) : null
}

function fromDeclaration(body: Uint8Array): string | null {
  const head = Buffer.from(body.subarray(0, 1_024)).toString('latin1')
  const match = /<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{2,40})/i.exec(head)
  return match?.[1] ? normalize(match[1]) : null
}

/** A few broken bytes in text that is UTF-8 otherwise: a summary cut in the middle of a letter. */
function mostlyUtf8(body: Uint8Array): boolean {
  const sample = new TextDecoder('utf-8').decode(body.subarray(0, SLICE))
  let broken = 0
  let multiByte = 0
  for (let index = 0; index < sample.length; index += 1) {
    const unit = sample.charCodeAt(index)
    if (unit === 0xfffd) broken += 1
    else if (unit > 0x7f) multiByte += 1
  }
  return multiByte > 0 && broken <= Math.max(1, multiByte * TOLERATED)
}
