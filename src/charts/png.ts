import { fontFile, type Typeface } from './font.ts'

/** Pixels a CSS pixel: sharp on the screens that people have. */
const SCALE = 2

/** Paints an SVG, away from the main thread. Fonts of the system are left alone: a picture is the same everywhere. */
export async function toPng(svg: string, { family, files }: Typeface): Promise<Uint8Array> {
  const { renderAsync } = await import('@resvg/resvg-js')
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: { loadSystemFonts: false, fontFiles: files.map(fontFile), defaultFontFamily: family },
    logLevel: 'off',
  })
  return image.asPng()
}
