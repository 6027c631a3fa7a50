import { PassThrough, Readable } from 'node:stream'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { explain } from '../../src/cli/classify.ts'

async function pages(...lines: string[]): Promise<string> {
  const output = new PassThrough()
  const chunks: Buffer[] = []
  output.on('data', (chunk: Buffer) => chunks.push(chunk))
  await explain(Readable.from(lines.map((line) => `${line}\n`)), output)
  return Buffer.concat(chunks).toString()
}

const item = (title: string, summary = '') => JSON.stringify({ id: 'x1', title, summary })
const breach = item(
  'Clinic leaks passport scans of 12,000 patients',
  'Names and home addresses were readable without a password for three months. Bank details were not affected, says the hospital, which told the police and the data protection authority on Monday.',
)

describe('vigie classify --explain', () => {
  it('shows the text with what was found in brackets, and in braces what it denies', async () => {
    const page = await pages(breach)
    expect(page).toContain('[leaks]')
    expect(page).toContain('{Bank details}')
  })

  it('gives for each label its probability, its threshold and the words', async () => {
    const page = await pages(breach)
    expect(page).toMatch(/topic:breach +\d+% ≥ +\d+% {2}“leaks”/)
    expect(page).toMatch(/data:government-id +\d+% ≥ +\d+% {2}“passport/)
    expect(page).toMatch(/People affected: 12000/)
  })

  it('says why a story is none', async () => {
    const page = await pages(item('Ten recipes for pumpkin soup'))
    expect(page).toContain('no privacy story')
    expect(page).toMatch(/privacy +\d+% < +\d+%/)
  })

  it('fits 80 columns, in scripts without spaces as well', async () => {
    const text = '会員の氏名や住所、電話番号、クレジットカード番号が外部から閲覧できる状態になっていた。'
    const page = await pages(breach, item('通販サイトで個人情報流出', text.repeat(6)))
    for (const line of page.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80)
  })

  it('tells what is wrong with a line and goes on', async () => {
    const page = await pages('{no json', breach)
    expect(page).toMatch(/^line 1: not JSON/)
    expect(page).toContain('x1 · en · a privacy story')
  })
})
