import { describe, expect, it } from 'vitest'
import { atom, atomEntry, only, parse } from './helpers.ts'

describe('Atom 1.0 (RFC 4287): the feed', () => {
  it('has a title, a page and a language', async () => {
    const links = '<link rel="self" href="https://news.example.org/atom"/><link rel="alternate" href="/home"/>'
    const feed = await parse(atom(links, 'xmlns="http://www.w3.org/2005/Atom" xml:lang="nl"'))
    expect(feed).toMatchObject({
      format: 'atom',
      title: 'Feed',
      homepage: 'https://news.example.org/home',
      language: 'nl',
    })
  })
  it('may call its elements by any prefix', async () => {
    const body = `<x:feed xmlns:x="http://www.w3.org/2005/Atom"><x:title>T</x:title><x:entry><x:id>1</x:id><x:title>E</x:title><x:link href="/e"/></x:entry></x:feed>`
    expect(await parse(body)).toMatchObject({
      format: 'atom',
      title: 'T',
      items: [{ id: '1', title: 'E', url: 'https://news.example.org/e' }],
    })
  })
  it('gives its authors to the entries that name none (4.2.1)', async () => {
    const entries =
      '<entry><id>1</id><title>a</title></entry><entry><id>2</id><title>b</title><author><name>Own</name></author></entry>'
    const { items } = await parse(atom(`<author><name>Feed</name></author>${entries}`))
    expect(items.map(({ authors }) => authors)).toEqual([['Feed'], ['Own']])
  })
  it('names its hub', async () => {
    expect((await parse(atom('<link rel="hub" href="https://hub.example.org/"/>'))).hub).toBe(
      'https://hub.example.org/',
    )
  })
})

describe('Atom 1.0: text constructs (3.1)', () => {
  it.each([
    ['<title>Plain &amp; simple</title>', 'Plain & simple'],
    ['<title type="text">Less: &lt;</title>', 'Less: <'],
    ['<title type="text">&lt;em&gt;Not&lt;/em&gt; markup</title>', '<em>Not</em> markup'],
    ['<title type="html">Less: &lt;em> &amp;lt; &lt;/em></title>', 'Less: <'],
    ['<title type="html">&amp;lt;title> is an element</title>', '<title> is an element'],
    ['<title type="html"><![CDATA[A <b>big</b> deal]]></title>', 'A big deal'],
    ['<title type="html">It&amp;#8217;s</title>', 'It’s'],
    ['<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Less: <em> &lt; </em></div></title>', 'Less: <'],
    [
      '<title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">A <h:b>big</h:b> deal</h:div></title>',
      'A big deal',
    ],
    ['<title type="xhtml"><div>one<title>two</title> three</div></title>', 'one three'],
    ['<title>Loose &lt;b&gt;markup&lt;/b&gt;</title>', 'Loose markup'],
    ['<title type="text/plain">Old text</title>', 'Old text'],
  ])('%s', async (elements, title) => {
    expect((await atomEntry(elements)).title).toBe(title)
  })
  it('keeps the order of xhtml content', async () => {
    const xhtml =
      '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One <b>two</b> three.</p><p>Four <i>five</i> six.</p></div></content>'
    expect(await atomEntry(xhtml)).toMatchObject({
      content: 'One two three. Four five six.',
      summary: 'One two three. Four five six.',
    })
  })
  it('tells summary and content apart', async () => {
    const item = await atomEntry(
      '<summary>Short</summary><content type="html">&lt;p&gt;Long and longer&lt;/p&gt;</content>',
    )
    expect(item).toMatchObject({ summary: 'Short', content: 'Long and longer' })
  })
  it.each([
    ['<content type="text">a &lt;b&gt; c</content>', 'a <b> c'],
    ['<content type="image/png">iVBORw0KGgo=</content>', ''],
    ['<content type="application/xml"><x>data</x></content>', ''],
    ['<content type="text/html">&lt;p&gt;x&lt;/p&gt;</content>', 'x'],
    ['<summary>&lt;p&gt;untyped&lt;/p&gt;', 'untyped'],
  ])('%s', async (elements, summary) => {
    expect((await atomEntry(`<title>t</title>${elements}`)).summary).toBe(summary)
  })
})

describe('Atom 1.0: links', () => {
  it.each([
    ['<link href="/a"/>', 'https://news.example.org/a'],
    ['<link rel="enclosure" href="/e.mp3"/><link href="/a"/>', 'https://news.example.org/a'],
    [
      '<link rel="replies" href="/comments"/><link rel="alternate" type="text/html" href="/a"/>',
      'https://news.example.org/a',
    ],
    [
      '<link rel="alternate" type="application/json" href="/a.json"/><link rel="alternate" type="text/html" href="/a"/>',
      'https://news.example.org/a',
    ],
    ['<link rel="http://www.iana.org/assignments/relation/alternate" href="/a"/>', 'https://news.example.org/a'],
    ['<link rel="self" href="/self"/><id>https://news.example.org/id</id>', 'https://news.example.org/id'],
    ['<link rel="via" href="/via"/><id>tag:1</id>', 'https://news.example.org/via'],
    ['<link>https://news.example.org/text</link>', 'https://news.example.org/text'],
    ['<link href=" https://news.example.org/space "/>', 'https://news.example.org/space'],
    [
      '<link rel="self" href="/s"/><content src="https://news.example.org/src" type="text/html"/>',
      'https://news.example.org/src',
    ],
    ['<link href="?id=1&amp;b=2"/>', 'https://news.example.org/feeds/all.xml?id=1&b=2'],
  ])('%s', async (elements, url) => {
    expect((await atomEntry(`<title>t</title>${elements}`)).url).toBe(url)
  })
  it('are resolved against xml:base of feed, entry and element', async () => {
    const body = (attributes: string, link: string): string =>
      atom(
        `<entry ${attributes}><id>1</id><title>t</title>${link}</entry>`,
        'xmlns="http://www.w3.org/2005/Atom" xml:base="https://base.example/f/"',
      )
    expect((await only(body('', '<link href="a"/>'))).url).toBe('https://base.example/f/a')
    expect((await only(body('xml:base="e/"', '<link href="a"/>'))).url).toBe('https://base.example/f/e/a')
    expect((await only(body('xml:base="e/"', '<link xml:base="/l/" href="a"/>'))).url).toBe('https://base.example/l/a')
  })
  it('resolve pictures of the content against its base', async () => {
    const content = '<content type="html" xml:base="https://base.example/d/">&lt;img src="p.jpg"&gt;</content>'
    expect((await atomEntry(content)).image).toBe('https://base.example/d/p.jpg')
  })
})

describe('Atom 1.0: dates, people, categories, languages', () => {
  it('tells published and updated apart', async () => {
    const item = await atomEntry(
      '<published>2026-01-02T03:04:05+01:00</published><updated>2026-01-03T00:00:00.25Z</updated>',
    )
    expect(item).toMatchObject({
      publishedAt: new Date('2026-01-02T02:04:05Z'),
      updatedAt: new Date('2026-01-03T00:00:00Z'),
    })
  })
  it('was published when it was updated, where it says no more', async () => {
    expect((await atomEntry('<updated>2026-01-03T00:00:00Z</updated>')).publishedAt).toEqual(
      new Date('2026-01-03T00:00:00Z'),
    )
  })
  it('survives a date that is none', async () => {
    const { items } = await parse(
      atom(
        '<entry><id>1</id><published>soon</published></entry><entry><id>2</id><updated>2026-01-03</updated></entry>',
      ),
    )
    expect(items.map(({ publishedAt }) => publishedAt)).toEqual([null, new Date('2026-01-03T00:00:00Z')])
  })
  it('has categories by label, else by term, and those of Dublin Core', async () => {
    const item = await atomEntry(
      '<category term="law" label="Law &amp; order"/><category term="it"/><dc:subject>News</dc:subject><category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>',
    )
    expect(item.categories).toEqual(['Law & order', 'it', 'News'])
  })
  it.each([
    [
      '<author><name>Ada</name><uri>https://a.example</uri><email>a@b.example</email></author><author><name>Bob</name></author>',
      ['Ada', 'Bob'],
    ],
    ['<author><email>a@b.example</email></author>', ['a@b.example']],
    ['<dc:creator>Dublin</dc:creator>', ['Dublin']],
    ['<contributor><name>Not an author</name></contributor>', []],
    ['<source><author><name>Elsewhere</name></author><title>No</title></source>', []],
  ])('%s', async (elements, authors) => {
    expect((await atomEntry(`<title>t</title>${elements}`)).authors).toEqual(authors)
  })
  it('has the language of its title, else its own, else the feed’s', async () => {
    const entries = [
      '<entry xml:lang="de"><id>1</id><title xml:lang="fr-BE">a</title></entry>',
      '<entry xml:lang="de"><id>2</id><title>b</title></entry>',
      '<entry><id>3</id><title>c</title></entry>',
    ]
    const { items } = await parse(atom(entries.join(''), 'xmlns="http://www.w3.org/2005/Atom" xml:lang="en"'))
    expect(items.map(({ language }) => language)).toEqual(['fr', 'de', 'en'])
  })
  it('has the picture that Media RSS or an enclosure names', async () => {
    expect((await atomEntry('<link href="/a"/><link rel="enclosure" type="image/png" href="/e.png"/>')).image).toBe(
      'https://news.example.org/e.png',
    )
    expect(
      (await atomEntry('<media:group><media:title>no</media:title><media:thumbnail url="/t.jpg"/></media:group>'))
        .image,
    ).toBe('https://news.example.org/t.jpg')
  })
})

describe('Atom 0.3', () => {
  it('is read by its old names', async () => {
    const body = `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old</title><link rel="alternate" type="text/html" href="https://old.example/"/>
      <entry><title mode="escaped" type="text/html">A &lt;i&gt;title&lt;/i&gt;</title><link rel="alternate" type="text/html" href="https://old.example/1"/><id>tag:old,1</id>
      <issued>2004-05-06T07:08:09Z</issued><modified>2004-05-07T00:00:00Z</modified><content mode="xml" type="application/xhtml+xml"><div>Some <em>text</em></div></content></entry>
      <entry><title>b</title><id>tag:old,2</id><summary mode="base64" type="text/html">PHA+QmFzZSA2NDwvcD4=</summary></entry></feed>`
    expect(await parse(body)).toMatchObject({
      format: 'atom',
      homepage: 'https://old.example/',
      items: [
        {
          id: 'tag:old,1',
          title: 'A title',
          url: 'https://old.example/1',
          content: 'Some text',
          publishedAt: new Date('2004-05-06T07:08:09Z'),
          updatedAt: new Date('2004-05-07T00:00:00Z'),
        },
        { id: 'tag:old,2', summary: 'Base 64' },
      ],
    })
  })
})
