import { expect, it } from 'vitest'
import { onEveryDatabase } from './support/suite.ts'
import {
  article,
  classification,
  company,
  days,
  feed,
  ingest,
  minutes,
  NOW,
  state,
  subscription,
} from './support/values.ts'

onEveryDatabase('articles', (current) => {
  it('are known again by id, by address or by text', async () => {
    const { store } = current()
    const seen = { itemId: 'i1', urlKey: 'one.example/1', fingerprint: 'f1' }
    await ingest(store, { seen: [seen] })

    const none = { itemId: 'x', urlKey: 'x', fingerprint: 'x' }
    expect(await store.articles.seen('one', [none])).toEqual([])
    expect(await store.articles.seen('one', [{ ...none, itemId: 'i1' }])).toMatchObject([seen])
    expect(await store.articles.seen('one', [{ ...none, urlKey: 'one.example/1' }])).toMatchObject([seen])
    expect(await store.articles.seen('one', [{ ...none, fingerprint: 'f1' }])).toMatchObject([seen])
    expect(await store.articles.seen('two', [seen])).toEqual([])
  })

  it('that a publisher edits are known by their new text afterwards', async () => {
    const { store } = current()
    await ingest(store, { seen: [{ itemId: 'i1', urlKey: 'u', fingerprint: 'old' }] })
    await ingest(store, { seen: [{ itemId: 'i1', urlKey: 'u', fingerprint: 'new' }] })

    expect(await store.articles.seen('one', [{ itemId: 'i1', urlKey: 'u', fingerprint: 'new' }])).toMatchObject([
      { itemId: 'i1', urlKey: 'u', fingerprint: 'new' },
    ])
  })

  it('are forgotten a year after the articles of their time, and only where their feed has dropped them', async () => {
    const { store } = current()
    const item = (id: string) => ({ itemId: id, urlKey: id, fingerprint: id })
    await ingest(store, { at: days(-800), seen: [item('dropped'), item('listed')] })
    await ingest(store, { at: days(-20), seen: [item('listed')] })

    let pruned = 0
    for (let done = false; !done; ) {
      const report = await store.prune({ before: days(-400), limit: 1 })
      pruned += report.seenItems
      done = report.done
    }
    // The helper's own first item is as old.
    expect(pruned).toBe(2)
    const left = await store.articles.seen('one', [item('dropped'), item('listed')])
    expect(left).toMatchObject([{ itemId: 'listed', seenAt: days(-20) }])
  })

  it('by the thousand are looked up at once', async () => {
    const { store } = current()
    const items = Array.from({ length: 3000 }, (_, at) => ({
      itemId: `i${at}`,
      urlKey: `u${at}`,
      fingerprint: `f${at}`,
    }))
    await ingest(store, { seen: items })

    expect(await store.articles.seen('one', items)).toHaveLength(3000)
  })

  it('tell a feed that was never read from one that was', async () => {
    const { store } = current()
    expect(await store.articles.isNewFeed('one')).toBe(true)
    await ingest(store, {})
    expect(await store.articles.isNewFeed('one')).toBe(false)
  })

  it('are counted, privacy or not, and only the former make stories', async () => {
    const { store } = current()
    const report = await ingest(store, { articles: [article(), article({ labels: { privacy: false } })] })

    expect(report).toMatchObject({ added: 2, privacy: 1 })
    expect(report.storyIds).toHaveLength(1)
    expect(await store.articles.count()).toEqual({ articles: 2, privacy: 1 })
  })

  it('come once: the same item again, or the same page in another feed, is not added', async () => {
    const { store } = current()
    const first = article({ id: 'a1' })
    await ingest(store, { articles: [first] })

    expect((await ingest(store, { articles: [first] })).added).toBe(0)
    const twin = { ...first, id: 'a2', feedId: 'two', itemId: 'other' }
    expect((await ingest(store, { feedId: 'two', articles: [twin] })).added).toBe(0)
    expect((await ingest(store, { feedId: 'two', articles: [{ ...twin, title: 'Another headline' }] })).added).toBe(1)
  })

  it('whose text changes change their story, in place', async () => {
    const { store } = current()
    const before = article({
      id: 'a1',
      title: 'Netflix reads motion data',
      labels: { companies: [company('netflix', 'Netflix')] },
    })
    const { storyIds } = await ingest(store, { articles: [before] })
    const after = {
      ...before,
      id: 'not used',
      title: 'Netflix read motion data, and stops',
      classification: classification({ ...before.classification, topics: ['collection'] }),
    }
    const report = await ingest(store, { edited: [after] })

    const story = await store.stories.get(storyIds[0] ?? '')

    expect(report).toMatchObject({ added: 0, storyIds })
    expect(story).toMatchObject({ headline: after.title, classification: { topics: ['collection'] } })
    expect((await store.stories.search('stops', { limit: 5, offset: 0, now: NOW })).total).toBe(1)
  })

  it('that turn out to be no privacy story leave it, and come back when they are one after all', async () => {
    const { store } = current()
    const first = article({ id: 'a1' })
    const { storyIds } = await ingest(store, { articles: [first] })
    await ingest(store, { edited: [{ ...first, classification: classification({ privacy: false }) }] })
    expect(await store.stories.get(storyIds[0] ?? '')).toBe(null)

    const { storyIds: again } = await ingest(store, { edited: [first] })
    expect(await store.stories.get(again[0] ?? '')).toMatchObject({ reports: [{ articleId: 'a1' }] })
  })

  it('are found in the window they arrived in, however long ago they were published', async () => {
    const { store } = current()
    await ingest(store, { articles: [article({ id: 'late', publishedAt: minutes(-300), fetchedAt: NOW })] })

    const told = async (from: Date, to: Date) =>
      (await store.stories.inWindow({ from, to })).flatMap(({ reports }) => reports.map(({ articleId }) => articleId))

    expect(await told(minutes(-600), NOW)).toEqual([])
    expect(await told(NOW, minutes(1))).toEqual(['late'])
    expect(await told(minutes(1), minutes(600))).toEqual([])
  })

  it('that a feed brings with its first poll are news of their own day', async () => {
    const { store } = current()
    await store.feeds.sync([feed('fresh')], NOW)
    const [claimed] = await store.feeds.claimDue({ owner: 'p', now: NOW, leaseSeconds: 60, limit: 1 })
    if (!claimed) throw new Error('claims')
    await store.articles.ingest({
      feedId: 'fresh',
      claim: claimed.claim,
      state: state(),
      seen: [],
      articles: [article({ feedId: 'fresh', publishedAt: days(-3) })],
      edited: [],
    })

    expect(await store.stories.inWindow({ from: days(-1), to: days(1) })).toEqual([])
    expect(await store.stories.inWindow({ from: days(-4), to: days(-2) })).toHaveLength(1)
  })

  it('of a poll that ends while an edition is being made fall into the next one, not between the two', async () => {
    const { store } = current()
    await store.subscriptions.save(subscription('s'), NOW)
    const slowFetch = article({ fetchedAt: minutes(-1) })
    await ingest(store, {})
    const [claimed] = await store.subscriptions.claimDue({ owner: 'p', now: NOW, leaseSeconds: 60, limit: 1 })
    expect(claimed).toBeDefined()
    await ingest(store, { articles: [slowFetch] })

    expect(await store.stories.inWindow({ from: days(-1), to: NOW })).toEqual([])
    expect(await store.stories.inWindow({ from: NOW, to: minutes(1) })).toHaveLength(1)
  })
})
