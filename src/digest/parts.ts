import type { Correction } from '../store/store.ts'
import { bestHeadline, mergeClassifications, storyId } from '../stories/index.ts'
import type { Article, Story } from '../types/index.ts'

/**
 * The id that a report has as a story of its own, once a workspace has said that it is of another event: it follows from the article alone,
 * so that it is the same whenever it is asked for. Eight characters.
 */
export function partId(story: Pick<Story, 'id'>, articleId: string): string {
  const id = storyId(articleId)
  // The report that opened the story gave it its id.
  return id === story.id ? storyId(articleId, 1) : id
}

/** Parts that a workspace took out of a story. */
export const partIdsOf = (storyId: string, corrections: readonly Correction[]): ReadonlySet<string> =>
  new Set(
    corrections
      .filter((one) => one.kind === 'merge' && one.storyId === storyId && one.detail !== '')
      .map(({ detail }) => detail),
  )

/**
 * The story without the reports that a workspace said are of other events, followed by each of these as a story of its own. `articles` are
 * those of the story, with their labels. A story whose reports are all taken out keeps its first.
 */
export function takeApart(story: Story, out: ReadonlySet<string>, articles: readonly Article[]): Story[] {
  const leaving = articles.filter(({ id }) => out.has(partId(story, id)))
  const staying = articles.filter((article) => !leaving.includes(article))
  const [first, ...others] = leaving
  if (first === undefined) return [story]
  const rest = staying.length > 0 ? staying : [first]
  const parts = staying.length > 0 ? leaving : others
  return [
    storyOf(story.id, rest, story),
    ...parts.map((article) => storyOf(partId(story, article.id), [article], { ...story, followsUp: [] })),
  ]
}

function storyOf(id: string, articles: readonly Article[], from: Story): Story {
  const ids = new Set(articles.map((article) => article.id))
  const headline = bestHeadline(articles)
  const times = articles.map(({ publishedAt }) => publishedAt.getTime())
  return {
    ...from,
    id,
    headline: headline.title,
    headlineLanguage: headline.language,
    firstAt: new Date(Math.min(...times)),
    lastAt: new Date(Math.max(...times)),
    reports: from.reports.filter(({ articleId }) => ids.has(articleId)),
    languages: [...new Set(articles.map(({ language }) => language))],
    classification: mergeClassifications(articles.map(({ classification }) => classification)),
  }
}
