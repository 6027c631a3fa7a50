/** A piece of the text of one component. */
export interface Paragraph {
  readonly markdown: string
  /** Entries of one list or table stand together, and so does a heading with what follows it. */
  readonly kind: 'text' | 'heading' | 'entry'
}

/** All in one, with an empty line where one paragraph ends. */
export function joinParagraphs(paragraphs: readonly Paragraph[]): string {
  return paragraphs
    .map(({ markdown, kind }, index) => {
      const before = paragraphs[index - 1]
      if (!before) return markdown
      const close = before.kind === 'heading' || (before.kind === 'entry' && kind === 'entry')
      return `${close ? '\n' : '\n\n'}${markdown}`
    })
    .join('')
}
