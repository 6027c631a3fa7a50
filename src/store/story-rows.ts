import { sql } from 'kysely'
import {
  bestHeadline,
  extendProfile,
  type Features,
  featuresOf,
  fold,
  indexTokens,
  keysOf,
  mergeClassifications,
  profileOf,
} from '../stories/index.ts'
import type { Article, Classification, Language } from '../types/index.ts'
import type { Backend, SearchDocument, Trx } from './dialects/dialect.ts'
import { readProfile } from './profiles.ts'
import { chunks, groupBy, readClassification, toArticle } from './rows.ts'
import type { FacetKind } from './schema.ts'

/** An empty story, to be filled and refreshed in the same transaction. The caller holds the grouping lock: numbers follow each other. */
export async function createStory(trx: Trx, id: string): Promise<void> {
  await sql`insert into stories (id, seq, headline, headline_language, first_at, last_at, reports, languages, classification, profile)
    select ${id}, coalesce(max(seq), 0) + 1, '', '', 0, 0, 0, '[]', '', '' from stories`.execute(trx)
}

/**
 * Brings everything that is kept about a story in line with its articles: headline, times, labels, keys, search index.
 * A story that has lost its last article is removed.
 *
 * @param joined the features of the one article that came in, when that is all that happened: the others' need no reading then
 */
export async function refreshStory(trx: Trx, backend: Backend, id: string, joined?: Features): Promise<void> {
  const row = await trx.selectFrom('stories').select(['seq', 'profile']).where('id', '=', id).executeTakeFirst()
  if (!row) return
  const rows = await trx
    .selectFrom('articles')
    .selectAll()
    .where('story_id', '=', id)
    .orderBy('published_at')
    .orderBy('id')
    .execute()
  if (rows.length === 0) return deleteStories(trx, backend, [id])

  const articles = rows.map(toArticle)
  const known = joined && row.profile !== '' ? readProfile(row.profile) : null
  const features =
    joined && (known || rows.length === 1) ? [joined] : articles.slice(0, MAX_PROFILE_REPORTS).map(featuresOf)
  const profile = joined && known ? extendProfile(known, joined) : profileOf(features)
  const classification = mergeClassifications(articles.map((article) => article.classification))
  const headline = bestHeadline(articles)
  const languages = [...new Set(articles.map(({ language }) => language))]
  const times = articles.map(({ publishedAt }) => publishedAt.getTime())
  const lastAt = Math.max(...times)
  await trx
    .updateTable('stories')
    .set({
      headline: headline.title,
      headline_language: headline.language,
      first_at: Math.min(...times),
      last_at: lastAt,
      reports: articles.length,
      languages: JSON.stringify(languages),
      classification: JSON.stringify(classification),
      profile: JSON.stringify(profile),
      amount_eur: classification.amount?.eur ?? null,
    })
    .where('id', '=', id)
    .execute()

  const facets = facetsOf(
    classification,
    languages,
    rows.map(({ country }) => country),
  )
  await trx.deleteFrom('story_facets').where('story_id', '=', id).execute()
  if (facets.length > 0) {
    await trx
      .insertInto('story_facets')
      .values(facets.map(({ kind, value }) => ({ story_id: id, kind, value, last_at: lastAt })))
      .execute()
  }
  if (!joined) await trx.deleteFrom('story_keys').where('story_id', '=', id).execute()
  const keys = [...new Set(features.flatMap(keysOf))].slice(0, MAX_KEYS)
  for (const part of chunks(keys)) {
    await trx
      .insertInto('story_keys')
      .values(part.map((key) => ({ key, seq: row.seq, story_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  for (const company of classification.companies) {
    await trx
      .insertInto('companies')
      .values({ id: company.id, name: company.name, folded: fold(company.name) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute()
  }
  await backend.search.put(trx, row.seq, documentOf(articles, classification))
}

/** Reports that a profile is made anew from; the rest only repeats them. */
const MAX_PROFILE_REPORTS = 30
/** Ways to a story: many reports find each other by the same ones. */
const MAX_KEYS = 200

interface Facet {
  readonly kind: FacetKind
  readonly value: string
}

function facetsOf(
  classification: Classification,
  languages: readonly Language[],
  countries: readonly string[],
): Facet[] {
  const of = (kind: FacetKind, values: readonly string[]): Facet[] =>
    [...new Set(values)].filter((value) => value !== '').map((value) => ({ kind, value }))
  return [
    ...of(
      'company',
      classification.companies.map(({ id }) => id),
    ),
    ...of(
      'brand',
      classification.companies.flatMap(({ brand }) => (brand === null ? [] : [fold(brand)])),
    ),
    ...of('data', classification.dataTypes),
    ...of('topic', classification.topics),
    ...of('law', classification.laws),
    ...of('regulator', classification.regulators),
    ...of('lang', languages),
    ...of('country', countries),
  ]
}

/** What is indexed of a story with very many reports: they repeat each other. */
const MAX_INDEXED_REPORTS = 40
const MAX_SUMMARY_TOKENS = 300

function documentOf(articles: readonly Article[], classification: Classification): SearchDocument {
  const indexed = articles.slice(0, MAX_INDEXED_REPORTS)
  const titles = [...new Set(indexed.map(({ title }) => title))]
  const labels = [
    ...classification.companies.flatMap(({ name, brand }) => (brand === null ? [name] : [name, brand])),
    ...classification.dataTypes,
    ...classification.topics,
    ...classification.regulators,
    ...classification.laws,
  ]
  return {
    headlines: titles.flatMap(indexTokens),
    rest: [
      ...labels.flatMap(indexTokens),
      ...indexed.flatMap(({ summary }) => indexTokens(summary).slice(0, MAX_SUMMARY_TOKENS)),
    ],
  }
}

/** Removes stories with everything that hangs on them; their articles stay, in no story. */
export async function deleteStories(trx: Trx, backend: Backend, ids: readonly string[]): Promise<void> {
  for (const part of chunks(ids)) {
    const rows = await trx.selectFrom('stories').select('seq').where('id', 'in', part).execute()
    await backend.search.remove(
      trx,
      rows.map(({ seq }) => seq),
    )
    await trx.deleteFrom('stories').where('id', 'in', part).execute()
  }
}

/** Makes the search index anew from the stories. */
export async function reindexStories(trx: Trx, backend: Backend): Promise<void> {
  await backend.search.clear(trx)
  const stories = await trx.selectFrom('stories').select(['id', 'seq', 'classification']).orderBy('seq').execute()
  for (const part of chunks(stories, 100)) {
    const rows = await trx
      .selectFrom('articles')
      .selectAll()
      .where(
        'story_id',
        'in',
        part.map(({ id }) => id),
      )
      .orderBy('published_at')
      .orderBy('id')
      .execute()
    const articlesOf = groupBy(rows, (row) => row.story_id ?? '')
    for (const { id, seq, classification } of part) {
      const articles = (articlesOf.get(id) ?? []).map(toArticle)
      await backend.search.put(trx, seq, documentOf(articles, readClassification(classification)))
    }
  }
}
