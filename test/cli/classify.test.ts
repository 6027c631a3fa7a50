import { describe, expect, it } from 'vitest'
import { vigie } from './vigie.ts'

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

const item = (id: string, title: string, summary = '') => JSON.stringify({ id, title, summary })

describe('vigie classify', () => {
  it('answers each line in order, with the labels and the words that led to them', async () => {
    const input = [
      item(
        'a',
        'Netflix fined €4.75 million after leaking email addresses',
        'The Dutch data protection authority says the home addresses of customers were exposed as well.',
      ),
      item('b', 'Ten recipes for pumpkin soup'),
    ].join('\n')
    const { stdout, code } = await vigie(['classify'], { input })
    const [fine, soup] = lines(stdout)
    expect(code).toBe(0)
    expect(fine).toMatchObject({
      id: 'a',
      language: 'en',
      privacy: true,
      companies: [{ id: 'netflix', name: 'Netflix' }],
    })
    expect(fine.topics).toContain('fine')
    expect(fine.dataTypes).toContain('contact-details')
    expect(fine.evidence).toContainEqual(expect.objectContaining({ label: 'data:contact-details', field: 'title' }))
    expect(soup).toMatchObject({ id: 'b', privacy: false, companies: [], dataTypes: [], topics: [] })
  })

  it('gives reports of one event the same story, in one language or two', async () => {
    const input = [
      item(
        'nl',
        'AP legt Netflix boete van 4,75 miljoen euro op',
        'Klanten wisten niet wat er met hun gegevens gebeurde.',
      ),
      item('other', 'Data breach at Acme Hospital exposes patient records'),
      item(
        'de',
        'Niederlande: Netflix soll 4,75 Millionen Euro Bußgeld zahlen',
        'Die Datenschutzbehörde AP bemängelt die Auskünfte.',
      ),
    ].join('\n')
    const [first, second, third] = lines((await vigie(['classify'], { input })).stdout)
    expect(first.story).toBe(third.story)
    expect(second.story).not.toBe(first.story)
  })

  it('answers a bad line with an error and goes on', async () => {
    const input = ['{not json', JSON.stringify({ id: 7, title: 5 }), item('c', 'A title')].join('\n')
    const [syntax, shape, good] = lines((await vigie(['classify', '--no-stories'], { input })).stdout)
    expect(syntax).toEqual({ line: 1, error: expect.stringContaining('not JSON') })
    expect(shape).toEqual({ id: 7, line: 2, error: expect.stringContaining('title') })
    expect(good.id).toBe('c')
    expect(good).not.toHaveProperty('story')
  })

  it('reads HTML as text', async () => {
    const [answer] = lines(
      (
        await vigie(['classify'], {
          input: item('a', 'Meta &amp; TikTok', '<p>Facebook <b>fined</b> for tracking users</p>'),
        })
      ).stdout,
    )
    expect(answer.companies.map((company: { id: string }) => company.id)).toContain('meta')
    expect(JSON.stringify(answer)).not.toContain('&amp;')
  })
})
