/** What XML 1.0 allows in no form: control characters, lone surrogates, the two non-characters. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
  /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu
/** The same and every half of a character: quick to look for, and rarely there. */
const SUSPICIOUS =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it finds
  /[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/
/** Without what XML forbids. */
export const allowed = (text: string): string => (SUSPICIOUS.test(text) ? text.replace(FORBIDDEN, '') : text)
const SPECIAL = /[<&]|\]\]>/

/** Text as element content. CDATA where it has markup: the XML parser behind reads that in one go. */
const content = (text: string): string =>
  SPECIAL.test(text) ? `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : text

/** An attribute with the space before it. */
export const attribute = (name: string, text: string): string =>
  ` ${name}="${allowed(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')}"`

/** `attributes` is written already, `text` is {@link allowed}. */
export const element = (name: string, attributes: string, text: string): string =>
  text === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content(text)}</${name}>`

/** The media type of something else than a text: a picture, an XML document of its own. */
export const isForeign = (type = ''): boolean => /^[\w-]+\//.test(type) && !/html|^text\//.test(type)
