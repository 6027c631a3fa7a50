import type { z } from 'zod'
import { type ConfigProblem, show } from './errors.ts'

/** Turns what zod found wrong into problems that name file, key, what stood there and what was expected. */
export function problemsOf(
  error: z.ZodError,
  where: string,
  input: unknown,
  labelOf: (path: readonly PropertyKey[]) => string = () => '',
): ConfigProblem[] {
  return error.issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map((path) => ({
      where,
      key: `${pathText(path)}${labelOf(path)}`,
      found: show(valueAt(input, path)),
      expected: expectation(issue),
    }))
  })
}

export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined),
    input,
  )
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'array' ? 'a list' : `a value of type ${issue.expected}`
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`
    case 'unrecognized_keys':
      return 'no such key'
    default:
      return issue.message
  }
}
