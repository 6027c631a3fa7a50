import { describe, expect, it } from 'vitest'
import { detectLanguage } from '../../src/language/index.ts'
import { LANGUAGES, type Language } from '../../src/types/index.ts'

const HEADLINES: Record<Language, string> = {
  en: 'Insurer kept recordings of customer calls for nine years',
  fr: 'L’assureur conservait les appels de ses clients depuis neuf ans',
  nl: 'Verzekeraar bewaarde negen jaar lang opnames van gesprekken met klanten',
  de: 'Versicherer bewahrte Mitschnitte von Kundengesprächen neun Jahre lang auf',
  es: 'La aseguradora guardó durante nueve años las llamadas de sus clientes',
  it: "L'assicurazione ha conservato per nove anni le telefonate dei clienti",
  pt: 'Seguradora guardou durante nove anos as chamadas dos clientes',
  pl: 'Ubezpieczyciel przez dziewięć lat przechowywał nagrania rozmów z klientami',
  sv: 'Försäkringsbolaget sparade inspelade kundsamtal i nio år',
  da: 'Forsikringsselskab gemte optagelser af kundesamtaler i ni år',
  nb: 'Forsikringsselskapet lagret opptak av kundesamtaler i ni år',
  fi: 'Vakuutusyhtiö säilytti asiakaspuheluiden nauhoitteita yhdeksän vuotta',
  cs: 'Pojišťovna uchovávala nahrávky hovorů se zákazníky devět let',
  ja: '保険会社、顧客との通話録音を九年間保存していた',
  ko: '보험사, 고객 통화 녹음을 9년간 보관했다',
  zh: '保险公司将客户通话录音保存了九年',
  ru: 'Страховщик девять лет хранил записи разговоров с клиентами',
  uk: 'Страховик дев’ять років зберігав записи розмов із клієнтами',
  tr: 'Sigorta şirketi müşteri görüşmelerinin kayıtlarını dokuz yıl sakladı',
  ar: 'شركة التأمين احتفظت بتسجيلات مكالمات العملاء تسع سنوات',
}

describe('the language of a headline', () => {
  it.each(LANGUAGES.map((id) => [id] as const))('is told in %s, whatever the feed declares', (id) => {
    expect(detectLanguage(HEADLINES[id], null)).toBe(id)
    expect(detectLanguage(HEADLINES[id], id)).toBe(id)
  })

  it.each(['Ten recipes for pumpkin soup', 'Best laptops of the year', 'Data breach at Acme', 'World news live'])(
    'is English where little text says so: %s',
    (text) => {
      expect(detectLanguage(text, null)).toBe('en')
    },
  )

  it.each<[Language, string]>([
    ['fr', 'Amende pour Meta'],
    ['nl', 'Boete voor TikTok'],
    ['de', 'Datenleck bei Aldi'],
    ['zh', '國泰航空資料外洩'],
    ['ja', 'Netflixの視聴データ'],
    ['ko', 'SKT 유심 해킹'],
    ['ru', 'Утечка данных Wildberries'],
    ['uk', 'Витік із «Дії»'],
  ])('is told from a few words of %s', (wanted, text) => {
    expect(detectLanguage(text, null)).toBe(wanted)
  })

  it('is what the feed says where the text is only a name', () => {
    for (const declared of ['fr', 'sv', 'tr'] as const) expect(detectLanguage('Spotify', declared)).toBe(declared)
  })

  it('is the text’s where the feed is wrong', () => {
    expect(detectLanguage(HEADLINES.it, 'en')).toBe('it')
    expect(detectLanguage(HEADLINES.uk, 'ru')).toBe('uk')
    expect(detectLanguage(HEADLINES.zh, 'ja')).toBe('zh')
  })

  it('knows the tags that feeds write', () => {
    for (const tag of ['nb-NO', 'no', 'nn', 'NB']) expect(detectLanguage('Vipps', tag)).toBe('nb')
    for (const tag of ['zh-TW', 'zh_Hant', 'ZH-cn']) expect(detectLanguage('2026', tag)).toBe('zh')
    expect(detectLanguage('2026', 'x-klingon')).toBe('en')
  })

  it('is the one that most of a mixed text is in', () => {
    expect(detectLanguage(`${HEADLINES.de}. "Privacy is dead", said the founder.`, null)).toBe('de')
    expect(detectLanguage(`OpenAI、ChatGPTの会話を削除できる新機能 privacy controls`, null)).toBe('ja')
    expect(detectLanguage(`Что известно об утечке: Google Drive, Telegram, Signal`, null)).toBe('ru')
  })
})

describe('text that attacks', () => {
  it('gets an answer whatever it holds', () => {
    for (const text of ['', ' ', '\u0000', '🔒🔒🔒', '12345', '\u202e\u200b\u200d', '<b></b>', '&#8217;', '\ud800'])
      expect(LANGUAGES).toContain(detectLanguage(text, null))
  })

  it('is not read to the end', () => {
    const start = performance.now()
    expect(detectLanguage(`${HEADLINES.fr} ${'abcdefgh '.repeat(200_000)}`, null)).toBe('fr')
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('is not taken for English because of its links and tags', () => {
    expect(detectLanguage(`<a href="https://example.org/the-and-of-to">${HEADLINES.pl}</a>`, null)).toBe('pl')
  })
})
