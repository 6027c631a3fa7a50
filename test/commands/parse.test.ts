import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tokenize } from '../../src/commands/parse.ts'
import { typedCommand } from '../../src/views/index.ts'
import { type CommandTest, commandTest, reader } from './support.ts'

let test: CommandTest
beforeAll(async () => {
  test = await commandTest()
})
afterAll(() => test.close())

const parse = (text: string) => test.book.parse(text, reader)

describe('what people type', () => {
  it.each([
    ['/privacy company netflix since:30d', 'company', { name: 'netflix', since: '30d' }],
    ['company netflix', 'company', { name: 'netflix' }],
    ['since:30d company netflix', 'company', { name: 'netflix', since: '30d' }],
    ['COMPANY   Netflix   SINCE:30d', 'company', { name: 'Netflix', since: '30d' }],
    ['company "clearview ai" lang:fr', 'company', { name: 'clearview ai', lang: 'fr' }],
    ['company clearview ai', 'company', { name: 'clearview ai' }],
    ['company name:netflix language:fr', 'company', { name: 'netflix', lang: 'fr' }],
    ['company «La Poste»', 'company', { name: 'La Poste' }],
    ['company „Deutsche Bahn“', 'company', { name: 'Deutsche Bahn' }],
    ['company 「任天堂」', 'company', { name: '任天堂' }],
    ['company "netflix', 'company', { name: 'netflix' }],
    [
      'search "right to be forgotten" company:google since:1y',
      'search',
      { query: '"right to be forgotten" company:google', since: '1y' },
    ],
    ['search error: timeout', 'search', { query: 'error: timeout' }],
    ['feeds add https://example.org/feed.xml', 'feeds add', { url: 'https://example.org/feed.xml' }],
    ['feeds', 'feeds list', {}],
    ['feeds health page:2', 'feeds health', { page: '2' }],
    ['digest', 'digest preview', {}],
    ['digest now', 'digest now', {}],
    ['news', 'latest', {}],
    ['stop', 'subscribe', { action: 'stop' }],
    ['unsubscribe', 'subscribe', { action: 'stop' }],
    [
      'subscribe 8:30 weekdays Europe/Brussels',
      'subscribe',
      { time: '8:30', days: 'weekdays', zone: 'Europe/Brussels' },
    ],
    [
      'subscribe at:20h lundi jeudi netflix meta',
      'subscribe',
      { time: '20h', days: 'lundi,jeudi', companies: 'netflix,meta' },
    ],
    ['subscribe stop', 'subscribe', { action: 'stop' }],
    ['wrong 3 not-privacy', 'wrong', { id: '3', what: 'not-privacy' }],
    ['wrong 3 other the court is Dutch', 'wrong', { id: '3', what: 'other', detail: 'the court is Dutch' }],
    ['', 'help', {}],
    ['/privacy', 'help', {}],
    ['?', 'help', {}],
  ])('%s', (text, name, options) => {
    expect(parse(text)).toEqual({ name, options })
  })

  it.each([
    ['netflix', 'company', { name: 'netflix' }],
    ['/privacy Netflix since:7d', 'company', { name: 'netflix', since: '7d' }],
    ['whatsapp', 'company', { name: 'meta/whatsapp' }],
    ['location', 'data', { type: 'location' }],
    ['fine', 'fines', {}],
    ['leak', 'topic', { what: 'breach' }],
    ['company:netflix', 'company', { name: 'netflix' }],
    ['data:health since:1m', 'data', { type: 'health', since: '1m' }],
    ['3', 'story', { id: '3' }],
    ['nzhf6mk0', 'story', { id: 'nzhf6mk0' }],
    ['cookie walls in Belgium', 'search', { query: 'cookie walls in Belgium' }],
    ['netflix location', 'search', { query: 'netflix location' }],
    ['cookies company:google', 'search', { query: 'cookies company:google' }],
    ['since:24h', 'latest', { since: '24h' }],
  ])('without a command: %s', (text, name, options) => {
    expect(parse(text)).toEqual({ name, options })
  })

  it('reads names in the reader’s language', () => {
    expect(test.book.parse('amende', { ...reader, locale: 'fr' })).toEqual({ name: 'topic', options: { what: 'fine' } })
    expect(test.book.parse('Standort', { ...reader, locale: 'de' })).toEqual({
      name: 'data',
      options: { type: 'location' },
    })
  })

  it.each([
    ['compny netflx', '/privacy company netflix'],
    ['serach cookies', '/privacy search cookies'],
    ['lates', '/privacy latest'],
    ['subscribe tiem:8:00', '/privacy subscribe time:8:00'],
    ['company netflix sicne:30d', '/privacy company netflix since:30d'],
    ['status please', '/privacy status'],
  ])('asks whether “%s” was meant as %s', async (text, meant) => {
    const view = await test.ask(text)
    expect(view.audience).toBe('private')
    expect(view.blocks).toContainEqual({
      kind: 'text',
      spans: [{ text: 'Did you mean ' }, { text: meant, style: 'code' }, { text: '?' }],
    })
  })

  it('is the same again when a call is written out and read', () => {
    const calls = [
      { name: 'company', options: { name: 'netflix', since: '30d', page: '2' } },
      { name: 'company', options: { since: '2026-01-01', name: 'clearview ai' } },
      { name: 'search', options: { query: '"right to be forgotten" data:health', page: '3' } },
      { name: 'feeds add', options: { url: 'https://example.org/a?b=c' } },
      { name: 'subscribe', options: { action: 'start', time: '08:30', zone: 'Europe/Brussels' } },
      { name: 'compare', options: { a: 'netflix', b: 'meta' } },
      { name: 'wrong', options: { id: 'abc', what: 'company', detail: 'org:some-body' } },
    ]
    for (const call of calls) expect(parse(typedCommand(call))).toEqual(call)
  })

  it('never makes parsing fail or hang, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.string({ unit: fc.constantFrom('"', ':', ' ', 'a', '«', '/', ',', '=') }),
        ),
        (text) => {
          const call = parse(text)
          expect(call.name).not.toBe('')
          for (const value of Object.values(call.options)) expect(typeof value).toBe('string')
        },
      ),
    )
    for (const unit of ['"', 'a:', '« ', ' ', ':"', '「']) expect(parse(unit.repeat(50_000)).name).not.toBe('')
  })
})

describe('tokens', () => {
  it('keep quoted words together and tell options from the rest', () => {
    expect(tokenize('a "b c" since:30d x:"y z"').map(({ text, option, quoted }) => [text, option, quoted])).toEqual([
      ['a', null, false],
      ['b c', null, true],
      ['30d', 'since', false],
      ['y z', 'x', true],
    ])
  })
})
