import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type OpmlFeed, readOpml, writeOpml } from '../../src/feeds/index.ts'

const feed = (changes: Partial<OpmlFeed> = {}): OpmlFeed => ({
  title: 'News',
  url: 'https://news.example/feed',
  homepage: null,
  language: null,
  folders: [],
  ...changes,
})

describe('an OPML file', () => {
  test('gives its feeds with their folders', () => {
    const text = `<?xml version="1.0"?><opml version="2.0"><head><title>My feeds</title></head><body>
      <outline text="Privacy"><outline text="Europe">
        <outline type="rss" text="CNIL &amp; friends" xmlUrl="https://cnil.example/rss?a=1&amp;b=2" htmlUrl="https://cnil.example/" language="FR"/>
      </outline></outline>
      <outline type="rss" title="Flat" text="ignored" xmlUrl="http://flat.example/feed"/>
    </body></opml>`
    expect(readOpml(text)).toEqual({
      title: 'My feeds',
      feeds: [
        feed({
          title: 'CNIL & friends',
          url: 'https://cnil.example/rss?a=1&b=2',
          homepage: 'https://cnil.example/',
          language: 'fr',
          folders: ['Privacy', 'Europe'],
        }),
        feed({ title: 'Flat', url: 'http://flat.example/feed' }),
      ],
      problems: [],
    })
  })

  test('is read as other readers really write it', () => {
    const text = `\uFEFF<OPML><BODY>
      <outline XMLURL=" https://a.example/feed " text="Upper case">
      </outline><outline xmlurl="feed://b.example/feed" text="feed scheme"/>
      <outline xmlUrl="feed:https://c.example/feed"/>
      <outline type="RSS" url="https://d.example/feed" text="Radio UserLand's way"/>
      <outline text="R&D &bogus; <b>"/>
      <outline xmlUrl="https://e.example/feed" text="not closed">`
    const { feeds, problems } = readOpml(text)
    expect(feeds.map(({ url }) => new URL(url).hostname)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}.example`),
    )
    expect(feeds[2]?.title).toBe('c.example')
    expect(problems).toEqual([])
  })

  test('tells what it could not take, and takes each feed once', () => {
    const text = `<opml><body>
      <outline text="Script" xmlUrl="javascript:alert(1)"/><outline text="Path" xmlUrl="/feed.xml"/>
      <outline xmlUrl="https://a.example/feed"/><outline xmlUrl="https://a.example/feed" text="again"/>
    </body></opml>`
    const { feeds, problems } = readOpml(text)
    expect(feeds).toHaveLength(1)
    expect(problems).toEqual(['"Script" has no http address: left out', '"Path" has no http address: left out'])
  })

  test.each([
    ['', 'this is no OPML: there is no tag in it'],
    ['feeds', 'this is no OPML: there is no tag in it'],
    ['<rss version="2.0"><outline xmlUrl="https://a.example/"/></rss>', 'this is no OPML: it begins with <rss>'],
    ['<opml><body/></opml>', 'there is no feed in it'],
  ])('%j: %s', (text, problem) => expect(readOpml(text).problems).toEqual([problem]))

  test('may be hostile', () => {
    const nested = `<opml>${'<outline text="x">'.repeat(100_000)}<outline xmlUrl="https://a.example/"/>`
    expect(readOpml(nested).feeds[0]?.folders.length).toBe(32)
    const many = `<opml>${Array.from({ length: 6_000 }, (_, n) => `<outline xmlUrl="https://a.example/${n}"/>`).join('')}`
    expect(readOpml(many)).toMatchObject({ feeds: { length: 5_000 }, problems: { length: 50 } })
    expect(readOpml(`<opml>${'<'.repeat(200_000)}`).feeds).toEqual([])
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><opml><outline text="&b;" xmlUrl="https://a.example/"/>'
    expect(readOpml(bomb).feeds[0]?.title).toBe('&b;')
    expect(
      readOpml(`<opml><outline text="${'x'.repeat(9_000)}" xmlUrl="https://a.example/"/>`).feeds[0]?.title,
    ).toHaveLength(300)
  })

  test('of any kind is read without an exception', () => {
    const part = fc.constantFrom(
      '<opml>',
      '<outline ',
      'xmlUrl="https://a.example/"',
      '/>',
      '</outline>',
      '<!--',
      ']]>',
      '&#0;',
      '"',
      '\0',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ unit: 'binary' }))), (parts) => {
        for (const { url } of readOpml(parts.join('')).feeds) expect(url).toMatch(/^https?:/)
      }),
    )
  })
})

describe('an export', () => {
  test('stands in folders', () => {
    const feeds = [feed({ folders: ['Tech'] }), feed({ title: 'Two', url: 'https://two.example/', folders: ['Tech'] })]
    expect(
      writeOpml(feeds, { title: 'Vigie', date: new Date('2026-11-25T10:00:00Z') }),
    ).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head>
    <title>Vigie</title>
    <dateCreated>Wed, 25 Nov 2026 10:00:00 GMT</dateCreated>
  </head>
  <body>
    <outline text="Tech">
      <outline type="rss" text="News" title="News" xmlUrl="https://news.example/feed"/>
      <outline type="rss" text="Two" title="Two" xmlUrl="https://two.example/"/>
    </outline>
  </body>
</opml>
`)
  })

  test('imported again gives the same feeds', () => {
    const text = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
      .map((raw) => raw.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim() || 'x')
    const anyFeed = fc.record({
      title: text,
      url: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href),
      homepage: fc.option(fc.webUrl().map((url) => new URL(url).href)),
      language: fc.constantFrom(null, 'fr', 'zh-hant'),
      folders: fc.array(text, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(fc.uniqueArray(anyFeed, { selector: ({ url }) => url }), text, (feeds, title) => {
        const { feeds: read, title: readTitle } = readOpml(writeOpml(feeds, { title }))
        const byUrl = (a: OpmlFeed, b: OpmlFeed) => (a.url < b.url ? -1 : 1)
        expect([...read].sort(byUrl)).toEqual([...feeds].sort(byUrl))
        expect(readTitle).toBe(title)
      }),
    )
  })
})
