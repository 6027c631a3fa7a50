import { describe, expect, it } from 'vitest'
import { plainText } from '../../../src/feeds/text/clean.ts'
import { parse } from './helpers.ts'
import { ARTICLES, html } from './systems/articles.ts'
import { SYSTEMS } from './systems/index.ts'

describe('feeds in the manner of publishing systems', () => {
  it('are thirty, of every format', () => {
    expect(new Set(SYSTEMS.map(({ name }) => name)).size).toBeGreaterThanOrEqual(30)
    expect(new Set(SYSTEMS.map(({ format }) => format)).size).toBe(4)
  })

  it.each(SYSTEMS)('$name', async (system) => {
    const feed = await parse(system.body, system.contentType ?? null)
    expect(feed).toMatchObject({ format: system.format, homepage: system.homepage, language: system.language })
    expect(feed.title).not.toBe('')
    expect(feed.items).toHaveLength(ARTICLES.length)
    for (const [index, article] of ARTICLES.entries()) {
      const item = feed.items[index]
      expect(item?.url).toBe(system.page(article))
      expect(item?.title).toBe((system.title ?? ((told) => told.title))(article))
      if (system.dates === 'second') expect(item?.publishedAt).toEqual(article.date)
      else expect(item?.publishedAt).toBeNull()
      if (system.authors) expect(item?.authors).toEqual([article.author])
      if (system.tags) expect(item?.categories).toEqual(article.tags)
      if (system.text === 'none') expect(item?.summary).toBe('')
      else expect(item?.summary).toContain(article.paragraphs[0])
      if (system.text === 'full')
        expect(`${item?.content}${item?.summary}`).toContain(plainText(html(article)).text.replace(/ …$/, ''))
    }
    expect(new Set(feed.items.map(({ id }) => id)).size).toBe(ARTICLES.length)
  })
})
