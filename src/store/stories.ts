import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { fold } from '../stories/index.ts'
import type { Story } from '../types/index.ts'
import type { Backend, Db, Trx } from './dialects/dialect.ts'
import { mergeStories, splitStory } from './regroup.ts'
import { chunks, date, groupBy, readClassification, readLanguage, readLanguages, toArticle, toReport } from './rows.ts'
import type { FacetKind, Tables } from './schema.ts'
import { searchStories } from './search/search.ts'
import type { StoryQuery, StoryStore } from './store.ts'
import { trends } from './trends.ts'

export function storyStore(backend: Backend): StoryStore {
  const { db } = backend

  const get = async (id: string): Promise<Story | null> => {
    const row =
      (await db.selectFrom('stories').selectAll().where('id', '=', id).executeTakeFirst()) ??
      (await db
        .selectFrom('story_aliases')
        .innerJoin('stories', 'stories.id', 'story_aliases.story_id')
        .selectAll('stories')
        .where('story_aliases.id', '=', id)
        .executeTakeFirst())
    return row ? ((await readStories(db, [row]))[0] ?? null) : null
  }

  return {
    get,

    find: async (idOrPrefix) => {
      const prefix = readableId(idOrPrefix)
      if (prefix === '') return null
      const exact = await get(prefix)
      if (exact) return exact
      const matches = await db
        .selectFrom('stories')
        .selectAll()
        .where('id', '>=', prefix)
        .where('id', '<', `${prefix}~`)
        .orderBy('id')
        .limit(2)
        .execute()
      return matches.length === 1 ? ((await readStories(db, matches))[0] ?? null) : null
    },

    list: async (query) => {
      const only = onlyLabel(query)
      const { total, rows } = only === null ? await filteredPage(db, query) : await labelPage(db, only, query)
      return { stories: await readStories(db, rows), total }
    },

    inWindow: async (window) => {
      const rows = await db
        .selectFrom('stories')
        .selectAll()
        .where('id', 'in', (of) =>
          of
            .selectFrom('articles')
            .select(sql<string>`story_id`.as('story_id'))
            .where('story_id', 'is not', null)
            .where('arrived_at', '>=', window.from.getTime())
            .where('arrived_at', '<', window.to.getTime()),
        )
        .orderBy('last_at', 'desc')
        .orderBy('id')
        .execute()
      return readStories(db, rows)
    },

    search: (query, page) => searchStories(backend, query, page),

    companies: async (since) =>
      db
        .selectFrom('story_facets')
        .innerJoin('companies', 'companies.id', 'story_facets.value')
        .where('story_facets.kind', '=', 'company')
        .$if(since !== undefined, (query) => query.where('story_facets.last_at', '>=', since?.getTime() ?? 0))
        .groupBy(['companies.id', 'companies.name'])
        .select(({ fn }) => ['companies.id', 'companies.name', fn.countAll<number>().as('stories')])
        .orderBy('stories', 'desc')
        .orderBy('companies.id')
        .execute(),

    trends: (query) => trends(db, query),

    all: (query) => allStories(db, query),

    articles: async (storyId) => {
      const rows = await db
        .selectFrom('articles')
        .selectAll()
        .where('story_id', '=', storyId)
        .orderBy('published_at')
        .orderBy('id')
        .execute()
      return rows.map(toArticle)
    },

    followedBy: async (storyId) => {
      const rows = await db
        .selectFrom('story_links')
        .innerJoin('stories', 'stories.id', 'story_links.story_id')
        .select(['stories.id', 'stories.headline', 'stories.last_at'])
        .where('story_links.earlier_id', '=', storyId)
        .orderBy('stories.last_at')
        .orderBy('stories.id')
        .execute()
      return rows.map((row) => ({ storyId: row.id, headline: row.headline, lastAt: date(row.last_at) }))
    },

    merge: (intoId, fromId) => db.transaction().execute((trx) => mergeStories(trx, backend, intoId, fromId)),

    split: (storyId, articleIds) => db.transaction().execute((trx) => splitStory(trx, backend, storyId, articleIds)),
  }
}

/** Stories a page of {@link allStories}. */
const PAGE = 200

/** Read by key, not by offset: the last page costs what the first does, and stories that come meanwhile shift nothing. */
async function* allStories(db: Db, query: Omit<StoryQuery, 'limit' | 'offset'>): AsyncIterable<Story> {
  let after = { last_at: Number.MIN_SAFE_INTEGER, id: '' }
  for (;;) {
    const rows = await withFilters(db.selectFrom('stories'), query)
      .selectAll('stories')
      .where((where) =>
        where.or([
          where('stories.last_at', '>', after.last_at),
          where.and([where('stories.last_at', '=', after.last_at), where('stories.id', '>', after.id)]),
        ]),
      )
      .orderBy('stories.last_at')
      .orderBy('stories.id')
      .limit(PAGE)
      .execute()
    yield* await readStories(db, rows)
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = last
  }
}

/** Ids hold no letter that is mistaken for another: what people mistype is mended. */
const readableId = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^#/, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
    .replace(/[^0-9a-z]/g, '')

type Page = { total: number; rows: Selectable<Tables['stories']>[] }

async function filteredPage(db: Db, query: StoryQuery): Promise<Page> {
  const filtered = withFilters(db.selectFrom('stories'), query)
  const { total } = await filtered.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const rows = await filtered
    .selectAll('stories')
    .orderBy('stories.last_at', 'desc')
    .orderBy('stories.id')
    .limit(query.limit)
    .offset(query.offset)
    .execute()
  return { total, rows }
}

/** The same for one label: read from its index, which is in the order of time, however many stories carry it. */
async function labelPage(db: Db, { kind, value }: Label, query: StoryQuery): Promise<Page> {
  const carrying = db
    .selectFrom('story_facets')
    .where('kind', '=', kind)
    .where('value', '=', value)
    .$if(query.since !== undefined, (some) => some.where('last_at', '>=', query.since?.getTime() ?? 0))
  const { total } = await carrying.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  const page = carrying
    .select('story_id')
    .orderBy('last_at', 'desc')
    .orderBy('story_id')
    .limit(query.limit)
    .offset(query.offset)
  const rows = await db
    .selectFrom('stories')
    .innerJoin(page.as('page'), 'page.story_id', 'stories.id')
    .selectAll('stories')
    .orderBy('stories.last_at', 'desc')
    .orderBy('stories.id')
    .execute()
  return { total, rows }
}

interface Label {
  readonly kind: FacetKind
  readonly value: string
}

/** One of these values of a label. */
export interface Labels {
  readonly kind: FacetKind
  readonly values: readonly string[]
}

/** What a query asks for. */
export const labelsOf = (query: Partial<StoryQuery>): Labels[] =>
  (
    [
      ['company', query.companyId === undefined ? undefined : [query.companyId]],
      ['company', query.companyIds],
      ['brand', query.brand === undefined ? undefined : [fold(query.brand)]],
      ['data', query.dataType === undefined ? undefined : [query.dataType]],
      ['topic', query.topic === undefined ? undefined : [query.topic]],
      ['lang', query.language === undefined ? undefined : [query.language]],
      ['country', query.country === undefined ? undefined : [query.country]],
    ] as const
  ).flatMap(([kind, values]) => (values === undefined ? [] : [{ kind, values }]))

/** The label of a query that asks for one value of one label and nothing else but a beginning; null for all others. */
function onlyLabel(query: StoryQuery): Label | null {
  const [first, ...others] = labelsOf(query)
  const value = first?.values[0]
  if (first === undefined || value === undefined || query.until !== undefined) return null
  return others.length === 0 && first.values.length === 1 ? { kind: first.kind, value } : null
}

/** Narrows `stories` down to those that carry all the labels and have reports in the time asked for. */
export function withFilters<Row>(
  from: SelectQueryBuilder<Tables, 'stories', Row>,
  query: Partial<StoryQuery>,
): SelectQueryBuilder<Tables, 'stories', Row> {
  let filtered = from
  for (const { kind, values } of labelsOf(query)) filtered = filtered.where(hasFacet(kind, values))
  if (query.since) filtered = filtered.where('stories.last_at', '>=', query.since.getTime())
  if (query.until) filtered = filtered.where('stories.first_at', '<', query.until.getTime())
  return filtered
}

/** The story carries one of these values of the label. */
export const hasFacet = (kind: FacetKind, values: readonly string[]) =>
  sql<boolean>`stories.id in (select story_id from story_facets where kind = ${kind} and value in (${sql.join([...values])}))`

/** Stories with their reports and links, in the order of the rows. */
export async function readStories(db: Db | Trx, rows: readonly Selectable<Tables['stories']>[]): Promise<Story[]> {
  const stories: Story[] = []
  for (const part of chunks(rows)) {
    const ids = part.map(({ id }) => id)
    const reports = await db
      .selectFrom('articles')
      .select(['id', 'story_id', 'title', 'url', 'source', 'language', 'published_at'])
      .where('story_id', 'in', ids)
      .orderBy('published_at')
      .orderBy('id')
      .execute()
    const links = await db
      .selectFrom('story_links')
      .innerJoin('stories', 'stories.id', 'story_links.earlier_id')
      .select(['story_links.story_id', 'stories.id', 'stories.headline', 'stories.last_at'])
      .where('story_links.story_id', 'in', ids)
      .orderBy('stories.last_at', 'desc')
      .orderBy('stories.id')
      .execute()
    const reportsOf = groupBy(reports, (row) => row.story_id ?? '')
    const linksOf = groupBy(links, (row) => row.story_id)
    for (const row of part) {
      stories.push({
        id: row.id,
        headline: row.headline,
        headlineLanguage: readLanguage(row.headline_language),
        firstAt: date(row.first_at),
        lastAt: date(row.last_at),
        reports: (reportsOf.get(row.id) ?? []).map(toReport),
        languages: readLanguages(row.languages),
        classification: readClassification(row.classification),
        followsUp: (linksOf.get(row.id) ?? []).map((link) => ({
          storyId: link.id,
          headline: link.headline,
          lastAt: date(link.last_at),
        })),
      })
    }
  }
  return stories
}
