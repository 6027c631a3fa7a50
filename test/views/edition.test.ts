import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Block, StoryCard } from '../../src/types/index.ts'
import { INTERFACE_LANGUAGES } from '../../src/types/index.ts'
import { editionViews, emptyEditionView } from '../../src/views/index.ts'
import { cnilRules, edition, freeLeak, hoursAgo, knowledge, NOW, netflixFine } from './stories.ts'

const options = { now: NOW, knowledge }
const cards = (blocks: readonly Block[]): StoryCard[] => blocks.filter((block) => block.kind === 'story')
const headings = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []))
const notices = (blocks: readonly Block[]) =>
  blocks.flatMap((block) => (block.kind === 'notice' ? [block.spans.map(({ text }) => text).join('')] : []))

describe('an edition', () => {
  const [view] = editionViews(edition(), options)
  const blocks = view?.blocks ?? []

  it('opens with its date in the reader’s zone and how much there is', () => {
    expect(blocks[0]).toEqual({ kind: 'heading', level: 1, text: 'Privacy digest · Wednesday 25 November' })
    expect(blocks[1]).toMatchObject({ spans: [{ text: '4 stories · 9 reports · 4 languages' }] })
    expect(view?.summary).toBe(
      'Privacy digest · Wednesday 25 November: 4 stories · 9 reports · 4 languages. Netflix · fine €4.75M · viewing and listening, contact details',
    )
  })

  it('groups stories by what happened', () => {
    expect(headings(blocks).slice(1)).toEqual(['Fines and rulings', 'Leaks', 'Rules'])
    expect(cards(blocks).map(({ number }) => number)).toEqual([1, 2, 3, 4])
  })

  it('tells who, what happened, which data and the figures, in that order', () => {
    expect(cards(blocks).map(({ gist }) => gist.join(' · '))).toEqual([
      'Netflix · fine €4.75M · viewing and listening, contact details',
      'Clearview AI · legal action, surveillance · biometrics, photos and video',
      'Free · leak · bank and payment details, contact details · 19.2M people',
      'CNIL · consent, rules',
    ])
  })

  it('adds the best original headline, who reported it, in which languages and when', () => {
    const [first] = cards(blocks)
    expect(first?.headline).toEqual({
      text: 'AP legt Netflix boete van 4,75 miljoen op',
      url: 'https://securitynl.example/ap-legt-netflix-boete-van-4-75-miljoen-op',
      language: 'nl',
    })
    expect(first?.byline).toBe('nl · Security.NL and 4 more (nl\u00A0fr\u00A0de\u00A0en) · 3h ago')
  })

  it('says what a story follows up', () => {
    expect(cards(blocks)[1]?.remarks).toEqual(['follow-up to 3 Sept'])
  })

  it('says the same in every language of the interface, each in its own words', () => {
    const titles = INTERFACE_LANGUAGES.map((locale) =>
      headings(editionViews(edition(), { ...options, locale })[0]?.blocks ?? []),
    )
    expect(new Set(titles.map(([title]) => title)).size).toBe(INTERFACE_LANGUAGES.length)
    expect(cards(editionViews(edition(), { ...options, locale: 'fr' })[0]?.blocks ?? [])[2]?.gist.join(' · ')).toMatch(
      /^Free · fuite · données bancaires, coordonnées · 19,2\sM de personnes$/,
    )
  })

  it('counts what did not fit and leads to it', () => {
    const held = editionViews(edition({ held: 3 }), options)[0]?.blocks ?? []
    expect(held).toContainEqual({ kind: 'text', tone: 'muted', spans: [{ text: 'and 3 more stories' }] })
    expect(held).toContainEqual({
      kind: 'buttons',
      buttons: [{ label: 'More stories', action: { call: { name: 'latest', options: { since: '2026-11-24' } } } }],
    })
  })

  it('says when it comes late, and since when it covers', () => {
    const late = editionViews(edition({ dueAt: hoursAgo(3) }), options)[0]?.blocks ?? []
    expect(notices(late)).toEqual(['This digest was due at 25 Nov, 08:00; it covers everything since 24 Nov, 11:00.'])
    expect(notices(blocks)).toEqual([])
  })

  it('flags samples in its title and in a notice', () => {
    const sample = editionViews(edition({ sample: true }), options)[0]?.blocks ?? []
    expect(headings(sample)[0]).toBe('Privacy digest · Wednesday 25 November · sample')
    expect(notices(sample)[0]).toMatch(/^Sample edition:/)
  })

  it('is silent when there is nothing to tell, or one line where that is wanted', () => {
    const empty = edition({ stories: [] })
    expect(editionViews(empty, options)).toEqual([])
    expect(emptyEditionView(empty, options).summary).toBe('No privacy news since 24 Nov, 11:00.')
  })

  it('never loses or reorders a story, however many messages it takes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 4 }), (sizes) => {
        const ids = ['rulings', 'breaches', 'rules', 'rights'] as const
        const stories = sizes.map((size, index) => [ids[index] ?? 'other', Array(size).fill(netflixFine)] as const)
        const views = editionViews(edition({ stories }), options)
        const numbers = views.flatMap(({ blocks }) => cards(blocks).map(({ number }) => number))
        expect(numbers).toEqual(numbers.map((_, index) => index + 1))
        expect(numbers.length).toBe(sizes.reduce((sum, size) => sum + size, 0))
        for (const { blocks } of views) expect(cards(blocks).length).toBeLessThanOrEqual(8)
      }),
    )
  })

  it('numbers its messages and repeats the section’s heading where it goes on', () => {
    const views = editionViews(edition({ stories: [['breaches', Array(9).fill(freeLeak)]] }), options)
    expect(views.map(({ blocks }) => headings(blocks))).toEqual([
      ['Privacy digest · Wednesday 25 November · part 1 of 2', 'Leaks'],
      ['Privacy digest · Wednesday 25 November · part 2 of 2', 'Leaks'],
    ])
  })

  it('shortens long lists and says how much they leave out', () => {
    const crowded = {
      ...cnilRules,
      classification: {
        ...cnilRules.classification,
        companies: ['A', 'B', 'C', 'D', 'E'].map((name) => ({ id: name, name, brand: null })),
        dataTypes: ['location', 'health', 'audio', 'device', 'contacts', 'financial', 'genetic'] as const,
      },
    }
    const [view] = editionViews(edition({ stories: [['rules', [crowded]]] }), options)
    expect(cards(view?.blocks ?? [])[0]?.gist).toEqual([
      'A, B, C and 2 more',
      'consent, rules',
      'location, health, voice recordings, device data and 3 more',
    ])
  })
})
