import { describe, expect, it } from 'vitest'
import { translator } from '../../src/i18n/index.ts'
import { type Block, INTERFACE_LANGUAGES } from '../../src/types/index.ts'
import { evidenceView, storyListView, storyView, type ViewContext } from '../../src/views/index.ts'
import { clearviewOrder, freeLeak, hoursAgo, knowledge, NOW, netflixFine, report, story } from './stories.ts'

const context: ViewContext = { t: translator('en'), now: NOW, timeZone: 'Europe/Brussels', knowledge, sample: false }
const options = { page: 1, country: 'BE', followedBy: [], shared: false }

const lists = (blocks: readonly Block[]) => blocks.filter((block) => block.kind === 'list')
const line = (spans: readonly { text: string }[] | undefined) => (spans ?? []).map(({ text }) => text).join('')

describe('a story, opened', () => {
  const { blocks, summary } = storyView(netflixFine, options, context)

  it('puts every report side by side, in its own words, oldest first', () => {
    expect(lists(blocks)[0]?.items.map(line).slice(0, 2)).toEqual([
      'nl · AP legt Netflix boete van 4,75 miljoen op · Security.NL · 9h ago',
      'nl · Netflix krijgt miljoenenboete van privacywaakhond · Tweakers · 8h ago',
    ])
    expect(lists(blocks)[0]?.items[0]?.[2]).toMatchObject({ language: 'nl', url: expect.stringMatching(/^https:/) })
  })

  it('says in one sentence what it is, for notifications and screen readers', () => {
    expect(summary).toBe(
      'Netflix · fine €4.75M · viewing and listening, contact details. “AP legt Netflix boete van 4,75 miljoen op”, 5 reports in 4 languages.',
    )
  })

  it('quotes the words behind each label', () => {
    expect(lists(blocks)[1]?.items.map(line)).toContain('“boete”, “Millionenbuße” → fine')
  })

  it('pages through many reports and loses none', () => {
    const many = story(
      'many',
      Array.from({ length: 20 }, (_, index) => report(`Outlet ${index}`, 'en', `Headline ${index}`, 30 - index)),
      {},
    )
    const shown = [1, 2, 3].flatMap(
      (page) => lists(storyView(many, { ...options, page }, context).blocks)[0]?.items ?? [],
    )
    expect(shown).toHaveLength(20)
    const pager = storyView(many, { ...options, page: 2 }, context).blocks.find((block) => block.kind === 'pager')
    expect(pager).toMatchObject({
      page: 2,
      pages: 3,
      previous: { name: 'story', options: { id: 'many', page: '1' } },
      next: { name: 'story', options: { id: 'many', page: '3' } },
    })
  })

  it('tells what came before and what came after', () => {
    const later = { storyId: 'later123', headline: 'Clearview appeals', lastAt: hoursAgo(1) }
    const { blocks } = storyView(clearviewOrder, { ...options, followedBy: [later] }, context)
    const fields = blocks.flatMap((block) => (block.kind === 'fields' ? block.fields : []))
    expect(fields.slice(0, 2).map(({ name, value }) => `${name}: ${line(value)}`)).toEqual([
      'Earlier: 3 Sept “Clearview fined” cv26fine01',
      'Later: 25 Nov “Clearview appeals” later123',
    ])
  })

  it('shows a headline in place of a gist that no label gives', () => {
    const bare = story('bare', [report('Next', 'fr', 'Un sujet sans étiquette', 2)], {})
    expect(storyView(bare, options, context).blocks[0]).toMatchObject({ text: 'Un sujet sans étiquette' })
  })

  it.each(INTERFACE_LANGUAGES)('is all in %s but for what the outlets wrote', (locale) => {
    const { blocks } = storyView(freeLeak, options, { ...context, t: translator(locale) })
    const ours = JSON.stringify(blocks.filter(({ kind }) => kind === 'heading' || kind === 'buttons'))
    if (locale !== 'en') expect(ours).not.toMatch(/Reported by|What can I do|Share to channel/)
  })
})

describe('the evidence of a story', () => {
  it('is that of every article, each word once', () => {
    const [first] = netflixFine.reports
    if (first === undefined) throw new Error('it has reports')
    const article = {
      ...first,
      id: first.articleId,
      feedId: 'f',
      itemId: 'i',
      summary: '',
      fetchedAt: NOW,
      classification: netflixFine.classification,
    }
    const { blocks } = evidenceView(netflixFine, [article, article], context)
    expect(lists(blocks)[0]?.items.map(line)).toEqual([
      '“Netflix” → Netflix',
      '“boete”, “Millionenbuße” → fine',
      '“habitudes de visionnage” → viewing and listening',
      '“AVG” → GDPR',
      '“4,75 miljoen” → amount',
    ])
  })

  it('is said to be missing where it is', () => {
    expect(JSON.stringify(evidenceView(freeLeak, [], context).blocks)).toContain('The reports give no words')
  })
})

describe('a list of stories', () => {
  it('says how many, since when and in which language, and turns pages', () => {
    const { blocks } = storyListView(
      {
        title: 'Latest',
        stories: [netflixFine, freeLeak],
        total: 7,
        page: 2,
        pageSize: 2,
        since: new Date('2025-11-25T00:00:00Z'),
        language: 'fr',
        call: { name: 'latest', options: { lang: 'fr' } },
      },
      context,
    )
    expect(blocks[1]).toMatchObject({ spans: [{ text: '7 stories since 25 Nov 2025 · only in French' }] })
    expect(blocks.at(-1)).toMatchObject({
      kind: 'pager',
      label: 'Page 2 of 4',
      next: { name: 'latest', options: { lang: 'fr', page: '3' } },
    })
  })
})
