import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ItemPlanInput, planItems, seenItem, seenItems } from '../../src/feeds/index.ts'
import type { FeedItem } from '../../src/types/index.ts'
import { ago, item, NOW } from './items.ts'

/** The plan of a poll of a known feed, told by the items' titles. */
function plan(items: readonly FeedItem[], before: readonly FeedItem[], changes: Partial<ItemPlanInput> = {}) {
  return planItems({
    items,
    seen: before.map(seenItem),
    isNewFeed: false,
    now: NOW,
    lastSuccessAt: ago(1),
    ...changes,
  })
}

const ids = (items: readonly FeedItem[]) => items.map(({ id }) => id)

describe('an item is the same item', () => {
  const before = item('a')

  test('when nothing changed', () => {
    expect(plan([before], [before])).toMatchObject({ new: [], edited: [], unchanged: [before], seen: [], remark: null })
  })

  test('for as long as its feed lists it: what was seen long ago is written down again', () => {
    const on = (days: number) => ({ ...seenItem(before), seenAt: ago(24 * days) })
    expect(plan([before], [], { seen: [on(2)] })).toMatchObject({ unchanged: [before], seen: [] })
    expect(plan([before], [], { seen: [on(40)] })).toMatchObject({ unchanged: [before], seen: [seenItem(before)] })
  })

  test('when its title was edited: it is updated, not told again', () => {
    const after = { ...before, title: 'A corrected headline' }
    expect(plan([after], [before])).toMatchObject({ new: [], edited: [after], seen: [seenItem(after)] })
  })

  test('when title, text and address change, but not its id', () => {
    const after = item('b', { id: before.id })
    expect(plan([after], [before])).toMatchObject({ new: [], edited: [after] })
  })

  test('when its id changes, but not its address: the first id stays', () => {
    const after = { ...before, id: 'urn:uuid:new', title: 'A corrected headline' }
    const result = plan([after], [before])
    expect(result).toMatchObject({ new: [], edited: [{ id: before.id, title: 'A corrected headline' }] })
    expect(result.seen).toEqual([{ ...seenItem(after), itemId: before.id }])
  })

  test.each([
    'http://news.example/a',
    'https://www.news.example/a',
    'https://news.example/a/',
    'https://news.example/a#comments',
    'https://news.example/a?utm_source=rss',
  ])('when its id changes and its address is written as %s', (url) => {
    expect(plan([{ ...before, id: 'other', url }], [before])).toMatchObject({ new: [], unchanged: [{ id: 'other' }] })
  })

  test('when id and address change, but not its text', () => {
    const moved = { ...before, id: 'other', url: 'https://new-site.example/2026/a' }
    expect(plan([moved], [before])).toMatchObject({ new: [], edited: [{ id: before.id, url: moved.url }] })
  })

  test('whatever the order of the feed', () => {
    const items = ['a', 'b', 'c', 'd', 'e'].map((name) => item(name))
    fc.assert(
      fc.property(fc.shuffledSubarray(items), (shuffled) => {
        expect(plan(shuffled, items)).toMatchObject({ new: [], edited: [], unchanged: shuffled })
      }),
    )
  })

  test('when white space and composed characters differ', () => {
    const plain = item('a', { title: 'Café  closed' })
    const composed = { ...plain, title: 'Cafe\u0301 closed' }
    expect(plan([composed], [plain])).toMatchObject({ edited: [], unchanged: [composed] })
  })
})

describe('an item is another item', () => {
  test('when id, address and text are unknown', () => {
    expect(plan([item('b')], [item('a')])).toMatchObject({ new: [item('b')], seen: [seenItem(item('b'))] })
  })

  test('though it has the address of one that is still in the feed', () => {
    const live = item('b', { url: item('a').url })
    expect(ids(plan([live, item('a')], [item('a')]).new)).toEqual(['urn:b'])
  })

  test('though all items link to the home page', () => {
    const [a, b] = ['a', 'b'].map((name) => item(name, { url: 'https://status.example/' }))
    if (a === undefined || b === undefined) return
    expect(ids(plan([b], [a]).new)).toEqual(['urn:b'])
  })

  test('though its address is that of two known ones', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => item(name, { url: 'https://news.example/live' }))
    if (a === undefined || b === undefined || c === undefined) return
    expect(ids(plan([c], [a, b]).new)).toEqual(['urn:c'])
  })

  test('though its short title was used before', () => {
    const weekly = (name: string) => item(name, { title: 'Security updates for Tuesday', summary: '' })
    expect(ids(plan([weekly('b')], [weekly('a')]).new)).toEqual(['urn:b'])
  })
})

test('the keys of a whole feed are those of its items', async () => {
  const items = ['a', 'b'].map((name) => item(name))
  expect(await seenItems(items)).toEqual(items.map(seenItem))
})

describe('an item that a feed lists twice', () => {
  test('under one id is taken once', () => {
    const result = plan([item('a'), item('a')], [])
    expect(result).toMatchObject({ new: [item('a')], unchanged: [item('a')] })
    expect(result.seen).toHaveLength(1)
  })

  test('under two ids is taken once, and stays known under both', () => {
    const again = { ...item('a'), id: 'urn:again' }
    const first = plan([item('a'), again], [])
    expect(ids(first.new)).toEqual(['urn:a'])
    expect(plan([again, item('a')], [], { seen: first.seen }).new).toEqual([])
  })
})

describe('the first poll of a feed', () => {
  const items = [
    item('a', { publishedAt: ago(2) }),
    item('b', { publishedAt: ago(47) }),
    item('c', { publishedAt: ago(49) }),
  ]

  test('takes a window of items and remembers the others', () => {
    const result = plan([...items, item('d', { publishedAt: null })], [], { isNewFeed: true })
    expect(result).toMatchObject({
      new: [{ id: 'urn:a' }, { id: 'urn:b' }],
      old: [{ id: 'urn:c' }, { id: 'urn:d' }],
      held: [],
      remark: 'first poll: 2 of 4 items taken, those of the last 48 h; the others are marked as seen',
    })
    expect(result.seen).toHaveLength(4)
  })

  test('takes nothing where no back-fill is wanted', () => {
    expect(plan(items, [], { isNewFeed: true, policy: { backfillHours: 0 } })).toMatchObject({ new: [] })
  })

  test('is no flood, however many there are', () => {
    const many = Array.from({ length: 100 }, (_, n) => item(`n${n}`, { publishedAt: ago(n / 10) }))
    expect(plan(many, [], { isNewFeed: true })).toMatchObject({ held: [], remark: null })
  })
})

describe('a flood', () => {
  const known = Array.from({ length: 5 }, (_, n) => item(`known${n}`, { publishedAt: ago(30 + n) }))
  const oldOnes = Array.from({ length: 30 }, (_, n) => item(`old${n}`, { publishedAt: ago(24 * (3 + n)) }))

  test('of old items that turn up as new is held back and told, while the news goes through', () => {
    const result = plan([item('news'), ...known, ...oldOnes], known)
    expect(ids(result.new)).toEqual(['urn:news'])
    expect(result.held).toHaveLength(30)
    expect(result.old).toEqual([])
    expect(result.remark).toBe(
      '30 items that should have been there before turned up at once, as after a rebuild of the site: marked as seen, not posted',
    )
    expect(plan([...oldOnes], [], { seen: result.seen })).toMatchObject({ new: [], held: [], remark: null })
  })

  test('of new ids after a rebuild is none: the items are known by their address or text', () => {
    const rebuilt = known.map((before, n) => ({ ...before, id: `https://news.example/?p=${n}` }))
    const moved = known.map((before, n) => ({ ...before, id: `p${n}`, url: `https://new.example/${n}` }))
    expect(plan(rebuilt, known)).toMatchObject({ new: [], held: [] })
    expect(plan(moved, known)).toMatchObject({ new: [], held: [] })
  })

  test('of undated items in a feed of which nothing is known any more', () => {
    const undated = Array.from({ length: 12 }, (_, n) => item(`u${n}`, { publishedAt: null }))
    expect(plan(undated, known)).toMatchObject({ new: [], held: { length: 12 } })
  })

  test('is not what undated news above a known item is', () => {
    const undated = Array.from({ length: 12 }, (_, n) => item(`u${n}`, { publishedAt: null }))
    expect(plan([...undated, ...known], known)).toMatchObject({ new: { length: 12 }, held: [] })
  })

  test('is not what came while the bot was down', () => {
    const missed = Array.from({ length: 60 }, (_, n) => item(`m${n}`, { publishedAt: ago(n) }))
    expect(plan(missed, known, { lastSuccessAt: ago(72) })).toMatchObject({ new: { length: 60 }, held: [] })
  })

  test('is not what a few late items are', () => {
    const late = [item('late', { publishedAt: ago(24 * 5) }), item('ancient', { publishedAt: ago(24 * 400) })]
    expect(plan([...late, ...known], known)).toMatchObject({ new: [{ id: 'urn:late' }], old: [{ id: 'urn:ancient' }] })
  })

  test('of fresh items is cut at a limit, the newest first', () => {
    const many = Array.from({ length: 400 }, (_, n) => item(`n${n}`, { publishedAt: ago(n / 1000) }))
    const result = plan(many, [])
    expect(ids(result.new)).toEqual(ids(many.slice(0, 250)))
    expect(result.held).toHaveLength(150)
    expect(result.remark).toBe('250 items at once are the limit, 150 more came: marked as seen, not posted')
  })
})

describe('whatever a feed does', () => {
  const name = fc.constantFrom(...'abcdefgh')
  const anyItem = fc
    .record({
      id: name,
      url: fc.oneof(
        name.map((n) => `https://news.example/${n}`),
        fc.constantFrom('https://news.example/', 'nonsense', ''),
      ),
      title: fc.oneof(
        name.map((n) => n.repeat(70)),
        fc.constantFrom('', 'Short'),
      ),
      publishedAt: fc.option(fc.integer({ min: -48, max: 24 * 60 }).map(ago)),
    })
    .map((changes) => item('x', { ...changes, summary: '' }))
  const polls = fc.array(fc.array(anyItem, { maxLength: 20 }), { minLength: 1, maxLength: 5 })
  const policy = { floodThreshold: 4, maxNew: 6 }

  test('every item is in one list, nothing is new twice, and a poll repeated brings nothing', () => {
    fc.assert(
      fc.property(polls, (rounds) => {
        const seen = new Map<string, ReturnType<typeof seenItem>>()
        const told = new Set<string>()
        for (const [round, items] of rounds.entries()) {
          const poll = () => planItems({ items, seen: [...seen.values()], isNewFeed: round === 0, now: NOW, policy })
          const result = poll()
          const lists = [result.new, result.edited, result.unchanged, result.old, result.held]
          expect(lists.flat()).toHaveLength(items.length)
          for (const { id } of result.new) {
            expect(told.has(id)).toBe(false)
            told.add(id)
          }
          for (const { id } of result.edited) expect(seen.has(id)).toBe(true)
          for (const entry of result.seen) seen.set(entry.itemId, entry)
          const again = poll()
          expect([...again.new, ...again.old, ...again.held]).toEqual([])
        }
      }),
    )
  })
})
