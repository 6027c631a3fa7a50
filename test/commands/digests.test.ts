import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildEdition } from '../../src/digest/index.ts'
import { editionViews } from '../../src/views/index.ts'
import {
  admin,
  type CommandTest,
  calls,
  cards,
  commandTest,
  days,
  fill,
  knowledge,
  NOW,
  ofKind,
  reader,
  said,
} from './support.ts'

let test: CommandTest
beforeEach(async () => {
  test = await commandTest()
  await fill(test.store)
})
afterEach(() => test.close())

const subscriptions = () => test.store.subscriptions.list(admin.channel)

describe('subscribing', () => {
  it('begins with a proposal that needs no answer, and a form of at most five', async () => {
    const view = await test.ask('subscribe', admin)
    expect(ofKind(view, 'fields')[0]?.fields[0]?.value).toEqual([{ text: 'on weekdays at 08:30 (Europe/Brussels)' }])
    expect(ofKind(view, 'form')[0]?.fields.map(({ option }) => option)).toEqual([
      'time',
      'days',
      'zone',
      'languages',
      'companies',
    ])
    expect(await subscriptions()).toEqual([])

    const [start] = calls(view)
    if (start === undefined) throw new Error('there is a button to start')
    const saved = await test.book.run(start, admin)
    expect(saved.summary).toBe('This channel’s digest: on weekdays at 08:30 (Europe/Brussels)')
    expect(await subscriptions()).toMatchObject([
      {
        channel: admin.channel,
        time: '08:30',
        timeZone: 'Europe/Brussels',
        days: [1, 2, 3, 4, 5],
        locale: 'en',
        filter: { languages: [], companies: [], dataTypes: [], topics: [] },
      },
    ])
  })

  it('takes everything in one line', async () => {
    await test.ask(
      'subscribe 7am daily Asia/Tokyo netflix data:health,location topics:breach languages:fr,nl language:fr empty:yes',
      admin,
    )
    expect(await subscriptions()).toMatchObject([
      {
        time: '07:00',
        timeZone: 'Asia/Tokyo',
        days: [1, 2, 3, 4, 5, 6, 7],
        locale: 'fr',
        tellWhenEmpty: true,
        filter: {
          companies: ['netflix'],
          dataTypes: ['health', 'location'],
          topics: ['breach'],
          languages: ['fr', 'nl'],
        },
      },
    ])
  })

  it('changes only what is said, and “all” takes a limit away', async () => {
    await test.ask('subscribe 7am netflix', admin)
    await test.ask('subscribe days:fri', admin)
    expect(await subscriptions()).toMatchObject([{ time: '07:00', days: [5], filter: { companies: ['netflix'] } }])
    await test.ask('subscribe companies:all', admin)
    expect(await subscriptions()).toMatchObject([{ time: '07:00', filter: { companies: [] } }])
  })

  it('says when the next digest comes', async () => {
    // It is Monday, 09:30 in Brussels.
    expect(said(await test.ask('subscribe 9:00 Europe/Brussels', admin))).toContain(
      'The next digest comes 3 Mar, 09:00.',
    )
  })

  it('is looked at by everyone and changed by those who manage the workspace', async () => {
    expect((await test.ask('subscribe 8:00', reader)).summary).toMatch(/^Only people who manage/)
    expect((await test.ask('subscribe stop', reader)).summary).toMatch(/^Only people who manage/)
    expect(await subscriptions()).toEqual([])
    expect((await test.ask('subscribe', reader)).summary).toMatch(/^A digest for this channel/)
  })

  it('stops, and says so when there is nothing to stop', async () => {
    await test.ask('subscribe 8:00', admin)
    expect((await test.ask('subscribe stop', admin)).summary).toBe('Stopped. No further digest is posted here.')
    expect(await subscriptions()).toEqual([])
    expect((await test.ask('stop', admin)).summary).toBe('There is no digest here yet.')
  })

  it('lists the digests of the whole workspace', async () => {
    const elsewhere = { ...admin, channel: { ...admin.channel, channelId: 'legal' } }
    await test.ask('subscribe 8:00', admin)
    await test.ask('subscribe 9:00 meta', elsewhere)
    const [list] = ofKind(await test.ask('subscribe list', reader), 'list')
    expect(list?.items.map((item) => item.map(({ text }) => text).join('')).sort()).toEqual([
      'legal · on weekdays at 09:00 (Europe/Brussels) · Meta',
      'this channel · on weekdays at 08:00 (Europe/Brussels) · everything',
    ])
  })

  it.each([
    ['subscribe 25:99', /no time of day/],
    ['subscribe days:someday', /is no day/],
    ['subscribe zone:Mars/Olympus', /no time zone/],
    ['subscribe companies:netflx', /No company or brand “netflx”/],
    ['subscribe data:shoes', /No such kind of data/],
    ['subscribe languages:klingon', /no language we read/],
  ])('explains what is wrong with %s', async (text, problem) => {
    expect((await test.ask(text, admin)).summary).toMatch(problem)
    expect(await subscriptions()).toEqual([])
  })
})

describe('the preview of a digest', () => {
  it('shows the last day to a channel that has none, and offers one', async () => {
    const view = await test.ask('digest preview', reader)
    expect(view.audience).toBe('private')
    expect(view.summary).toMatch(/This channel has no digest yet/)
    expect(cards(view)).not.toHaveLength(0)
    expect(calls(view)).toContainEqual({ name: 'subscribe', options: {} })
  })

  it('is what will be posted', async () => {
    await test.ask('subscribe 9:00 daily', admin)
    const [subscription] = await subscriptions()
    if (subscription === undefined) throw new Error('it was saved')
    const stories = await test.store.stories.inWindow({ from: subscription.coveredUntil, to: NOW })
    const edition = buildEdition({
      id: 'x',
      window: { from: subscription.coveredUntil, to: NOW },
      generatedAt: NOW,
      dueAt: null,
      locale: 'en',
      timeZone: subscription.timeZone,
      filter: subscription.filter,
      stories,
      told: new Map(),
      childrenOf: () => [],
      sample: false,
    })
    const [posted] = editionViews(edition, { now: NOW, knowledge })
    expect((await test.ask('digest preview', reader)).blocks).toEqual(
      expect.arrayContaining([...(posted?.blocks ?? [])]),
    )
  })

  it('changes nothing', async () => {
    await test.ask('subscribe 9:00 daily', admin)
    const before = await subscriptions()
    await test.ask('digest preview', admin)
    expect(await subscriptions()).toEqual(before)
  })
})

describe('a digest asked for now', () => {
  it('is made due at once, to be sent the way all digests are', async () => {
    await test.ask('subscribe 9:00 daily', admin)
    expect((await test.ask('digest now', admin)).summary).toMatch(/^The digest is on its way: \d stor/)
    const due = await test.store.subscriptions.claimDue({ owner: 'test', now: NOW, leaseSeconds: 60, limit: 10 })
    expect(due.map(({ subscription }) => subscription.channel)).toEqual([admin.channel])
  })

  it('is not sent empty', async () => {
    await test.ask('subscribe 9:00 daily companies:tiktok', admin)
    expect((await test.ask('digest now', admin)).summary).toMatch(/^Nothing new since/)
    const due = await test.store.subscriptions.claimDue({ owner: 'test', now: NOW, leaseSeconds: 60, limit: 10 })
    expect(due).toEqual([])
  })

  it('needs a digest, and somebody who manages the workspace', async () => {
    expect((await test.ask('digest now', reader)).summary).toMatch(/^Only people who manage/)
    expect((await test.ask('digest now', admin)).summary).toBe('There is no digest here yet.')
  })
})

describe('a number', () => {
  it('names a story of the channel’s last digest', async () => {
    await test.ask('subscribe 9:00 daily', admin)
    const [claimed] = await test.store.subscriptions.claimDue({
      owner: 'test',
      now: days(2),
      leaseSeconds: 60,
      limit: 1,
    })
    if (claimed === undefined) throw new Error('it is due')
    const window = { from: days(-5), to: NOW }
    const edition = buildEdition({
      id: 'edition-1',
      window,
      generatedAt: NOW,
      dueAt: null,
      locale: 'en',
      timeZone: 'UTC',
      filter: claimed.subscription.filter,
      stories: await test.store.stories.inWindow(window),
      told: new Map(),
      childrenOf: () => [],
      sample: false,
    })
    await test.store.subscriptions.publish({
      subscription: claimed.subscription,
      claim: claimed.claim,
      edition,
      messages: editionViews(edition, { now: NOW, knowledge }),
      nextAt: days(3),
    })
    const second = edition.sections.flatMap(({ stories }) => stories)[1]?.story
    const opened = await test.ask('story 2', reader)
    expect(said(opened)).toContain(second?.headline)
    expect(await test.ask('#2', reader)).toEqual(opened)
    expect((await test.ask('why 2', reader)).summary).toBe('Why this story has these labels')
    expect((await test.ask('story 99', reader)).summary).toMatch(/^There is no story “99”/)
  })
})
