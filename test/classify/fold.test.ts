import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldTerm, foldText } from '../../src/classify/fold.ts'

describe('foldText', () => {
  it('makes forms of one word equal', () => {
    expect(foldTerm('Données PRIVÉES')).toBe('donnees privees')
    expect(foldTerm('Bußgeld')).toBe('bussgeld')
    expect(foldTerm('ｇｐｓ')).toBe('gps')
    expect(foldTerm('個資外洩')).toBe(foldTerm('个资外泄'))
    expect(foldTerm('أسماء')).toBe(foldTerm('اسماء'))
    expect(foldTerm('İstanbul ığ')).toBe('istanbul ig')
  })

  it('sees through invisible characters and look-alikes', () => {
    expect(foldTerm('Net\u200bfl\u00adix')).toBe('netflix')
    expect(foldTerm('\u202eGoogle\u202c')).toBe('google')
    expect(foldTerm('Gооgle')).toBe('google')
  })

  it('keeps Cyrillic words Cyrillic', () => {
    expect(foldTerm('Россия')).toBe('россия')
    expect(foldTerm('её')).toBe('ее')
  })

  it('knows where each folded character came from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const { text: folded, origin } = foldText(text)
        expect(origin.length).toBe(folded.length + 1)
        expect(origin[folded.length]).toBe(text.length)
        for (let i = 1; i < origin.length; i++) expect(origin[i]).toBeGreaterThanOrEqual(origin[i - 1] ?? 0)
      }),
    )
  })
})
