import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, feedsJsonSchema, parseSources } from '../../src/config/index.ts'

const feed = { id: 'noyb', title: 'noyb', url: 'https://noyb.eu/en/rss', language: 'en', country: 'AT', kind: 'ngo' }
const text = (...feeds: unknown[]) => JSON.stringify({ feeds })

const problemsOf = (json: string) => {
  try {
    parseSources(json, 'feeds.json')
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
  throw new Error('was accepted')
}

describe('feeds.json', () => {
  it('fills in what may be left out', () => {
    expect(parseSources(text(feed), 'feeds.json')).toEqual([
      { ...feed, homepage: null, intervalMinutes: null, disabled: false },
    ])
  })

  it('tells every mistake at once, with key, what stood there and what was expected', () => {
    const problems = problemsOf(text({ ...feed, url: 'ftp://noyb.eu', kind: 'magazine' }, { ...feed, intervall: 30 }))
    expect(problems).toEqual([
      {
        where: 'feeds.json',
        key: 'feeds[0].url (feed "noyb")',
        found: '"ftp://noyb.eu"',
        expected: 'an absolute http or https address',
      },
      {
        where: 'feeds.json',
        key: 'feeds[0].kind (feed "noyb")',
        found: '"magazine"',
        expected: 'one of "tech", "security", "privacy", "policy", "breaches", "ngo", "regulator"',
      },
      { where: 'feeds.json', key: 'feeds[1].intervall (feed "noyb")', found: '30', expected: 'no such key' },
    ])
  })

  it('refuses an id or an address that stands twice', () => {
    const keys = problemsOf(text(feed, feed)).map((problem) => problem.key)
    expect(keys).toEqual(['feeds[1].id', 'feeds[1].url'])
  })

  it('says where the JSON itself breaks', () => {
    expect(problemsOf('{"feeds": [')[0]).toMatchObject({ where: 'feeds.json', expected: 'a JSON document' })
  })

  it('accepts the file that comes with Vigie, which covers at least 19 languages', () => {
    const sources = parseSources(readFileSync('feeds.json', 'utf8'), 'feeds.json')
    expect(new Set(sources.map((source) => source.language)).size).toBeGreaterThanOrEqual(19)
  })

  it('has a JSON Schema for editors that is the one written out', () => {
    expect(JSON.parse(readFileSync('feeds.schema.json', 'utf8'))).toEqual(feedsJsonSchema())
  })
})
