import { expect, it } from 'vitest'
import { LostLeaseError, type Store } from '../../src/store/index.ts'
import type { ChannelRef } from '../../src/types/index.ts'
import { onEveryDatabase } from './support/suite.ts'
import { CHANNEL, days, edition, minutes, NOW, subscription, view } from './support/values.ts'

async function send(store: Store, id: string, messages: readonly string[], channel: ChannelRef = CHANNEL) {
  await store.subscriptions.save(subscription(id, { channel }), NOW)
  const claimed = await store.subscriptions.claimDue({ owner: 'p', now: NOW, leaseSeconds: 60, limit: 100 })
  for (const held of claimed) {
    await store.subscriptions.publish({
      ...held,
      edition: edition(`edition-${id}`, []),
      messages: messages.map(view),
      nextAt: days(1),
    })
  }
}

const due = (store: Store, now = NOW, owner = 'p') =>
  store.outbox.claimDue({ owner, now, leaseSeconds: 60, limit: 10, platforms: ['discord', 'slack'] })

onEveryDatabase('the outbox', (current) => {
  it('hands out the messages of a channel one at a time, in order', async () => {
    const { store } = current()
    await send(store, 's', ['one', 'two', 'three'])
    const sent: string[] = []

    for (let round = 0; round < 3; round++) {
      const claimed = await due(store)
      expect(claimed).toHaveLength(1)
      expect(await due(store)).toEqual([])
      for (const { delivery, claim } of claimed) {
        await store.outbox.begin(delivery.id, claim, NOW)
        sent.push(delivery.view.summary)
        await store.outbox.settle(delivery.id, claim, { status: 'sent', messageId: `m${round}`, at: NOW })
      }
    }

    expect(sent).toEqual(['one', 'two', 'three'])
    expect(await due(store)).toEqual([])
    expect(
      (await store.outbox.list(CHANNEL, 10)).map(({ state, messageId, attempts }) => [state, messageId, attempts]),
    ).toEqual([
      ['sent', 'm2', 1],
      ['sent', 'm1', 1],
      ['sent', 'm0', 1],
    ])
  })

  it('gives every message an id short enough for a nonce, the same ever after', async () => {
    const { store } = current()
    await send(store, 's', ['one'])
    const [first] = await due(store)
    const [again] = await due(store, minutes(5))

    expect(first?.delivery.id).toMatch(/^[0-9a-z]{1,25}$/)
    expect(again?.delivery.id).toBe(first?.delivery.id)
  })

  it('serves several channels at once, and only the platforms asked for', async () => {
    const { store } = current()
    await send(store, 'a', ['a1', 'a2'])
    await send(store, 'b', ['b1', 'b2'], { platform: 'slack', workspaceId: 'T1', channelId: 'C1' })

    expect(await store.outbox.claimDue({ owner: 'p', now: NOW, leaseSeconds: 60, limit: 10, platforms: [] })).toEqual(
      [],
    )
    expect(
      await store.outbox.claimDue({ owner: 'p', now: NOW, leaseSeconds: 60, limit: 10, platforms: ['web'] }),
    ).toEqual([])
    expect((await due(store)).map(({ delivery }) => delivery.view.summary).sort()).toEqual(['a1', 'b1'])
  })

  it('holds the rest of a channel back while its first message waits for another attempt', async () => {
    const { store } = current()
    await send(store, 's', ['one', 'two'])
    const [first] = await due(store)
    if (!first) throw new Error('claims')
    await store.outbox.begin(first.delivery.id, first.claim, NOW)
    await store.outbox.settle(first.delivery.id, first.claim, {
      status: 'retry',
      notBefore: minutes(10),
      reason: '429',
    })

    expect(await due(store, minutes(9))).toEqual([])
    const [again] = await due(store, minutes(10))
    expect(again?.delivery).toMatchObject({
      attempts: 1,
      reason: '429',
      unsettledSince: null,
      view: { summary: 'one' },
    })
  })

  it('goes on after a message that failed or whose outcome nobody knows', async () => {
    const { store } = current()
    await send(store, 's', ['one', 'two', 'three'])
    for (const status of ['failed', 'unknown'] as const) {
      const [next] = await due(store)
      if (!next) throw new Error('claims')
      await store.outbox.settle(next.delivery.id, next.claim, { status, reason: 'because' })
    }

    expect((await due(store))[0]?.delivery.view.summary).toBe('three')
    expect((await store.outbox.list(CHANNEL, 10)).map(({ state, reason }) => [state, reason])).toEqual([
      ['pending', null],
      ['unknown', 'because'],
      ['failed', 'because'],
    ])
  })

  it('tells that an attempt had begun when its process died, and keeps the late process from writing', async () => {
    const { store } = current()
    await send(store, 's', ['one'])
    const [dead] = await due(store, NOW, 'dead')
    if (!dead) throw new Error('claims')
    await store.outbox.begin(dead.delivery.id, dead.claim, NOW)

    const [taken] = await due(store, minutes(2), 'alive')
    expect(taken?.delivery).toMatchObject({ attempts: 1, unsettledSince: NOW })
    await expect(store.outbox.begin(dead.delivery.id, dead.claim, NOW)).rejects.toThrow(LostLeaseError)
    await expect(
      store.outbox.settle(dead.delivery.id, dead.claim, { status: 'sent', messageId: 'm', at: NOW }),
    ).rejects.toThrow(LostLeaseError)
    expect((await store.outbox.list(CHANNEL, 1))[0]?.state).toBe('pending')
  })

  it('remembers a doubtful attempt through a retry', async () => {
    const { store } = current()
    await send(store, 's', ['one'])
    const [first] = await due(store)
    if (!first) throw new Error('claims')
    await store.outbox.begin(first.delivery.id, first.claim, NOW)
    await store.outbox.settle(first.delivery.id, first.claim, {
      status: 'retry',
      notBefore: NOW,
      reason: 'timeout',
      doubtful: true,
    })

    expect((await due(store))[0]?.delivery.unsettledSince).toEqual(NOW)
  })
})
