import type { Logger } from '../../src/types/index.ts'

/** Keeps what was logged, as one text to search through. */
export function recordingLogger(): Logger & { readonly lines: string[]; text(): string } {
  const lines: string[] = []
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level} ${message} ${JSON.stringify(fields)}`)
  return {
    lines,
    text: () => lines.join('\n'),
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  }
}
