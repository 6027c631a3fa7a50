import { decodeHTML } from 'entities'
import type { ClassifierInput, Language, TextField } from '../types/index.ts'
import { foldText } from './fold.ts'

/** What the classifier reads of a field: feeds are bounded already, other callers may not be. */
const LIMITS = { title: 600, summary: 2_400, content: 1_600 } as const

/** One item, folded once for everything that reads it. */
export interface Document {
  readonly language: Language
  /** Title, summary and content as they stand, one line each. */
  readonly source: string
  readonly text: string
  readonly origin: Uint32Array
  /** End of the title in `text`. */
  readonly titleEnd: number
  readonly summaryEnd: number
  /** Sentence number of each character of `text`. */
  readonly sentences: Uint16Array
}

export function readDocument(input: ClassifierInput): Document {
  const title = plain(input.title, LIMITS.title)
  const summary = plain(input.summary, LIMITS.summary)
  const content = input.content === input.summary ? '' : plain(input.content, LIMITS.content)
  const source = `${title}\n${summary}${content ? `\n${content}` : ''}`
  const { text, origin } = foldText(source)
  const titleEnd = text.indexOf('\n')
  const afterSummary = text.indexOf('\n', titleEnd + 1)
  return {
    language: input.language,
    source,
    text,
    origin,
    titleEnd,
    summaryEnd: afterSummary < 0 ? text.length : afterSummary,
    sentences: numberSentences(text),
  }
}

/** Text without mark-up and line breaks. Feeds give plain text; what slipped through must not become words. */
function plain(text: string, limit: number): string {
  let cut = text.slice(0, limit)
  if (cut.includes('<')) cut = cut.replace(/<\/?[a-z][^<>]{0,300}>/gi, ' ')
  if (cut.includes('&')) cut = decodeHTML(cut)
  return cut.replace(/[\r\n\v\f\u2028\u2029]/g, ' ')
}

function numberSentences(text: string): Uint16Array {
  const numbers = new Uint16Array(text.length)
  let number = 0
  for (let i = 0; i < text.length; i++) {
    numbers[i] = number
    const char = text[i]
    const ends =
      char === '\n' ||
      char === '!' ||
      char === '?' ||
      char === '؟' ||
      char === '…' ||
      (char === '.' &&
        (text[i + 1] === ' ' || text.charCodeAt(i + 1) > 0x2e00 || i + 1 === text.length) &&
        !initial(text, i))
    if (ends && number < 0xffff) number++
  }
  return numbers
}

/** A full stop after a single letter or a common short form ends no sentence. */
function initial(text: string, stop: number): boolean {
  const before = text.slice(Math.max(0, stop - 4), stop)
  return (
    /(?:^|[ .])[a-z]$/.test(before) ||
    /(?:^| )(?:mr|ms|dr|mrs|inc|co|vs|st|nr|art|ca|bzw|tys|r|ul|al|dl|mld|mln)$/.test(before)
  )
}

export function fieldAt(document: Document, index: number): TextField {
  if (index <= document.titleEnd) return 'title'
  return index <= document.summaryEnd ? 'summary' : 'content'
}

/** The words as they stand in the text. */
export function quote(document: Document, start: number, end: number): string {
  return document.source.slice(document.origin[start] ?? 0, document.origin[end] ?? document.source.length).trim()
}
