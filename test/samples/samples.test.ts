import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SampleServer, serveSamples } from '../../src/samples/index.ts'

const now = new Date('2027-03-01T10:00:00Z')

describe('the sample feeds', () => {
  let samples: SampleServer
  let documents: { type: string; text: string }[]

  beforeAll(async () => {
    samples = await serveSamples(now)
    documents = await Promise.all(
      samples.sources.map(async ({ url }) => {
        const response = await fetch(url)
        return {
          type: response.headers.get('content-type') ?? '',
          text: Buffer.from(await response.arrayBuffer()).toString('latin1'),
        }
      }),
    )
  })
  afterAll(() => samples.close())

  it('say that they are samples wherever their name is shown', () => {
    expect(samples.sources.filter((source) => !source.title.endsWith('(sample)'))).toEqual([])
    expect(documents.filter(({ text }) => !text.includes('(sample)'))).toEqual([])
  })

  it('cover twelve languages, four formats, two encodings and at least 70 items', () => {
    expect(new Set(samples.sources.map((source) => source.language)).size).toBe(12)
    const formats = [
      '<rss version="2.0"',
      '<feed xmlns="http://www.w3.org/2005/Atom"',
      '<rdf:RDF',
      'https://jsonfeed.org/version/1.1',
    ]
    for (const format of formats) expect(documents.some(({ text }) => text.includes(format))).toBe(true)
    expect(documents.filter(({ text }) => text.includes('encoding="ISO-8859-1"'))).toHaveLength(1)
    const items = documents.flatMap(({ text }) => text.match(/<item[ >]|<entry>|"content_text"/g) ?? [])
    expect(items.length).toBeGreaterThanOrEqual(70)
  })

  it('are as fresh as news: the newest item is five minutes old, none lies in the future', () => {
    const dates = documents.flatMap(
      ({ text }) => text.match(/\w{3}, \d{2} \w{3} \d{4} [\d:]{8} \+0000|\d{4}-\d{2}-\d{2}T[\d:]{8}Z/g) ?? [],
    )
    const latest = Math.max(...dates.map((date) => Date.parse(date)))
    expect(new Date(latest)).toEqual(new Date('2027-03-01T09:55:00Z'))
  })
})
