import { describe, expect, it } from 'vitest'
import { cleanText } from '../../../src/feeds/index.ts'
import data from '../../../src/feeds/text/boilerplate.json' with { type: 'json' }
import { boilerplateSchema } from '../../../src/feeds/text/boilerplate.ts'
import { LANGUAGES } from '../../../src/types/index.ts'

describe('what publishing systems add to a text is cut', () => {
  it.each([
    [
      '<p>Meta was fined. [&#8230;]</p><p>The post <a href="x">Meta fined</a> appeared first on <a href="y">Site</a>.</p>',
      'Meta was fined.',
    ],
    ['The court ruled […]', 'The court ruled…'],
    ['The court ruled [...]', 'The court ruled…'],
    ['The court ruled…', 'The court ruled…'],
    ['Un texte. Lire la suite', 'Un texte.'],
    ['Un texte… Lire la suite →', 'Un texte…'],
    ['Ein Satz. Der Beitrag X erschien zuerst auf Y.', 'Ein Satz.'],
    ['Een zin. Lees verder »', 'Een zin.'],
    ['Zdanie. Artykuł X pochodzi z serwisu Y.', 'Zdanie.'],
    ['Un testo. L’articolo X proviene da Y.', 'Un testo.'],
    ['記事です。続きを読む', '記事です。'],
    ['Текст. Сообщение X появились сначала на Y.', 'Текст.'],
    ['Bir metin. X yazısı ilk önce Y üzerinde ortaya çıktı.', 'Bir metin.'],
    ['نص. ظهرت المقالة X أولاً على Y.', 'نص.'],
    ['Text [Continue reading]', 'Text'],
    ['A text. Read more The post X first appeared on Y.', 'A text.'],
    [
      '<p>Picture</p> submitted by <a href="u">/u/someone</a> <a href="l">[link]</a> <a href="c">[comments]</a>',
      'Picture',
    ],
    ['Read more', ''],
  ])('%s', (html, text) => {
    expect(cleanText(html)).toBe(text)
  })

  it.each([
    'There is no more.',
    'He wants to know more',
    'The post office appeared first on the list. It burned.',
    'Questo formaggio proviene da Parma.',
    'Was steht im Artikel? Man kann ihn weiterlesen',
    'Prices (in euros)',
  ])('but not the text itself: %s', (text) => {
    expect(cleanText(text)).toBe(text)
  })

  it('in every language served', () => {
    for (const [language, phrases] of Object.entries(data.more))
      for (const phrase of phrases)
        expect({ language, text: cleanText(`Abc. ${phrase} →`) }).toEqual({ language, text: 'Abc.' })
    for (const { language, opens, says } of data.appeared)
      for (const words of says)
        for (const open of opens.length > 0 ? opens : [''])
          expect({ language, words, text: cleanText(`Abc. ${open} Xyz ${words} Site.`) }).toEqual({
            language,
            words,
            text: 'Abc.',
          })
  })
})

describe('the data', () => {
  it('fits its schema', () => {
    expect(boilerplateSchema.safeParse(data).error).toBeUndefined()
  })
  it('speaks every language served', () => {
    expect(Object.keys(data.more).sort()).toEqual([...LANGUAGES].sort())
    expect([...new Set(data.appeared.map(({ language }) => language))].sort()).toEqual([...LANGUAGES].sort())
  })
})
