import {
  type Edition,
  type InterfaceLanguage,
  SECTIONS,
  type Story,
  type StoryFilter,
  type Window,
} from '../types/index.ts'
import { wants } from './filter.ts'
import { sectionOf, weightOf } from './sections.ts'

export interface EditionRequest {
  readonly id: string
  readonly window: Window
  readonly generatedAt: Date
  readonly dueAt: Date | null
  readonly locale: InterfaceLanguage
  readonly timeZone: string
  readonly filter: StoryFilter
  /** Candidates: stories with a report in the window. */
  readonly stories: readonly Story[]
  /** Article ids this channel has been told of, by story. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>
  /** Told stories whose further reports bring news. */
  readonly news?: ReadonlySet<string>
  readonly childrenOf: (companyId: string) => readonly string[]
  readonly sample: boolean
  /** Stories shown at most; the rest is counted as held. */
  readonly limit?: number
}

const DEFAULT_LIMIT = 24

/**
 * Chooses, groups and numbers the stories of one edition: the most serious section first, the weightiest story first inside it.
 *
 * A story that the channel has been told of does not come back because more outlets copy it, but with news of its own; its next step is a
 * story of its own that follows it up.
 */
export function buildEdition(request: EditionRequest): Edition {
  const { told, news, filter, childrenOf, limit = DEFAULT_LIMIT } = request
  const fresh = request.stories.filter(
    (story) => (!told.has(story.id) || news?.has(story.id)) && wants(filter, story, childrenOf),
  )
  const shown = byWeight(fresh).slice(0, limit)
  let number = 0
  const sections = SECTIONS.map((id) => ({
    id,
    stories: shown
      .filter((story) => sectionOf(story.classification) === id)
      .map((story) => ({
        story,
        number: ++number,
        newReports: story.reports.filter(({ articleId }) => !told.get(story.id)?.has(articleId)).length,
        told: told.has(story.id) || story.followsUp.some((earlier) => told.has(earlier.storyId)),
      })),
  })).filter((section) => section.stories.length > 0)
  return {
    id: request.id,
    window: request.window,
    generatedAt: request.generatedAt,
    dueAt: request.dueAt,
    locale: request.locale,
    timeZone: request.timeZone,
    sections,
    held: fresh.length - shown.length,
    totals: {
      stories: shown.length,
      reports: shown.reduce((sum, story) => sum + story.reports.length, 0),
      languages: new Set(shown.flatMap((story) => story.languages)).size,
    },
    sample: request.sample,
  }
}

/** Heaviest first; of equals the newest, then by id, so that the same stories always give the same edition. */
function byWeight(stories: readonly Story[]): Story[] {
  return stories
    .map((story) => ({ story, weight: weightOf(story) }))
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        b.story.lastAt.getTime() - a.story.lastAt.getTime() ||
        (a.story.id < b.story.id ? -1 : 1),
    )
    .map(({ story }) => story)
}
