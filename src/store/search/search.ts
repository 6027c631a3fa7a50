import { distance } from 'fastest-levenshtein'
import { sql } from 'kysely'
import { loadKnowledge } from '../../knowledge/index.ts'
import { fold } from '../../stories/index.ts'
import { DATA_TYPES, LANGUAGES, TOPICS } from '../../types/index.ts'
import type { Backend, Db } from '../dialects/dialect.ts'
import { chunks } from '../rows.ts'
import type { QueryProblem, SearchPage } from '../store.ts'
import { hasFacet, readStories } from '../stories.ts'
import { parseQuery } from './query.ts'

/** A match in a headline counts as if the story were this much newer than one that has the words somewhere else. */
const HEADLINE_BONUS_MS = 60 * 86_400_000

/** The newest matches that are ranked; a word that half the archive carries stays fast. */
const MAX_RANKED = 5_000

export async function searchStories(
  backend: Backend,
  query: string,
  page: { readonly limit: number; readonly offset: number; readonly now: Date },
): Promise<SearchPage> {
  const { db, search } = backend
  const parsed = parseQuery(query, page.now, suggestLabel)
  const problems: QueryProblem[] = [...parsed.problems]

  let filtered = db.selectFrom('stories')
  for (const typed of parsed.companies) {
    const ids = await companyIds(db, typed)
    if (ids.length > 0) filtered = filtered.where(companyFacet(ids, typed))
    else problems.push({ field: 'company', value: typed, suggestions: await nearestCompanies(db, typed) })
  }
  if (parsed.dataTypes.length > 0) for (const id of parsed.dataTypes) filtered = filtered.where(hasFacet('data', [id]))
  if (parsed.topics.length > 0) for (const id of parsed.topics) filtered = filtered.where(hasFacet('topic', [id]))
  for (const typed of parsed.laws) {
    const id = lawId(typed)
    if (id !== undefined) filtered = filtered.where(hasFacet('law', [id]))
    else problems.push({ field: 'law', value: typed, suggestions: nearest(typed, lawNames()) })
  }
  if (parsed.languages.length > 0) filtered = filtered.where(hasFacet('lang', parsed.languages))
  if (parsed.since) filtered = filtered.where('stories.last_at', '>=', parsed.since.getTime())
  if (parsed.until) filtered = filtered.where('stories.first_at', '<', parsed.until.getTime())
  // A filter that names nothing we know finds nothing, as it would if it were understood: the problem says what to ask instead.
  if (problems.length > 0) return { stories: [], total: 0, problems }

  const { terms, without } = parsed
  if (terms.length > 0) filtered = filtered.where(sql<boolean>`stories.seq in (${search.matches(terms, 'anywhere')})`)
  for (const term of without)
    filtered = filtered.where(sql<boolean>`stories.seq not in (${search.matches([term], 'anywhere')})`)

  const { total } = await filtered.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  if (total === 0) return { stories: [], total, problems }
  const newest = filtered
    .select(['stories.id', 'stories.seq', 'stories.last_at'])
    .orderBy('stories.last_at', 'desc')
    .limit(MAX_RANKED)
  const rank =
    terms.length === 0
      ? sql`m.last_at`
      : sql`m.last_at + case when m.seq in (${search.matches(terms, 'headlines')}) then ${sql.lit(HEADLINE_BONUS_MS)} else 0 end`
  const { rows } = await sql<{ id: string }>`
    select m.id from (${newest}) m order by ${rank} desc, m.id limit ${page.limit} offset ${page.offset}`.execute(db)
  const ids = rows.map(({ id }) => id)
  const found = new Map(
    (
      await Promise.all(
        chunks(ids).map((part) => db.selectFrom('stories').selectAll().where('id', 'in', part).execute()),
      )
    )
      .flat()
      .map((row) => [row.id, row]),
  )
  const stories = await readStories(
    db,
    ids.flatMap((id) => found.get(id) ?? []),
  )
  return { stories, total, problems }
}

/** A brand finds its own stories only; an organisation all of its. */
const companyFacet = (ids: readonly string[], typed: string) =>
  sql<boolean>`(${hasFacet('company', ids)} or ${hasFacet('brand', [fold(typed)])})`

/** Organisations that go by this id or name, without case, accents and spaces; the typed text itself where it is a brand. */
async function companyIds(db: Db, typed: string): Promise<string[]> {
  const folded = fold(typed).trim()
  const rows = await db
    .selectFrom('companies')
    .select('id')
    .where((where) => where.or([where('id', '=', folded), where('folded', '=', folded)]))
    .execute()
  if (rows.length > 0) return rows.map(({ id }) => id)
  const brand = await db
    .selectFrom('story_facets')
    .select('value')
    .where('kind', '=', 'brand')
    .where('value', '=', folded)
    .limit(1)
    .executeTakeFirst()
  return brand ? [folded] : []
}

/** Every name of every law with its id: RGPD, DSGVO and RODO are one. */
const lawNames = (): { id: string; text: string }[] =>
  loadKnowledge().laws.flatMap(({ id, name, aliases }) =>
    [id, name, ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.text))].map((text) => ({
      id,
      text: fold(text),
    })),
  )

const lawId = (typed: string): string | undefined => {
  const folded = fold(typed).replaceAll('_', '-').trim()
  return lawNames().find(({ text }) => text === folded)?.id
}

/** Suggestions for one mistyped value. */
const MAX_SUGGESTIONS = 3

async function nearestCompanies(db: Db, typed: string): Promise<string[]> {
  const companies = await db.selectFrom('companies').select(['id', 'name', 'folded']).execute()
  return nearest(
    typed,
    companies.map(({ id, folded }) => ({ id, text: folded })),
  )
}

const suggestLabel = (field: string, value: string): readonly string[] => {
  const known: Readonly<Record<string, readonly string[]>> = { data: DATA_TYPES, topic: TOPICS, lang: LANGUAGES }
  return nearest(
    value,
    (known[field] ?? []).map((id) => ({ id, text: id })),
  )
}

/** Ids whose text differs in at most a third of its letters, or begins with what was typed; nearest first. */
function nearest(typed: string, known: readonly { id: string; text: string }[]): string[] {
  const folded = fold(typed).trim()
  const ranked = known
    .map(({ id, text }) => ({
      id,
      far: text.startsWith(folded) ? 0.5 : distance(folded, text),
      most: Math.max(1, text.length / 3),
    }))
    .filter(({ far, most }) => far <= most)
    .sort((a, b) => a.far - b.far || (a.id < b.id ? -1 : 1))
  return [...new Set(ranked.map(({ id }) => id))].slice(0, MAX_SUGGESTIONS)
}
