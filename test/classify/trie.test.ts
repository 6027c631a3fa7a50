import { describe, expect, it } from 'vitest'
import { Trie } from '../../src/classify/trie.ts'

function matches(terms: readonly string[], text: string, start = 0, open = false): string[] {
  const trie = new Trie<string>()
  for (const term of terms) trie.add(term, term)
  const found: string[] = []
  trie.match(text, start, open, (term, from, to) => found.push(`${term}=${text.slice(from, to)}`))
  return found.sort()
}

describe('Trie', () => {
  it('finds whole words, not their beginnings', () => {
    expect(matches(['data'], 'data leak')).toEqual(['data=data'])
    expect(matches(['data'], 'database')).toEqual([])
    expect(matches(['data'], 'database', 0, true)).toEqual(['data=data'])
  })

  it('lets a star stand for the rest of a word, also between words', () => {
    expect(matches(['leak*'], 'leaked')).toEqual(['leak*=leaked'])
    expect(matches(['leak*'], 'leak')).toEqual(['leak*=leak'])
    expect(matches(['fuite* de donnee*'], 'fuites de donnees')).toEqual(['fuite* de donnee*=fuites de donnees'])
  })

  it('lets a space stand for a hyphen or an apostrophe, but not for the end of a sentence', () => {
    expect(matches(['end to end'], 'end-to-end')).toEqual(['end to end=end-to-end'])
    expect(matches(['end to end'], 'end. to end')).toEqual([])
  })

  it('finds all terms that start at one place', () => {
    expect(matches(['bank', 'bank account*', 'bank*'], 'bank accounts')).toEqual([
      'bank account*=bank accounts',
      'bank*=bank',
      'bank=bank',
    ])
  })

  it('needs no spaces where the script has none', () => {
    expect(matches(['位置情報'], '位置情報を収集')).toEqual(['位置情報=位置情報'])
  })

  it('holds many terms', () => {
    const terms = Array.from({ length: 5000 }, (_, i) => `term${i}x`)
    const trie = new Trie<number>()
    terms.forEach((term, i) => {
      trie.add(term, i)
    })
    const found: number[] = []
    for (const term of terms) trie.match(term, 0, false, (value) => found.push(value))
    expect(found).toEqual(terms.map((_, i) => i))
  })
})
