import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isolated, plain, safeUrl, truncate } from '../../src/views/index.ts'

describe('plain text', () => {
  it.each([
    ['an escape sequence that clears the screen', 'Leak\u001b[2J now', 'Leak [2J now'],
    ['the 8-bit control sequence introducer', 'a\u009b31mb', 'a 31mb'],
    ['a forged OSC 8 link', '\u001b]8;;http://evil\u0007bank\u001b]8;;\u0007', ']8;;http://evil bank ]8;;'],
    ['line breaks of every kind', 'one\r\ntwo\u2028three\u0085four', 'one two three four'],
    ['a right-to-left override', 'user\u202Egpj.exe', 'usergpj.exe'],
    ['isolates and marks', '\u2066a\u2069\u200F\u061Cb', 'ab'],
    ['zero-width spaces, soft hyphens, byte order marks', 'pri\u200Bva\u00ADcy\uFEFF', 'privacy'],
    ['tag characters that hide text', `hi${'\u{E0041}\u{E0042}'}`, 'hi'],
    ['a joiner inside a Latin word', 'pass\u200Dword', 'password'],
    ['half a surrogate pair', 'a\uD800b', 'a\uFFFDb'],
    ['stacked marks', `Z${'\u0301'.repeat(50)}algo`, `Z${'\u0301'.repeat(4)}algo`],
  ])('loses %s', (_, hostile, harmless) => {
    expect(plain(hostile)).toBe(harmless)
  })

  it.each([
    ['accents, composed or not', 'Café Cafe\u0301 Việt'],
    ['Persian with its non-joiner', 'می\u200Cخواهم'],
    ['Hindi with a joiner', 'क्\u200Dष'],
    ['an emoji made of several', '👩\u200D💻 ❤\uFE0F'],
    ['Japanese', '個人情報の漏えい'],
  ])('keeps %s', (_, text) => {
    expect(plain(text)).toBe(text)
  })

  it('is stable, has no control or bidi character, and never throws, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const once = plain(text)
        expect(plain(once)).toBe(once)
        expect(once).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u200E\u200F]/u)
      }),
    )
  })

  it('takes time in proportion to the text', () => {
    for (const unit of ['\u200D', '\u0301', ' ', '\u202E', '\uFE0F', 'a\u200D']) {
      expect(plain(unit.repeat(200_000)).length).toBeLessThanOrEqual(400_000)
    }
  })

  it('keeps the direction of right-to-left text to itself', () => {
    expect(isolated('تسريب بيانات')).toBe('\u2068تسريب بيانات\u2069')
    expect(isolated('fuite de données')).toBe('fuite de données')
  })
})

describe('truncation', () => {
  it('ends at a word where one ends nearby, and says so', () => {
    expect(truncate('Netflix read motion data', 20)).toBe('Netflix read motion…')
    expect(truncate('short', 20)).toBe('short')
  })

  it('never cuts a character in two and never exceeds the limit', () => {
    expect(truncate('👩‍💻👩‍💻👩‍💻', 8)).toBe('👩‍💻…')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 0, max: 100 }), (text, limit) => {
        const cut = truncate(text, limit)
        expect(cut.length).toBeLessThanOrEqual(limit)
        expect(cut).not.toMatch(/\p{Surrogate}/u)
      }),
    )
  })
})

describe('a safe URL', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '/relative',
    '',
    'https://bank.example@evil.example/',
    'file:///etc/passwd',
  ])('is not %s', (url) => expect(safeUrl(url)).toBeNull())

  it('is http or https, in its normal form', () => {
    expect(safeUrl('https://exämple.org/a b>')).toBe('https://xn--exmple-cua.org/a%20b%3E')
  })
})
