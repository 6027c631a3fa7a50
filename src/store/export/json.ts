import type { Story } from '../../types/index.ts'
import { dpvIri, dpvTerms } from './dpv.ts'
import { type ExportOptions, type ExportWriter, storyUrl, storyUrn } from './index.ts'

/** One story a line, with everything that is known of it. */
export const jsonLinesWriter = (): ExportWriter => ({
  begin: '',
  story: (story) => `${JSON.stringify(record(story))}\n`,
  end: '',
})

const record = (story: Story) => ({
  ...story,
  urn: storyUrn(story.id),
  url: storyUrl(story),
  dpv: dpvTerms(story.classification.dataTypes).map(dpvIri),
})

/** JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/ */
export const jsonFeedWriter = ({ title, selfUrl }: ExportOptions): ExportWriter => {
  const head = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    ...(selfUrl === undefined ? {} : { feed_url: selfUrl }),
  })
  return {
    begin: `${head.slice(0, -1)},"items":[`,
    story: (story, first) => `${first ? '' : ','}\n${JSON.stringify(item(story))}`,
    end: '\n]}\n',
  }
}

const item = (story: Story) => ({
  id: storyUrn(story.id),
  url: storyUrl(story) ?? undefined,
  title: story.headline,
  content_text: story.reports.map(({ source, title, url }) => `${source}: ${title} ${url}`).join('\n'),
  date_published: story.firstAt.toISOString(),
  date_modified: story.lastAt.toISOString(),
  language: story.headlineLanguage,
  authors: [...new Set(story.reports.map(({ source }) => source))].map((name) => ({ name })),
  tags: [
    ...story.classification.companies.map(({ name }) => name),
    ...story.classification.dataTypes,
    ...story.classification.topics,
  ],
  _vigie: {
    about: 'https://w3id.org/dpv/pd',
    id: story.id,
    classification: story.classification,
    dpv: dpvTerms(story.classification.dataTypes).map(dpvIri),
    follows_up: story.followsUp.map(({ storyId }) => storyUrn(storyId)),
  },
})
