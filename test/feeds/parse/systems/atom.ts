import { ARTICLES, type Article, cdata, escaped, html, w3c } from './articles.ts'
import { page, type System } from './system.ts'

const NS = 'xmlns="http://www.w3.org/2005/Atom"'
const entries = (entry: (article: Article) => string): string => ARTICLES.map(entry).join('\n')
const terms = (article: Article): string => article.tags.map((tag) => `<category term="${escaped(tag)}"/>`).join('')
const first = (article: Article): string => article.paragraphs[0] ?? ''
const author = (article: Article): string => `<author><name>${escaped(article.author)}</name></author>`
const ATOM = {
  format: 'atom',
  homepage: 'https://example.org/',
  language: null,
  dates: 'second',
  text: 'full',
  authors: true,
  tags: true,
} as const

const blogger = (a: Article): string => `https://lookout.blogspot.example/2026/11/${a.slug}.html`

export const ATOM_SYSTEMS: readonly System[] = [
  {
    ...ATOM,
    name: 'Blogger',
    homepage: 'https://lookout.blogspot.example/',
    page: blogger,
    body: `<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href="https://www.blogger.example/styles/atom.css" type="text/css"?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' xmlns:blogger='http://schemas.google.com/blogger/2008' xmlns:gd="http://schemas.google.com/g/2005" xmlns:thr='http://purl.org/syndication/thread/1.0'><id>tag:blogger.example,1999:blog-1</id><updated>2026-11-24T07:00:00.000+01:00</updated><title type='text'>The Lookout</title><subtitle type='html'></subtitle><link rel='http://schemas.google.com/g/2005#feed' type='application/atom+xml' href='https://lookout.blogspot.example/feeds/posts/default'/><link rel='self' type='application/atom+xml' href='https://www.blogger.example/feeds/1/posts/default'/><link rel='alternate' type='text/html' href='https://lookout.blogspot.example/'/><link rel='hub' href='http://pubsubhubbub.example/'/><author><name>Blog owner</name><uri>http://www.blogger.example/profile/1</uri><email>noreply@blogger.example</email></author><generator version='7.00' uri='http://www.blogger.com'>Blogger</generator><openSearch:totalResults>12</openSearch:totalResults>
${entries((a) => `<entry><id>tag:blogger.example,1999:blog-1.post-${a.number}</id><published>${w3c(a.date, 1)}</published><updated>${w3c(a.date, 1)}</updated>${a.tags.map((tag) => `<category scheme="http://www.blogger.com/atom/ns#" term="${escaped(tag)}"/>`).join('')}<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#post'/><title type='text'>${escaped(a.title)}</title><content type='html'>${escaped(html(a))}</content><link rel='replies' type='application/atom+xml' href='https://lookout.blogspot.example/feeds/${a.number}/comments/default' title='Post Comments'/><link rel='replies' type='text/html' href='${blogger(a)}#comment-form' title='0 Comments'/><link rel='edit' type='application/atom+xml' href='https://www.blogger.example/feeds/1/posts/default/${a.number}'/><link rel='self' type='application/atom+xml' href='https://www.blogger.example/feeds/1/posts/default/${a.number}'/><link rel='alternate' type='text/html' href='${blogger(a)}' title='${escaped(a.title).replaceAll("'", '&#39;')}'/>${author(a)}<media:thumbnail xmlns:media='http://search.yahoo.com/mrss/' url='https://cdn.example.net/${a.number}.jpg' height='72' width='72'/><thr:total>0</thr:total></entry>`)}</feed>`,
  },
  {
    ...ATOM,
    name: 'Jekyll',
    language: 'en',
    page: page('https://example.org/2026/11/', '.html'),
    body: `<?xml version="1.0" encoding="utf-8"?><feed ${NS} xml:lang="en"><generator uri="https://jekyllrb.com/" version="4.3.3">Jekyll</generator><link href="https://example.org/feed.xml" rel="self" type="application/atom+xml" /><link href="https://example.org/" rel="alternate" type="text/html" hreflang="en" /><updated>2026-11-24T06:15:30+00:00</updated><id>https://example.org/feed.xml</id><title type="html">Example</title>
${entries((a) => `<entry><title type="html">${escaped(escaped(a.title))}</title><link href="https://example.org/2026/11/${a.slug}.html" rel="alternate" type="text/html" title="${escaped(a.title)}" /><published>${w3c(a.date)}</published><updated>${w3c(a.date)}</updated><id>https://example.org/2026/11/${a.slug}</id><content type="html" xml:base="https://example.org/2026/11/${a.slug}.html">${cdata(html(a))}</content>${author(a)}${terms(a)}<summary type="html">${cdata(escaped(first(a)))}</summary></entry>`)}</feed>`,
  },
  {
    ...ATOM,
    name: 'YouTube',
    homepage: 'https://www.youtube.com/channel/UCx',
    text: 'first paragraph',
    tags: false,
    page: (a) => `https://www.youtube.com/watch?v=v${a.number}`,
    body: `<?xml version="1.0" encoding="UTF-8"?><feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" ${NS}><link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=UCx"/><id>yt:channel:x</id><yt:channelId>x</yt:channelId><title>Lookout</title><link rel="alternate" href="https://www.youtube.com/channel/UCx"/><author><name>Lookout</name><uri>https://www.youtube.com/channel/UCx</uri></author><published>2015-01-01T00:00:00+00:00</published>
${entries((a) => `<entry><id>yt:video:v${a.number}</id><yt:videoId>v${a.number}</yt:videoId><yt:channelId>UCx</yt:channelId><title>${escaped(a.title)}</title><link rel="alternate" href="https://www.youtube.com/watch?v=v${a.number}"/>${author(a)}<published>${w3c(a.date)}</published><updated>${w3c(a.date)}</updated><media:group><media:title>${escaped(a.title)}</media:title><media:content url="https://www.youtube.com/v/v${a.number}?version=3" type="application/x-shockwave-flash" width="640" height="390"/><media:thumbnail url="https://i1.ytimg.example/vi/v${a.number}/hqdefault.jpg" width="480" height="360"/><media:description>${escaped(first(a))}</media:description><media:community><media:starRating count="10" average="5.00" min="1" max="5"/></media:community></media:group></entry>`)}</feed>`,
  },
  {
    ...ATOM,
    name: 'GitHub releases',
    language: 'en',
    homepage: 'https://github.com/example/lookout/releases',
    tags: false,
    page: (a) => `https://github.com/example/lookout/releases/tag/${a.slug}`,
    body: `<?xml version="1.0" encoding="UTF-8"?><feed ${NS} xmlns:media="http://search.yahoo.com/mrss/" xml:lang="en-US"><id>tag:github.com,2008:https://github.com/example/lookout/releases</id><link type="text/html" rel="alternate" href="https://github.com/example/lookout/releases"/><link type="application/atom+xml" rel="self" href="https://github.com/example/lookout/releases.atom"/><title>Release notes from lookout</title><updated>2026-11-24T06:15:30Z</updated>
${entries((a) => `<entry><id>tag:github.com,2008:Repository/1/${a.slug}</id><updated>${w3c(a.date)}</updated><link rel="alternate" type="text/html" href="/example/lookout/releases/tag/${a.slug}" xml:base="https://github.com/"/><title>${escaped(a.title)}</title><content type="html">${escaped(html(a))}</content>${author(a)}<media:thumbnail height="30" width="30" url="https://avatars.githubusercontent.com/u/1"/></entry>`)}</feed>`,
  },
  {
    ...ATOM,
    name: 'phpBB',
    language: 'en',
    homepage: 'https://example.org/forum/index.php',
    tags: false,
    page: (a) => `https://example.org/forum/viewtopic.php?t=${a.number}&p=${a.number}#p${a.number}`,
    title: (a) => `General • ${a.title}`,
    body: `<?xml version="1.0" encoding="UTF-8"?><feed ${NS} xml:lang="en-gb"><link rel="self" type="application/atom+xml" href="https://example.org/forum/feed" /><title>Forum</title><subtitle>x</subtitle><link href="https://example.org/forum/index.php" /><updated>2026-11-24T06:15:30+00:00</updated><author><name>${cdata('Forum')}</name></author><id>https://example.org/forum/feed</id>
${entries((a) => `<entry>${`<author><name>${cdata(a.author)}</name></author>`}<updated>${w3c(a.date, 3)}</updated><published>${w3c(a.date, 3)}</published><id>https://example.org/forum/viewtopic.php?t=${a.number}&amp;p=${a.number}#p${a.number}</id><link href="https://example.org/forum/viewtopic.php?t=${a.number}&amp;p=${a.number}#p${a.number}"/><title type="html">${cdata(`General • ${escaped(a.title)}`)}</title><category term="General" scheme="https://example.org/forum/viewforum.php?f=1" label="General"/><content type="html" xml:base="https://example.org/forum/viewtopic.php?t=${a.number}">${cdata(`${html(a)}<p>Statistics: Posted by x</p><hr />`)}</content></entry>`)}</feed>`,
  },
  {
    ...ATOM,
    name: 'Movable Type, xhtml',
    language: 'en',
    page: page('https://example.org/archives/', '.html'),
    body: `<?xml version="1.0" encoding="UTF-8"?><feed ${NS} xml:lang="en"><title>Example</title><link rel="alternate" type="text/html" href="https://example.org/" /><link rel="self" type="application/atom+xml" href="https://example.org/atom.xml" /><id>tag:example.org,2008://1</id><updated>2026-11-24T06:15:30Z</updated><generator uri="http://www.sixapart.com/movabletype/">Movable Type Pro 7</generator>
${entries((a) => `<entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${escaped(a.title)}</div></title><link rel="alternate" type="text/html" href="https://example.org/archives/${a.slug}.html" /><id>tag:example.org,2026://1.${a.number}</id><published>${w3c(a.date)}</published><updated>${w3c(a.date)}</updated><summary type="text">${escaped(first(a))}</summary>${author(a)}${a.tags.map((tag) => `<category term="${escaped(tag).toLowerCase()}" label="${escaped(tag)}" scheme="http://www.sixapart.com/ns/types#category" />`).join('')}<content type="xhtml" xml:lang="en" xml:base="https://example.org/"><div xmlns="http://www.w3.org/1999/xhtml">${html(a)}</div></content></entry>`)}</feed>`,
  },
  {
    ...ATOM,
    name: 'Vox-like portal with a prefix',
    language: 'en',
    page: page('https://example.org/2026/11/'),
    body: `<?xml version="1.0" encoding="UTF-8"?><atom:feed xmlns:atom="http://www.w3.org/2005/Atom" xml:lang="en-us"><atom:title>Portal</atom:title><atom:link rel="alternate" type="text/html" href="https://example.org/"/><atom:id>https://example.org/rss</atom:id><atom:updated>2026-11-24T06:15:30-05:00</atom:updated>
${entries((a) => `<atom:entry><atom:published>${w3c(a.date, -5)}</atom:published><atom:updated>${w3c(a.date, -5)}</atom:updated><atom:title>${escaped(a.title)}</atom:title><atom:content type="html">${escaped(html(a))}</atom:content><atom:link rel="alternate" type="text/html" href="https://example.org/2026/11/${a.slug}"/><atom:id>https://example.org/2026/11/${a.slug}</atom:id><atom:author><atom:name>${escaped(a.author)}</atom:name></atom:author>${a.tags.map((tag) => `<atom:category term="${escaped(tag)}"/>`).join('')}</atom:entry>`)}</atom:feed>`,
  },
  {
    ...ATOM,
    name: 'TypePad, Atom 0.3',
    language: 'en',
    authors: true,
    tags: true,
    page: page('https://example.org/weblog/', '.html'),
    body: `<?xml version="1.0" encoding="utf-8"?><feed version="0.3" xmlns="http://purl.org/atom/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="en-us"><title>Weblog</title><link rel="alternate" type="text/html" href="https://example.org/" /><tagline>x</tagline><modified>2026-11-24T06:15:30Z</modified><id>tag:typepad.example,2003:weblog-1</id>
${entries((a) => `<entry><title mode="escaped" type="text/html">${escaped(escaped(a.title))}</title><link rel="alternate" type="text/html" href="https://example.org/weblog/${a.slug}.html" /><issued>${w3c(a.date, -8)}</issued><modified>${w3c(a.date)}</modified><created>${w3c(a.date)}</created><id>tag:typepad.example,2003:post-${a.number}</id><summary>${escaped(first(a))}</summary>${author(a)}${a.tags.map((tag) => `<dc:subject>${escaped(tag)}</dc:subject>`).join('')}<content type="text/html" mode="escaped" xml:lang="en-us" xml:base="https://example.org/weblog/">${escaped(html(a))}</content></entry>`)}</feed>`,
  },
]
