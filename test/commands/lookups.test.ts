import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Messenger } from '../../src/delivery/index.ts'
import { sendDigest } from '../chat/whole-bot.ts'
import { article, company, ingest } from '../store/support/values.ts'
import {
  admin,
  type CommandTest,
  calls,
  cards,
  commandTest,
  days,
  fill,
  headlines,
  ofKind,
  reader,
  said,
} from './support.ts'

let test: CommandTest
beforeAll(async () => {
  test = await commandTest()
  await fill(test.store)
})
afterAll(() => test.close())

const idOf = async (headline: string): Promise<string> => {
  const view = await test.ask('latest since:1y')
  const card = cards(view).find(({ headline: { text } }) => text.includes(headline))
  if (card === undefined) throw new Error(`no story has a headline with ${headline}`)
  return card.id
}

describe('latest', () => {
  it('lists the newest stories of the week first, privately', async () => {
    const view = await test.ask('/privacy latest')
    expect(headlines(view).map((headline) => headline.split(' ')[0])).toEqual(['Free', 'AP', 'WhatsApp', 'Instagram'])
    expect(view.audience).toBe('private')
    expect(view.summary).toBe('Latest privacy stories: 4 stories since 23 Feb')
  })

  it('can be limited to a language and a period', async () => {
    expect(headlines(await test.ask('latest lang:fr since:1y'))).toEqual([
      'Free : les IBAN de millions d’abonnés dans la nature',
      'Netflix lit les capteurs de mouvement des téléphones',
    ])
    expect(headlines(await test.ask('latest lang:French since:yesterday'))).toHaveLength(1)
  })

  it('says so when there is nothing, and offers to look further back', async () => {
    const view = await test.ask('latest lang:ja')
    expect(view.summary).toBe('No story since 23 Feb.')
    expect(calls(view)).toEqual([{ name: 'latest', options: { lang: 'ja', since: '5y' } }])
  })

  it('stays on its last page when asked for a page that does not exist', async () => {
    expect(headlines(await test.ask('latest page:99'))).toHaveLength(4)
  })
})

describe('company', () => {
  it('is a profile: counts, fines, months, newest stories and what a reader can do', async () => {
    const view = await test.ask('company netflix')
    expect(view.summary).toBe('Netflix: 2 stories since 2 Mar 2025')
    expect(headlines(view)).toEqual([
      'AP legt Netflix boete van 4,75 miljoen op',
      'Netflix lit les capteurs de mouvement des téléphones',
    ])
    expect(ofKind(view, 'fields')[0]?.fields.slice(0, 3)).toEqual([
      { name: 'Fines', value: [{ text: '€4.75M in 1 story' }] },
      { name: 'Data', value: [{ text: expect.stringMatching(/location 1/) }] },
      { name: 'What happened', value: [{ text: 'data collection 1, fine 1' }] },
    ])
    const [chart] = ofKind(view, 'chart')
    expect(chart?.labels).toHaveLength(13)
    expect(chart?.series[0]?.values.reduce((sum, value) => sum + value, 0)).toBe(2)
    expect(chart?.description).toBe('Netflix: 2 stories in 13 months; most in January 2026 (1).')
    expect(said(view)).toContain('https://www.netflix.com/account/getmyinfo')
  })

  it('finds what the brands and companies under it did, and a brand its own stories only', async () => {
    expect(headlines(await test.ask('company meta'))).toHaveLength(2)
    expect(headlines(await test.ask('company whatsapp'))).toEqual(['WhatsApp rolls out encrypted backups for everyone'])
    expect(headlines(await test.ask('company Instagram'))).toEqual(['Instagram sued over teenagers and their location'])
  })

  it('knows organisations that stand in no list', async () => {
    expect(headlines(await test.ask('company boulangerie dupont'))).toHaveLength(1)
  })

  it.each([
    ['the reader’s time zone', { ...reader, timeZone: 'Europe/Brussels' }, 'company netflix', 'Belgium'],
    ['what is asked for', reader, 'company netflix country:FR', 'France'],
    [
      'the reader’s language, for want of a zone',
      { ...reader, locale: 'nl', timeZone: null } as const,
      'company netflix',
      'Nederland',
    ],
  ])('tells where to complain by %s', async (_, caller, text, country) => {
    expect(said(await test.ask(text, caller))).toContain(`(${country})`)
  })

  it('asks what was meant by a typo, with a button for each guess', async () => {
    const view = await test.ask('company netflx')
    expect(view.audience).toBe('private')
    expect(view.summary).toBe('No company or brand “netflx” is known here.')
    expect(said(view)).toContain('/privacy company netflix')
    expect(calls(view)).toEqual([
      { name: 'company', options: { name: 'netflix' } },
      { name: 'search', options: { query: 'netflx' } },
    ])
  })
})

describe('data and topic', () => {
  it('take ids and labels in the reader’s language', async () => {
    expect(headlines(await test.ask('data location'))).toHaveLength(2)
    expect(headlines(await test.ask('data localisation', { ...reader, locale: 'fr' }))).toHaveLength(2)
    expect(headlines(await test.ask('data 位置情報', { ...reader, locale: 'ja' }))).toHaveLength(2)
    expect(headlines(await test.ask('topic fine'))).toHaveLength(1)
    expect(headlines(await test.ask('topic Bußgeld', { ...reader, locale: 'de' }))).toHaveLength(1)
  })

  it('send those who name one for the other to the right one', async () => {
    const view = await test.ask('data breach')
    expect(view.summary).toBe('No such kind of data: “breach”.')
    expect(calls(view)[0]).toEqual({ name: 'topic', options: { what: 'breach' } })
  })

  it('name the nearest kinds, and the command that lists all', async () => {
    const view = await test.ask('data physical-activty')
    expect(calls(view)[0]).toEqual({ name: 'data', options: { type: 'physical-activity' } })
    expect(said(await test.ask('data shoesize'))).toContain('/privacy help data')
  })
})

describe('search', () => {
  it('takes words, phrases and filters in one go', async () => {
    expect(headlines(await test.ask('search miljoen'))).toHaveLength(1)
    expect(headlines(await test.ask('search "encrypted backups" lang:en'))).toHaveLength(1)
    expect(headlines(await test.ask('search "backups encrypted"'))).toEqual([])
    expect(headlines(await test.ask('search location company:instagram since:30d'))).toHaveLength(1)
  })

  it('mends a filter that names nothing', async () => {
    const view = await test.ask('search boete company:netflx')
    expect(view.summary).toBe('No company or brand “netflx” is known here.')
    expect(calls(view)[0]?.options.query).toMatch(/^boete company:netflix/i)
  })

  it('thinks of companies when it finds nothing', async () => {
    expect(calls(await test.ask('netflx'))).toEqual([{ name: 'company', options: { name: 'netflix' } }])
    expect(calls(await test.ask('bananas'))).toEqual([])
  })
})

describe('story, why and wrong', () => {
  it('opens by the beginning of an id', async () => {
    const id = await idOf('boete')
    const view = await test.ask(`story ${id.slice(0, 5)}`)
    expect(view.audience).toBe('private')
    expect(ofKind(view, 'heading')[0]?.text).toBe('Netflix · fine €4.75M · viewing and listening')
    expect(said(view)).toContain('€4,750,000')
    expect(said(view)).toContain('“boete” → ')
  })

  it('is shown to the channel only when somebody shares it, without private advice', async () => {
    const view = await test.ask(`story ${await idOf('boete')} share:yes`)
    expect(view.audience).toBe('channel')
    expect(said(view)).not.toContain('What can I do')
  })

  it('explains every label by the words that led to it', async () => {
    const [list] = ofKind(await test.ask(`why ${await idOf('boete')}`), 'list')
    expect(list?.items).toEqual([
      [{ text: '“boete” → ' }, { text: 'fine', style: 'strong' }],
      [{ text: '“Netflix” → ' }, { text: 'Netflix', style: 'strong' }],
    ])
  })

  it('says how to name a story when there is none', async () => {
    expect((await test.ask('story 7')).summary).toMatch(/^There is no story “7”\. Give its number in the last digest/)
  })

  it('finds a story by its number in the last digest, of this channel or else of its workspace', async () => {
    const other = await commandTest()
    await fill(other.store)
    const dispatched: Messenger = { platform: 'discord', post: async () => ({ status: 'failed', reason: 'closed' }) }
    await sendDigest(other, dispatched, reader.channel)
    const here = await other.ask('story 1')
    expect(here.summary).not.toContain('There is no story')
    const beside = { ...reader, channel: { ...reader.channel, channelId: 'beside' } }
    expect((await other.ask('story 1', beside)).summary).toBe(here.summary)
    const elsewhere = { ...reader, channel: { ...reader.channel, workspaceId: 'elsewhere' } }
    expect((await other.ask('story 1', elsewhere)).summary).toContain('There is no story')
    await other.close()
  })

  it('lets those who manage the workspace call a label wrong, at once, here only, and take it back', async () => {
    const id = await idOf('Instagram')
    const other = { ...reader, channel: { ...reader.channel, workspaceId: 'elsewhere' } }
    expect((await test.ask(`wrong ${id} company meta`)).summary).toMatch(/^Only people who manage/)

    const question = await test.ask(`wrong ${id}`, admin)
    const meta = ofKind(question, 'select')[0]?.options.find(({ label }) => label.startsWith('Meta'))
    if (meta === undefined) throw new Error('the company can be called wrong')
    const thanks = await test.book.run(meta.call, admin)
    expect(thanks.summary).toMatch(/^Noted. “Meta” is off this story/)
    const gist = async (caller: typeof reader) =>
      cards(await test.ask('latest', caller)).find((card) => card.id === id)?.gist[0]
    expect(await gist(reader)).toBe('legal action')
    expect(await gist(other)).toBe('Instagram (Meta)')

    const [undo] = calls(thanks)
    if (undo === undefined) throw new Error('a correction can be taken back')
    await test.book.run(undo, admin)
    expect(await gist(reader)).toBe('Instagram (Meta)')
  })

  it('hides what a workspace says is no privacy story', async () => {
    const id = await idOf('WhatsApp')
    await test.ask(`wrong ${id} not-privacy`, admin)
    expect(headlines(await test.ask('latest'))).toHaveLength(3)
    await test.ask(`wrong ${id} undo`, admin)
    expect(headlines(await test.ask('latest'))).toHaveLength(4)
  })

  it('takes a report out of a story for this workspace alone, told as far as it was, and puts it back', async () => {
    const own = await commandTest()
    const labels = { companies: [company('acme', 'Acme')], topics: ['breach' as const], people: 40_000 }
    const told = (title: string, age: number) =>
      article({ title, source: title.slice(0, 6), fetchedAt: days(age), labels })
    await ingest(own.store, {
      articles: [told('Acme loses 40,000 names of guests', -2), told('Names of 40,000 guests stolen from Acme', -1)],
    })
    const list = async (caller = reader) => cards(await own.ask('latest', caller)).map(({ id }) => id)
    const [whole] = await list()
    if (whole === undefined) throw new Error('there is a story')
    expect(await list()).toHaveLength(1)

    const question = await own.ask(`wrong ${whole}`, admin)
    const option = ofKind(question, 'select')[0]?.options.find(({ label }) => label.includes('stolen'))
    if (option === undefined) throw new Error('a report can be called one of another event')
    const thanks = await own.book.run(option.call, admin)
    const [, part] = await list()
    if (part === undefined) throw new Error('the report is a story of its own')
    expect(thanks.summary).toBe(`Noted. In this workspace that report is a story of its own from now on: ${part}`)
    expect(await list({ ...reader, channel: { ...reader.channel, workspaceId: 'elsewhere' } })).toEqual([whole])
    expect(said(await own.ask(`story ${part}`))).toContain('stolen')
    expect(said(await own.ask(`story ${whole}`))).not.toContain('stolen')
    expect((await own.store.corrections.list())[0]).toMatchObject({ storyId: whole, kind: 'merge', detail: part })

    await own.ask(`wrong ${part} undo`, admin)
    expect(await list()).toEqual([whole])
    await own.close()
  })

  it('asks which report is meant when none is named', async () => {
    const view = await test.ask(`wrong ${await idOf('boete')} merge`, admin)
    expect(ofKind(view, 'select')).toHaveLength(1)
  })
})

describe('trends, compare and fines', () => {
  it('tell what rises against the period before', async () => {
    const view = await test.ask('trends')
    expect(view.summary).toBe('Trends since 31 Jan: 4 stories · 3 more than before')
    expect(ofKind(view, 'list')[0]?.items[0]).toEqual([{ text: 'Meta', style: 'strong' }, { text: ' 2 · new' }])
  })

  it('draw the companies that rise, both periods beside each other', async () => {
    const [chart, ...others] = ofKind(await test.ask('trends'), 'chart')
    expect(others).toEqual([])
    expect(chart).toMatchObject({ type: 'bar', axis: 'names', title: 'Stories by company' })
    expect(chart?.labels.slice(0, 1)).toEqual(['Meta'])
    expect(chart?.series.map(({ name, values }) => [name, values[0]])).toEqual([
      ['this period', 2],
      ['the period before', 0],
    ])
    expect(chart?.description).toContain('in the period before: Meta 2 (0), ')
  })

  it.each(['compare netflix meta', 'compare netflix vs meta', 'compare netflix, meta', 'compare "netflix" and meta'])(
    'put two companies side by side: %s',
    async (text) => {
      const [chart] = ofKind(await test.ask(text), 'chart')
      expect(chart?.series.map(({ name }) => name)).toEqual(['Netflix', 'Meta'])
    },
  )

  it('add fines up', async () => {
    expect((await test.ask('fines')).summary).toBe('Fines: €4.75M in 1 story')
    expect((await test.ask('fines meta')).summary).toMatch(/^No story about “Fines: Meta”/)
  })
})
