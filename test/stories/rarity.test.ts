import { describe, expect, it } from 'vitest'
import { knownRarity, RARE, rarityOf } from '../../src/stories/rarity.ts'
import { runs } from '../../src/stories/text.ts'
import { wordsIn } from '../../src/stories/words.ts'

describe('rarity', () => {
  it('is what was counted, and high for what nobody has seen', () => {
    const rarity = rarityOf({ words: { en: { '3': 'user app' } }, concepts: {}, companies: { meta: 50 } })

    expect(rarity.word('en', 'user')).toBe(3)
    expect(rarity.word('en', 'zonar')).toBe(RARE)
    expect(rarity.word('de', 'user')).toBe(RARE)
    expect(rarity.share('meta')).toBe(50)
    expect(rarity.share('acme')).toBeLessThan(1)
  })

  it('tells ordinary words from names in every language', () => {
    const rarity = knownRarity()
    for (const [language, word] of [
      ['en', 'people'],
      ['de', 'mensch'],
      ['fr', 'gens'],
      ['ru', 'людеи'],
      ['ar', 'الناس'],
      ['fi', 'ihmise'],
    ] as const) {
      expect(rarity.word(language, word), word).toBeLessThan(RARE - 2)
    }
    expect(rarity.share('meta')).toBeGreaterThan(20)
  })
})

describe('the words of a text', () => {
  it('leave out function words and what labels account for', () => {
    expect(wordsIn(runs('The app of Strava maps soldiers'), 'en', runs('Strava'))).toEqual(['app', 'maps', 'soldie'])
  })

  it('are pairs of characters in Chinese, beginnings in Japanese loanwords and Korean', () => {
    expect(wordsIn(runs('泄露事件'), 'zh', [])).toEqual(['泄露', '露事', '事件'])
    expect(wordsIn(runs('データの漏洩'), 'ja', [])).toEqual(['データ', '漏洩'])
    expect(wordsIn(runs('개인정보가'), 'ko', [])).toEqual(['개인정'])
  })
})
