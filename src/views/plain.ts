/**
 * Makes text from outside harmless to show anywhere: it can steer no terminal, turn no neighbouring text around, hide nothing
 * and stack no marks. Renderers escape their platform's own syntax afterwards.
 *
 * Control characters (C0, C1, so ESC and the 8-bit CSI too) and line breaks become one space; bidirectional controls
 * (UAX #9), zero-width and other default-ignorable characters (UAX #44) go, but for those that writing needs: joiners
 * between letters of scripts that use them or inside an emoji, and emoji variation selectors. At most four combining
 * marks stay on one character. Lone surrogates become U+FFFD.
 */
export function plain(text: string): string {
  return text
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(BREAKS_AND_CONTROLS, ' ')
    .replace(INVISIBLE, '')
    .replace(STRAY_JOINER, '')
    .replace(STACKED_MARKS, '$1')
    .replace(SPACES, ' ')
    .trim()
}

/** No-break spaces stay: French and figures need them. */
const SPACES = /[^\S\u00A0\u202F]+/gu
const LONE_SURROGATE = /\p{Surrogate}/gu
const BREAKS_AND_CONTROLS = /[\p{Cc}\u2028\u2029]/gu
/** All default-ignorable characters and format controls but ZWNJ, ZWJ and the emoji variation selectors. */
const INVISIBLE = /(?!\u200C|\u200D|\uFE0E|\uFE0F)[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/gu
/** A joiner that does not stand between two emoji or two letters of a script that joins (Arabic to Tibetan: U+0600–U+0FFF). */
const STRAY_JOINER =
  /(?<!\p{So}|\p{Emoji_Modifier}|\uFE0F|[\u0600-\u0FFF])(?:\u200C|\u200D)|(?:\u200C|\u200D)(?!\p{So}|\uFE0F|[\u0600-\u0FFF])/gu
const STACKED_MARKS = /((?:(?!\uFE0E|\uFE0F)\p{M}){4})(?:(?!\uFE0E|\uFE0F)\p{M})+/gu

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/**
 * Plain text that keeps its direction to itself: text with right-to-left letters is put between FIRST STRONG ISOLATE and
 * POP DIRECTIONAL ISOLATE (UAX #9), so that it does not turn what stands around it. Other text is left as {@link plain} makes it.
 */
export function isolated(text: string): string {
  const clean = plain(text)
  return RIGHT_TO_LEFT.test(clean) ? `\u2068${clean}\u2069` : clean
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/**
 * Cuts text to at most `limit` UTF-16 units, which is how chat platforms count, at a grapheme's end and with an ellipsis.
 * Close to a word's end where one is near.
 */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text
  if (limit <= 1) return limit === 1 ? '…' : ''
  let end = 0
  // Segmenting a long text costs; no cut needs more than the limit.
  for (const { index, segment } of graphemes.segment(text.slice(0, limit + 64))) {
    if (index + segment.length > limit - 1) break
    end = index + segment.length
  }
  const cut = text.slice(0, end)
  const space = cut.lastIndexOf(' ')
  return `${(space > limit * 0.8 ? cut.slice(0, space) : cut).trimEnd()}…`
}

/** The URL in its normal form when it is http or https and carries no name or password, else null. */
export function safeUrl(url: string): string | null {
  if (!URL.canParse(url)) return null
  const parsed = new URL(url)
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return null
  return parsed.username === '' && parsed.password === '' ? parsed.href : null
}
