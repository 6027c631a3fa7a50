import { describe, expect, it } from 'vitest'
import { FeedParseError } from '../../../src/feeds/index.ts'
import { only, parse, rss } from './helpers.ts'

const ITEM = '<item><title>t</title><link>https://news.example.org/a</link></item>'
const wrapped = (inner: string): string => `<rss version="2.0"><channel><title>c</title>${inner}</channel></rss>`

describe('what is not well-formed is read all the same', () => {
  it.each([
    ['a version that is missing', `<rss><channel>${ITEM}</channel></rss>`],
    [
      'upper case',
      `<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>t</TITLE><LINK>https://news.example.org/a</LINK></ITEM></CHANNEL></RSS>`,
    ],
    ['text before the declaration', `\n\n<br />PHP Warning: x\n<?xml version="1.0"?>${wrapped(ITEM)}`],
    ['a byte order mark', `\ufeff<?xml version="1.0"?>${wrapped(ITEM)}`],
    ['an unquoted attribute', `<rss version=2.0><channel>${ITEM}</channel></rss>`],
    ['an attribute without a value', `<rss version="2.0" new><channel>${ITEM}</channel></rss>`],
    ['an attribute twice', `<rss version="2.0" version="2.0"><channel>${ITEM}</channel></rss>`],
    ['items outside the channel', `<rss version="2.0"><channel><title>c</title></channel>${ITEM}</rss>`],
    ['items after the root', `<rss version="2.0"><channel></channel></rss>${ITEM}`],
    ['no root but a channel', `<channel>${ITEM}</channel>`],
    ['no end', `<rss version="2.0"><channel>${ITEM}<item><title>cut of`],
    ['no end of an item', wrapped('<item><title>t</title><link>https://news.example.org/a</link>')],
    ['no end of a title', wrapped('<item><title>t<link>https://news.example.org/a</link></item>')],
    [
      'no end of an unknown element',
      wrapped(`<item><title>t</title><link>https://news.example.org/a</link><x></item>`),
    ],
    ['an end without a start', wrapped(`</x></title>${ITEM}</b>`)],
    [
      'ends in the wrong order',
      wrapped('<item><title>t</link><link>https://news.example.org/a</title></item></channel>')
        .replace('t</link>', 't</title>')
        .replace('a</title>', 'a</link>'),
    ],
    ['a prefix that nobody declared', wrapped(ITEM.replace('<title>', '<x:y>no</x:y><title>'))],
    ['an HTML page around it', `<!DOCTYPE html><html><body>${wrapped(ITEM)}</body></html>`],
    ['a comment in the middle', wrapped(ITEM.replace('t</title>', '<!-- no -->t<!-- no --></title>'))],
    ['a stylesheet', `<?xml-stylesheet href="x.xsl"?>${wrapped(ITEM)}`],
    ['NUL bytes', wrapped(ITEM.replace('t</title>', '\0t\0</title>'))],
    ['a DTD', `<!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ELEMENT x ANY>]>${wrapped(ITEM)}`],
    [
      'a foreign default namespace',
      `<rss version="2.0" xmlns="http://unknown.example/ns"><channel>${ITEM}</channel></rss>`,
    ],
  ])('%s', async (_, body) => {
    expect(await only(body)).toMatchObject({ title: 't', url: 'https://news.example.org/a' })
  })
  it('starts a new item where the last one never ended', async () => {
    const { items } = await parse(
      wrapped(
        '<item><title>a</title><link>/a</link><item><description>b<link>/b</link><item><title>c</title><link>/c</link></item>',
      ),
    )
    expect(items.map(({ url }) => new URL(url).pathname)).toEqual(['/a', '/b', '/c'])
  })
  it('leaves out the last item of a cut feed where nothing would know it again', async () => {
    const { items } = await parse(`<rss version="2.0"><channel>${ITEM}<item><title>No id yet</title><description>so it`)
    expect(items).toHaveLength(1)
  })
  it("puts a DTD's own entities in", async () => {
    const body = `<!DOCTYPE rss [<!ENTITY firm "Acme &amp; Co">]>${wrapped('<item><title>&firm; fined</title><guid>1</guid></item>')}`
    expect((await only(body)).title).toBe('Acme & Co fined')
  })
  it('reads Atom elements in RSS by any prefix, and Dublin Core by a wrong namespace', async () => {
    const body = rss(
      '<item><title>t</title><guid>1</guid><a10:updated>2026-01-02T00:00:00Z</a10:updated><dc:creator>Ada</dc:creator></item>',
      'version="2.0" xmlns:a10="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1"',
    )
    expect(await only(body)).toMatchObject({ publishedAt: new Date('2026-01-02T00:00:00Z'), authors: ['Ada'] })
  })
  it('reads an Atom link in RSS by its own default namespace', async () => {
    const link = '<link xmlns="http://www.w3.org/2005/Atom" rel="alternate" href="https://news.example.org/a"/>'
    expect((await only(wrapped(`<item><title>t</title>${link}</item>`))).url).toBe('https://news.example.org/a')
  })
})

describe('what is no feed says what it is', () => {
  it.each([
    ['', /empty/],
    [' \n ', /empty/],
    ['<!DOCTYPE html><html><head><title>x</title></head></html>', /web page/],
    ['<?xml version="1.0"?><opml/>', /no RSS, Atom or RDF/],
    ['Just text', /no RSS, Atom or RDF/],
    ['[1,2]', /no RSS, Atom or RDF/],
  ])('%j', async (body, message) => {
    const failure = parse(body)
    await expect(failure).rejects.toThrow(FeedParseError)
    await expect(failure).rejects.toThrow(message)
  })
})
