import { describe, expect, it } from 'vitest'
import { Reader } from '../../src/classify/classifier.ts'
import { organisationId } from '../../src/classify/organisations.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'
import type { Language } from '../../src/types/index.ts'

const reader = new Reader(loadKnowledge())
const candidates = (language: Language, title: string, summary = '', url: string | null = null) =>
  reader.read({ title, summary, content: '', url, language }).candidates
const unknown = (language: Language, title: string, summary = '', url: string | null = null) =>
  candidates(language, title, summary, url)
    .filter((one) => one.known === null)
    .map((one) => one.name)

describe('names that are in no list', () => {
  it.each<[Language, string, string]>([
    ['en', 'Data breach at Quillby exposes patients', 'Quillby'],
    ['en', 'The council fined Marlow & Finch over cameras', 'Marlow & Finch'],
    ['fr', 'Fuite de données chez Brindoux', 'Brindoux'],
    ['nl', 'Datalek bij kapperszaak Knipzo', 'Knipzo'],
    ['de', 'Quarzona-Nutzer beschweren sich', 'Quarzona'],
    ['es', 'Multa a Panadería Vilarós', 'Vilarós'],
    ['it', 'Attacco hacker a Trattonix', 'Trattonix'],
    ['pl', 'Wyciek danych z Zdrowimed', 'Zdrowimed'],
    ['sv', 'Dataläcka hos Brödkorgen', 'Brödkorgen'],
    ['fi', 'Tietovuoto: Kakkupuu pahoittelee', 'Kakkupuu'],
    ['ru', 'Утечка данных из «Хлебзавода»', 'Хлебзавода'],
    ['tr', "Ekmekçim'de veri sızıntısı", 'Ekmekçim'],
    ['ja', 'マルヤマ製菓で個人情報漏えい', 'マルヤマ製菓'],
    ['ko', '한빛모아병원 개인정보 유출', '한빛모아병원'],
    ['zh', '小麦坊公司泄露用户数据', '小麦坊公司'],
    ['ar', 'تسريب بيانات من شركة نورسان', 'نورسان'],
  ])('%s: "%s" names %s', (language, title, name) => {
    expect(unknown(language, title)).toContain(name)
  })

  it.each<[Language, string, string]>([
    ['nl', 'Camera’s bij gemeente Wijkdorp', 'gemeente Wijkdorp'],
    ['fr', 'Les parents de l’école de Brivard', 'école de Brivard'],
    ['it', 'Multa a ospedale di Montevico', 'ospedale di Montevico'],
    ['pl', 'Atak na szpital w Kłodnicy', 'szpital w Kłodnicy'],
    ['da', 'Fejl i Region Vestland', 'Region Vestland'],
  ])('%s: institutions keep what kind they are: "%s"', (language, title, name) => {
    expect(unknown(language, title)).toContain(name)
  })

  it('may be cut at the words that join them', () => {
    const names = unknown('en', 'Corner Telephony in Brackley looked up callers')
    expect(names).toEqual(expect.arrayContaining(['Corner Telephony']))
  })

  it('may hold the name of a known one', () => {
    expect(unknown('en', 'Photos leaked at CoastLine Spotify Cruises')).toContain('CoastLine Spotify Cruises')
  })

  it('lose the genitive that Nordic languages and Turkish add', () => {
    expect(unknown('sv', 'Granskning av Brödkorgens kameror')).toContain('Brödkorgen')
    expect(unknown('tr', "Ekmekçim'in müşterileri")).toContain('Ekmekçim')
  })
})

describe('what is no name', () => {
  it('a capital at the start of a sentence', () => {
    expect(unknown('en', 'Customers complain. Nobody answered the letters')).toEqual([])
    expect(unknown('fr', 'Les clients se plaignent')).toEqual([])
  })

  it('countries, months and days', () => {
    expect(unknown('en', 'New rules from Monday in Portugal')).toEqual([])
    expect(unknown('fi', 'Säännöt muuttuvat Ruotsissa')).not.toContain('Ruotsi')
  })

  it('the medium that publishes the story', () => {
    expect(unknown('en', 'Quillby Gazette looks back', '', 'https://www.quillbygazette.example/a')).not.toContain(
      'Quillby Gazette',
    )
  })

  it('a known company within quotation marks is that company', () => {
    const found = candidates('ja', '「グーグル」を提訴')
    expect(found.map((one) => one.known)).toEqual(['google'])
  })
})

describe('candidates', () => {
  it('stand in the order of the text, each with all its mentions', () => {
    const found = candidates('en', 'Quillby and Netflix share data', 'Netflix says so')
    expect(found.map((one) => one.name)).toEqual(['Quillby', 'Netflix'])
    expect(found[1]?.mentions).toHaveLength(2)
  })

  it('have ids made of their names', () => {
    expect(organisationId('Szpital w Łodzi')).toBe('org:szpital-w-lodzi')
    expect(organisationId('«Ромашка»')).toBe('org:ромашка')
  })
})
