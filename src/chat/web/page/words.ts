let known: Readonly<Record<string, string>> = {}

export function setWords(words: Readonly<Record<string, string>>): void {
  known = words
}

/** One of the page's own words, with its values filled in. */
export const word = (id: string, values: Readonly<Record<string, string>> = {}): string =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), known[id] ?? id)

/** Around a value that is drawn in another way: `['You used ', '']`. */
export function around(id: string, value: string): readonly [string, string] {
  const [before = '', after = ''] = word(id).split(`{${value}}`)
  return [before, after]
}
