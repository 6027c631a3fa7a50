import type { Correction, Store } from '../store/store.ts'
import type { Story } from '../types/index.ts'
import { partIdsOf, takeApart } from './parts.ts'

/** Reads the articles of a story, with their labels. */
export type ArticlesOf = Store['stories']['articles']

/**
 * Stories as a workspace corrected them: those it said are no privacy stories are gone, labels it said are wrong are off, and reports it
 * said are of other events are stories of their own. Other workspaces see the stories as they are.
 */
export async function correctStories(
  stories: readonly Story[],
  corrections: readonly Correction[],
  articlesOf: ArticlesOf,
): Promise<Story[]> {
  if (corrections.length === 0) return [...stories]
  const byStory = new Map<string, Correction[]>()
  for (const one of corrections) byStory.set(one.storyId, [...(byStory.get(one.storyId) ?? []), one])
  const parts: Story[] = []
  for (const story of stories) {
    const out = partIdsOf(story.id, byStory.get(story.id) ?? [])
    parts.push(...(out.size === 0 ? [story] : takeApart(story, out, await articlesOf(story.id))))
  }
  return parts.flatMap((story) => {
    const mine = byStory.get(story.id)
    return mine === undefined ? [story] : corrected(story, mine)
  })
}

function corrected(story: Story, corrections: readonly Correction[]): Story[] {
  if (corrections.some(({ kind }) => kind === 'not-privacy')) return []
  const wrong = (kind: Correction['kind']): ReadonlySet<string> =>
    new Set(corrections.filter((one) => one.kind === kind).map(({ detail }) => detail))
  const [companies, dataTypes, topics] = [wrong('company'), wrong('data-type'), wrong('topic')]
  const { classification } = story
  return [
    {
      ...story,
      classification: {
        ...classification,
        companies: classification.companies.filter(({ id }) => !companies.has(id)),
        dataTypes: classification.dataTypes.filter((id) => !dataTypes.has(id)),
        topics: classification.topics.filter((id) => !topics.has(id)),
      },
    },
  ]
}
