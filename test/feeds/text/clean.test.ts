import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '../../../src/feeds/index.ts'
import { cut, looksLikeHtml, plainLine } from '../../../src/feeds/text/clean.ts'

describe('HTML to clean text', () => {
  it.each([
    ['<p>One</p><p>Two</p>', 'One Two'],
    ['<b>bi</b>g', 'big'],
    ['one<br>two<br/>three', 'one two three'],
    ['<ul><li>a</li><li>b</li></ul>', 'a b'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a b'],
    ['a<!-- b -->c', 'ac'],
    ['a<script>"</p>"</script>b<style>x{}</style>c', 'abc'],
    ['<iframe src="x">no</iframe>a<noscript>no</noscript>', 'a'],
    ['&lt;b&gt; &amp; &nbsp; &eacute; &#x2019; &hellip;', '<b> & é ’ …'],
    ['It&amp;#8217;s', 'It’s'],
    ['AT&T &copy 2026', 'AT&T © 2026'],
    ['a < b and c > d', 'a < b and c > d'],
    ['I <3 privacy', 'I <3 privacy'],
    ['<a href="a>b">x</a>', 'x'],
    ['<img alt="😀" class="wp-smiley" src="s.png"> hi', '😀 hi'],
    ['<img alt="no" src="s.png">hi', 'hi'],
    ['soft\u00adhyphen zero\u200bwidth', 'softhyphen zerowidth'],
    ['e\u0301', 'é'],
    ['half \ud83d surrogate', 'half surrogate'],
    ['\u0093quoted\u0094', '“quoted”'],
    ['<x:p>prefixed</x:p>', 'prefixed'],
    ['', ''],
  ])('%j', (html, text) => {
    expect(cleanText(html)).toBe(text)
  })

  it('never throws, and leaves nothing invisible or doubled', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc
            .array(
              fc.constantFrom(
                '<',
                '>',
                '&',
                '"',
                "'",
                '/',
                '!--',
                '-->',
                'p',
                'script',
                '&lt;',
                '&#',
                ';',
                ' ',
                '\0',
                '[…]',
                '\ud800',
              ),
            )
            .map((parts) => parts.join('')),
        ),
        (html) => {
          const text = cleanText(html)
          expect(text).not.toMatch(/\s\s|^\s|\s$/)
          expect([...text].filter((sign) => sign < ' ' || (sign >= '\x7f' && sign <= '\x9f'))).toEqual([])
        },
      ),
    )
  })
})

describe('lines', () => {
  it('decode references and keep what looks like a tag', () => {
    expect(plainLine('&amp;lt;b&gt; Caf&eacute;')).toBe('<b> Café')
  })
  it('are HTML when they close an element of HTML and have no other', () => {
    expect(['<b>x</b>', 'x<br>y', 'The <b> tag', 'Vec<T></T>', 'a </b> <T>'].map(looksLikeHtml)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })
  it('are cut at a word', () => {
    expect(cut('one two three', 10)).toBe('one two…')
    expect(cut('one', 10)).toBe('one')
    expect(cut('x'.repeat(20), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(cut(`${'x'.repeat(8)}😀😀`, 10)).toBe(`${'x'.repeat(8)}…`)
  })
})
