import { describe, expect, it } from 'vitest'
import { conceptsIn } from '../../src/stories/concepts.ts'
import { runs } from '../../src/stories/text.ts'
import type { Language } from '../../src/types/index.ts'

const concepts = (text: string, language: Language) => conceptsIn(runs(text), language)

describe('concepts', () => {
  it('are the same in all languages', () => {
    for (const [language, text] of [
      ['en', 'Patients of a hospital'],
      ['de', 'Patienten eines Krankenhauses'],
      ['fr', 'Les patients d’un hôpital'],
      ['pl', 'Pacjenci szpitala'],
      ['cs', 'Pacienti nemocnice'],
      ['fi', 'Sairaalan potilaat'],
      ['ru', 'Пациенты больницы'],
      ['uk', 'Пацієнти лікарні'],
      ['ja', '病院の患者'],
      ['ko', '병원 환자들'],
      ['zh', '医院的患者'],
      ['ar', 'مرضى المستشفى'],
    ] as const) {
      expect(concepts(text, language), text).toEqual(expect.arrayContaining(['patient', 'hospital']))
    }
  })

  it('may be named by several words in a row', () => {
    expect(concepts('Kundendaten auf dem Dark Web', 'de')).toContain('darkweb')
    expect(concepts('The web turned dark', 'en')).not.toContain('darkweb')
  })

  it('keep a word to its language where it means something else in another', () => {
    expect(concepts('hasta bilgileri', 'tr')).toContain('patient')
    expect(concepts('hasta mañana', 'es')).not.toContain('patient')
  })

  it('are bounded, whatever the text', () => {
    const everything = Array.from({ length: 400 }, (_, at) => ['bank', 'school', 'car', 'police', 'court'][at % 5])
    expect(concepts(everything.join(' '), 'en')).toHaveLength(5)
    expect(concepts('', 'en')).toEqual([])
  })
})
