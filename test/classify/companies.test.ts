import { describe, expect, it } from 'vitest'
import { chooseCompanies, type Rated, withoutOverlaps } from '../../src/classify/companies.ts'
import { createClassifier } from '../../src/classify/index.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'
import type { Language } from '../../src/types/index.ts'

const knowledge = loadKnowledge()
const classifier = createClassifier(knowledge)
const companies = (language: Language, title: string, summary = '') =>
  classifier.classify({ title, summary, content: '', url: null, language }).companies
const names = (language: Language, title: string, summary = '') =>
  companies(language, title, summary).map((one) => one.name)

describe('whom a story is about', () => {
  it.each<[Language, string, string, string]>([
    ['en', 'Netflix fined over viewing records', 'The regulator found no consent for profiling.', 'Netflix'],
    [
      'fr',
      'Amende pour Netflix : les habitudes de visionnage en cause',
      'La Cnil reproche un manque de consentement.',
      'Netflix',
    ],
    ['nl', 'Boete voor Netflix om kijkgedrag', 'De AP vindt dat abonnees te weinig wisten.', 'Netflix'],
    ['de', 'Bußgeld gegen Netflix wegen Sehverhalten', 'Die Behörde rügt fehlende Einwilligung.', 'Netflix'],
    ['es', 'Multa a Netflix por los hábitos de visionado', 'Faltaba el consentimiento, dice la AEPD.', 'Netflix'],
    ['pl', 'Kara dla Netfliksa za dane o oglądaniu', 'Zabrakło zgody, uznał UODO.', 'Netflix'],
    ['ja', 'ネットフリックスに制裁金 視聴履歴の扱いで', '同意が不十分だったとした。', 'Netflix'],
    ['ko', '넷플릭스에 과징금…시청 기록 무단 수집', '동의 절차가 없었다고 밝혔다.', 'Netflix'],
    ['ru', 'Netflix оштрафовали за данные о просмотрах', 'Согласия пользователей не было.', 'Netflix'],
  ])('%s: "%s"', (language, title, summary, name) => {
    expect(names(language, title, summary)).toEqual([name])
  })

  it('is the organisation, with the brand beside it', () => {
    expect(companies('en', 'WhatsApp leak exposes phone numbers of millions')).toEqual([
      { id: 'meta', name: 'Meta', brand: 'WhatsApp' },
    ])
  })

  it('is a subsidiary itself where the public knows it as a company of its own', () => {
    expect(companies('en', 'LinkedIn trained AI on private messages, lawsuit says').map((one) => one.id)).toEqual([
      'linkedin',
    ])
    expect(companies('fi', 'S-Pankille seuraamusmaksu tietoturvan puutteista').map((one) => one.id)).toEqual([
      's-pankki',
    ])
    expect(knowledge.company('s-pankki')?.parent).toBe('s-group')
  })

  it('may be named by no list', () => {
    expect(names('en', 'Data breach at Quillby exposes customer passwords')).toEqual(['Quillby'])
    expect(names('nl', 'Datalek bij webwinkel Knipzo: wachtwoorden van klanten op straat')).toEqual(['Knipzo'])
    expect(names('fr', 'Fuite de données chez Brindoux : les mots de passe des clients exposés')).toEqual(['Brindoux'])
  })
})

describe('who is only named', () => {
  it('a comparison', () => {
    const summary =
      "L'appli Android lisait le capteur d'activité physique de ses abonnés. À l'instar de FaceApp il y a quelques mois, la collecte inquiète."
    expect(names('fr', 'Netflix collecte l’activité physique de ses abonnés', summary)).toEqual(['Netflix'])
  })

  it('the source', () => {
    expect(
      names('en', 'Amazon staff listened to Alexa recordings', 'Thousands of clips a day, according to Bloomberg.'),
    ).toEqual(['Amazon'])
  })

  it('the system on which an app runs', () => {
    expect(names('en', 'Netflix app for Android read motion sensors of subscribers')).toEqual(['Netflix'])
    expect(names('en', 'Android sends location data even when location is off')).toEqual(['Google'])
  })

  it('Uber is no German preposition, and a German preposition is not Uber', () => {
    expect(names('pt', 'Uber grava áudio das viagens no Rio', 'Passageiros podem ativar a gravação.')).toEqual(['Uber'])
    expect(names('de', 'Über Nacht ausgespäht: Kameras filmten Mieter')).not.toContain('Uber')
  })

  it('a local firm does not count abroad where its name is a word', () => {
    expect(names('en', 'Police keep DNA of innocent people, court told')).not.toContain('DNA')
  })
})

describe('choosing', () => {
  const rated = (name: string, known: string | null, probability: number, start: number, end: number): Rated => ({
    candidate: { known, name, ordinary: [], mentions: [{ start, end, brand: null, unsure: false, cues: 0 }] },
    probability,
  })
  const thresholds = { known: 0.3, unknown: 0.6, alone: 0.2 }
  const chosen = (...list: Rated[]) => chooseCompanies(knowledge, list, thresholds).map((one) => one.candidate.name)

  it('asks more of unknown names than of known ones', () => {
    expect(chosen(rated('Netflix', 'netflix', 0.4, 0, 7), rated('Quillby', null, 0.4, 10, 17))).toEqual(['Netflix'])
  })

  it('takes the likeliest where none reaches its threshold', () => {
    expect(chosen(rated('Quillby', null, 0.4, 0, 7), rated('Marlow', null, 0.3, 10, 16))).toEqual(['Quillby'])
    expect(chosen(rated('Quillby', null, 0.1, 0, 7))).toEqual([])
  })

  it('takes one of the names that were cut out of the same words', () => {
    const list = [rated('Bakery Quillby', null, 0.5, 0, 14), rated('Quillby', null, 0.8, 7, 14)]
    expect(withoutOverlaps(list).map((one) => one.candidate.name)).toEqual(['Quillby'])
  })
})
