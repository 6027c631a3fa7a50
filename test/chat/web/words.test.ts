import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { localeOf, pageWords } from '../../../src/chat/web/words.ts'
import { readCatalog } from '../../../src/i18n/index.ts'
import { INTERFACE_LANGUAGES } from '../../../src/types/index.ts'

const sources = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .join('\n')

describe('the words of the page', () => {
  const server = sources('src/chat/web')
  const page = sources('src/chat/web/page')

  it('are all there that its modules use, in every language', () => {
    const used = [...page.matchAll(/\b(?:word|around)\((?:[^'()]*\? )?'([a-z-]+)'(?:[^'()]*'([a-z-]+)')?/g)]
    const ids = used
      .flatMap(([, one, two]) => (two === undefined ? [one] : [one, two]))
      .filter((id) => id !== 'command')
    expect(ids.length).toBeGreaterThan(12)
    for (const locale of INTERFACE_LANGUAGES) {
      const words = pageWords(locale)
      for (const id of ids) expect(words[id ?? ''], `web.${id} in ${locale}`).toBeTruthy()
    }
  })

  it('are no more than what is used', () => {
    const messages = [...readCatalog('en').keys()].filter((id) => id.startsWith('web.'))
    expect(messages.filter((id) => !server.includes(`'${id}'`))).toEqual([])
    const sent = Object.keys(pageWords('en'))
    expect(sent.filter((id) => !page.includes(`'${id}'`))).toEqual([])
  })

  it('come in the first language of the browser that Vigie speaks, or the chosen one', () => {
    expect(localeOf(undefined, 'sv, fr-CA;q=0.8, de;q=0.9', 'en')).toBe('de')
    expect(localeOf(undefined, 'pt-BR', 'en')).toBe('pt')
    expect(localeOf(undefined, 'fr;q=0, ja', 'en')).toBe('ja')
    expect(localeOf(undefined, '', 'it')).toBe('it')
    expect(localeOf('pl', 'fr', 'en')).toBe('pl')
    expect(localeOf('xx', 'fr', 'en')).toBe('fr')
  })
})
