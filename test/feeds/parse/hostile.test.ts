import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FeedParseError, parseFeed } from '../../../src/feeds/index.ts'
import { MAX_CONTENT_LENGTH, MAX_SUMMARY_LENGTH, MAX_TITLE_LENGTH, type ParsedFeed } from '../../../src/types/index.ts'
import { FEED_URL, only, parse, rss } from './helpers.ts'
import { SYSTEMS } from './systems/index.ts'

const item = (description: string): string =>
  rss(`<item><title>t</title><guid>1</guid><description>${description}</description></item>`)
const MEGABYTE = 1024 * 1024

describe('attacks end in a bounded result', () => {
  it('entity bombs and entities of other files stand for nothing', async () => {
    const levels = Array.from(
      { length: 10 },
      (_, level) => `<!ENTITY e${level} "${level === 0 ? 'ha' : `&e${level - 1};`.repeat(10)}">`,
    )
    const dtd = `<!DOCTYPE x [${levels.join('')}<!ENTITY file SYSTEM "file:///etc/passwd">]>`
    expect((await only(dtd + item('a&e9;b&file;c'))).summary).toBe('abc')
  })
  it('entities don’t make a feed grow', async () => {
    const dtd = `<!DOCTYPE x [<!ENTITY a "${'A'.repeat(250)}">]>`
    expect((await only(dtd + item('&a;'.repeat(100_000)))).content).toHaveLength(MAX_CONTENT_LENGTH)
  })
  it('100,000 nested elements', async () => {
    expect((await only(rss(`<item><title>t</title><guid>1</guid>${'<a>'.repeat(100_000)}`))).title).toBe('t')
    expect((await only(item(`${'<a>'.repeat(100_000)}x${'</a>'.repeat(100_000)}`))).title).toBe('t')
    await expect(parse('<a>'.repeat(100_000))).rejects.toThrow(FeedParseError)
  })
  it('50 MB in one text', async () => {
    expect((await only(item('a'.repeat(50 * MEGABYTE)))).content).toHaveLength(MAX_CONTENT_LENGTH)
    expect((await only(item(`<![CDATA[${'a '.repeat(25 * MEGABYTE)}`))).title).toBe('t')
  })
  it('200 kB of <, raw and escaped', async () => {
    const signs = 200_000
    expect((await only(item('&lt;'.repeat(signs)))).content).toHaveLength(MAX_CONTENT_LENGTH)
    expect((await only(item(`<![CDATA[${'<'.repeat(signs)}]]>`))).title).toBe('t')
    expect((await parse(item('<'.repeat(signs)))).items.length).toBeLessThanOrEqual(1)
  })
  it('200,000 attributes', async () => {
    const attributes = Array.from({ length: 200_000 }, (_, index) => `a${index}="x"`).join(' ')
    expect((await only(rss(`<item ${attributes}><title ${attributes}>t</title><guid>1</guid></item>`))).title).toBe('t')
  })
  it('500,000 items', async () => {
    expect((await parse(rss('<item/>'.repeat(500_000)))).items).toEqual([])
    const items = Array.from({ length: 100_000 }, (_, index) => `<item><guid>${index}</guid></item>`).join('')
    expect((await parse(rss(items))).items).toHaveLength(10_000)
    expect((await parse(`{"items":[${Array(100_000).fill('{"title":"t"}').join()}]}`)).items).toHaveLength(1)
  })
  it('NUL bytes', async () => {
    expect((await only(item('a\0b'.repeat(1_000)))).summary).toBe('ab'.repeat(1_000))
    await expect(parse('\0'.repeat(MEGABYTE))).rejects.toThrow(FeedParseError)
  })
  it('__proto__ and constructor', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const elements = names.map((name) => `<${name} ${name}="x"><polluted>yes</polluted></${name}>`).join('')
    expect(
      (await only(rss(`${elements}<item>${elements}<title __proto__="x">t</title><guid>1</guid></item>`))).title,
    ).toBe('t')
    expect(
      (await parse('{"__proto__":{"polluted":1},"items":[{"id":"1","__proto__":{"polluted":1},"constructor":{}}]}'))
        .items,
    ).toHaveLength(1)
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })
  it('500,000 categories, links and authors of one item', async () => {
    const many = Array.from(
      { length: 50_000 },
      (_, index) => `<category>${index}</category><author>${index}</author>`,
    ).join('')
    const { categories, authors } = await only(rss(`<item><guid>1</guid>${many}</item>`))
    expect([categories.length, authors.length]).toEqual([50, 50])
  })
  it('lets others work meanwhile', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 1)
    await parse(
      rss(
        Array.from(
          { length: 3_000 },
          (_, index) =>
            `<item><guid>${index}</guid><description>${'words &lt;b&gt;and&lt;/b&gt; more '.repeat(40)}</description></item>`,
        ).join(''),
      ),
    )
    clearInterval(timer)
    expect(turns).toBeGreaterThan(3)
  })
})

/** What every feed that was read promises, whatever was in it. */
function expectSound(feed: ParsedFeed): void {
  const ids = new Set<string>()
  for (const { id, url, title, summary, content, publishedAt, updatedAt, authors, categories, image } of feed.items) {
    expect(id).not.toBe('')
    expect(ids.has(id)).toBe(false)
    ids.add(id)
    expect(new URL(url).protocol).toMatch(/^https?:$/)
    expect(title.trim()).not.toBe('')
    expect(title.length).toBeLessThanOrEqual(MAX_TITLE_LENGTH)
    expect(summary.length).toBeLessThanOrEqual(MAX_SUMMARY_LENGTH)
    expect(content.length).toBeLessThanOrEqual(MAX_CONTENT_LENGTH)
    for (const date of [publishedAt, updatedAt]) expect(date === null || !Number.isNaN(date.getTime())).toBe(true)
    for (const text of [title, summary, content, ...authors, ...categories])
      expect([...text].some((sign) => sign < ' ' || sign === '\x7f')).toBe(false)
    if (image !== null) expect(new URL(image).protocol).toMatch(/^https?:$/)
  }
}

async function expectSoundOrRefused(body: Uint8Array): Promise<void> {
  try {
    expectSound(await parseFeed(body, { url: FEED_URL, contentType: null }))
  } catch (error) {
    if (!(error instanceof FeedParseError)) throw error
  }
}

describe('whatever a feed contains, it is read or refused', () => {
  const seeds = new Map(SYSTEMS.map(({ name, body }) => [name, Buffer.from(body)]))
  const PIECES = [
    '<',
    '>',
    '</item>',
    '<item>',
    '<entry>',
    '</',
    ']]>',
    '<![CDATA[',
    '<!--',
    '&',
    '&#0;',
    '&#xD800;',
    '&lt;',
    '"',
    "'",
    '\0',
    'xmlns:x="',
    '<title',
    'javascript:',
    'data:',
    '\ud800',
    '{',
    '}',
    '[',
    '\\',
    '__proto__',
    '<link>',
    '<!DOCTYPE x [',
    '\uffff',
  ]

  it('after bytes were changed, cut, doubled and put in', async () => {
    const mutation = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(200),
      kind: fc.constantFrom('cut', 'double', 'noise', 'piece'),
      piece: fc.constantFrom(...PIECES),
      noise: fc.uint8Array({ maxLength: 20 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds.keys()),
        fc.array(mutation, { minLength: 1, maxLength: 12 }),
        async (name, mutations) => {
          let body: Buffer = seeds.get(name) ?? Buffer.alloc(0)
          for (const { at, length, kind, piece, noise } of mutations) {
            const start = Math.floor(at * body.length)
            const middle = {
              cut: Buffer.alloc(0),
              double: Buffer.concat([body.subarray(start, start + length), body.subarray(start, start + length)]),
              noise: Buffer.from(noise),
              piece: Buffer.from(piece),
            }[kind]
            body = Buffer.concat([body.subarray(0, start), middle, body.subarray(start + length)])
          }
          await expectSoundOrRefused(body)
        },
      ),
      { numRuns: 400 },
    )
  })
  it('made of pieces of feeds in any order', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...PIECES,
        '<rss version="2.0">',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        '<rdf:RDF>',
        '<channel>',
        '<guid>',
        '<id>',
        '<content type="xhtml">',
        '<author><name>',
        '</author>',
        '<description>',
        '<pubDate>',
        '"items":[',
        '{"id":',
      ),
      fc.string({ maxLength: 12 }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), (pieces) =>
        expectSoundOrRefused(Buffer.from(pieces.join(''))),
      ),
      { numRuns: 500 },
    )
  })
  it('made of any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), expectSoundOrRefused), { numRuns: 300 })
  })
})
