import { expect, it } from 'vitest'
import type { Store } from '../../src/store/index.ts'
import { onEveryDatabase } from './support/suite.ts'
import { article, CHANNEL, company, days, edition, ingest, minutes, NOW, subscription } from './support/values.ts'

/** One event in two outlets and languages, and another of the same company. */
const FINE = {
  companies: [company('netflix', 'Netflix')],
  topics: ['fine' as const],
  regulators: ['ap'],
  laws: ['gdpr'],
  dataTypes: ['media-consumption' as const],
  amount: { value: 4_750_000, currency: 'EUR', eur: 4_750_000 },
}
const EVENTS = {
  fineNl: article({
    id: 'nl',
    language: 'nl',
    source: 'Security.NL',
    title: 'AP legt Netflix boete van 4,75 miljoen euro op',
    summary: 'De toezichthouder vindt dat klanten niet goed zijn geïnformeerd.',
    labels: FINE,
    publishedAt: minutes(-120),
  }),
  fineFr: article({
    id: 'fr',
    language: 'fr',
    source: 'Next',
    title: 'Netflix condamné à 4,75 millions d’euros aux Pays-Bas',
    summary: 'L’autorité néerlandaise reproche un manque de transparence.',
    labels: FINE,
    publishedAt: minutes(-60),
  }),
  motion: article({
    id: 'motion',
    title: 'Netflix app reads motion sensors by default',
    summary: 'Subscribers in India found the permission.',
    labels: { companies: [company('netflix', 'Netflix')], topics: ['collection'], dataTypes: ['physical-activity'] },
    publishedAt: minutes(-30),
  }),
  free: article({
    id: 'free',
    language: 'fr',
    title: 'Free : les IBAN de millions d’abonnés volés',
    labels: { companies: [company('free', 'Free')], topics: ['breach'], dataTypes: ['financial'], people: 19_000_000 },
    publishedAt: minutes(-10),
  }),
}

async function fill(store: Store) {
  await ingest(store, { articles: Object.values(EVENTS) })
  const { stories } = await store.stories.list({ limit: 10, offset: 0 })
  const of = (articleId: string) => {
    const story = stories.find(({ reports }) => reports.some((report) => report.articleId === articleId))
    if (!story) throw new Error(`no story tells ${articleId}`)
    return story
  }
  return { fine: of('nl'), motion: of('motion'), free: of('free'), stories }
}

onEveryDatabase('stories', (current) => {
  it('join the reports of one event across outlets and languages', async () => {
    const { fine, stories } = await fill(current().store)

    expect(stories).toHaveLength(3)
    expect(fine.reports.map(({ articleId }) => articleId)).toEqual(['nl', 'fr'])
    expect(fine).toMatchObject({
      languages: ['nl', 'fr'],
      firstAt: minutes(-120),
      lastAt: minutes(-60),
      classification: {
        companies: [{ id: 'netflix' }],
        topics: ['fine'],
        regulators: ['ap'],
        amount: { eur: 4_750_000 },
      },
    })
    expect([EVENTS.fineNl.title, EVENTS.fineFr.title]).toContain(fine.headline)
    expect(fine.id).toMatch(/^[0-9a-z]{8}$/)
  })

  it('keep their id as they grow', async () => {
    const { store } = current()
    const { fine } = await fill(store)
    const { storyIds } = await ingest(store, {
      articles: [
        article({ language: 'en', title: 'Netflix fined €4.75 million by Dutch privacy watchdog', labels: FINE }),
      ],
    })

    expect(storyIds).toEqual([fine.id])
    expect((await store.stories.get(fine.id))?.reports).toHaveLength(3)
  })

  it('are found by the beginning of their id, however it is typed', async () => {
    const { store } = current()
    const { fine } = await fill(store)

    expect((await store.stories.find(` #${fine.id.toUpperCase()} `))?.id).toBe(fine.id)
    expect((await store.stories.find(fine.id.slice(0, 6)))?.id).toBe(fine.id)
    expect(await store.stories.find('')).toBe(null)
    expect(await store.stories.find('zzzzzzzz')).toBe(null)
    expect(await store.stories.find("'; drop table stories; --")).toBe(null)
  })

  it('are listed newest first, by every label and by time, page by page', async () => {
    const { store } = current()
    const { fine, motion, free } = await fill(store)
    const ids = async (query: object) =>
      (await store.stories.list({ limit: 10, offset: 0, ...query })).stories.map(({ id }) => id)

    expect(await ids({})).toEqual([free.id, motion.id, fine.id])
    expect(await ids({ companyId: 'netflix' })).toEqual([motion.id, fine.id])
    expect(await ids({ companyId: 'netflix', topic: 'fine' })).toEqual([fine.id])
    expect(await ids({ dataType: 'financial' })).toEqual([free.id])
    expect(await ids({ language: 'nl' })).toEqual([fine.id])
    expect(await ids({ country: 'IE' })).toHaveLength(3)
    expect(await ids({ country: 'FR' })).toEqual([])
    expect(await ids({ since: minutes(-40) })).toEqual([free.id, motion.id])
    expect(await ids({ until: minutes(-40) })).toEqual([fine.id])
    expect(await store.stories.list({ limit: 1, offset: 1 })).toMatchObject({ total: 3, stories: [{ id: motion.id }] })
  })

  it('count for the companies they name', async () => {
    const { store } = current()
    await fill(store)

    expect(await store.stories.companies()).toEqual([
      { id: 'netflix', name: 'Netflix', stories: 2 },
      { id: 'free', name: 'Free', stories: 1 },
    ])
    expect(await store.stories.companies(minutes(-20))).toEqual([{ id: 'free', name: 'Free', stories: 1 }])
  })

  it('are handed out one by one for an export, oldest first', async () => {
    const { store } = current()
    const { fine, motion, free } = await fill(store)
    const ids: string[] = []
    for await (const { id } of store.stories.all({})) ids.push(id)

    expect(ids).toEqual([fine.id, motion.id, free.id])
  })

  it('link to the earlier steps of the same affair, and these to them', async () => {
    const { store } = current()
    const { fine } = await fill(store)
    const { storyIds } = await ingest(store, {
      at: days(90),
      articles: [
        article({
          id: 'appeal',
          title: 'Netflix appeals 4.75 million euro fine of Dutch AP in court',
          labels: { ...FINE, topics: ['legal-action'] },
          publishedAt: days(90),
          fetchedAt: days(90),
        }),
      ],
    })
    const [appealId = ''] = storyIds

    expect(appealId).not.toBe(fine.id)
    expect((await store.stories.get(appealId))?.followsUp).toEqual([
      { storyId: fine.id, headline: fine.headline, lastAt: fine.lastAt },
    ])
    expect((await store.stories.followedBy(fine.id)).map(({ storyId }) => storyId)).toEqual([appealId])
  })

  it('merge and split without losing what was told, and the old id leads on', async () => {
    const { store } = current()
    const { fine, motion } = await fill(store)
    await store.subscriptions.save(subscription('s'), NOW)
    const [claimed] = await store.subscriptions.claimDue({ owner: 'p', now: NOW, leaseSeconds: 60, limit: 1 })
    if (!claimed) throw new Error('claims')
    await store.subscriptions.publish({ ...claimed, edition: edition('e1', [motion]), messages: [], nextAt: days(1) })

    expect(await store.stories.merge(fine.id, motion.id)).toBe(true)
    expect(await store.stories.merge(fine.id, motion.id)).toBe(false)

    expect((await store.stories.get(motion.id))?.id).toBe(fine.id)
    expect((await store.stories.get(fine.id))?.reports).toHaveLength(3)
    expect(await store.subscriptions.told(CHANNEL, [fine.id])).toEqual(new Map([[fine.id, new Set(['motion'])]]))
    expect((await store.subscriptions.lastEdition(CHANNEL))?.stories).toEqual([{ number: 1, storyId: fine.id }])
    expect((await store.stories.list({ limit: 9, offset: 0 })).total).toBe(2)

    const split = await store.stories.split(fine.id, ['motion'])
    expect(split).not.toBe(null)
    expect((await store.stories.get(split ?? ''))?.reports.map(({ articleId }) => articleId)).toEqual(['motion'])
    expect(await store.subscriptions.told(CHANNEL, [fine.id, split ?? ''])).toEqual(
      new Map([[split, new Set(['motion'])]]),
    )
    expect(await store.stories.split(fine.id, ['nl', 'fr'])).toBe(null)
  })

  it('tell what rises and what falls', async () => {
    const { store } = current()
    await fill(store)
    await ingest(store, {
      articles: [
        article({
          title: 'Old leak at Acme',
          labels: { companies: [company('acme', 'Acme')], topics: ['breach'] },
          publishedAt: days(-40),
        }),
      ],
    })

    const trends = await store.stories.trends({ since: days(-30), until: days(1) })

    expect(trends).toMatchObject({ stories: 3, before: 1, fines: { count: 1, eur: 4_750_000 } })
    expect(trends.months).toEqual([
      { month: '2026-01', stories: 0 },
      { month: '2026-02', stories: 0 },
      { month: '2026-03', stories: 3 },
    ])
    expect(trends.companies).toContainEqual({ id: 'netflix', name: 'Netflix', stories: 2, before: 0 })
    expect(trends.companies).toContainEqual({ id: 'acme', name: 'Acme', stories: 0, before: 1 })
    expect(trends.topics).toContainEqual({ id: 'breach', name: 'breach', stories: 1, before: 1 })
    expect((await store.stories.trends({ since: days(-30), until: days(1), companyId: 'netflix' })).stories).toBe(2)
  })

  it('go with their articles when they are older than the retention, step by step', async () => {
    const { store } = current()
    const old = Array.from({ length: 25 }, (_, at) =>
      article({
        title: `Leak ${at}`,
        labels: { companies: [company(`c${at}`)], privacy: at % 2 === 0 },
        publishedAt: days(-500),
      }),
    )
    await ingest(store, { articles: [...old, EVENTS.free] })

    const first = await store.prune({ before: days(-365), limit: 5 })
    expect(first).toMatchObject({ stories: 5, done: false })
    let steps = 1
    while (!(await store.prune({ before: days(-365), limit: 5 })).done) steps++

    expect(steps).toBeGreaterThan(1)
    expect((await store.stories.list({ limit: 1, offset: 0 })).total).toBe(1)
    expect(await store.articles.count()).toEqual({ articles: 1, privacy: 1 })
    expect((await store.stories.search('leak', { limit: 5, offset: 0, now: NOW })).total).toBe(0)
  })
})
