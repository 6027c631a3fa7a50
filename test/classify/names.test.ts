import { describe, expect, it } from 'vitest'
import { Reader } from '../../src/classify/classifier.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'
import type { Language } from '../../src/types/index.ts'

const reader = new Reader(loadKnowledge())
const read = (language: Language, title: string) =>
  reader.read({ title, summary: '', content: '', url: null, language })
const companies = (language: Language, title: string) => [
  ...new Set(
    read(language, title)
      .names.filter((one) => one.kind === 'company' && !one.unsure)
      .map((one) => one.id),
  ),
]

describe('names', () => {
  it.each<[Language, string, string]>([
    ['en', "Netflix's app reads motion sensors", 'netflix'],
    ['de', 'Googles Schul-Software verboten', 'google'],
    ['nl', 'Facebookgebruikers klagen', 'meta'],
    ['sv', 'Netflix tittare', 'netflix'],
    ['pl', 'Kara dla Facebooka', 'meta'],
    ['pl', 'Skarga na Netfliksa i Poczty Polskiej błąd', 'poczta-polska'],
    ['cs', 'Data z Facebooku', 'meta'],
    ['fi', 'Googlen palvelut', 'google'],
    ['ru', 'Иск против Гугла', 'google'],
    ['tr', "Google'a ceza", 'google'],
    ['ja', 'グーグルを提訴', 'google'],
    ['ko', '구글에 과징금', 'google'],
    ['zh', '谷歌被罚', 'google'],
    ['ar', 'غرامة لجوجل', 'google'],
  ])('%s: %s', (language, title, id) => {
    expect(companies(language, title)).toContain(id)
  })

  it('resolves a brand and keeps it', () => {
    const hit = read('en', 'WhatsApp changes its terms').names.find((one) => one.id === 'meta')
    expect(hit?.brand).toBe('WhatsApp')
  })

  it('does not take the beginning of another word for a name', () => {
    expect(companies('en', 'Metadata of Netflixes')).not.toContain('meta')
    expect(companies('es', 'La selva del Amazonas')).not.toContain('amazon')
  })

  it('leaves ambiguous words alone without capitals', () => {
    expect(companies('en', 'the signal was weak and the ring was lost')).toEqual([])
  })

  it('is not fooled by invisible characters and look-alikes', () => {
    expect(companies('en', 'Net\u200bflix fined')).toContain('netflix')
    expect(companies('en', 'Gооgle fined')).toContain('google')
  })

  it('knows regulators and laws', () => {
    const names = read('fr', 'La CNIL rappelle le RGPD').names
    expect(names.map((one) => `${one.kind}:${one.id}`)).toEqual(expect.arrayContaining(['regulator:cnil', 'law:gdpr']))
  })
})

describe('terms', () => {
  const concepts = (language: Language, title: string) =>
    read(language, title)
      .hits.filter((one) => !one.negated)
      .map((one) => one.concept)

  it('are cancelled where the words mean something else', () => {
    expect(concepts('en', 'New data center near Dublin')).not.toContain('cue:data')
    expect(concepts('en', 'Three rear cameras')).not.toContain('data:images-video')
    expect(concepts('de', 'Das Rechenzentrum wird größer')).not.toContain('cue:data')
    expect(concepts('ja', 'データセンターを建設')).not.toContain('cue:data')
  })

  it('do not count where the text says that the data were spared', () => {
    expect(concepts('en', 'Names leaked. No credit card data or passwords were involved')).not.toContain(
      'data:financial',
    )
    expect(concepts('en', 'Names leaked. No credit card data or passwords were involved')).toContain(
      'data:contact-details',
    )
    expect(concepts('de', 'Namen kopiert. Passwörter sind nicht betroffen')).not.toContain('data:credentials')
    expect(concepts('fr', 'Noms volés. Les données bancaires ne sont pas concernées')).not.toContain('data:financial')
  })

  it('stand inside compounds where the language has them', () => {
    expect(concepts('de', 'Kundendatenleck beim Anbieter')).toContain('topic:breach')
    expect(concepts('nl', 'Patiëntgegevens op straat')).toContain('data:health')
  })
})
