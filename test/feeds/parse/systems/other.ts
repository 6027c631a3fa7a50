import iconv from 'iconv-lite'
import { ARTICLES, type Article, cdata, escaped, html, rfc822, w3c } from './articles.ts'
import { page, type System } from './system.ts'

const items = (item: (article: Article) => string): string => ARTICLES.map(item).join('\n')
const first = (article: Article): string => article.paragraphs[0] ?? ''
const RDF_ROOT =
  'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
const RDF = { format: 'rdf', homepage: 'https://example.org/', dates: 'second', authors: true, tags: true } as const
const JSON_FEED = {
  format: 'json',
  homepage: 'https://example.org/',
  dates: 'second',
  text: 'full',
  authors: true,
  tags: true,
} as const
const seq = (link: (article: Article) => string): string =>
  `<items><rdf:Seq>${items((a) => `<rdf:li rdf:resource="${escaped(link(a))}"/>`)}</rdf:Seq></items>`

const nikki = page('https://example.org/diary/')
const slash = (a: Article): string => `https://example.org/story/${a.number}`

export const OTHER_SYSTEMS: readonly System[] = [
  {
    ...RDF,
    name: 'a Japanese portal in RSS 1.0',
    language: 'ja',
    text: 'full',
    page: nikki,
    body: `<?xml version="1.0" encoding="utf-8"?><rdf:RDF ${RDF_ROOT} xml:lang="ja"><channel rdf:about="https://example.org/index.rdf"><title>見張り番</title><link>https://example.org/</link><description>x</description><dc:language>ja</dc:language><dc:date>2026-11-24T15:15:30+09:00</dc:date>${seq(nikki)}</channel>
${items((a) => `<item rdf:about="${nikki(a)}"><title>${escaped(a.title)}</title><link>${nikki(a)}</link><description>${escaped(first(a))}</description><content:encoded>${cdata(html(a))}</content:encoded>${a.tags.map((tag) => `<dc:subject>${escaped(tag)}</dc:subject>`).join('')}<dc:creator>${escaped(a.author)}</dc:creator><dc:date>${w3c(a.date, 9)}</dc:date></item>`)}</rdf:RDF>`,
  },
  {
    ...RDF,
    name: 'Slash in RSS 1.0',
    language: 'en',
    text: 'first paragraph',
    page: slash,
    body: `<?xml version="1.0" encoding="ISO-8859-1"?><rdf:RDF ${RDF_ROOT} xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:syn="http://purl.org/rss/1.0/modules/syndication/"><channel rdf:about="https://example.org/"><title>Slash</title><link>https://example.org/</link><description>x</description><dc:language>en-us</dc:language><syn:updatePeriod>hourly</syn:updatePeriod><syn:updateFrequency>2</syn:updateFrequency>${seq(slash)}<image rdf:resource="https://example.org/i.png"/></channel><image rdf:about="https://example.org/i.png"><title>no</title><url>https://example.org/i.png</url><link>https://example.org/</link></image>
${items((a) => `<item rdf:about="${slash(a)}"><title>${ascii(a.title)}</title><link>${slash(a)}?utm_source=rss1.0&amp;utm_medium=feed</link><description>${ascii(first(a))}</description><dc:creator>${ascii(a.author)}</dc:creator><dc:date>${w3c(a.date)}</dc:date>${a.tags.map((tag) => `<dc:subject>${ascii(tag)}</dc:subject>`).join('')}<slash:department>x</slash:department></item>`)}<textinput rdf:about="https://example.org/search"><title>no</title><link>https://example.org/search</link></textinput></rdf:RDF>`,
  },
  {
    ...RDF,
    name: 'RSS 0.90',
    language: null,
    text: 'none',
    dates: 'none',
    authors: false,
    tags: false,
    page: page('https://example.org/90/'),
    body: `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel><title>Ninety</title><link>https://example.org/</link><description>x</description></channel><image><title>no</title><url>https://example.org/i.gif</url><link>https://no.example.org/</link></image>
${items((a) => `<item><title>${escaped(a.title)}</title><link>https://example.org/90/${a.slug}</link></item>`)}</rdf:RDF>`,
  },
  {
    ...RDF,
    name: 'a weblog in Shift_JIS',
    language: 'ja',
    text: 'none',
    authors: false,
    tags: false,
    page: page('https://example.org/sjis/'),
    contentType: 'application/xml',
    body: iconv.encode(
      `<?xml version="1.0" encoding="Shift_JIS"?><rdf:RDF ${RDF_ROOT} xml:lang="ja"><channel rdf:about="https://example.org/"><title>日記</title><link>https://example.org/</link></channel>
${items((a) => `<item rdf:about="https://example.org/sjis/${a.slug}"><title>${a.title.includes('個') ? a.title : ascii(a.title)}</title><link>https://example.org/sjis/${a.slug}</link><dc:date>${w3c(a.date, 9)}</dc:date></item>`)}</rdf:RDF>`,
      'shift_jis',
    ),
  },
  {
    ...JSON_FEED,
    name: 'Micro.blog, JSON Feed 1.1',
    language: 'en',
    page: page('https://example.org/2026/11/', '.html'),
    body: JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Micro',
      home_page_url: 'https://example.org/',
      feed_url: 'https://example.org/feed.json',
      language: 'en-US',
      items: ARTICLES.map((a) => ({
        id: `https://example.org/2026/11/${a.slug}.html`,
        title: a.title,
        content_html: html(a),
        date_published: w3c(a.date, -6),
        url: `https://example.org/2026/11/${a.slug}.html`,
        authors: [{ name: a.author }],
        tags: a.tags,
      })),
    }),
  },
  {
    ...JSON_FEED,
    name: 'a link blog, JSON Feed 1.0',
    language: null,
    tags: false,
    text: 'first paragraph',
    page: page('https://example.org/linked/'),
    body: JSON.stringify(
      {
        version: 'https://jsonfeed.org/version/1',
        title: 'Links',
        home_page_url: 'https://example.org/',
        user_comment: 'x',
        items: ARTICLES.map((a) => ({
          id: a.number,
          url: `https://example.org/linked/${a.slug}`,
          external_url: `https://example.net/${a.slug}`,
          title: a.title,
          content_text: first(a),
          date_published: a.date.toISOString(),
          author: { name: a.author },
        })),
      },
      null,
      2,
    ),
  },
  {
    format: 'rss',
    homepage: 'https://social.example.org/@lookout',
    name: 'Mastodon',
    language: null,
    dates: 'second',
    text: 'full',
    authors: false,
    tags: false,
    page: (a) => `https://social.example.org/@lookout/1100${a.number}`,
    title: (a) => first(a),
    body: `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Lookout</title><description>Public posts</description><link>https://social.example.org/@lookout</link><image><url>https://files.example.org/a.png</url><title>Lookout</title><link>https://social.example.org/@lookout</link></image><webfeeds:icon>https://files.example.org/a.png</webfeeds:icon><generator>Mastodon v4.5</generator>
${items((a) => `<item><guid isPermaLink="true">https://social.example.org/@lookout/1100${a.number}</guid><link>https://social.example.org/@lookout/1100${a.number}</link><pubDate>${rfc822(a.date)}</pubDate><description>${escaped(html(a))}</description><media:content url="https://files.example.org/${a.number}.png" type="image/png" fileSize="1" medium="image"><media:rating scheme="urn:simple">nonadult</media:rating><media:description type="plain">A description of the picture</media:description></media:content></item>`)}</channel></rss>`,
  },
]

/** In ASCII, as XML can say everything. */
function ascii(text: string): string {
  return escaped(text).replace(/[^\x20-\x7e]/gu, (sign) => `&#x${sign.codePointAt(0)?.toString(16)};`)
}
