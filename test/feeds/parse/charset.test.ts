import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { only } from './helpers.ts'

const feed = (title: string, encoding = ''): string =>
  `<?xml version="1.0"${encoding && ` encoding="${encoding}"`}?><rss version="2.0"><channel><item><title>${title}</title><guid>1</guid></item></channel></rss>`
const titleOf = async (body: Uint8Array, contentType: string | null = null): Promise<string> =>
  (await only(body, contentType)).title
const encoded = (text: string, charset: string, options?: { addBOM: boolean }): Uint8Array =>
  iconv.encode(text, charset, options)

describe('charsets', () => {
  it.each([
    ['UTF-8, as declared', encoded(feed('Données “x”', 'UTF-8'), 'utf8'), null, 'Données “x”'],
    ['UTF-8, declared by nobody', encoded(feed('Données'), 'utf8'), null, 'Données'],
    [
      'a byte order mark against all others',
      encoded(feed('Données', 'iso-8859-1'), 'utf8', { addBOM: true }),
      'text/xml; charset=latin1',
      'Données',
    ],
    [
      'UTF-16, little end first, with a mark',
      encoded(feed('Données', 'utf-16'), 'utf16-le', { addBOM: true }),
      null,
      'Données',
    ],
    [
      'UTF-16, big end first, with a mark',
      encoded(feed('Données', 'utf-16'), 'utf16-be', { addBOM: true }),
      null,
      'Données',
    ],
    ['UTF-16 without a mark', encoded(feed('Données', 'utf-16'), 'utf16-le'), null, 'Données'],
    ['UTF-32', encoded(feed('Données'), 'utf-32le', { addBOM: true }), null, 'Données'],
    ['the HTTP header', encoded(feed('Données'), 'latin1'), 'text/xml; charset="ISO-8859-1"', 'Données'],
    [
      'the HTTP header before the declaration',
      encoded(feed('Żółw', 'iso-8859-1'), 'iso-8859-2'),
      'text/xml;charset=ISO-8859-2',
      'Żółw',
    ],
    ['the declaration', encoded(feed('Żółw', 'ISO-8859-2'), 'iso-8859-2'), 'text/xml', 'Żółw'],
    [
      'the declaration, in single quotes',
      encoded(feed('Привет').replace('?>', " encoding='windows-1251'?>"), 'win1251'),
      null,
      'Привет',
    ],
    ['KOI8-R', encoded(feed('Привет', 'KOI8-R'), 'koi8-r'), null, 'Привет'],
    ['Shift_JIS', encoded(feed('個人情報', 'Shift_JIS'), 'shift_jis'), null, '個人情報'],
    ['EUC-JP', encoded(feed('個人情報', 'EUC-JP'), 'euc-jp'), null, '個人情報'],
    ['EUC-KR', encoded(feed('개인정보', 'EUC-KR'), 'euc-kr'), null, '개인정보'],
    ['GBK that calls itself GB2312', encoded(feed('隐私権', 'gb2312'), 'gbk'), null, '隐私権'],
    ['Big5', encoded(feed('隱私', 'Big5'), 'big5'), null, '隱私'],
    ['windows-1254', encoded(feed('Kişisel', 'ISO-8859-9'), 'win1254'), null, 'Kişisel'],
    [
      'windows-1252 that calls itself latin1',
      encoded(feed('“quoted” – €5…', 'ISO-8859-1'), 'win1252'),
      null,
      '“quoted” – €5…',
    ],
    ['windows-1252 of no name', encoded(feed('“quoted” é'), 'win1252'), null, '“quoted” é'],
    ['UTF-8 that calls itself latin1', encoded(feed('Données “x”', 'ISO-8859-1'), 'utf8'), null, 'Données “x”'],
    ['UTF-8 that the header calls latin1', encoded(feed('Données'), 'utf8'), 'text/xml; charset=iso-8859-1', 'Données'],
    [
      'latin1 that the header calls UTF-8',
      encoded(feed('Données privées', 'iso-8859-1'), 'latin1'),
      'text/xml; charset=utf-8',
      'Données privées',
    ],
    [
      'a charset that nobody knows',
      encoded(feed('Données', 'x-martian'), 'utf8'),
      'text/xml; charset=klingon',
      'Données',
    ],
    ['ASCII', encoded(feed('Plain', 'us-ascii'), 'ascii'), null, 'Plain'],
  ])('%s', async (_, body, contentType, title) => {
    expect(await titleOf(body, contentType)).toBe(title)
  })

  it('reads ISO-2022-JP, which is written in ASCII bytes', async () => {
    const nihon = Buffer.from([0x1b, 0x24, 0x42, 0x46, 0x7c, 0x4b, 0x5c, 0x1b, 0x28, 0x42]).toString('latin1')
    expect(await titleOf(Buffer.from(feed(nihon, 'ISO-2022-JP'), 'latin1'))).toBe('日本')
  })

  it('keeps UTF-8 with a letter cut in two', async () => {
    const body = Buffer.concat([
      Buffer.from(feed('Données privées à Paris, été').replace('</title>', '')).subarray(0, -30),
      Buffer.from([0xc3]),
      Buffer.from('</title><guid>1</guid></item></channel></rss>'),
    ])
    expect(await titleOf(body)).toContain('Données privées à')
  })
})
