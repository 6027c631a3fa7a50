import type { Story, StoryFilter } from '../types/index.ts'

/**
 * Does a reader with this filter want this story? An empty list wants everything; lists of different kinds must all agree.
 *
 * @param childrenOf ids of the organisations under a company: who follows Google reads about YouTube too
 */
export function wants(
  filter: StoryFilter,
  story: Story,
  childrenOf: (companyId: string) => readonly string[],
): boolean {
  const { companies, dataTypes, topics } = story.classification
  const followed = new Set(filter.companies.flatMap((id) => [id, ...childrenOf(id)]))
  return (
    meets(filter.languages, story.languages) &&
    meets(
      [...followed],
      companies.map((company) => company.id),
    ) &&
    meets(filter.dataTypes, dataTypes) &&
    meets(filter.topics, topics)
  )
}

const meets = <T>(wanted: readonly T[], given: readonly T[]): boolean =>
  wanted.length === 0 || wanted.some((value) => given.includes(value))
