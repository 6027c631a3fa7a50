import { expect, it } from 'vitest'
import { LostLeaseError } from '../../src/store/index.ts'
import { onEveryDatabase } from './support/suite.ts'
import { article, CHANNEL, days, edition, ingest, minutes, NOW, subscription, view } from './support/values.ts'

const claim = (owner: string, now = NOW) => ({ owner, now, leaseSeconds: 60, limit: 10 })

onEveryDatabase('subscriptions', (current) => {
  it('come back as they were saved, and change', async () => {
    const { store } = current()
    const saved = subscription('s', {
      filter: { languages: ['fr', 'ja'], companies: ['meta'], dataTypes: ['health'], topics: ['fine'] },
      days: [6, 7],
    })
    await store.subscriptions.save(saved, NOW)
    expect(await store.subscriptions.list()).toEqual([saved])

    await store.subscriptions.save({ ...saved, time: '18:00', locale: 'ja' }, days(1))
    expect(await store.subscriptions.list(CHANNEL)).toEqual([{ ...saved, time: '18:00', locale: 'ja' }])
    expect(await store.subscriptions.list({ platform: 'slack' })).toEqual([])

    expect(await store.subscriptions.remove('s')).toBe(true)
    expect(await store.subscriptions.remove('s')).toBe(false)
  })

  it('are claimed when due, by one process', async () => {
    const { store } = current()
    await store.subscriptions.save(subscription('due'), NOW)
    await store.subscriptions.save(subscription('later'), minutes(10))

    const [one, two] = await Promise.all([
      store.subscriptions.claimDue(claim('p1')),
      store.subscriptions.claimDue(claim('p2')),
    ])

    expect([...one, ...two].map(({ subscription, dueAt }) => [subscription.id, dueAt])).toEqual([['due', NOW]])
  })

  it('publish an edition in one go: messages, what was told, the window covered, the next time', async () => {
    const { store } = current()
    await ingest(store, { articles: [article({ id: 'a1' })] })
    const { stories } = await store.stories.list({ limit: 1, offset: 0 })
    await store.subscriptions.save(subscription('s'), NOW)
    const [claimed] = await store.subscriptions.claimDue(claim('p'))
    if (!claimed) throw new Error('claims')

    await store.subscriptions.publish({
      ...claimed,
      edition: edition('e', stories),
      messages: [view('one'), view('two')],
      nextAt: days(1),
    })

    expect((await store.subscriptions.list())[0]?.coveredUntil).toEqual(NOW)
    expect(await store.subscriptions.told(CHANNEL, [stories[0]?.id ?? ''])).toEqual(
      new Map([[stories[0]?.id, new Set(['a1'])]]),
    )
    expect(await store.subscriptions.told({ ...CHANNEL, channelId: 'other' }, [stories[0]?.id ?? ''])).toEqual(
      new Map(),
    )
    expect(await store.subscriptions.claimDue(claim('p', minutes(60)))).toEqual([])
    expect(await store.subscriptions.lastEdition(CHANNEL)).toMatchObject({
      id: 'e',
      held: 0,
      stories: [{ number: 1, storyId: stories[0]?.id }],
    })
    expect((await store.outbox.list(CHANNEL, 10)).map((it) => it.view.summary)).toEqual(['two', 'one'])
  })

  it('write nothing at all when the lease was lost', async () => {
    const { store } = current()
    await store.subscriptions.save(subscription('s'), NOW)
    const [late] = await store.subscriptions.claimDue(claim('dead'))
    const [taken] = await store.subscriptions.claimDue(claim('alive', minutes(2)))
    if (!late || !taken) throw new Error('both claim')
    const publication = { edition: edition('e', []), messages: [view('one')], nextAt: days(1) }

    await expect(store.subscriptions.publish({ ...late, ...publication })).rejects.toThrow(LostLeaseError)
    expect(await store.outbox.list(CHANNEL, 10)).toEqual([])

    await store.subscriptions.publish({ ...taken, ...publication })
    expect(await store.outbox.list(CHANNEL, 10)).toHaveLength(1)
  })

  it('can be put off', async () => {
    const { store } = current()
    await store.subscriptions.save(subscription('s'), NOW)
    const [claimed] = await store.subscriptions.claimDue(claim('p'))
    if (!claimed) throw new Error('claims')
    await store.subscriptions.postpone('s', claimed.claim, minutes(5))

    expect(await store.subscriptions.claimDue(claim('p', minutes(4)))).toEqual([])
    expect(await store.subscriptions.claimDue(claim('p', minutes(5)))).toHaveLength(1)
  })

  it('leave with their workspace, with everything else of it and nothing of others', async () => {
    const { store } = current()
    const other = { ...CHANNEL, workspaceId: 'other' }
    await ingest(store, { articles: [article()] })
    const { stories } = await store.stories.list({ limit: 1, offset: 0 })
    for (const channel of [CHANNEL, other]) {
      const id = channel.workspaceId
      await store.subscriptions.save(subscription(id, { channel }), NOW)
      await store.workspaces.saveSettings(channel, { locale: 'fr' }, NOW)
      await store.workspaces.saveSettings({ platform: 'discord', workspaceId: id }, { zone: 'Europe/Paris' }, NOW)
      await store.corrections.add({
        id,
        storyId: 'x',
        platform: 'discord',
        workspaceId: id,
        kind: 'company',
        detail: 'acme',
        createdAt: NOW,
      })
    }
    for (const claimed of await store.subscriptions.claimDue(claim('p'))) {
      await store.subscriptions.publish({
        ...claimed,
        edition: edition(`e-${claimed.subscription.id}`, stories),
        messages: [view('x')],
        nextAt: days(1),
      })
    }
    const everything = {
      workspaces: 1,
      channels: 1,
      subscriptions: 1,
      editions: 1,
      deliveries: 1,
      told: 1,
      corrections: 1,
      feeds: 0,
    }
    expect(await store.workspaces.inventory('discord', 'guild')).toEqual(everything)

    await store.subscriptions.forgetWorkspace('discord', 'guild')

    expect(Object.values(await store.workspaces.inventory('discord', 'guild'))).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    expect(await store.workspaces.inventory('discord', 'other')).toEqual(everything)
    expect(await store.workspaces.list()).toEqual([{ platform: 'discord', workspaceId: 'other' }])
    expect(await store.workspaces.settings(other)).toEqual({ locale: 'fr' })
    expect(await store.workspaces.settings(CHANNEL)).toBe(null)
  })
})

onEveryDatabase('corrections', (current) => {
  it('are kept by workspace, newest first, and can be taken back', async () => {
    const { store } = current()
    const correction = {
      storyId: 'x',
      platform: 'slack' as const,
      workspaceId: 'w',
      kind: 'topic' as const,
      detail: 'fine',
      createdAt: NOW,
    }
    await store.corrections.add({ ...correction, id: 'c1' })
    await store.corrections.add({ ...correction, id: 'c2', createdAt: minutes(1), detail: 'x'.repeat(900) })

    const listed = await store.corrections.list({ platform: 'slack', workspaceId: 'w' })
    expect(listed.map(({ id }) => id)).toEqual(['c2', 'c1'])
    expect(listed[0]?.detail).toHaveLength(500)
    expect(await store.corrections.list({ platform: 'slack', workspaceId: 'v' })).toEqual([])
    expect(await store.corrections.remove('c1')).toBe(true)
    expect(await store.corrections.list()).toHaveLength(1)
  })
})
