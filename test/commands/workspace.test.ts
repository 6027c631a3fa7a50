import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { feed, state } from '../store/support/values.ts'
import { admin, type CommandTest, calls, commandTest, days, fill, NOW, ofKind, reader, said } from './support.ts'

let test: CommandTest
beforeEach(async () => {
  test = await commandTest()
})
afterEach(() => test.close())

const settings = () => test.store.workspaces.settings({ platform: 'discord', workspaceId: 'guild' })
const rows = (view: Awaited<ReturnType<CommandTest['ask']>>) =>
  Object.fromEntries(
    ofKind(view, 'fields').flatMap(({ fields }) => fields.map(({ name, value }) => [name, value[0]?.text])),
  )

describe('settings', () => {
  it('are guessed from the reader’s client until somebody sets them', async () => {
    expect(rows(await test.ask('settings'))).toEqual({
      'Country of its readers': 'Belgium (guessed from your client)',
      'Time zone': 'Europe/Brussels (guessed from your client)',
      'Language of digests': 'English (guessed from your client)',
    })
  })

  it('are set by those who manage the workspace, one by one', async () => {
    expect((await test.ask('settings country:FR')).summary).toMatch(/^Only people who manage/)
    await test.ask('settings country:France', admin)
    await test.ask('settings zone:Tokyo language:français', { ...admin, locale: 'fr' })
    expect(await settings()).toEqual({ country: 'FR', timeZone: 'Asia/Tokyo', locale: 'fr' })
    expect(rows(await test.ask('subscribe', { ...admin, timeZone: null }))).toMatchObject({
      When: 'on weekdays at 08:30 (Asia/Tokyo)',
      Language: 'French',
    })
  })

  it.each([
    ['settings country:Atlantis', '“Atlantis” is no country. Write two letters: BE, FR, DE.'],
    ['settings zone:Atlantis', '“Atlantis” is no time zone. Write one like Europe/Brussels.'],
  ])('explain what is wrong with %s', async (text, problem) => {
    expect((await test.ask(text, admin)).summary).toBe(problem)
    expect(await settings()).toBeNull()
  })

  it('that can’t be read any more count as not set', async () => {
    await test.store.workspaces.saveSettings({ platform: 'discord', workspaceId: 'guild' }, { country: 7 }, NOW)
    expect((await test.ask('settings')).summary).toBe('Settings of this workspace')
  })
})

describe('feeds', () => {
  const shared = [
    feed('heise', { title: 'heise online', language: 'de' }),
    feed('next', { title: 'Next', language: 'fr' }),
  ]
  beforeEach(() => test.store.feeds.sync(shared, NOW))

  it('are listed, all or of a language', async () => {
    expect((await test.ask('feeds list')).summary).toBe('2 feeds')
    expect(said(await test.ask('feeds list lang:fr'))).not.toContain('heise')
  })

  it('are added after they were looked at, belong to the workspace, and can be removed by any who manage it', async () => {
    expect((await test.ask('feeds add https://new.example/')).summary).toMatch(/^Only people who manage/)
    const added = await test.ask('feeds add https://new.example/', admin)
    expect(added.summary).toBe('New feed is read from now on; 12 entries in it now.')
    expect((await test.ask('feeds add https://new.example/', admin)).summary).toMatch(/it is read here already/)
    expect((await test.ask('feeds list')).summary).toBe('3 feeds')
    const elsewhere = { ...reader, channel: { ...reader.channel, workspaceId: 'elsewhere' } }
    expect((await test.ask('feeds list', elsewhere)).summary).toBe('2 feeds')

    const [undo] = calls(added)
    if (undo === undefined) throw new Error('adding can be undone')
    expect((await test.book.run(undo, admin)).summary).toBe('New feed is no longer read for this workspace.')
    expect((await test.ask('feeds list')).summary).toBe('2 feeds')
  })

  it('that can’t be read are refused in plain words', async () => {
    expect((await test.ask('feeds add nonsense', admin)).summary).toBe(
      'nonsense can’t be added: no feed is found there',
    )
  })

  it('of everybody can’t be removed from here', async () => {
    expect((await test.ask('feeds remove heise', admin)).summary).toMatch(/^This workspace added no feed “heise”/)
  })

  it('in trouble are told with what the trouble is', async () => {
    const claims = await test.store.feeds.claimDue({ owner: 't', now: NOW, leaseSeconds: 60, limit: 9 })
    for (const { feed: record, claim } of claims) {
      const broken = record.source.id === 'heise'
      await test.store.articles.ingest({
        feedId: record.source.id,
        claim,
        state: state(broken ? { failures: 3, lastError: 'the server answered 503', lastSuccessAt: days(-2) } : {}),
        seen: [],
        articles: [],
        edited: [],
      })
    }
    const view = await test.ask('feeds health')
    expect(view.summary).toBe('1 of 2 feeds answer')
    const line = ofKind(view, 'list')[0]
      ?.items[0]?.map(({ text }) => text)
      .join('')
    expect(line).toBe('heise online · the server answered 503 · last answered 2d ago')
    expect(rows(await test.ask('status'))).toMatchObject({
      Feeds: '1 of 2 feeds answer',
      'Next reading': expect.stringMatching(/\d/),
    })
  })
})

describe('status and about', () => {
  it('tell what the bot does and when', async () => {
    await fill(test.store)
    expect(rows(await test.ask('status'))).toMatchObject({
      'Feeds last read': '14m ago',
      'Next reading': 'not yet',
      'Next digest here': 'none set up',
      Articles: '5 read, 5 about privacy',
      Version: '1.2.3',
    })
    expect(rows(await test.ask('about'))).toMatchObject({ Companies: '94%', 'Is it about privacy?': '98%' })
  })
})

describe('privacy', () => {
  it('tells exactly what is stored, and that it is nothing at first', async () => {
    expect(said(await test.ask('privacy'))).toContain('Nothing.')
    await test.ask('subscribe 8:00', admin)
    await test.ask('settings country:BE', admin)
    expect(rows(await test.ask('privacy'))).toMatchObject({ subscriptions: '1', workspaces: '1' })
  })

  it('exports it to those who manage the workspace', async () => {
    await test.ask('subscribe 8:00 netflix', admin)
    expect((await test.ask('privacy export')).summary).toMatch(/^Only people who manage/)
    const [list] = ofKind(await test.ask('privacy export', admin), 'list')
    const records = list?.items.map((item) => JSON.parse(item[0]?.text ?? '') as Record<string, unknown>)
    expect(records).toMatchObject([
      { settings: {} },
      { subscription: { time: '08:00', filter: { companies: ['netflix'] } } },
    ])
  })

  it('forgets everything, after asking once more', async () => {
    await test.ask('subscribe 8:00', admin)
    const question = await test.ask('privacy forget', admin)
    expect(await test.store.subscriptions.list(admin.channel)).toHaveLength(1)
    const [yes] = calls(question)
    if (yes === undefined) throw new Error('it asks')
    expect((await test.book.run(yes, admin)).summary).toBe(
      'Forgotten. Nothing about this workspace is stored any more.',
    )
    expect(said(await test.ask('privacy'))).toContain('Nothing.')
  })
})
