import iconv from 'iconv-lite'
import { ARTICLES, type Article, cdata, escaped, html, rfc822, w3c } from './articles.ts'
import { page, type System } from './system.ts'

const DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
const CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
const ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"'
const MEDIA = 'xmlns:media="http://search.yahoo.com/mrss/"'
const SY = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
const items = (item: (article: Article) => string): string => ARTICLES.map(item).join('\n')
const tags = (article: Article): string => article.tags.map((tag) => `<category>${cdata(tag)}</category>`).join('')
const first = (article: Article): string => article.paragraphs[0] ?? ''
const RSS = {
  format: 'rss',
  homepage: 'https://example.org/',
  dates: 'second',
  text: 'full',
  authors: true,
  tags: true,
} as const
const FIRST = { ...RSS, text: 'first paragraph' } as const

const wordpress = page('https://example.org/2026/11/', '/')
const drupal = page('https://example.org/news/')
const typo3 = page('https://example.org/aktuell/', '.html')
const joomla = (article: Article): string => `https://example.org/index.php/blog/${article.number}-${article.slug}`
const arc = page('https://example.org/technology/', '/')

export const RSS_SYSTEMS: readonly System[] = [
  {
    ...RSS,
    name: 'WordPress',
    language: 'en',
    page: wordpress,
    body: `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" ${CONTENT} xmlns:wfw="http://wellformedweb.org/CommentAPI/" ${DC} ${ATOM} ${SY} xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>The Lookout</title><atom:link href="https://example.org/feed/" rel="self" type="application/rss+xml" /><link>https://example.org/</link><description>News</description><lastBuildDate>${rfc822(new Date('2026-11-24T06:15:30Z'))}</lastBuildDate><language>en-US</language><sy:updatePeriod>
	hourly	</sy:updatePeriod><sy:updateFrequency>
	1	</sy:updateFrequency><generator>https://wordpress.org/?v=6.8</generator><image><url>https://example.org/icon.png</url><title>The Lookout</title><link>https://example.org/</link></image>
${items((a) => `<item><title>${a.title.replaceAll('&', '&#038;').replaceAll('<', '&#60;')}</title><link>${wordpress(a)}?utm_source=rss&#038;utm_medium=rss&#038;utm_campaign=${a.slug}</link><comments>${wordpress(a)}#respond</comments><dc:creator>${cdata(a.author)}</dc:creator><pubDate>${rfc822(a.date)}</pubDate>${tags(a)}<guid isPermaLink="false">https://example.org/?p=${a.number}</guid><description>${cdata(`<p>${escaped(first(a))} [&#8230;]</p>\n<p>The post <a href="${wordpress(a)}">${escaped(a.title)}</a> appeared first on <a href="https://example.org">The Lookout</a>.</p>\n`)}</description><content:encoded>${cdata(`${html(a)}\n<p>The post <a href="${wordpress(a)}">${escaped(a.title)}</a> appeared first on <a href="https://example.org">The Lookout</a>.</p>\n`)}</content:encoded><wfw:commentRss>${wordpress(a)}feed/</wfw:commentRss><slash:comments>0</slash:comments></item>`)}</channel></rss>`,
  },
  {
    ...RSS,
    name: 'Drupal',
    language: 'en',
    page: drupal,
    body: `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xml:base="https://example.org/news" ${DC}><channel><title>News</title><link>https://example.org/</link><description/><language>en</language>
${items((a) => `<item><title>${escaped(a.title)}</title><link>/news/${a.slug}</link><description>${escaped(`<div class="field field--name-body"><div class="field__item">${html(a)}</div></div>`)}</description>${a.tags.map((tag) => `<category domain="https://example.org/tags">${escaped(tag)}</category>`).join('')}<pubDate>${rfc822(a.date, 1)}</pubDate><dc:creator>${escaped(a.author)}</dc:creator><guid isPermaLink="false">${a.number} at https://example.org</guid></item>`)}</channel></rss>`,
  },
  {
    ...FIRST,
    name: 'TYPO3',
    language: 'de',
    page: typo3,
    authors: false,
    body: `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" ${CONTENT} ${ATOM}><channel><title>Aktuelles</title><link>https://example.org/</link><description></description><language>de-DE</language><copyright>Beispiel</copyright><pubDate>${rfc822(new Date('2026-11-24T06:15:30Z'), 1)}</pubDate><generator>TYPO3 EXT:news</generator>
${items((a) => `<item><guid isPermaLink="false">news-${a.number}</guid><pubDate>${rfc822(a.date, 1)}</pubDate><title>${escaped(a.title)}</title><link>${typo3(a)}</link><description>${escaped(first(a))}</description><content:encoded>${cdata('')}</content:encoded>${tags(a)}<enclosure url="https://example.org/fileadmin/${a.number}.jpg" length="12345" type="image/jpeg"/></item>`)}</channel></rss>`,
  },
  {
    ...RSS,
    name: 'Joomla',
    language: 'en',
    page: joomla,
    tags: false,
    authors: true,
    body: `<?xml version="1.0" encoding="utf-8"?><!-- generator="Joomla! - Open Source Content Management" --><?xml-stylesheet href="/plugins/system/feed.css" type="text/css"?><rss version="2.0" ${ATOM}><channel><title>Blog</title><description>${cdata('')}</description><link>https://example.org/</link><lastBuildDate>${rfc822(new Date('2026-11-24T06:15:30Z'))}</lastBuildDate><generator>Joomla! - Open Source Content Management</generator><atom:link rel="self" type="application/rss+xml" href="https://example.org/index.php/blog?format=feed&amp;type=rss"/><language>en-gb</language>
${items((a) => `<item><title>${escaped(a.title)}</title><link>${joomla(a)}</link><guid isPermaLink="true">${joomla(a)}</guid><description>${cdata(`<div class="feed-description">${html(a)}</div>`)}</description><author>${a.number}@example.org (${escaped(a.author)})</author><category>Blog</category><pubDate>${rfc822(a.date)}</pubDate></item>`)}</channel></rss>`,
  },
  {
    ...RSS,
    name: 'Ghost',
    language: null,
    page: page('https://example.org/', '/'),
    body: `<?xml version="1.0" encoding="UTF-8"?><rss ${DC} ${CONTENT} ${ATOM} version="2.0" ${MEDIA}><channel><title>${cdata('The Lookout')}</title><description>${cdata('Thoughts')}</description><link>https://example.org/</link><image><url>https://example.org/favicon.png</url><title>The Lookout</title><link>https://example.org/</link></image><generator>Ghost 5.94</generator><atom:link href="https://example.org/rss/" rel="self" type="application/rss+xml"/><ttl>60</ttl>
${items((a) => `<item><title>${cdata(a.title)}</title><description>${cdata(first(a))}</description><link>https://example.org/${a.slug}/</link><guid isPermaLink="false">66f0${a.number}</guid>${tags(a)}<dc:creator>${cdata(a.author)}</dc:creator><pubDate>${rfc822(a.date, 0, 'GMT')}</pubDate><media:content url="https://example.org/content/${a.number}.png" medium="image"/><content:encoded>${cdata(html(a))}</content:encoded></item>`)}</channel></rss>`,
  },
  {
    ...RSS,
    name: 'Substack',
    language: 'en',
    page: page('https://lookout.substack.example/p/'),
    homepage: 'https://lookout.substack.example/',
    tags: false,
    body: `<?xml version="1.0" encoding="UTF-8"?><rss ${DC} ${CONTENT} ${ATOM} version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0"><channel><title>${cdata('Lookout Weekly')}</title><description>${cdata('Every week')}</description><link>https://lookout.substack.example</link><generator>Substack</generator><lastBuildDate>${rfc822(new Date('2026-11-24T06:15:30Z'), 0, 'GMT')}</lastBuildDate><atom:link href="https://lookout.substack.example/feed" rel="self" type="application/rss+xml"/><language>${cdata('en')}</language><itunes:owner><itunes:email>x@example.org</itunes:email><itunes:name>Owner</itunes:name></itunes:owner><itunes:author>${cdata('Owner')}</itunes:author>
${items((a) => `<item><title>${cdata(a.title)}</title><description>${cdata(first(a))}</description><link>https://lookout.substack.example/p/${a.slug}</link><guid isPermaLink="false">https://lookout.substack.example/p/${a.slug}</guid><dc:creator>${cdata(a.author)}</dc:creator><pubDate>${rfc822(a.date, 0, 'GMT')}</pubDate><enclosure url="https://images.example.net/${a.number}.jpeg" length="0" type="image/jpeg"/><content:encoded>${cdata(html(a))}</content:encoded></item>`)}</channel></rss>`,
  },
  {
    ...RSS,
    name: 'Medium',
    language: null,
    page: page('https://medium.example/lookout/'),
    homepage: 'https://medium.example/lookout',
    body: `<?xml version="1.0" encoding="UTF-8"?><rss ${DC} ${CONTENT} ${ATOM} version="2.0" xmlns:cc="http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html"><channel><title>${cdata('Lookout - Medium')}</title><description>${cdata('x')}</description><link>https://medium.example/lookout?source=rss----1a2b---4</link><generator>Medium</generator><webMaster>${cdata('yourfriends@medium.example')}</webMaster><atom:link href="http://medium.superfeedr.example" rel="hub"/>
${items((a) => `<item><title>${cdata(a.title)}</title><link>https://medium.example/lookout/${a.slug}?source=rss----1a2b---4</link><guid isPermaLink="false">https://medium.example/p/${a.number}</guid>${tags(a)}<dc:creator>${cdata(a.author)}</dc:creator><pubDate>${rfc822(a.date, 0, 'GMT')}</pubDate><atom:updated>${a.date.toISOString()}</atom:updated><content:encoded>${cdata(`${html(a)}<img src="https://medium.com/_/stat?event=post.clientViewed&referrerSource=full_rss&postId=${a.number}" width="1" height="1" alt="">`)}</content:encoded></item>`)}</channel></rss>`,
  },
  {
    ...RSS,
    name: 'FeedBurner over WordPress',
    language: 'en',
    page: wordpress,
    authors: false,
    tags: false,
    body: `<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" media="screen" href="/~d/styles/rss2full.xsl"?><rss xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" version="2.0" xmlns:atom10="http://www.w3.org/2005/Atom"><channel><title>The Lookout</title><link>https://example.org/</link><description>News</description><language>en</language><atom10:link rel="self" type="application/rss+xml" href="http://feeds.feedburner.example/lookout"/><feedburner:info uri="lookout"/><atom10:link rel="hub" href="http://pubsubhubbub.example/"/>
${items((a) => `<item><title>${escaped(a.title)}</title><link>http://feedproxy.example/~r/lookout/~3/${a.number}/</link><description>${escaped(`${html(a)}<img src="http://feeds.feedburner.com/~r/lookout/~4/${a.number}" height="1" width="1" alt=""/>`)}</description><pubDate>${rfc822(a.date, -5, 'EST')}</pubDate><guid isPermaLink="false">https://example.org/?p=${a.number}</guid><feedburner:origLink>${wordpress(a)}</feedburner:origLink></item>`)}</channel></rss>`,
  },
  {
    ...RSS,
    name: 'Hugo',
    language: 'en',
    page: page('https://example.org/posts/', '/'),
    authors: false,
    tags: false,
    body: `<?xml version="1.0" encoding="utf-8" standalone="yes"?><rss version="2.0" ${ATOM}><channel><title>Posts on Example</title><link>https://example.org/</link><description>Recent content</description><generator>Hugo</generator><language>en-us</language><atom:link href="https://example.org/posts/index.xml" rel="self" type="application/rss+xml"/>
${items((a) => `<item><title>${escaped(a.title)}</title><link>https://example.org/posts/${a.slug}/</link><pubDate>${rfc822(a.date, 2)}</pubDate><guid>https://example.org/posts/${a.slug}/</guid><description>${escaped(html(a))}</description></item>`)}</channel></rss>`,
  },
  {
    ...FIRST,
    name: 'Arc Publishing',
    language: 'en',
    page: arc,
    body: `<?xml version="1.0" encoding="UTF-8"?><rss ${ATOM} ${CONTENT} ${DC} ${SY} version="2.0" ${MEDIA}><channel><title>${cdata('The Example Post')}</title><link>https://example.org/</link><atom:link href="https://example.org/arc/outboundfeeds/rss/" rel="self" type="application/rss+xml"/><description>${cdata('News')}</description><language>en</language><ttl>1</ttl><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>
${items((a) => `<item><title>${cdata(a.title)}</title><link>${arc(a)}</link><guid isPermaLink="true">${arc(a)}</guid><dc:creator>${cdata(a.author)}</dc:creator><description>${cdata(first(a))}</description><pubDate>${rfc822(a.date)}</pubDate>${tags(a)}<media:content url="https://example.org/resizer/${a.number}.jpg" type="image/jpeg" height="3072" width="4608"><media:description type="plain">${cdata('A caption that is not the text.')}</media:description><media:credit role="author" scheme="urn:ebu">${cdata('A photographer')}</media:credit></media:content></item>`)}</channel></rss>`,
  },
  {
    ...FIRST,
    name: 'SharePoint',
    language: 'en',
    page: (a) => `https://example.org/sites/news/Lists/Posts/Post.aspx?ID=${a.number}`,
    tags: false,
    body: `<?xml version="1.0" encoding="UTF-8"?><!--RSS generated by SharePoint Foundation RSS Generator on 11/24/2026 6:15:30 AM --><?xml-stylesheet type="text/xsl" href="/_layouts/RssXslt.aspx?List=x" version="1.0"?><rss version="2.0"><channel><title>News: Posts</title><link>https://example.org/</link><description>RSS feed</description><lastBuildDate>${rfc822(new Date('2026-11-24T06:15:30Z'), 0, 'GMT')}</lastBuildDate><generator>SharePoint Foundation RSS Generator</generator><ttl>60</ttl><language>en-US</language>
${items((a) => `<item><title>${escaped(a.title)}</title><link>https://example.org/sites/news/Lists/Posts/Post.aspx?ID=${a.number}</link><description>${cdata(`<div class="ExternalClass">${escaped(first(a))}</div>`)}</description><author>${escaped(a.author)}</author><pubDate>${rfc822(a.date, 0, 'GMT')}</pubDate><guid isPermaLink="true">https://example.org/sites/news/Lists/Posts/Post.aspx?ID=${a.number}</guid></item>`)}</channel></rss>`,
  },
  {
    ...FIRST,
    name: 'old RSS 0.91',
    language: 'en',
    page: page('https://example.org/old/', '.html'),
    dates: 'none',
    authors: false,
    tags: false,
    body: `<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Old news</title><link>https://example.org/</link><description>x</description><language>en-us</language><image><title>no</title><url>https://example.org/i.gif</url><link>https://example.org/</link></image><skipHours><hour>1</hour><hour>2</hour></skipHours>
${items((a) => `<item><title>${entities(a.title)}</title><link>https://example.org/old/${a.slug}.html</link><description>${entities(first(a))}</description></item>`)}</channel></rss>`,
  },
  {
    ...FIRST,
    name: 'old RSS 0.92, windows-1252 under the name of latin1',
    language: null,
    page: page('https://example.org/old/'),
    dates: 'none',
    authors: false,
    tags: true,
    body: iconv.encode(
      `<?xml version="1.0" encoding="ISO-8859-1"?><rss version="0.92"><channel><title>Old news</title><link>https://example.org/</link><description>x</description>
${items((a) => `<item><title>${outside1252(escaped(a.title))}</title><link>https://example.org/old/${a.slug}</link><description>${outside1252(escaped(first(a)))}</description>${a.tags.map((tag) => `<category domain="http://www.example.org/cusips">${outside1252(escaped(tag))}</category>`).join('')}<source url="https://example.net/rss">Elsewhere</source></item>`)}</channel></rss>`,
      'win1252',
    ),
  },
  {
    ...RSS,
    name: 'Discourse',
    language: null,
    page: (a) => `https://forum.example.org/t/${a.slug}/${a.number}`,
    homepage: 'https://forum.example.org/latest',
    tags: false,
    body: `<?xml version="1.0" encoding="UTF-8" ?><rss version="2.0" ${ATOM} ${DC}><channel><title>Forum - Latest topics</title><link>https://forum.example.org/latest</link><description>Latest topics</description><lastBuildDate>${rfc822(new Date('2026-11-24T06:15:30Z'))}</lastBuildDate><atom:link href="https://forum.example.org/latest.rss" rel="self" type="application/rss+xml"/>
${items((a) => `<item><title>${escaped(a.title)}</title><dc:creator>${cdata(a.author)}</dc:creator><category>General</category><description>${cdata(html(a))}</description><link>https://forum.example.org/t/${a.slug}/${a.number}</link><pubDate>${rfc822(a.date)}</pubDate><discourse:topicPinned>No</discourse:topicPinned><guid isPermaLink="false">forum.example.org-topic-${a.number}</guid><source url="https://forum.example.org/t/${a.slug}/${a.number}.rss">${escaped(a.title)}</source></item>`)}</channel></rss>`,
  },
  {
    ...RSS,
    name: 'ASP.NET syndication (a10)',
    language: 'en',
    page: page('https://example.org/blog/'),
    authors: true,
    body: `\ufeff<?xml version="1.0" encoding="utf-8"?><rss xmlns:a10="http://www.w3.org/2005/Atom" version="2.0"><channel xml:base="https://example.org/"><title>Blog</title><link>https://example.org/</link><description>x</description><language>en</language><a10:id>uuid:x</a10:id>
${items((a) => `<item><guid isPermaLink="false">${a.number}</guid><link>/blog/${a.slug}</link><a10:author><a10:name>${escaped(a.author)}</a10:name></a10:author>${tags(a)}<title>${escaped(a.title)}</title><description>${escaped(html(a))}</description><a10:updated>${w3c(a.date, -8)}</a10:updated></item>`)}</channel></rss>`,
  },
]

/** As a feed of those days wrote what its charset had no room for. */
function entities(text: string): string {
  return escaped(text).replace(/[^\x20-\x7e]/gu, (sign) => `&#${sign.codePointAt(0)};`)
}

function outside1252(text: string): string {
  return text.replace(/[^\x20-\xff‘’“”–—…€]/gu, (sign) => `&#${sign.codePointAt(0)};`)
}
