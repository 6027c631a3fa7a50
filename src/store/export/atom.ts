import type { Story } from '../../types/index.ts'
import { dpvIri, dpvTerms } from './dpv.ts'
import { type ExportOptions, type ExportWriter, storyUrl, storyUrn } from './index.ts'

/** Atom (RFC 4287). Labels are categories, each with the scheme it is from. */
export const atomWriter = ({ title, now, selfUrl }: ExportOptions): ExportWriter => ({
  begin: `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>${text(selfUrl ?? 'urn:x-vigie:stories')}</id>
  <title>${text(title)}</title>
  <updated>${now.toISOString()}</updated>
  <generator>Vigie</generator>
${selfUrl === undefined ? '' : `  <link rel="self" href="${text(selfUrl)}"/>\n`}`,
  story: (story) => entry(story),
  end: '</feed>\n',
})

const SCHEME = 'urn:x-vigie'

function entry(story: Story): string {
  const { classification } = story
  const url = storyUrl(story)
  const categories: [scheme: string, term: string, label: string][] = [
    ...classification.companies.map(({ id, name }): [string, string, string] => [`${SCHEME}:company`, id, name]),
    ...classification.dataTypes.map((id): [string, string, string] => [`${SCHEME}:data`, id, id]),
    ...classification.topics.map((id): [string, string, string] => [`${SCHEME}:topic`, id, id]),
    ...dpvTerms(classification.dataTypes).map((term): [string, string, string] => [
      'https://w3id.org/dpv/pd#',
      dpvIri(term),
      term,
    ]),
  ]
  const lines = [
    `<id>${text(storyUrn(story.id))}</id>`,
    `<title>${text(story.headline)}</title>`,
    `<published>${story.firstAt.toISOString()}</published>`,
    `<updated>${story.lastAt.toISOString()}</updated>`,
    ...[...new Set(story.reports.map(({ source }) => source))].map(
      (name) => `<author><name>${text(name)}</name></author>`,
    ),
    ...(url === null ? [] : [`<link rel="alternate" hreflang="${story.headlineLanguage}" href="${text(url)}"/>`]),
    ...story.followsUp.map(({ storyId }) => `<link rel="related" href="${text(storyUrn(storyId))}"/>`),
    ...categories.map(
      ([scheme, term, label]) => `<category scheme="${text(scheme)}" term="${text(term)}" label="${text(label)}"/>`,
    ),
    `<content type="text">${text(story.reports.map((report) => `${report.source}: ${report.title} ${report.url}`).join('\n'))}</content>`,
  ]
  return `  <entry xml:lang="${story.headlineLanguage}">\n${lines.map((line) => `    ${line}\n`).join('')}  </entry>\n`
}

/** What XML 1.0 has no way to write, not even escaped. */
const IMPOSSIBLE = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu

const text = (value: string): string =>
  value.replace(IMPOSSIBLE, '').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
