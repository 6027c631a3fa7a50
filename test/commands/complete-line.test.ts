import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CommandTest, commandTest, fill, reader } from './support.ts'

let test: CommandTest
beforeAll(async () => {
  test = await commandTest()
  await fill(test.store)
})
afterAll(() => test.close())

/** The text as it stands after the first completion is taken. */
async function completed(text: string): Promise<string> {
  const { start, completions } = await test.book.completeLine(text, reader)
  return completions[0] === undefined ? text : text.slice(0, start) + completions[0].value
}

describe('typed text', () => {
  it.each([
    ['comp', 'company '],
    ['/privacy comp', '/privacy company '],
    ['/comp', '/company '],
    ['compny', 'company '],
    ['feeds a', 'feeds add '],
    ['dig', 'digest preview '],
    ['company netf', 'company netflix'],
    ['company boulangerie d', 'company org:boulangerie-dupont'],
    ['company netflix si', 'company netflix since:'],
    ['company netflix since:3', 'company netflix since:30d'],
    ['since:30d company netf', 'since:30d company netf'],
    ['data loc', 'data location'],
    ['topic lea', 'topic breach'],
    ['compare netflix met', 'compare netflix meta'],
    ['subscribe companies:meta,netf', 'subscribe companies:meta,netflix'],
    ['subscribe 8:30 netf', 'subscribe 8:30 netflix'],
    ['subscribe zone:brussels', 'subscribe zone:Europe/Brussels'],
    ['wrong x not', 'wrong x not-privacy'],
    ['help comp', 'help company'],
    ['search netf', 'search netf'],
    ['xyzzy', 'xyzzy'],
  ])('goes on from “%s” to “%s”', async (text, result) => {
    expect(await completed(text)).toBe(result)
  })

  it('begins with the commands, in their order, each with what it does', async () => {
    const { completions } = await test.book.completeLine('', { ...reader, locale: 'fr' })
    expect(completions.slice(0, 2).map(({ label }) => label)).toEqual([
      'latest · Les derniers sujets sur la vie privée',
      expect.stringMatching(/^company · Une entreprise/),
    ])
  })

  it('never fails', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .array(fc.constantFrom('company', 'subscribe', 'netf', 'since:', '"', ' ', 'feeds', 'x:'), { maxLength: 6 })
        .map((parts) => parts.join(' ')),
    )
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { start, completions } = await test.book.completeLine(text, reader)
        expect(start).toBeLessThanOrEqual(text.length)
        expect(completions.length).toBeLessThanOrEqual(25)
      }),
      { numRuns: 100 },
    )
    expect(test.errors).toEqual([])
  })
})
