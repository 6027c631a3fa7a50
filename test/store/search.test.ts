import { expect, it } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { onEveryDatabase } from './support/suite.ts'
import { article, company, days, ingest, NOW } from './support/values.ts'

const CORPUS = [
  article({
    id: 'netflix',
    title: 'Netflix’s app collects motion data',
    summary: 'Subscribers were never asked.',
    labels: { companies: [company('netflix', 'Netflix')], dataTypes: ['physical-activity'], topics: ['collection'] },
    publishedAt: days(-2),
  }),
  article({
    id: 'plex',
    language: 'nl',
    title: 'Plex schrapt opt-out voor telemetrie',
    summary: 'Wie kijkt wat? Ook Netflix doet dat.',
    labels: { companies: [company('plex', 'Plex')], dataTypes: ['device'], topics: ['policy-change'] },
    publishedAt: days(-1),
  }),
  article({
    id: 'whatsapp',
    language: 'fr',
    title: 'WhatsApp : la CNIL enquête sur les métadonnées',
    summary: 'Une plainte a été déposée à Besançon.',
    labels: {
      companies: [company('meta', 'Meta', 'WhatsApp')],
      topics: ['investigation'],
      regulators: ['cnil'],
      laws: ['gdpr'],
    },
    publishedAt: days(-3),
  }),
  article({
    id: 'meta',
    title: 'Meta fined over data transfers',
    labels: { companies: [company('meta', 'Meta')], topics: ['fine'], laws: ['gdpr'] },
    publishedAt: days(-400),
  }),
  article({
    id: 'line',
    language: 'ja',
    title: 'LINEヤフーがDeepSeekに個人情報52万人分を漏洩',
    summary: '総務省は罰金を科した。',
    labels: { companies: [company('ly', 'LINEヤフー')], topics: ['breach'] },
    publishedAt: days(-4),
  }),
  article({
    id: 'kakao',
    language: 'ko',
    title: '카카오페이, 개인정보 유출에 과징금',
    labels: { companies: [company('kakao-pay', '카카오페이')], topics: ['fine'] },
    publishedAt: days(-5),
  }),
  article({
    id: 'weibo',
    language: 'zh',
    title: '微博用户数据泄露',
    labels: { companies: [company('weibo', '微博')], topics: ['breach'] },
    publishedAt: days(-6),
  }),
  article({
    id: 'yandex',
    language: 'ru',
    title: 'Яндекс оштрафован за утечку ещё одной базы',
    labels: { companies: [company('yandex', 'Яндекс')], topics: ['fine'] },
    publishedAt: days(-7),
  }),
  article({
    id: 'istanbul',
    language: 'tr',
    title: 'İSTANBUL Belediyesi yüz tanıma kameraları kurdu',
    labels: { topics: ['surveillance'], dataTypes: ['biometric'] },
    publishedAt: days(-8),
  }),
  article({
    id: 'arabic',
    language: 'ar',
    title: 'غرامة على تيك توك بسبب بيانات الأطفال',
    labels: { companies: [company('tiktok', 'TikTok')], topics: ['fine'] },
    publishedAt: days(-9),
  }),
  article({
    id: 'strasse',
    language: 'de',
    title: 'Kameras in jeder Straße: Polizei speichert Kennzeichen',
    labels: { topics: ['surveillance'], dataTypes: ['vehicle'] },
    publishedAt: days(-10),
  }),
]

const hits = async (store: Store, query: string) =>
  (await store.stories.search(query, { limit: 20, offset: 0, now: NOW })).stories.flatMap(({ reports }) =>
    reports.map(({ articleId }) => articleId),
  )

onEveryDatabase('search', (current) => {
  const fill = async () => {
    const { store } = current()
    await ingest(store, { articles: CORPUS })
    return store
  }

  it('finds words in headlines, summaries, company names and labels, whatever their case and accents', async () => {
    const store = await fill()

    expect(await hits(store, 'MOTION')).toEqual(['netflix'])
    expect(await hits(store, 'besancon')).toEqual(['whatsapp'])
    expect(await hits(store, 'metadonnees')).toEqual(['whatsapp'])
    expect(await hits(store, 'strasse')).toEqual(['strasse'])
    expect(await hits(store, 'istanbul')).toEqual(['istanbul'])
    expect(await hits(store, 'ещё')).toEqual(['yandex'])
    expect(await hits(store, 'telemetry')).toEqual([])
    expect(await hits(store, 'biometric')).toEqual(['istanbul'])
    expect(await hits(store, 'الأطفال')).toEqual(['arabic'])
  })

  it('finds inflected forms by their beginning, phrases as they stand, and leaves out what a minus excludes', async () => {
    const store = await fill()

    expect(await hits(store, 'fine transfer')).toEqual(['meta'])
    expect(await hits(store, '"motion data"')).toEqual(['netflix'])
    expect(await hits(store, '"data motion"')).toEqual([])
    expect(await hits(store, 'netflix -plex')).toEqual(['netflix'])
    expect(await hits(store, '-netflix topic:policy-change')).toEqual([])
  })

  it('finds any part of Chinese, Japanese and Korean text, one character included', async () => {
    const store = await fill()

    expect(await hits(store, '個人情報')).toEqual(['line'])
    expect(await hits(store, '漏洩')).toEqual(['line'])
    expect(await hits(store, 'deepseek')).toEqual(['line'])
    expect(await hits(store, '罰')).toEqual(['line'])
    expect(await hits(store, '洩')).toEqual(['line'])
    expect(await hits(store, '인정보')).toEqual(['kakao'])
    expect(await hits(store, '用户数据')).toEqual(['weibo'])
    expect(await hits(store, '用户 泄露')).toEqual(['weibo'])
    expect(await hits(store, '户用')).toEqual([])
  })

  it('narrows down by filters', async () => {
    const store = await fill()

    expect(await hits(store, 'company:netflix')).toEqual(['netflix'])
    expect(await hits(store, 'company:Meta')).toEqual(['whatsapp', 'meta'])
    expect(await hits(store, 'company:whatsapp')).toEqual(['whatsapp'])
    expect(await hits(store, 'data:physical-activity')).toEqual(['netflix'])
    expect(await hits(store, 'topic:fine lang:ko')).toEqual(['kakao'])
    expect(await hits(store, 'law:GDPR since:30d')).toEqual(['whatsapp'])
    expect(await hits(store, 'law:gdpr until:2026-01')).toEqual(['meta'])
    expect(await hits(store, 'law:RGPD since:30d')).toEqual(['whatsapp'])
    expect(await hits(store, 'law:"General Data Protection Regulation" since:30d')).toEqual(['whatsapp'])
    expect(await hits(store, 'company:"LINEヤフー"')).toEqual(['line'])
  })

  it('ranks headlines before summaries, and the newest first', async () => {
    const store = await fill()

    expect(await hits(store, 'netflix')).toEqual(['netflix', 'plex'])
    expect(await hits(store, '')).toEqual([
      'plex',
      'netflix',
      'whatsapp',
      'line',
      'kakao',
      'weibo',
      'yandex',
      'istanbul',
      'arabic',
      'strasse',
      'meta',
    ])
  })

  it('asks “did you mean” for what it does not know', async () => {
    const store = await fill()
    const problems = async (query: string) =>
      (await store.stories.search(query, { limit: 5, offset: 0, now: NOW })).problems

    expect(await problems('company:netflx')).toEqual([{ field: 'company', value: 'netflx', suggestions: ['netflix'] }])
    expect(await problems('data:locaton')).toEqual([{ field: 'data', value: 'locaton', suggestions: ['location'] }])
    expect(await problems('topic:fines')).toEqual([{ field: 'topic', value: 'fines', suggestions: ['fine'] }])
    expect(await problems('since:whenever')).toEqual([{ field: 'since', value: 'whenever', suggestions: [] }])
    expect(await problems('law:gdpe')).toEqual([
      { field: 'law', value: 'gdpe', suggestions: expect.arrayContaining(['gdpr']) },
    ])
    expect(await problems('lang:xx')).toMatchObject([{ field: 'lang', value: 'xx' }])
    expect(await problems('company:netflix')).toEqual([])
  })

  it('never fails, whatever is typed', async () => {
    const store = await fill()
    const hostile = [
      '"',
      '"" "',
      'AND OR NOT',
      'a:b:c',
      'company:',
      'NEAR(',
      '*',
      "' or 1=1 --",
      '-',
      '- -',
      ':',
      'netflix*',
      '{headlines}',
      '\\',
      '\u0000',
      '😀',
      '()&|!<->',
      'x'.repeat(5000),
      '"'.repeat(300),
      '字'.repeat(600),
      'a '.repeat(400),
    ]

    for (const query of hostile)
      await expect(store.stories.search(query, { limit: 5, offset: 0, now: NOW })).resolves.toBeDefined()
  })

  it('pages through what it finds', async () => {
    const store = await fill()
    const page = await store.stories.search('topic:fine', { limit: 2, offset: 2, now: NOW })

    expect(page.total).toBe(4)
    expect(page.stories.map(({ reports }) => reports[0]?.articleId)).toEqual(['arabic', 'meta'])
  })
})
