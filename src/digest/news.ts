import type { Article } from '../types/index.ts'

/** Figures that differ by less are the same one, rounded. */
const SAME = 0.2
/** New outlets that make a story larger than it was told, if they at least double it. */
const NEW_OUTLETS = 4

/**
 * Whether reports that a channel hasn't been told of bring news to a story that it has: a sum or a number of people that no told report gave,
 * another authority, or so many more outlets that the story is another size now. Copies of what was told are no news.
 */
export function bringsNews(articles: readonly Article[], told: ReadonlySet<string>): boolean {
  const before = articles.filter(({ id }) => told.has(id))
  const added = articles.filter(({ id }) => !told.has(id))
  if (before.length === 0 || added.length === 0) return false
  const figures = (of: readonly Article[], read: (article: Article) => number | null): number[] =>
    of.flatMap((article) => read(article) ?? [])
  const sum = ({ classification }: Article) => classification.amount?.eur ?? null
  const people = ({ classification }: Article) => classification.people
  if ([sum, people].some((read) => isNew(figures(added, read), figures(before, read)))) return true

  const authorities = new Set(before.flatMap(({ classification }) => classification.regulators))
  if (added.some(({ classification }) => classification.regulators.some((id) => !authorities.has(id)))) return true

  const outlets = new Set(before.map(({ source }) => source))
  const joined = new Set(added.map(({ source }) => source).filter((source) => !outlets.has(source)))
  return joined.size >= Math.max(NEW_OUTLETS, outlets.size)
}

const isNew = (figures: readonly number[], known: readonly number[]): boolean =>
  figures.some((value) => !known.some((other) => Math.abs(value - other) <= SAME * Math.max(value, other)))
