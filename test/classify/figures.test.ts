import { describe, expect, it } from 'vitest'
import { Reader } from '../../src/classify/classifier.ts'
import { FigureReader } from '../../src/classify/figures.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'
import type { Language } from '../../src/types/index.ts'

const knowledge = loadKnowledge()
const reader = new Reader(knowledge)
const figures = new FigureReader(knowledge)

const read = (language: Language, title: string, summary = '') =>
  reader.read({ title, summary, content: '', url: null, language })

function amount(language: Language, title: string, summary = '') {
  const { document, hits } = read(language, title, summary)
  const found = figures.amount(document, hits)
  return found === null ? null : `${found.value.value} ${found.value.currency}`
}

function people(language: Language, title: string, summary = '') {
  const { document, hits } = read(language, title, summary)
  return figures.people(document, hits)?.value ?? null
}

describe('a fine', () => {
  it.each<[Language, string, string]>([
    ['en', 'Regulator fines the chain £1.25 million over leaked files', '1250000 GBP'],
    ['fr', 'La Cnil inflige une amende de 4,75 millions d’euros à la chaîne', '4750000 EUR'],
    ['nl', 'Boete van 600.000 euro voor het volgen van shoppers', '600000 EUR'],
    ['de', 'Bußgeld von 35,3 Mio. Euro gegen die Modekette', '35300000 EUR'],
    ['es', 'Multa de 2,5 millones de euros a la cadena por su lector de caras', '2500000 EUR'],
    ['it', 'Garante, multa da 15 milioni di euro al chatbot', '15000000 EUR'],
    ['pt', 'Empresa leva multa de 400 mil euros por expor exames', '400000 EUR'],
    ['pl', 'Kara 1 mln 200 tys. zł dla przychodni za wyciek', '1200000 PLN'],
    ['sv', 'Apotek får böter på 37 miljoner kronor', '37000000 SEK'],
    ['da', 'Kommune får bøde på 100.000 kroner', '100000 DKK'],
    ['nb', 'Varsler gebyr på 20 millioner kroner', '20000000 NOK'],
    ['fi', 'Taksiyhtiölle 72 000 euron sakko', '72000 EUR'],
    ['cs', 'Pokuta 351 milionů korun za prodej dat', '351000000 CZK'],
    ['ja', 'クッキー違反で罰金1億5000万ユーロ', '150000000 EUR'],
    ['ko', '개인정보 유출에 과징금 1347억9100만원', '134791000000 KRW'],
    ['zh', '平台因违法收集信息被罚款80亿2600万元', '8026000000 CNY'],
    ['ru', 'Суд назначил штраф в 15 млн рублей за утечку', '15000000 RUB'],
    ['uk', 'Компанію оштрафували: штраф 3,4 млн гривень', '3400000 UAH'],
    ['tr', 'Kuruldan şirkete 2 milyon 665 bin lira ceza', '2665000 TRY'],
    ['ar', 'غرامة 91 مليون يورو على الشركة', '91000000 EUR'],
  ])('is read in %s: %s', (language, text, wanted) => {
    expect(amount(language, text)).toBe(wanted)
  })

  it.each<[Language, string, string, string]>([
    ['en', 'Streaming firm fined €3 million', 'It made $33 billion in revenue last year.', '3000000 EUR'],
    ['de', '4 Millionen Euro Strafe für die Bank', 'Der Umsatz lag zuletzt bei 12 Milliarden Euro.', '4000000 EUR'],
    ['fr', 'Une amende de 2 millions d’euros', 'Le chiffre d’affaires atteint 9 milliards d’euros.', '2000000 EUR'],
    ['es', 'Sanción de 5 millones de euros', 'La empresa facturó 800 millones de euros.', '5000000 EUR'],
  ])('is not mistaken for revenue in %s', (language, title, summary, wanted) => {
    expect(amount(language, title, summary)).toBe(wanted)
  })

  it.each<[Language, string]>([
    ['en', 'The start-up raised $40 million from investors'],
    ['de', 'Das Start-up sammelt 40 Millionen Euro ein'],
    ['fr', 'La jeune pousse lève 40 millions d’euros'],
    ['pl', 'Startup pozyskał 40 mln zł od inwestorów'],
    ['ja', '新興企業が40億円を調達'],
  ])('is not seen where money is raised (%s)', (language, text) => {
    expect(amount(language, text)).toBeNull()
  })

  it('is converted to euros by the dated table', () => {
    const { document, hits } = read('en', 'App fined $10 million for selling location data')
    const found = figures.amount(document, hits)
    expect(found?.value.eur).toBeCloseTo(10e6 * (knowledge.toEuro(1, 'USD') ?? 0))
  })
})

describe('people affected', () => {
  it.each<[Language, string, number]>([
    ['en', 'Data breach exposes passwords of 533 million users', 533e6],
    ['fr', 'Fuite de données : 1,2 million de clients touchés', 1.2e6],
    ['nl', 'Datalek treft 485.000 patiënten', 485_000],
    ['de', 'Datenleck: Adressen von 3,8 Millionen Kunden im Netz', 3.8e6],
    ['es', 'Una filtración expone los correos de 850.000 clientes', 850_000],
    ['it', 'Violazione dei dati: rubate le email di 2 milioni di utenti', 2e6],
    ['pt', 'Fuga de dados expõe e-mails de 300 mil clientes', 300_000],
    ['pl', 'Wyciek danych 1 mln 200 tys. klientów', 1.2e6],
    ['sv', 'Läcka: personnummer för 1,5 miljoner kunder stulna', 1.5e6],
    ['da', 'Datalæk rammer 40.000 kunder', 40_000],
    ['nb', 'Datalekkasje rammer 70 000 kunder', 70_000],
    ['fi', 'Tietovuoto: 33 000 potilaan tiedot verkossa', 33_000],
    ['cs', 'Únik dat: hesla 1,6 milionu uživatelů', 1.6e6],
    ['ja', '不正アクセスで個人情報約1万2000件が流出', 12_000],
    ['ko', '해킹으로 고객 3,370만명 개인정보 유출', 33.7e6],
    ['zh', '黑客窃取3亿5000万名用户的个人信息', 350e6],
    ['ru', 'Утечка данных 2 млн клиентов', 2e6],
    ['uk', 'Витік даних 20 тисяч клієнтів', 20_000],
    ['tr', 'Veri ihlali: 2 milyon 665 bin kullanıcının bilgileri sızdı', 2_665_000],
    ['ar', 'تسريب بيانات 5 ملايين مستخدم', 5e6],
  ])('are counted in %s: %s', (language, text, wanted) => {
    expect(people(language, text)).toBe(wanted)
  })

  it.each<[Language, string]>([
    ['en', 'The platform has 300 million subscribers and starts in Kenya'],
    ['de', 'Der Dienst hat nun 300 Millionen Abonnenten'],
    ['fr', 'La plateforme compte 300 millions d’abonnés'],
    ['ja', '会員数が3億人を突破した'],
  ])('are not the subscribers of a service (%s)', (language, text) => {
    expect(people(language, text)).toBeNull()
  })

  it('are not a year, a sum or a version', () => {
    expect(people('en', 'Breach of 2024: customers of the bank still wait')).toBeNull()
    expect(people('en', 'Data breach cost customers 3 million euros')).toBeNull()
  })

  it('are the ones in the leak, not all customers of the firm', () => {
    expect(
      people(
        'en',
        'Hackers stole data of 20,000 customers',
        'The bank serves 9 million customers in twelve countries.',
      ),
    ).toBe(20_000)
  })
})
