import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderTerminal } from '../../src/chat/terminal/index.ts'
import type { Store } from '../../src/store/index.ts'
import { INTERFACE_LANGUAGES } from '../../src/types/index.ts'
import { admin, type CommandTest, commandTest, fill, reader, said } from './support.ts'

let test: CommandTest
beforeAll(async () => {
  test = await commandTest()
  await fill(test.store)
})
afterAll(() => test.close())

describe('the definitions', () => {
  const definitions = () => test.book.definitions

  it('are within what Discord takes', () => {
    const top = new Set(definitions().map(({ name }) => name.split(' ')[0]))
    expect(top.size).toBeLessThanOrEqual(25)
    let largest = 0
    for (const locale of INTERFACE_LANGUAGES) {
      let size = 0
      for (const { name, description, options } of definitions()) {
        for (const part of name.split(' ')) expect(part).toMatch(/^[a-z-]{1,32}$/)
        expect(description[locale].length, `${name} in ${locale}`).toBeLessThanOrEqual(100)
        size += name.length + description[locale].length
        expect(options.length).toBeLessThanOrEqual(25)
        for (const option of options) {
          expect(option.name).toMatch(/^[a-z-]{1,32}$/)
          expect(option.description[locale].length, `${name} ${option.name} in ${locale}`).toBeLessThanOrEqual(100)
          expect(option.choices?.length ?? 0).toBeLessThanOrEqual(25)
          size += option.name.length + option.description[locale].length
          for (const { label, value } of option.choices ?? []) {
            expect(label[locale].length).toBeLessThanOrEqual(100)
            size += label[locale].length + value.length
          }
        }
        // Required options come first.
        const required = options.map((option) => Number(option.required))
        expect(required).toEqual([...required].sort((a, b) => b - a))
      }
      largest = Math.max(largest, size)
    }
    // All of them are one command there, which may have 8000 characters in its longest language.
    expect(largest).toBeLessThan(7_500)
  })

  it('have help, and an example that is a call of that very command', async () => {
    for (const { name } of definitions()) {
      const help = said(await test.ask(`help ${name}`))
      const [, example = ''] = /(\/privacy [^"\\]*(?:\\"[^"\\]*\\"[^"\\]*)?)","style":"code"\}\]/.exec(help) ?? []
      expect(test.book.parse(example.replaceAll('\\"', '"'), reader).name, `${name}: ${example}`).toBe(name)
    }
  })
})

describe('completion', () => {
  const complete = (name: string, option: string, typed: string, caller = reader) =>
    test.book.complete({ name, options: {} }, option, typed, caller)

  it('guesses companies, those with stories first, and says how many', async () => {
    expect((await complete('company', 'name', 'net'))[0]).toEqual({ label: 'Netflix · 2 stories', value: 'netflix' })
    const first = await complete('company', 'name', '')
    expect(
      first
        .slice(0, 2)
        .map(({ value }) => value)
        .sort(),
    ).toEqual(['meta', 'netflix'])
    expect(first).toHaveLength(25)
  })

  it('guesses through typos and in the reader’s language', async () => {
    expect((await complete('company', 'name', 'nteflix'))[0]?.value).toBe('netflix')
    expect((await complete('data', 'type', 'géoloc', { ...reader, locale: 'fr' })).map(({ value }) => value)).toEqual(
      [],
    )
    expect((await complete('data', 'type', 'local', { ...reader, locale: 'fr' }))[0]).toEqual({
      label: 'localisation',
      value: 'location',
    })
    expect((await complete('subscribe', 'zone', 'bruss'))[0]?.value).toBe('Europe/Brussels')
    expect((await complete('company', 'country', 'belg'))[0]).toEqual({ label: 'Belgium (BE)', value: 'BE' })
  })

  it('completes the last of several values and keeps the others', async () => {
    expect((await complete('subscribe', 'companies', 'meta,netfl'))[0]?.value).toBe('meta,netflix')
  })

  it('finds stories by their headline', async () => {
    const [story] = await complete('story', 'id', 'encrypted')
    expect(story?.label).toBe('Meta · WhatsApp rolls out encrypted backups for everyone')
  })

  it('gives nothing for what is unknown', async () => {
    expect(await complete('company', 'nothing', 'x')).toEqual([])
    expect(await complete('nothing', 'name', 'x')).toEqual([])
    expect(await complete('company', 'name', 'qqqqqq')).toEqual([])
  })
})

describe('answers', () => {
  it('never fail, whatever is typed, in any language', async () => {
    const words = fc.constantFrom(
      ...test.book.definitions.flatMap(({ name, options }) => [name, ...options.map((option) => `${option.name}:`)]),
      'netflix',
      '30d',
      'fr',
      '1',
      'yes',
      '"',
      '@everyone',
      '\u0000',
      "'; drop table stories; --",
    )
    const typed = fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 12 })), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(typed, fc.constantFrom(...INTERFACE_LANGUAGES), async (parts, locale) => {
        // Forgetting would end the test's own subscriptions; asking whether to is answered.
        const text = parts.join(' ').replaceAll('confirm', '')
        const view = await test.ask(text, { ...admin, locale })
        expect(view.summary).not.toBe('')
        expect(view.locale).toBe(locale)
        expect(renderTerminal(view)).not.toBe('')
      }),
      { numRuns: 150 },
    )
    expect(test.errors).toEqual([])
  })

  it('say samples are samples', async () => {
    const sample = await commandTest({ sample: true, store: test.store })
    for (const text of [
      'latest',
      'company netflix',
      'digest preview',
      'trends',
      'status',
      'fines',
      'compare netflix meta',
      'search netflix',
    ])
      expect(said(await sample.ask(text)), text).toContain('Sample edition')
  })

  it('to a failure inside are an apology, and the failure is reported', async () => {
    const broken = new Proxy({} as Store, {
      get: () => {
        throw new Error('the database is gone')
      },
    })
    const failing = await commandTest({ store: broken })
    const view = await failing.ask('latest')
    expect(view.audience).toBe('private')
    expect(view.summary).toMatch(/^Something went wrong on our side/)
    expect(await failing.book.complete({ name: 'company', options: {} }, 'name', 'x', reader)).toEqual([])
    expect(failing.errors.map(String)).toEqual(['Error: the database is gone', 'Error: the database is gone'])
  })
})
