import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** Where a font is, as a path of the file system. */
export const fontFile = (font: string): string => require.resolve(font)

const DEJAVU = 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf'
const DEJAVU_BOLD = 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'
const BIZ = '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf'
const BIZ_BOLD = '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf'

/** What of a font is needed to lay text out. */
interface Metrics {
  /** The advance in units of the em; null for a character that the font has no shape for. */
  advance(codePoint: number): number | null
}

/**
 * The fonts that pictures are drawn with. They come with the project: a server need have none, and the same chart is the same
 * picture everywhere. DejaVu Sans has the letters of Europe, Arabic, Hebrew, Georgian and Armenian; where Japanese is among
 * the texts, all is set in BIZ UDPGothic. Neither has Hangul, Thai or simplified Chinese.
 */
export interface Typeface {
  readonly family: string
  /** For {@link fontFile}. */
  readonly files: readonly string[]
}

const EUROPEAN: Typeface = { family: 'DejaVu Sans', files: [DEJAVU, DEJAVU_BOLD] }
const JAPANESE: Typeface = { family: 'BIZ UDPGothic', files: [BIZ, BIZ_BOLD, DEJAVU] }

const loaded = new Map<string, Metrics>()

/** A font's metrics, read once. */
function metrics(file: string): Metrics {
  const known = loaded.get(file)
  if (known !== undefined) return known
  const read = readMetrics(readFileSync(fontFile(file)))
  loaded.set(file, read)
  return read
}

/** The typeface that has the most of these texts; all of a picture is set in one. */
export function typefaceFor(texts: readonly string[]): Typeface {
  const european = texts.every((text) => [...text].every((character) => advance(DEJAVU, character) !== null))
  return european ? EUROPEAN : JAPANESE
}

const advance = (file: string, character: string): number | null => metrics(file).advance(character.codePointAt(0) ?? 0)

/** Whether there is a shape for the character. */
export const isDrawable = (character: string): boolean =>
  advance(DEJAVU, character) !== null || advance(BIZ, character) !== null

/** Width of a text in pixels: the sum of its advances, without kerning. */
export function textWidth(text: string, { size, bold = false, family }: TextStyle): number {
  const [first, second] =
    family === JAPANESE.family ? [bold ? BIZ_BOLD : BIZ, DEJAVU] : [bold ? DEJAVU_BOLD : DEJAVU, BIZ]
  let width = 0
  for (const character of text) width += advance(first, character) ?? advance(second, character) ?? 1
  return width * size
}

export interface TextStyle {
  /** In pixels. */
  readonly size: number
  readonly bold?: boolean
  /** Of a {@link Typeface}. */
  readonly family: string
}

/**
 * Reads which characters a TrueType font has and how wide they are, without its shapes.
 *
 * @see https://learn.microsoft.com/typography/opentype/spec/cmap (formats 4 and 12), `hhea`, `hmtx`, `head`
 */
function readMetrics(file: Buffer): Metrics {
  const table = (tag: string): Buffer => {
    const tables = file.readUInt16BE(4)
    for (let entry = 12; entry < 12 + tables * 16; entry += 16) {
      if (file.toString('latin1', entry, entry + 4) === tag) {
        const start = file.readUInt32BE(entry + 8)
        return file.subarray(start, start + file.readUInt32BE(entry + 12))
      }
    }
    throw new Error(`The font has no table ${tag}`)
  }
  const unitsPerEm = table('head').readUInt16BE(18)
  const advances = table('hmtx')
  const lastMetric = table('hhea').readUInt16BE(34) - 1
  const glyphOf = readCharacterMap(table('cmap'))
  return {
    advance(codePoint) {
      const glyph = glyphOf(codePoint)
      return glyph === 0 ? null : advances.readUInt16BE(Math.min(glyph, lastMetric) * 4) / unitsPerEm
    },
  }
}

/** From code points to glyphs; 0 where there is none. */
function readCharacterMap(cmap: Buffer): (codePoint: number) => number {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, index) =>
    cmap.subarray(cmap.readUInt32BE(4 + index * 8 + 4)),
  )
  const full = subtables.find((subtable) => subtable.readUInt16BE(0) === 12)
  if (full !== undefined) return (codePoint) => lookUpGroups(full, codePoint)
  const basic = subtables.find((subtable) => subtable.readUInt16BE(0) === 4)
  if (basic === undefined) throw new Error('The font has no character map that is known here')
  return (codePoint) => lookUpSegments(basic, codePoint)
}

/** Format 12: sorted groups of code points whose glyphs follow each other. */
function lookUpGroups(subtable: Buffer, codePoint: number): number {
  let low = 0
  let high = subtable.readUInt32BE(12) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const group = 16 + middle * 12
    if (codePoint < subtable.readUInt32BE(group)) high = middle - 1
    else if (codePoint > subtable.readUInt32BE(group + 4)) low = middle + 1
    else return subtable.readUInt32BE(group + 8) + codePoint - subtable.readUInt32BE(group)
  }
  return 0
}

/** Format 4: segments of the Basic Multilingual Plane, in four arrays side by side. */
function lookUpSegments(subtable: Buffer, codePoint: number): number {
  if (codePoint > 0xffff) return 0
  const size = subtable.readUInt16BE(6)
  for (let at = 0; at < size; at += 2) {
    if (codePoint > subtable.readUInt16BE(14 + at)) continue
    const start = subtable.readUInt16BE(16 + size + at)
    if (codePoint < start) return 0
    const delta = subtable.readUInt16BE(16 + size * 2 + at)
    const rangeAt = 16 + size * 3 + at
    const range = subtable.readUInt16BE(rangeAt)
    if (range === 0) return (codePoint + delta) & 0xffff
    const glyph = subtable.readUInt16BE(rangeAt + range + (codePoint - start) * 2)
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
  return 0
}
