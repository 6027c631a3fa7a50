import { kindAt, LETTER, SEPARATOR } from './characters.ts'

/** A word of folded text. */
export interface Word {
  readonly start: number
  readonly end: number
}

/** Up to two words before an index, nearest first, within its sentence; pairs of characters in scripts without spaces. */
export function wordsBefore(text: string, index: number): Word[] {
  const words: Word[] = []
  let end = index
  while (words.length < 2 && end > 0) {
    while (end > 0 && kindAt(text, end - 1) === SEPARATOR) {
      if (/[.!?\n:;]/.test(text[end - 1] ?? '')) return words
      end--
    }
    let start = end
    const kind = kindAt(text, start - 1)
    while (start > 0 && kindAt(text, start - 1) === kind && (kind === LETTER || end - start < 2)) start--
    if (start === end) break
    words.push({ start, end })
    end = start
  }
  return words
}

/** Up to two words from an index on, nearest first, within its sentence; pairs of characters in scripts without spaces. */
export function wordsAfter(text: string, index: number): Word[] {
  const words: Word[] = []
  let start = index
  while (words.length < 2 && start < text.length) {
    while (start < text.length && kindAt(text, start) === SEPARATOR) {
      if (/[.!?\n;]/.test(text[start] ?? '')) return words
      start++
    }
    let end = start
    const kind = kindAt(text, end)
    while (end < text.length && kindAt(text, end) === kind && (kind === LETTER || end - start < 2)) end++
    if (start === end) break
    words.push({ start, end })
    start = end
  }
  return words
}
