import { describe, expect, it } from 'vitest'
import { createGrouper, type Groupable } from '../../src/stories/index.ts'
import { labels } from './support.ts'

const DAY = 86_400_000
const day = (count: number): Date => new Date(Date.UTC(2026, 2, 1) + count * DAY)
const meta = { id: 'meta', name: 'Meta', brand: null }
const euros = (value: number) => ({ value, currency: 'EUR', eur: value })

let counter = 0
const report = (
  title: string,
  changes: Partial<Groupable> & { labels?: Parameters<typeof labels>[0] } = {},
): Groupable => {
  const { labels: given, ...rest } = changes
  return {
    id: `g${++counter}`,
    title,
    summary: '',
    language: 'en',
    publishedAt: day(0),
    classification: labels(given),
    ...rest,
  }
}
const fine = (sum: number, more: object = {}) => ({
  companies: [meta],
  topics: ['fine' as const],
  regulators: ['dpc'],
  amount: euros(sum),
  ...more,
})

describe('the grouper', () => {
  it('joins one fine told in two languages by organisation, matter and sum', () => {
    const grouper = createGrouper()
    const first = grouper.add(report('Meta fined €91 million over plain-text passwords', { labels: fine(91e6) }))
    const second = grouper.add(report('91 millions d’euros d’amende pour Meta', { language: 'fr', labels: fine(91e6) }))

    expect(second).toBe(first)
    expect(grouper.reason).toContain('same figure')
  })

  it('keeps two fines against one company in one week apart', () => {
    const grouper = createGrouper()
    const first = grouper.add(report('Meta fined €91 million over plain-text passwords', { labels: fine(91e6) }))
    const second = grouper.add(
      report('Meta fined €251 million over token breach', { publishedAt: day(2), labels: fine(251e6) }),
    )

    expect(second).not.toBe(first)
    expect(grouper.reason).toContain('about another sum')
  })

  it('knows a sum in another currency for the same', () => {
    const grouper = createGrouper()
    const first = grouper.add(
      report('Meta fined €1.2 billion over transfers', {
        labels: fine(1.2e9, { amount: null, topics: ['fine', 'sharing'] }),
      }),
    )
    const second = grouper.add(
      report('Meta condenada a pagar 1.380 millones de dólares', {
        language: 'es',
        labels: fine(0, { amount: null, topics: ['fine', 'sharing'] }),
      }),
    )

    expect(second).toBe(first)
  })

  it('keeps other matters of the same company apart', () => {
    const grouper = createGrouper()
    const stories = [
      report('Meta fined €91 million', { labels: fine(91e6) }),
      report('Meta will show ads in WhatsApp', {
        labels: { companies: [meta], topics: ['collection'], dataTypes: ['profiling'] },
      }),
      report('Contractors watch clips from Meta’s glasses', {
        labels: { companies: [meta], topics: ['human-review'], dataTypes: ['images-video'] },
      }),
      report('Meta sued over teens on Instagram', {
        labels: { companies: [meta], topics: ['legal-action'], dataTypes: ['children'] },
      }),
    ].map((article) => grouper.add(article))

    expect(new Set(stories).size).toBe(4)
  })

  it('puts a round-up into no story, and nothing into a round-up', () => {
    const grouper = createGrouper()
    const companies = ['meta', 'uber', 'tiktok', 'google'].map((id) => ({ id, name: id, brand: null }))
    const roundUp = { companies, topics: ['fine' as const], amount: euros(290e6) }
    const first = grouper.add(
      report('Uber fined €290 million', {
        labels: { companies: companies.slice(1, 2), topics: ['fine'], amount: euros(290e6) },
      }),
    )
    const second = grouper.add(
      report('The week in privacy: Uber’s fine, Meta’s glasses, TikTok’s appeal', { labels: roundUp }),
    )
    const third = grouper.add(report('This week in privacy: Uber’s fine and more', { labels: roundUp }))

    expect(new Set([first, second, third]).size).toBe(3)
  })

  it('lets an event end: the same words weeks later are another story', () => {
    const grouper = createGrouper()
    const breach = {
      companies: [{ id: 'acme', name: 'Acme', brand: null }],
      topics: ['breach' as const],
      dataTypes: ['financial' as const],
    }
    const first = grouper.add(report('Acme loses card numbers', { labels: breach }))

    expect(grouper.add(report('Acme loses card numbers', { publishedAt: day(5), labels: breach }))).toBe(first)
    expect(grouper.add(report('Acme loses card numbers', { publishedAt: day(40), labels: breach }))).not.toBe(first)
  })

  it('gives short ids that are easy to type, the same for the same article', () => {
    const article = report('Acme loses card numbers')

    expect(createGrouper().add(article)).toBe(createGrouper().add(article))
    expect(createGrouper().add(article)).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/)
  })

  it('remembers a bounded number of stories', () => {
    const grouper = createGrouper({ maxStories: 10 })
    const breach = (id: string) => ({
      companies: [{ id, name: id, brand: null }],
      topics: ['breach' as const],
      dataTypes: ['financial' as const],
    })
    const first = grouper.add(report('Acme loses card numbers', { publishedAt: null, labels: breach('acme') }))
    for (let n = 0; n < 10; n++)
      grouper.add(report(`Other ${n} loses card numbers`, { publishedAt: null, labels: breach(`other-${n}`) }))

    expect(grouper.add(report('Acme loses card numbers', { publishedAt: null, labels: breach('acme') }))).not.toBe(
      first,
    )
  })

  it('takes any text', () => {
    const grouper = createGrouper()
    for (const title of [
      '',
      '\u0000',
      '9'.repeat(10_000),
      '1.'.repeat(5_000),
      '€'.repeat(5_000),
      'Ａ'.repeat(3_000),
      '\ud800',
      'x'.repeat(100_000),
      '1 '.repeat(20_000),
    ]) {
      expect(grouper.add(report(title, { summary: title }))).toMatch(/^[0-9a-z]{8}$/)
    }
  })
})
