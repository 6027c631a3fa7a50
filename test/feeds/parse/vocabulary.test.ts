import { describe, expect, it } from 'vitest'
import data from '../../../src/feeds/parse/namespaces.json' with { type: 'json' }
import { ITEM_FIELDS, namespaceSchema, prefixOf, usualPrefix } from '../../../src/feeds/parse/vocabulary.ts'

describe('the namespaces', () => {
  it('fit their schema', () => {
    expect(namespaceSchema.safeParse(data).error).toBeUndefined()
  })
  it.each(['http://purl.org/dc/terms', 'purl.org/dc/terms/', 'purl.org/DC/terms', ''])(
    'are not written as %j',
    (name) => {
      expect(namespaceSchema.safeParse({ ...data, namespaces: { [name]: 'dcterms' } }).success).toBe(false)
    },
  )
  it('are found whatever the scheme, the case and the end', () => {
    for (const [name, prefix] of Object.entries(data.namespaces))
      for (const written of [name, `http://${name}/`, `HTTPS://${name.toUpperCase()}#`])
        expect(prefixOf(written)).toBe(prefix)
    expect(prefixOf('https://example.org/unknown')).toBeNull()
  })
  it('have a name for every prefix of a field', () => {
    const known = new Set([...Object.values(data.namespaces), ...Object.values(data.prefixes)])
    for (const name of ITEM_FIELDS.keys())
      if (name.includes(':')) expect(known).toContain(name.slice(0, name.indexOf(':')))
  })
  it('leave a prefix alone that nobody uses for another', () => {
    expect(usualPrefix('a10')).toBe('')
    expect(usualPrefix('dc')).toBe('dc')
  })
})
