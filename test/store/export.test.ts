import fc from 'fast-check'
import { parseDocument } from 'htmlparser2'
import { describe, expect, it } from 'vitest'
import { dpvIri, dpvTerms, EXPORT_FORMATS, type ExportFormat, exportStories } from '../../src/store/index.ts'
import { DATA_TYPES, type Story } from '../../src/types/index.ts'
import { classification, company, NOW } from './support/values.ts'

const story = (changes: Partial<Story> = {}): Story => ({
  id: 'k3f9x2ab',
  headline: 'Netflix fined, again',
  headlineLanguage: 'en',
  firstAt: NOW,
  lastAt: NOW,
  reports: [
    {
      articleId: 'a',
      title: 'Netflix fined, again',
      url: 'https://a.example/1?a=1&b=2',
      source: 'The Paper',
      language: 'en',
      publishedAt: NOW,
    },
    {
      articleId: 'b',
      title: 'Netflix beboet',
      url: 'https://b.example/2',
      source: 'De Krant',
      language: 'nl',
      publishedAt: NOW,
    },
  ],
  languages: ['en', 'nl'],
  classification: classification({
    companies: [company('netflix', 'Netflix')],
    dataTypes: ['media-consumption', 'location'],
    topics: ['fine'],
    amount: { value: 4_750_000, currency: 'EUR', eur: 4_750_000 },
  }),
  followsUp: [{ storyId: 'earlier1', headline: 'Netflix probed', lastAt: NOW }],
  ...changes,
})

async function written(format: ExportFormat, stories: readonly Story[]): Promise<string> {
  const parts: string[] = []
  const options = { title: 'Vigie', now: NOW, selfUrl: 'https://bot.example/feed?a=1&b=2' }
  await exportStories(stories, format, (part) => void parts.push(part), options)
  return parts.join('')
}

describe('an export', () => {
  it('in CSV has a head and a line a story, with the terms of the data privacy vocabulary', async () => {
    const [head, line, end] = (await written('csv', [story()])).split('\r\n')

    expect(head).toMatch(/^id,headline,/)
    expect(line).toContain('k3f9x2ab,"Netflix fined, again",en,https://a.example/1?a=1&b=2,2026-03-02T08:30:00.000Z')
    expect(line).toContain('pd:TVViewingBehavior; pd:Location')
    expect(line).toContain('4750000,EUR,4750000')
    expect(end).toBe('')
  })

  it('in CSV runs no formula and breaks no line', async () => {
    const csv = await written('csv', [story({ headline: '=HYPERLINK("http://evil.example")\nnext' })])

    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")\nnext"`)
  })

  it('in JSON lines holds everything, with addresses for terms', async () => {
    const lines = (await written('jsonl', [story(), story({ id: 'other123' })])).trimEnd().split('\n')
    const record: unknown = JSON.parse(lines[0] ?? '')

    expect(lines).toHaveLength(2)
    expect(record).toMatchObject({
      id: 'k3f9x2ab',
      urn: 'urn:x-vigie:story:k3f9x2ab',
      dpv: ['https://w3id.org/dpv/pd#TVViewingBehavior', 'https://w3id.org/dpv/pd#Location'],
    })
  })

  it('as JSON Feed is one valid document, with or without stories', async () => {
    const feed: unknown = JSON.parse(await written('jsonfeed', [story(), story({ id: 'other123' })]))

    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Vigie',
      items: [
        {
          id: 'urn:x-vigie:story:k3f9x2ab',
          title: 'Netflix fined, again',
          tags: ['Netflix', 'media-consumption', 'location', 'fine'],
        },
        {},
      ],
    })
    expect(JSON.parse(await written('jsonfeed', []))).toMatchObject({ items: [] })
  })

  it('as Atom names stories by the same id, and escapes what it quotes', async () => {
    const atom = await written('atom', [story({ headline: '</title><script>alert(1)</script> & "more"' })])

    expect(atom).toContain('<id>urn:x-vigie:story:k3f9x2ab</id>')
    expect(atom).toContain('<link rel="related" href="urn:x-vigie:story:earlier1"/>')
    expect(atom).toContain('term="https://w3id.org/dpv/pd#Location" label="pd:Location"')
    expect(atom).not.toContain('<script>')
    expect(atom).toContain('https://a.example/1?a=1&#38;b=2')
  })

  it('links to the web only', async () => {
    const evil = story({
      reports: [
        { articleId: 'a', title: 'x', url: 'javascript:alert(1)', source: 's', language: 'en', publishedAt: NOW },
      ],
      headline: 'x',
    })

    expect(await written('atom', [evil])).not.toContain('href="javascript')
    expect(JSON.parse(await written('jsonfeed', [evil]))).toMatchObject({
      items: [expect.not.objectContaining({ url: expect.anything() })],
    })
  })

  it('stays well-formed whatever the headlines hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (headline) => {
        const told = story({ headline })
        const atom = parseDocument(await written('atom', [told]), { xmlMode: true })
        expect(atom.children.filter((node) => node.type === 'tag')).toHaveLength(1)
        for (const format of EXPORT_FORMATS.filter((format) => format.startsWith('json')))
          JSON.parse(await written(format, [told]))
        // Outside of quotes, a line of CSV ends once.
        expect((await written('csv', [told])).replace(/"(?:[^"]|"")*"/g, '').split('\r\n')).toHaveLength(3)
      }),
      { numRuns: 200 },
    )
  })

  it('has a term for every kind of data', () => {
    for (const id of DATA_TYPES) expect(dpvTerms([id]).map(dpvIri)[0]).toMatch(/^https:\/\/w3id\.org\/dpv\/pd#[A-Z]/)
  })
})
