import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { foldTerm } from '../../src/classify/fold.ts'
import { companyFiles, loadKnowledge, readData } from '../../src/knowledge/index.ts'
import { CompanySchema, CUES } from '../../src/knowledge/schema.ts'
import { DATA_TYPES, LANGUAGES, TOPICS } from '../../src/types/index.ts'

const knowledge = loadKnowledge()

describe('companies', () => {
  const all = companyFiles().flatMap((file) => readData(z.array(CompanySchema), file).map((one) => ({ ...one, file })))

  it('are many', () => {
    expect(all.length).toBeGreaterThanOrEqual(700)
  })

  it('have ids of their own', () => {
    const files = new Map<string, string[]>()
    for (const { id, file } of all) files.set(id, [...(files.get(id) ?? []), file])
    expect([...files].filter(([, where]) => where.length > 1)).toEqual([])
  })

  it('have parents that exist, and no company is its own ancestor', () => {
    for (const { id, parent } of all) {
      if (parent !== null) expect(knowledge.company(parent), `${id}'s parent ${parent}`).toBeDefined()
      expect(knowledge.children(id).map((one) => one.id)).not.toContain(id)
    }
  })

  it('are found below their parent', () => {
    const child = all.find((one) => one.parent !== null)
    expect(child && knowledge.children(child.parent ?? '').map((one) => one.id)).toContain(child?.id)
  })
})

describe('lexicons', () => {
  it.each(LANGUAGES)('%s has words for every kind of data, every topic and every cue', (language) => {
    const lexicon = knowledge.lexicon(language)
    for (const id of DATA_TYPES) expect(lexicon.data[id]?.length, `data ${id}`).toBeGreaterThan(0)
    for (const id of TOPICS) expect(lexicon.topics[id]?.length, `topic ${id}`).toBeGreaterThan(3)
    for (const id of CUES) expect(lexicon.cues[id]?.length, `cue ${id}`).toBeGreaterThan(0)
    expect(lexicon.cancel.length).toBeGreaterThan(5)
  })

  it.each(LANGUAGES)('%s has no term that folds to nothing or to a bare star', (language) => {
    const { data, topics, cues, cancel } = knowledge.lexicon(language)
    const terms = [data, topics, cues].flatMap((group) => Object.values(group).flatMap((list) => list ?? []))
    for (const term of [...terms, ...cancel]) expect(foldTerm(term).replaceAll('*', '').trim(), term).not.toBe('')
  })
})

describe('languages and currencies', () => {
  it('tell each language once, in the order of the types', () => {
    expect(knowledge.languages.map((one) => one.id)).toEqual([...LANGUAGES])
  })

  it('turn sums into euros, and say so when they cannot', () => {
    expect(knowledge.toEuro(10, 'EUR')).toBe(10)
    expect(knowledge.toEuro(100, 'USD')).toBeCloseTo(86, 0)
    expect(knowledge.toEuro(10, 'XXX')).toBeNull()
  })
})

describe('readData', () => {
  it('names the file and the place of a mistake', () => {
    expect(() => readData(z.array(z.number()), 'outlets.json')).toThrow(/outlets\.json is wrong[\s\S]*\[0\]/)
    expect(() => readData(z.string(), 'nowhere.json')).toThrow(/nowhere\.json can't be read/)
  })
})
