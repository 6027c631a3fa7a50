import type { Correction } from '../store/store.ts'
import type { Story } from '../types/index.ts'

/**
 * Stories as a workspace corrected them: those it said are no privacy stories are gone, labels it said are wrong are off. Wrong
 * merges are kept for whoever reads the exported cases: taking a story apart would change it for every workspace.
 */
export function applyCorrections(stories: readonly Story[], corrections: readonly Correction[]): Story[] {
  if (corrections.length === 0) return [...stories]
  const byStory = new Map<string, Correction[]>()
  for (const one of corrections) byStory.set(one.storyId, [...(byStory.get(one.storyId) ?? []), one])
  return stories.flatMap((story) => {
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
