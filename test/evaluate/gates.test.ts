import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTraining } from '../../scripts/training/data.ts'
import { createClassifier } from '../../src/classify/index.ts'
import { type Case, CaseSchema, type Facet, loadMeasured, scoreCases } from '../../src/evaluate/index.ts'
import { loadKnowledge, nativeName } from '../../src/knowledge/index.ts'
import { detectLanguage } from '../../src/language/index.ts'
import { LANGUAGES } from '../../src/types/index.ts'

const folder = new URL('../cases/', import.meta.url).pathname
const cases: Case[] = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) => readFileSync(folder + name, 'utf8').split('\n'))
  .filter((line) => line.trim() !== '')
  .map((line) => CaseSchema.parse(JSON.parse(line)))

/** Least F1 over the project's own cases, a little under what was measured when the models were last trained. */
const GATES: readonly [Facet, number][] = [
  ['relevance', 0.96],
  ['companies', 0.83],
  ['dataTypes', 0.845],
  ['topics', 0.81],
]
const LANGUAGE_GATE = 0.99

describe('the labelled cases', () => {
  it('are at least 200, in every language, no text twice', () => {
    expect(cases.length).toBeGreaterThanOrEqual(200)
    expect(new Set(cases.map((one) => one.lang))).toEqual(new Set(LANGUAGES))
    expect(new Set(cases.map((one) => one.id)).size).toBe(cases.length)
    expect(new Set(cases.map((one) => one.title)).size).toBe(cases.length)
  })

  it('are none that the models were trained on', () => {
    const titles = new Set(readTraining(new URL('../../training', import.meta.url).pathname).map((one) => one.title))
    expect(cases.filter((one) => titles.has(one.title)).map((one) => one.title)).toEqual([])
  })

  it('are classified as well as when the models were last trained', () => {
    const knowledge = loadKnowledge()
    const classifier = createClassifier(knowledge)
    const { scores } = scoreCases(
      cases,
      cases.map(({ title, summary }) => {
        const language = detectLanguage(`${title}\n${summary}`, null)
        const classification = classifier.classify({ title, summary, content: '', url: null, language })
        const companies = classification.companies.map((one) => ({
          ...one,
          name: nativeName(one.id, language, knowledge) ?? one.name,
        }))
        return { language, classification: { ...classification, companies } }
      }),
    )
    for (const [facet, least] of GATES) expect(scores[facet].f1, facet).toBeGreaterThanOrEqual(least)
    expect(scores.language).toBeGreaterThanOrEqual(LANGUAGE_GATE)
    // What `/privacy about` tells; `npm run evaluate -- --save` renews it.
    const told = loadMeasured()
    expect(told.cases).toBe(cases.length)
    for (const facet of ['relevance', 'companies', 'dataTypes', 'topics'] as const)
      expect(scores[facet].f1, facet).toBeCloseTo(told[facet], 2)
    expect(scores.language).toBeCloseTo(told.language, 2)
  })
})
