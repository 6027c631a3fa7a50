import { describe, expect, it } from 'vitest'
import { loadKnowledge, nativeName } from '../../src/knowledge/index.ts'

const knowledge = loadKnowledge()

describe('the native name of an organisation', () => {
  it('is what it calls itself in its own country’s alphabet', () => {
    expect(nativeName('mts-bank', 'ru', knowledge)).toBe('МТС Банк')
    expect(nativeName('diia', 'uk', knowledge)).toBe('Дія')
  })

  it('is not given to organisations from elsewhere, nor where the alphabet is the same', () => {
    expect(nativeName('google', 'ru', knowledge)).toBeNull()
    expect(nativeName('netflix', 'ja', knowledge)).toBeNull()
    expect(nativeName('volkswagen', 'de', knowledge)).toBeNull()
    expect(nativeName('unknown-to-all', 'ru', knowledge)).toBeNull()
  })
})
