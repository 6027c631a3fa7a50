import { beforeAll, describe, expect, it } from 'vitest'
import { type Run, vigie } from './vigie.ts'

interface StoryJson {
  readonly headline: string
  readonly companies: readonly { id: string }[]
  readonly dataTypes: readonly string[]
  readonly topics: readonly string[]
  readonly languages: readonly string[]
  readonly reports: readonly { title: string; language: string; source: string; url: string; publishedAt: string }[]
}

describe('vigie digest --sample --format json', () => {
  let run: Run
  let digest: {
    sample: boolean
    window: { from: string; to: string }
    feeds: { ok: number; failed: number }
    items: { new: number; privacy: number }
    stories: StoryJson[]
  }
  /** The story that has the report with these words in its title. */
  const storyOf = (words: string): StoryJson => {
    const story = digest.stories.find(({ reports }) => reports.some(({ title }) => title.includes(words)))
    if (story === undefined) throw new Error(`No story has a report "${words}"`)
    return story
  }
  const labels = ({ companies, dataTypes, topics }: StoryJson) => ({
    companies: companies.map(({ id }) => id).sort(),
    dataTypes: [...dataTypes].sort(),
    topics: [...topics].sort(),
  })

  beforeAll(async () => {
    run = await vigie(['digest', '--sample', '--since', '48h', '--format', 'json'])
    digest = JSON.parse(run.stdout)
  })

  it('pulls every sample feed over HTTP, whatever its format and encoding', () => {
    expect(run.code).toBe(0)
    expect(digest.sample).toBe(true)
    expect(digest.feeds).toEqual({ ok: 14, failed: 0 })
    expect(digest.items.new).toBeGreaterThanOrEqual(70)
    expect(storyOf('Reconnaissance faciale').reports.map(({ title }) => title)).toContain(
      "Reconnaissance faciale : amende de 30,5 millions d'euros pour Clearview AI",
    )
  })

  it('leaves out what is no privacy story', () => {
    const titles = digest.stories.flatMap(({ reports }) => reports.map(({ title }) => title))
    for (const words of [
      'vélo électrique',
      'Linux kernel',
      'Private equity',
      'datacenter',
      '半導体',
      '스마트폰',
      'мост',
    ])
      expect(titles.filter((title) => title.includes(words))).toEqual([])
  })

  it('tells what Netflix read from the sensors of phones', () => {
    const story = storyOf('capteurs de mouvement')
    expect(labels(story)).toMatchObject({
      companies: ['netflix'],
      dataTypes: expect.arrayContaining(['physical-activity']),
    })
    expect(story.topics).toContain('collection')
  })

  it('tells how to get the data that Netflix holds', () => {
    expect(labels(storyOf('récupérer toutes les données'))).toEqual({
      companies: ['netflix'],
      dataTypes: ['media-consumption'],
      topics: expect.arrayContaining(['rights']),
    })
  })

  it('tells that Plex ended the opt-out', () => {
    expect(labels(storyOf('Plex schrapt'))).toMatchObject({
      companies: ['plex'],
      dataTypes: expect.arrayContaining(['device', 'location', 'media-consumption']),
      topics: expect.arrayContaining(['collection', 'consent', 'policy-change']),
    })
  })

  it('tells who watches the clips of Cloud Cam', () => {
    expect(labels(storyOf('Derrière la Cloud Cam'))).toMatchObject({
      companies: ['amazon'],
      dataTypes: expect.arrayContaining(['audio', 'images-video']),
      topics: expect.arrayContaining(['ai', 'human-review']),
    })
  })

  it('tells what the assistant by OpenAI reads', () => {
    expect(labels(storyOf('assistant signé OpenAI'))).toMatchObject({
      companies: ['netflix', 'openai'],
      dataTypes: expect.arrayContaining(['emotions', 'media-consumption']),
      topics: expect.arrayContaining(['ai']),
    })
  })

  it('joins the reports of one event across outlets and languages', () => {
    expect(storyOf('AP legt Netflix boete').languages.toSorted()).toEqual(['de', 'en', 'nl', 'pl'])
    expect(storyOf('capteurs de mouvement').languages.length).toBeGreaterThanOrEqual(3)
    expect(storyOf('Plex schrapt').languages.toSorted()).toEqual(['en', 'nl'])
    expect(storyOf('AP legt Netflix boete')).not.toBe(storyOf('capteurs de mouvement'))
  })

  it('gives every report its outlet, language, time and link', () => {
    for (const report of digest.stories.flatMap(({ reports }) => reports)) {
      expect(report.source).toContain('(sample)')
      expect(report.url).toMatch(/^https:\/\/[a-z]+\.example\//)
      expect(Date.parse(report.publishedAt)).toBeLessThanOrEqual(Date.parse(digest.window.to))
    }
  })
})

describe('vigie digest', () => {
  it('is printed in 80 columns without escape codes in a pipe, and says that it is a sample', async () => {
    const { stdout } = await vigie(['digest', '--sample', '--lang', 'fr'])
    expect(stdout).not.toContain('\u001b')
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80)
    expect(stdout).toMatch(/exemple|échantillon/i)
    expect(stdout).toContain('Netflix')
  })

  it('is Markdown with links on request', async () => {
    const { stdout } = await vigie(['digest', '--sample', '--format', 'markdown'])
    expect(stdout).toContain('](<https://')
  })

  it('says what is wrong with an option, and exits with 2', async () => {
    const { code, stderr } = await vigie(['digest', '--since', 'yesterday'])
    expect(code).toBe(2)
    expect(stderr).toContain('--since yesterday: expected a length of time such as 24h')
  })
})
