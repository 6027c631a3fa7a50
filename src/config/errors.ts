/** One mistake in the configuration, told so that it can be mended without reading the code. */
export interface ConfigProblem {
  /** The file or variable it stands in. */
  readonly where: string
  /** The key inside a file, `feeds[3].url`; empty for a variable. */
  readonly key: string
  /** What stood there; `(not set)` where nothing did; never the value of a secret. */
  readonly found: string
  readonly expected: string
}

/** All mistakes of the configuration at once. The command line prints it and exits with code 2. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[]) {
    super(['The configuration has mistakes:', ...problems.map((problem) => `  ${describeProblem(problem)}`)].join('\n'))
    this.problems = problems
  }
}

export function describeProblem({ where, key, found, expected }: ConfigProblem): string {
  return `${where}${key === '' ? '' : `, ${key}`}: found ${found}, expected ${expected}`
}

const MAX_SHOWN = 60

/** A value as an error message shows it. */
export function show(value: unknown): string {
  if (value === undefined) return '(not set)'
  const text = JSON.stringify(value)
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`
}
