import { expect, it } from 'vitest'
import { FeedExistsError, LostLeaseError } from '../../src/store/index.ts'
import type { FeedState } from '../../src/types/index.ts'
import { onEveryDatabase } from './support/suite.ts'
import { article, days, feed, ingest, minutes, NOW, state } from './support/values.ts'

const claim = (owner: string, now = NOW, limit = 10) => ({ owner, now, leaseSeconds: 60, limit })

onEveryDatabase('feeds', (current) => {
  it('come from feeds.json, change with it, and are disabled when they are gone from it', async () => {
    const { store } = current()
    await store.feeds.sync([feed('one'), feed('two', { title: 'Two' })], NOW)
    await store.feeds.sync([feed('two', { title: 'Two, renamed' })], days(1))

    const records = await store.feeds.list()

    expect(records.map(({ source }) => [source.id, source.title, source.disabled])).toEqual([
      ['one', 'Feed one', true],
      ['two', 'Two, renamed', false],
    ])
  })

  it('keep their pace for polls that bring nothing', async () => {
    const { store } = current()
    const pace = { ttlMinutes: 60, skipHours: [1, 2], skipDays: [0], gapMinutes: 240 }
    await store.feeds.sync([feed('one')], NOW)
    expect((await store.feeds.list())[0]?.state.pace).toBeNull()
    await ingest(store, { feedId: 'one', state: { pace } })

    expect((await store.feeds.list())[0]?.state.pace).toEqual(pace)
  })

  it('read a pace that was kept before days to skip were', async () => {
    const { store } = current()
    const pace = { ttlMinutes: 60, skipHours: [1, 2], gapMinutes: 240 }
    await store.feeds.sync([feed('one')], NOW)
    await ingest(store, { feedId: 'one', state: { pace: JSON.parse(JSON.stringify(pace)) } })

    expect((await store.feeds.list())[0]?.state.pace).toEqual({ ...pace, skipDays: [] })
  })

  it('start over at a new address', async () => {
    const { store } = current()
    await store.feeds.sync([feed('one')], NOW)
    await ingest(store, { feedId: 'one', state: { etag: '"old"', ended: true } })
    await store.feeds.sync([feed('one', { url: 'https://one.example/new.xml' })], days(1))

    const [record] = await store.feeds.list()

    expect(record?.state).toMatchObject({ etag: null, ended: false, failures: 0, nextPollAt: days(1) })
  })

  it('of a workspace are seen by it alone, polled once for all that want them, and go with the last', async () => {
    const { store } = current()
    await store.feeds.sync([feed('shared')], NOW)
    await store.feeds.add(feed('own'), 'w1', NOW)
    await store.feeds.add(feed('own'), 'w2', NOW)

    const ids = async (workspace?: string) => (await store.feeds.list(workspace)).map(({ source }) => source.id)
    expect(await ids('w1')).toEqual(['own', 'shared'])
    expect(await ids('w3')).toEqual(['shared'])
    expect((await store.feeds.claimDue(claim('p'))).map(({ feed }) => feed.source.id).sort()).toEqual(['own', 'shared'])

    expect(await store.feeds.remove('own', 'w1')).toBe(true)
    expect(await store.feeds.remove('own', 'w1')).toBe(false)
    expect(await ids('w2')).toEqual(['own', 'shared'])
    expect(await store.feeds.remove('own', 'w2')).toBe(true)
    expect(await ids()).toEqual(['shared'])
    expect(await store.feeds.remove('shared', 'w1')).toBe(false)
  })

  it('stay when feeds.json takes over a workspace’s feed and lets it go again', async () => {
    const { store } = current()
    await store.feeds.add(feed('own'), 'w1', NOW)
    await store.feeds.sync([feed('own')], NOW)
    expect((await store.feeds.list('w2')).map(({ source }) => source.id)).toEqual(['own'])
    await store.feeds.sync([], NOW)

    expect(await store.feeds.list('w2')).toEqual([])
    expect((await store.feeds.list('w1')).map(({ source, workspaceId }) => [source.disabled, workspaceId])).toEqual([
      [false, 'w1'],
    ])
  })

  it('do not share an id when their addresses differ', async () => {
    const { store } = current()
    await store.feeds.add(feed('own'), 'w1', NOW)

    await expect(store.feeds.add(feed('own', { url: 'https://else.example/' }), 'w2', NOW)).rejects.toThrow(
      FeedExistsError,
    )
  })

  it('are due in the order of their times, unless disabled, ended, or claimed', async () => {
    const { store } = current()
    await store.feeds.sync([feed('a'), feed('b'), feed('c', { disabled: true }), feed('d')], NOW)
    const next: Record<string, Partial<FeedState>> = {
      a: { nextPollAt: minutes(10) },
      b: { nextPollAt: minutes(5) },
      d: { nextPollAt: minutes(1), ended: true },
    }
    for (const { feed, claim: held } of await store.feeds.claimDue(claim('p'))) {
      const changes = state(next[feed.source.id])
      await store.articles.ingest({
        feedId: feed.source.id,
        claim: held,
        state: changes,
        seen: [],
        articles: [],
        edited: [],
      })
    }

    const due = async (at: Date) => (await store.feeds.claimDue(claim('p', at))).map(({ feed }) => feed.source.id)

    expect(await due(minutes(4))).toEqual([])
    expect(await due(minutes(7))).toEqual(['b'])
    expect(await due(minutes(7))).toEqual([])
    expect(await due(minutes(11))).toEqual(['b', 'a'])
  })

  it('are claimed by one process at a time, as many as it asks for', async () => {
    const { store } = current()
    await store.feeds.sync(
      Array.from({ length: 10 }, (_, at) => feed(`f${at}`)),
      NOW,
    )

    const [first, second] = await Promise.all([
      store.feeds.claimDue(claim('p1', NOW, 6)),
      store.feeds.claimDue(claim('p2', NOW, 6)),
    ])

    expect(first.length + second.length).toBe(10)
    expect(new Set([...first, ...second].map(({ feed }) => feed.source.id)).size).toBe(10)
  })

  it('are taken over after the lease, and the late holder writes nothing', async () => {
    const { store } = current()
    await store.feeds.sync([feed('one')], NOW)
    const [late] = await store.feeds.claimDue(claim('dead'))
    const [taken] = await store.feeds.claimDue(claim('alive', minutes(2)))
    if (!late || !taken) throw new Error('both claim')

    const result = { feedId: 'one', state: state({ etag: '"late"' }), seen: [], articles: [article()], edited: [] }

    expect(taken.claim.token).toBeGreaterThan(late.claim.token)
    await expect(store.articles.ingest({ ...result, claim: late.claim })).rejects.toThrow(LostLeaseError)
    expect(await store.articles.count()).toEqual({ articles: 0, privacy: 0 })
    expect((await store.feeds.list())[0]?.state.etag).toBe(null)

    await store.articles.ingest({ ...result, claim: taken.claim })
    await expect(store.articles.ingest({ ...result, claim: taken.claim })).rejects.toThrow(LostLeaseError)
  })

  it('keep a result that comes after the lease when nobody took over', async () => {
    const { store } = current()
    await store.feeds.sync([feed('one')], NOW)
    const [slow] = await store.feeds.claimDue(claim('slow'))
    if (!slow) throw new Error('claims')

    await store.articles.ingest({
      feedId: 'one',
      claim: slow.claim,
      state: state(),
      seen: [],
      articles: [],
      edited: [],
    })

    expect((await store.feeds.list())[0]?.state.etag).toBe('"1"')
  })
})
