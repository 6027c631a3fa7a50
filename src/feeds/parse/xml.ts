/** What XML 1.0 allows in no form: control characters, lone surrogates, the two non-characters. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu
/** The same and every half of a character: quick to look for, and rarely there. */
const SUSPICIOUS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
  /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/
const allowed = (text: string): string => (SUSPICIOUS.test(text) ? text.replace(FORBIDDEN, '') : text)
const SPECIAL = /[<&]|\]\]>/

/** Text as element content. CDATA where it has markup: the XML parser behind reads that in one go. */
export function wellFormed(text: string): string {
  const clean = allowed(text)
  return SPECIAL.test(clean) ? `<![CDATA[${clean.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : clean
}

export function escapeAttribute(text: string): string {
  const clean = allowed(text)
  return /[<&"]/.test(clean) ? clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;') : clean
}

/** `attributes` is written already, each with a space before it. */
export const element = (name: string, attributes: string, text: string): string =>
  text === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${wellFormed(text)}</${name}>`
