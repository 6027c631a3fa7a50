import { describe, expect, it } from 'vitest'
import { only, parse } from './helpers.ts'

const VERSION = 'https://jsonfeed.org/version/1.1'
const feed = (rest: object): string => JSON.stringify({ version: VERSION, title: 'JSON', ...rest })
const item = (rest: object): Promise<Awaited<ReturnType<typeof only>>> =>
  only(feed({ items: [{ id: '1', url: 'https://news.example.org/a', ...rest }] }))

describe('JSON Feed 1.0 and 1.1', () => {
  it('has a title, a homepage, a language and a hub', async () => {
    const body = feed({
      home_page_url: 'https://news.example.org/',
      language: 'sv-SE',
      hubs: [
        { type: 'rssCloud', url: 'https://no.example/' },
        { type: 'WebSub', url: 'https://hub.example.org/' },
      ],
      items: [],
    })
    expect(await parse(body)).toMatchObject({
      format: 'json',
      title: 'JSON',
      homepage: 'https://news.example.org/',
      language: 'sv',
      hub: 'https://hub.example.org/',
      items: [],
    })
  })
  it.each([
    ['content_html', { content_html: '<p>a &amp; b</p>' }, { summary: 'a & b', content: 'a & b' }],
    ['content_text', { content_text: 'a < b' }, { summary: 'a < b' }],
    [
      'both texts and a summary',
      { summary: 'Short', content_text: 'Longer text' },
      { summary: 'Short', content: 'Longer text' },
    ],
    ['authors of 1.1', { authors: [{ name: 'Ada' }, { name: 'Bob' }] }, { authors: ['Ada', 'Bob'] }],
    ['the author of 1.0', { author: { name: 'Ada' } }, { authors: ['Ada'] }],
    ['tags', { tags: ['x', 'x', 'y &amp; z'] }, { categories: ['x', 'y & z'] }],
    ['its own language', { language: 'fr' }, { language: 'fr' }],
    [
      'dates',
      { date_published: '2026-01-02T03:04:05-05:00', date_modified: '2026-01-03T00:00:00Z' },
      { publishedAt: new Date('2026-01-02T08:04:05Z'), updatedAt: new Date('2026-01-03T00:00:00Z') },
    ],
    ['an image', { image: '/i.png' }, { image: 'https://news.example.org/i.png' }],
    ['a banner', { banner_image: 'https://x.example/b.png' }, { image: 'https://x.example/b.png' }],
    [
      'an attached picture',
      {
        attachments: [
          { url: '/a.mp3', mime_type: 'audio/mpeg' },
          { url: '/a.png', mime_type: 'image/png' },
        ],
      },
      { image: 'https://news.example.org/a.png' },
    ],
    [
      'no title',
      { content_text: 'A post without a title, as microblogs have them. More.' },
      { title: 'A post without a title, as microblogs have them.' },
    ],
    ['a number as id', { id: 7 }, { id: '7' }],
    [
      'wrong types',
      { title: 5, tags: 'x', authors: null, date_published: 12 },
      { title: 'news.example.org', categories: [], authors: [], publishedAt: null },
    ],
  ])('%s', async (_, given, expected) => {
    expect(await item(given)).toMatchObject(expected)
  })
  it('leads to the external page where it has none of its own, else to an id that is one', async () => {
    expect((await only(feed({ items: [{ id: 'x', external_url: 'https://other.example/x' }] }))).url).toBe(
      'https://other.example/x',
    )
    expect((await only(feed({ items: [{ id: 'https://news.example.org/id', title: 't' }] }))).url).toBe(
      'https://news.example.org/id',
    )
  })
  it('costs the others nothing where an item is broken', async () => {
    const body = `{"version":"${VERSION}","items":[{"id":"1","title":"a"},{"id":"2",nonsense},7,null,{"id":"3","title":"c"}]}`
    expect((await parse(body)).items.map(({ id }) => id)).toEqual(['1', '3'])
  })
  it('gives what came before the cut', async () => {
    expect(
      (await parse(feed({ items: [{ id: '1', title: 'a "quoted\\" [x' }, { id: '2' }] }).slice(0, -12))).items.map(
        ({ id }) => id,
      ),
    ).toEqual(['1'])
  })
  it('finds the items wherever they stand, and no others', async () => {
    const body = `\ufeff {"x":{"items":[{"id":"no"}]},"note":"items","items":[{"id":"1","nested":{"items":[{"id":"no"}]}}],"title":"After"}`
    expect(await parse(body)).toMatchObject({ title: 'After', items: [{ id: '1' }] })
  })
  it.each([
    ['{"a":1}', /no JSON Feed/],
    ['{"version":', /neither XML nor valid JSON/],
    ['{"items":[{"id":"1","title":"never ends', /cut off/],
  ])('%s is none', async (body, message) => {
    await expect(parse(body)).rejects.toThrow(message)
  })
})
