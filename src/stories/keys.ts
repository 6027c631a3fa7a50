import { type Features, unique } from './features.ts'

/**
 * What a story is found by when a new article comes: organisations, figures, names, and pairs of labels for stories that name nobody.
 * A look-up takes the newest few stories a key, so its cost does not depend on the size of the archive.
 */
export function keysOf(features: Features): string[] {
  if (features.roundUp) return []
  return unique([
    ...[...features.companies, ...features.ancestors].map((id) => `c:${id}`),
    ...features.brands.map((brand) => `b:${brand}`),
    // In a company with many stories, the label narrows down to the matter.
    ...features.companies.flatMap((id) => features.topics.map((topic) => `c:${id}:${topic}`)),
    ...features.regulators.flatMap((id) => features.topics.map((topic) => `r:${id}:${topic}`)),
    ...(features.companies.length === 0
      ? features.topics.flatMap((topic) => features.dataTypes.map((data) => `x:${topic}:${data}`))
      : []),
    ...features.numbers.filter((value) => value >= 100).map((value) => `n:${rounded(value)}`),
    ...(features.people === null ? [] : [`n:${rounded(features.people)}`]),
    ...features.names.slice(0, MAX_OF_A_KIND).map((name) => `w:${name}`),
    ...features.titleWords.slice(0, MAX_OF_A_KIND).map((word) => `t:${features.language}:${word}`),
  ])
}

/** Names and words are many, and most of them lead nowhere. */
const MAX_OF_A_KIND = 8

/** Two significant digits. */
const rounded = (value: number): string => value.toPrecision(2)
