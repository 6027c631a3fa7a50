import { describe, expect, it } from 'vitest'
import { createClassifier } from '../../src/classify/index.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'
import { detectLanguage } from '../../src/language/index.ts'
import type { ClassifierInput } from '../../src/types/index.ts'

const classifier = createClassifier(loadKnowledge())

const input = (title: string, summary = ''): ClassifierInput => ({
  title,
  summary,
  content: '',
  url: null,
  language: detectLanguage(`${title}\n${summary}`, null),
})

function classify(title: string, summary = '') {
  const answer = classifier.classify(input(title, summary))
  return { ...answer, names: answer.companies.map((one) => one.id) }
}

describe('the founding stories', () => {
  it.each([
    [
      'Netflix lit le capteur de mouvement des téléphones Android de ses abonnés',
      'L’application enregistre l’activité physique sans prévenir. L’entreprise évoque un test destiné à la lecture en déplacement, a-t-elle dit à The Verge.',
    ],
    [
      'Netflix app on Android collects subscribers’ physical activity data',
      'Motion sensors are read by default. The company told The Verge that it was a test to improve streaming on the move.',
    ],
  ])('motion sensors read by a streaming app: %s', (title, summary) => {
    const { privacy, names, dataTypes } = classify(title, summary)
    expect(privacy).toBe(true)
    expect(names).toEqual(['netflix'])
    expect(dataTypes).toContain('physical-activity')
  })

  it.each([
    [
      'Comment télécharger les données personnelles que Netflix conserve sur vous',
      'Vos habitudes de visionnage sont dans le fichier. Il faut une demande depuis la page du compte et jusqu’à trente jours de patience.',
    ],
    [
      'How to download your data from Netflix, viewing history included',
      'Request a copy of your personal information on the account page; it may take up to 30 days.',
    ],
  ])('a subscriber gets at the own data: %s', (title, summary) => {
    const { privacy, names, dataTypes, topics } = classify(title, summary)
    expect(privacy).toBe(true)
    expect(names).toEqual(['netflix'])
    expect(dataTypes).toContain('media-consumption')
    expect(topics).toContain('rights')
  })

  it.each([
    [
      'Plex schaft opt-out voor telemetrie af',
      'Het nieuwe privacybeleid laat gebruikers niet langer weigeren. Plex verzamelt het apparaat, wat er bekeken wordt en de locatie op basis van IP-adres of postcode.',
    ],
    [
      'Plex removes the opt-out from telemetry in a new privacy policy',
      'Device details, viewing habits on its own services and location from the IP address or post code are collected.',
    ],
  ])('an opt-out ends: %s', (title, summary) => {
    const { privacy, names, dataTypes, topics } = classify(title, summary)
    expect(privacy).toBe(true)
    expect(names).toEqual(['plex'])
    expect(dataTypes).toEqual(expect.arrayContaining(['device', 'location']))
    expect(topics).toEqual(expect.arrayContaining(['policy-change', 'consent']))
  })

  it.each([
    [
      'Amazon : des sous-traitants regardent les vidéos de Cloud Cam pour entraîner l’IA',
      'En Inde et en Roumanie, des employés visionnent des séquences filmées à domicile, selon Bloomberg.',
    ],
    [
      'Contractors watch Amazon Cloud Cam clips to train its AI',
      'Workers in India and Romania reviewed video recordings from homes, Bloomberg reports.',
    ],
  ])('people look at camera clips: %s', (title, summary) => {
    const { privacy, names, dataTypes, topics } = classify(title, summary)
    expect(privacy).toBe(true)
    expect(names).toEqual(['amazon'])
    expect(dataTypes).toContain('images-video')
    expect(topics).toContain('ai')
  })

  it.each([
    [
      'Netflix teste un assistant conversationnel d’OpenAI qui tient compte de votre humeur',
      'Il s’appuie sur vos habitudes de visionnage pour proposer des films. Test sur iOS, en Australie et en Nouvelle-Zélande, sur inscription.',
    ],
    [
      'Netflix tries a chatbot by OpenAI that reads your mood and viewing habits',
      'The AI assistant analyses emotions to recommend films; opt-in, on iOS, in Australia and New Zealand.',
    ],
  ])('a chatbot reads moods: %s', (title, summary) => {
    const { names, dataTypes } = classify(title, summary)
    expect(names).toContain('netflix')
    expect(dataTypes).toEqual(expect.arrayContaining(['emotions', 'media-consumption']))
  })
})

describe('what is no privacy story', () => {
  it.each([
    ['Data centre in Frankfurt gets a second hall', 'The operator doubles capacity and buys green power.'],
    ['Private equity firm takes over parcel service', 'The price is said to be 2.1 billion dollars.'],
    ['iPhone fuite : les photos du prochain modèle', 'Trois capteurs et une batterie plus grande, selon une fuite.'],
    ['Kernel-Update schließt Lücke im Treiber', 'Ein Fehler konnte Systeme abstürzen lassen.'],
    ['Spotify se cae en toda Europa', 'El servicio estuvo dos horas sin funcionar.'],
    ['ソニー、新型カメラを発売', '画素数が増え、価格は据え置かれた。'],
    ['Rekordowe przychody sieci sklepów', 'Zysk wzrósł o 12 procent.'],
  ])('gets no labels: %s', (title, summary) => {
    expect(classify(title, summary)).toMatchObject({ privacy: false, dataTypes: [], topics: [], people: null })
  })
})

describe('evidence', () => {
  const stories: [string, string][] = [
    ['Hospital leaks patient records of 40,000 people', 'Names, home addresses and diagnoses were on the web.'],
    ['AEPD multa con 3 millones a un banco', 'Cedió datos de clientes a terceros sin consentimiento.'],
    ['카카오, 위치 정보 무단 수집', '이용자 동의 없이 이동 경로를 저장한 것으로 드러났다.'],
    ['Утечка: паспорта клиентов банка в открытом доступе', 'Компания подтвердила взлом сервера.'],
  ]
  it.each(stories)('stands behind every label, in the words of the text: %s', (title, summary) => {
    const answer = classifier.classify(input(title, summary))
    expect(answer.privacy).toBe(true)
    for (const label of [
      'privacy',
      ...answer.dataTypes.map((id) => `data:${id}`),
      ...answer.topics.map((id) => `topic:${id}`),
      ...answer.companies.map((one) => `company:${one.id}`),
    ])
      expect(answer.evidence.map((one) => one.label)).toContain(label)
    for (const { text, field } of answer.evidence) expect(field === 'title' ? title : summary).toContain(text)
  })
})

describe('text that attacks', () => {
  it('is read in bounded time: a megabyte in a title', () => {
    const start = performance.now()
    classify('leak of passwords '.repeat(60_000), 'Meta '.repeat(200_000))
    expect(performance.now() - start).toBeLessThan(1500)
  })

  it('hides no word behind invisible characters or look-alikes', () => {
    const plain = classify('Facebook leaks passwords of 5 million users')
    const hidden = classify('Fa\u200bce\u00adbook le\u200daks pass\u2060words of 5 million users')
    const lookalike = classify('Fаcebook leaks pаsswоrds of 5 million users')
    expect(plain.topics).toContain('breach')
    for (const one of [hidden, lookalike])
      expect({ names: one.names, dataTypes: one.dataTypes, topics: one.topics }).toEqual({
        names: plain.names,
        dataTypes: plain.dataTypes,
        topics: plain.topics,
      })
  })

  it('gets an answer whatever it is', () => {
    for (const text of [
      '',
      '\u0000',
      '\ud800',
      '\u202e'.repeat(500),
      '<'.repeat(5000),
      '🔒'.repeat(1000),
      '1'.repeat(9000),
    ])
      expect(classify(text, text).companies.length).toBeLessThan(5)
  })
})

describe('an answer', () => {
  it('is the same each time', () => {
    const story = input('Ring staff watched customers’ bedroom cameras', 'Amazon pays $5.8 million.')
    const first = classifier.classify(story)
    classifier.classify(input('Fuite de données chez un opérateur'))
    expect(classifier.classify(story)).toEqual(first)
    expect(createClassifier(loadKnowledge()).classify(story)).toEqual(first)
  })

  it('is explained by the same labels', () => {
    const story = input('Datenleck bei Klinik: Patientendaten im Netz', 'Auch Adressen und Diagnosen waren einsehbar.')
    const { classification, labels, spans, text } = classifier.explain(story)
    expect(classification).toEqual(classifier.classify(story))
    expect(labels.filter((one) => one.given).map((one) => one.label)).toEqual(
      expect.arrayContaining(classification.dataTypes.map((id) => `data:${id}`)),
    )
    for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.text)
  })
})
