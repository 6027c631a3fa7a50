import { describe, expect, it } from 'vitest'
import { readTraining } from '../../scripts/training/data.ts'
import { foldTerm } from '../../src/classify/fold.ts'

const items = readTraining(new URL('../../training', import.meta.url).pathname)

/** Runs of five letters, without digits and marks: two texts made from one pattern share most of them. */
function shingles(text: string): Set<string> {
  const plain = foldTerm(text).replace(/[^\p{L}]+/gu, ' ')
  const width = /[\u3040-\u9fff\uac00-\ud7a3]/.test(plain) ? 3 : 6
  const result = new Set<string>()
  for (let i = 0; i + width <= plain.length; i++) result.add(plain.slice(i, i + width))
  return result
}

describe('training texts', () => {
  it('are written for themselves: no two are nearly the same', () => {
    const twins: string[] = []
    for (const language of new Set(items.map((one) => one.lang))) {
      const texts = items.filter((one) => one.lang === language).map((one) => `${one.title} ${one.summary}`)
      const sets = texts.map(shingles)
      const where = new Map<string, number[]>()
      sets.forEach((set, index) => {
        const shared = new Map<number, number>()
        for (const part of set) {
          for (const other of where.get(part) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1)
          const list = where.get(part)
          if (list) list.push(index)
          else where.set(part, [index])
        }
        for (const [other, count] of shared) {
          const union = set.size + (sets[other]?.size ?? 0) - count
          if (count / union > 0.6) twins.push(`${texts[other]}\n= ${texts[index]}`)
        }
      })
    }
    expect(twins).toEqual([])
  })

  it('hold as many phrasings as items', () => {
    const openings = new Set(items.map((one) => foldTerm(one.title).split(' ').slice(0, 4).join(' ')))
    expect(openings.size / items.length).toBeGreaterThan(0.95)
    expect(new Set(items.map((one) => foldTerm(one.title))).size).toBe(items.length)
  })

  it('give no labels to what is no privacy story', () => {
    for (const { title, privacy, dataTypes, topics } of items)
      if (!privacy) expect([...dataTypes, ...topics], title).toEqual([])
  })
})
