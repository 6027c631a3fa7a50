import { describe, expect, it } from 'vitest'
import { only, parse, rss, rssItem } from './helpers.ts'

describe('RSS 2.0: the channel', () => {
  it('has a title, a homepage and a language', async () => {
    const feed = await parse(rss('<language>fr-CA</language>'))
    expect(feed).toMatchObject({
      format: 'rss',
      title: 'Channel',
      homepage: 'https://news.example.org/',
      language: 'fr',
    })
  })
  it('says how long it may be kept (ttl, in minutes)', async () => {
    expect((await parse(rss('<ttl>90</ttl>'))).ttlMinutes).toBe(90)
  })
  it.each(['<ttl>0</ttl>', '<ttl>soon</ttl>', '<ttl/>', ''])('has no wish where %j says none', async (ttl) => {
    expect((await parse(rss(ttl))).ttlMinutes).toBeNull()
  })
  it.each([
    ['hourly', '2', 30],
    ['daily', '1', 1_440],
    ['weekly', '', 10_080],
  ])('updates %s, %s times a period (syndication module)', async (period, frequency, minutes) => {
    const sy = `<sy:updatePeriod> ${period} </sy:updatePeriod><sy:updateFrequency>${frequency}</sy:updateFrequency>`
    expect((await parse(rss(sy))).ttlMinutes).toBe(minutes)
  })
  it('names the hours not to be polled in: 0 to 23, and 24 for midnight as RSS 0.91 counted', async () => {
    const hours = [1, 24, 7, 99].map((hour) => `<hour>${hour}</hour>`).join('')
    expect((await parse(rss(`<skipHours>${hours}</skipHours>`))).skipHours).toEqual([0, 1, 7])
  })
  it('names the days not to be polled on', async () => {
    const days = ['Sunday', ' saturday ', 'Sunday', 'Caturday'].map((day) => `<day>${day}</day>`).join('')
    expect((await parse(rss(`<skipDays>${days}</skipDays>`))).skipDays).toEqual([0, 6])
    expect((await parse(rss(''))).skipDays).toEqual([])
  })
  it('names its WebSub hub', async () => {
    const links = '<atom:link rel="self" href="/f"/><atom:link rel="hub" href="https://hub.example.org/"/>'
    expect(await parse(rss(links))).toMatchObject({
      hub: 'https://hub.example.org/',
      homepage: 'https://news.example.org/',
    })
  })
  it("doesn't take the picture's or the text input's title and link for its own", async () => {
    const others = ['image', 'textInput'].map(
      (name) => `<${name}><title>No</title><link>https://no.example</link></${name}>`,
    )
    const feed = await parse(
      `<rss version="2.0"><channel>${others.join('')}<title>Yes</title><link>https://yes.example/</link></channel></rss>`,
    )
    expect(feed).toMatchObject({ title: 'Yes', homepage: 'https://yes.example/' })
  })
  it('is called by its host where it has no title', async () => {
    expect((await parse('<rss version="2.0"><channel><item><title>x</title></item></channel></rss>')).title).toBe(
      'news.example.org',
    )
  })
  it('may have no items', async () => {
    expect((await parse(rss(''))).items).toEqual([])
  })
})

describe('RSS 2.0: the title of an item', () => {
  it.each([
    ['<title>Plain</title>', 'Plain'],
    ['<title><![CDATA[In <CDATA>]]></title>', 'In <CDATA>'],
    ['<title>AT&amp;T pays</title>', 'AT&T pays'],
    ['<title>AT&T pays</title>', 'AT&T pays'],
    ['<title>It&amp;#8217;s</title>', 'It’s'],
    ['<title>It&#8217;s</title>', 'It’s'],
    ['<title>Caf&eacute;</title>', 'Café'],
    ['<title>Caf&amp;eacute; &amp;amp; bar</title>', 'Café & bar'],
    ['<title>Say &#147;no&#148;</title>', 'Say “no”'],
    ['<title>A <b>big</b> deal</title>', 'A big deal'],
    ['<title>A &lt;b&gt;big&lt;/b&gt; deal</title>', 'A big deal'],
    ['<title><![CDATA[A <em>big</em> deal]]></title>', 'A big deal'],
    ['<title>The &lt;b&gt; tag</title>', 'The <b> tag'],
    ['<title>Vec&lt;T&gt; is safe</title>', 'Vec<T> is safe'],
    ['<title>5 &lt; 6 and 7 > 3</title>', '5 < 6 and 7 > 3'],
    ['<title>\n  spread\n\tout  </title>', 'spread out'],
    ['<title>con\u0001trol\u200b</title>', 'control'],
    ['<title>turned \u202ereve\u202c</title>', 'turned reve'],
    ['<title/><dc:title>Dublin</dc:title>', 'Dublin'],
    ['<dc:title>Dublin</dc:title><title>Own</title>', 'Own'],
    ['<title></title><media:title>Media</media:title>', 'Media'],
    [
      '<media:content url="x.jpg" medium="image"><media:title>jane</media:title></media:content><title>Own</title>',
      'Own',
    ],
    ['<source url="https://x.example"><title>No</title></source><title>Own</title>', 'Own'],
  ])('%s', async (elements, title) => {
    expect((await rssItem(elements)).title).toBe(title)
  })
  it('is the first sentence of the text where there is none', async () => {
    const item = await rssItem('<description>The court fined the company. More follows.</description>')
    expect(item.title).toBe('The court fined the company.')
  })
  it('is told by the address where there is no text either', async () => {
    expect((await rssItem('<link>https://news.example.org/2026/big-privacy-win.html</link>')).title).toBe(
      'big privacy win',
    )
  })
})

describe('RSS 2.0: the link of an item', () => {
  it.each([
    ['<link>https://news.example.org/a</link>', 'https://news.example.org/a'],
    ['<link>\n https://news.example.org/a \n</link>', 'https://news.example.org/a'],
    ['<link><![CDATA[https://news.example.org/?a=1&b=2]]></link>', 'https://news.example.org/?a=1&b=2'],
    ['<link>https://news.example.org/?a=1&b=2</link>', 'https://news.example.org/?a=1&b=2'],
    ['<link>/relative</link>', 'https://news.example.org/relative'],
    ['<link>sibling</link>', 'https://news.example.org/feeds/sibling'],
    ['<link>//other.example/x</link>', 'https://other.example/x'],
    ['<link>www.example.org/x</link>', 'https://www.example.org/x'],
    ['<link/><guid>https://news.example.org/g</guid>', 'https://news.example.org/g'],
    ['<guid isPermaLink="true">https://news.example.org/g</guid>', 'https://news.example.org/g'],
    ['<guid isPermaLink="false">https://news.example.org/?p=7</guid>', 'https://news.example.org/?p=7'],
    ['<guid isPermaLink="false">https://news.example.org/?p=7</guid><link>/own</link>', 'https://news.example.org/own'],
    ['<link></link><atom:link href="https://news.example.org/at"/>', 'https://news.example.org/at'],
    ['<atom:link rel="self" href="/self"/><link>/own</link>', 'https://news.example.org/own'],
    ['<link href="https://news.example.org/h"/>', 'https://news.example.org/h'],
    ['<link>javascript:alert(1)</link><guid>https://news.example.org/g</guid>', 'https://news.example.org/g'],
    ['<link>https://user:secret@news.example.org/a</link>', 'https://news.example.org/a'],
    ['<link>https://news.example.org/a?utm_source=rss&amp;id=3</link>', 'https://news.example.org/a?id=3'],
    ['<link xml:base="https://other.example/dir/">x</link>', 'https://other.example/dir/x'],
    [
      '<link>https://feeds.example.net/~r/x</link><feedburner:origLink>https://news.example.org/o</feedburner:origLink>',
      'https://news.example.org/o',
    ],
    [
      '<link/><enclosure url="https://cdn.example.org/e.mp3" type="audio/mpeg" length="1"/>',
      'https://cdn.example.org/e.mp3',
    ],
  ])('%s', async (elements, url) => {
    expect((await rssItem(elements)).url).toBe(url)
  })
  it('leads to a place on the homepage where there is none at all, and to the same one at the next poll', async () => {
    const body = rss('<item><title>No link</title><description>Nowhere</description></item>')
    const item = await only(body)
    expect(item.url).toMatch(/^https:\/\/news\.example\.org\/#[0-9a-f]{12}$/)
    expect(await only(body)).toEqual(item)
  })
  it('is resolved against the nearest xml:base', async () => {
    const item = '<item xml:base="b/"><title>x</title><link>c</link></item>'
    const body = `<rss version="2.0" xml:base="https://base.example/a/"><channel>${item}</channel></rss>`
    expect((await only(body)).url).toBe('https://base.example/a/b/c')
  })
})

describe('RSS 2.0: the identity of an item', () => {
  it.each([
    ['<guid>abc</guid>', 'abc'],
    ['<guid isPermaLink="false"> abc </guid>', 'abc'],
    ['<guid isPermaLink="false"/><link>/a</link>', 'https://news.example.org/a'],
    ['<atom:id>tag:x</atom:id>', 'tag:x'],
    ['<dc:identifier>doi:1</dc:identifier>', 'doi:1'],
    ['<link>http://www.news.example.org/a/?utm_source=rss#top</link>', 'https://news.example.org/a'],
  ])('%s', async (elements, id) => {
    expect((await rssItem(elements)).id).toBe(id)
  })
  it('is the page where one guid stands for several', async () => {
    const { items } = await parse(
      rss(
        ['a', 'b']
          .map((page) => `<item><title>${page}</title><guid isPermaLink="false">0</guid><link>/${page}</link></item>`)
          .join(''),
      ),
    )
    expect(items.map(({ id }) => id)).toEqual(['https://news.example.org/a', 'https://news.example.org/b'])
  })
  it('is told once where a feed repeats itself', async () => {
    const { items } = await parse(rss('<item><title>x</title><guid>1</guid></item>'.repeat(3)))
    expect(items).toHaveLength(1)
  })
  it('is short, however long the guid', async () => {
    expect((await rssItem(`<guid>${'x'.repeat(5_000)}</guid>`)).id).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('RSS 2.0: the texts of an item', () => {
  it('has a description as its summary', async () => {
    const item = await rssItem('<description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</description>')
    expect(item).toMatchObject({ summary: 'One. Two.', content: '' })
  })
  it('has a content of its own beside the description (content module)', async () => {
    const item = await rssItem(
      '<content:encoded><![CDATA[<p>All of it, and more.</p>]]></content:encoded><description>Short</description>',
    )
    expect(item).toMatchObject({ summary: 'Short', content: 'All of it, and more.' })
  })
  it('has a summary where there is a content only', async () => {
    const item = await rssItem('<content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded>')
    expect(item).toMatchObject({ summary: 'All of it.', content: 'All of it.' })
  })
  it('cuts a long description at a word and keeps the whole as content', async () => {
    const { summary, content } = await rssItem(`<description>${'words '.repeat(600)}</description>`)
    expect(summary).toMatch(/words…$/)
    expect(summary.length).toBeLessThanOrEqual(2_000)
    expect(content).toHaveLength(600 * 6 - 1)
  })
  it('is not longer than the longest that is kept', async () => {
    const { summary, content } = await rssItem(`<description>${'漢字'.repeat(40_000)}</description>`)
    expect([summary.length, content.length]).toEqual([2_000, 20_000])
  })
  it.each([
    ['<description>a &lt; b &amp;amp; c</description>', 'a < b & c'],
    ['<description><![CDATA[x<script>alert(1)</script><style>p{}</style>y]]></description>', 'xy'],
    ['<description>one<br/>two</description>', 'one two'],
    ['<description><div>in <i>line</i> markup</div></description>', 'in line markup'],
    ['<description>&amp;lt;p&amp;gt;twice&amp;lt;/p&amp;gt;</description>', 'twice'],
    ['<description><![CDATA[unclosed <b>bold <a href="x]]></description>', 'unclosed bold'],
    ['<description>half <![CDATA[and <b>half</b>]]></description>', 'half and half'],
    ['<description><![CDATA[a]]>b<![CDATA[c]]></description>', 'abc'],
    ['<description/><itunes:summary>Podcast</itunes:summary>', 'Podcast'],
    ['<dc:description>Dublin</dc:description>', 'Dublin'],
    ['<media:group><media:description>Video</media:description></media:group>', 'Video'],
    [
      '<xhtml:body xmlns:xhtml="http://www.w3.org/1999/xhtml"><xhtml:p>In &lt;XHTML&gt;</xhtml:p></xhtml:body>',
      'In <XHTML>',
    ],
  ])('%s', async (elements, summary) => {
    expect((await rssItem(elements)).summary).toBe(summary)
  })
})

describe('RSS 2.0: who, what about, which language', () => {
  it.each([
    ['<author>lawyer@example.org (Lawyer Boyer)</author>', ['Lawyer Boyer']],
    ['<author>Jane Doe &lt;jane@example.org&gt;</author>', ['Jane Doe']],
    ['<author>Jane Doe</author>', ['Jane Doe']],
    ['<dc:creator>Jane</dc:creator><dc:creator><![CDATA[Jos&#233;]]></dc:creator>', ['Jane', 'José']],
    ['<atom:author><atom:name>Ada</atom:name><atom:email>a@b.example</atom:email></atom:author>', ['Ada']],
    ['<dc:creator>Jane</dc:creator><author>Jane</author>', ['Jane']],
    ['<itunes:author>Pod</itunes:author>', ['Pod']],
    ['<author/>', []],
  ])('%s', async (elements, authors) => {
    expect((await rssItem(elements)).authors).toEqual(authors)
  })
  it.each([
    ['<category>A</category><category domain="https://x.example">B</category>', ['A', 'B']],
    ['<category><![CDATA[R&D]]></category><category> R&amp;D </category>', ['R&D']],
    ['<dc:subject>Privacy</dc:subject><category>Law</category>', ['Law', 'Privacy']],
    ['<media:keywords>one, two</media:keywords>', ['one', 'two']],
    ['<category/>', []],
  ])('%s', async (elements, categories) => {
    expect((await rssItem(elements)).categories).toEqual(categories)
  })
  it.each([
    ['<dc:language>de-AT</dc:language>', 'de'],
    ['<title xml:lang="ja">題</title>', 'ja'],
    ['<dc:language>no</dc:language>', 'nb'],
    ['<dc:language>eng</dc:language>', 'en'],
    ['<dc:language>zh_Hant_TW</dc:language>', 'zh'],
    ['<dc:language>English!</dc:language>', 'fr'],
    ['', 'fr'],
  ])('%s in a French channel', async (elements, language) => {
    expect((await only(rss(`<language>fr</language><item><link>/a</link>${elements}</item>`))).language).toBe(language)
  })
})

describe('RSS 2.0: the picture of an item', () => {
  it.each([
    ['<enclosure url="/e.jpg" type="image/jpeg" length="1"/>', 'https://news.example.org/e.jpg'],
    ['<enclosure url="/e.mp3" type="audio/mpeg" length="1"/>', null],
    ['<media:thumbnail url="https://cdn.example/t.png"/>', 'https://cdn.example/t.png'],
    [
      '<media:group><media:content url="/v.mp4" type="video/mp4"/><media:content url="/i" medium="image"/></media:group>',
      'https://news.example.org/i',
    ],
    ['<itunes:image href="/pod.png"/>', 'https://news.example.org/pod.png'],
    ['<image><url>/i.gif</url><title>no</title></image>', 'https://news.example.org/i.gif'],
    [
      '<description>&lt;img src="/first.jpg"&gt; &lt;img src="/second.jpg"&gt;</description>',
      'https://news.example.org/first.jpg',
    ],
    [
      '<description>&lt;img src="https://x.example/p.gif" width="1" height="1"&gt;&lt;img src="/real.jpg"&gt;</description>',
      'https://news.example.org/real.jpg',
    ],
    ['<description>&lt;img src="https://pixel.wp.com/g.gif"&gt;</description>', null],
    ['<description>&lt;img src="data:image/png;base64,AA"&gt;</description>', null],
  ])('%s', async (elements, image) => {
    expect((await rssItem(`<link>/a</link>${elements}`)).image).toBe(image)
  })
})

describe('RSS 0.9x', () => {
  it.each(['0.91', '0.92', '0.93', '0.94', '1.0', '2.0.1', '2.0', ''])('version %j is RSS', async (version) => {
    const feed = await parse(rss('<item><title>x</title><link>/x</link></item>', version ? `version="${version}"` : ''))
    expect(feed).toMatchObject({ format: 'rss', items: [{ title: 'x', url: 'https://news.example.org/x' }] })
  })
  it('may have a DOCTYPE of Netscape', async () => {
    const doctype =
      '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    expect(
      await only(`${doctype}<rss version="0.91"><channel><item><title>x</title></item></channel></rss>`),
    ).toMatchObject({ title: 'x' })
  })
})
