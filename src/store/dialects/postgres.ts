import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely'
import pg from 'pg'
import type { Tables } from '../schema.ts'
import type { SearchExpression, SearchTerm } from '../search/query.ts'
import type { Backend, SearchIndex } from './dialect.ts'

/** Connections of one process; a fleet of 20 stays under PostgreSQL's default of 100 with room for people. */
const POOL_SIZE = 4

/** Any number that names the lock of the grouping stage among the advisory locks of the database. */
const GROUPING_LOCK = 864_443_001

const INT8 = 20
const NUMERIC = 1700

/** PostgreSQL hands 64-bit numbers over as text; ours are times and counts, far below 2^53. */
const numbers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (format !== 'binary' && (oid === INT8 || oid === NUMERIC)) return Number
    return pg.types.getTypeParser(oid, 'text')
  },
}

export function openPostgres(url: string): Backend {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    types: numbers,
    application_name: 'vigie',
    connectionTimeoutMillis: 15_000,
  })
  // An idle connection that the server closes must not end the process; the next query opens another.
  pool.on('error', () => {})
  const { hostname, pathname } = new URL(url)
  return postgresBackend(pool, `postgresql ${hostname}${pathname}`)
}

/** Over any pool that speaks PostgreSQL. */
export function postgresBackend(pool: PostgresPool, description: string): Backend {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  return {
    kind: 'postgresql',
    db,
    description,
    skipLocked: sql`for update skip locked`,
    search,
    lockGrouping: async (trx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(GROUPING_LOCK)})`.execute(trx)
    },
    snapshot: (read) => db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read),
    analyze: async () => {
      // Without it, the planner takes a table just filled for an empty one until the server gets to it by itself.
      await sql`analyze articles, stories, story_facets, story_keys, story_search, seen_items`.execute(db)
    },
    close: () => db.destroy(),
  }
}

/** Positions beyond this are all the same to PostgreSQL. */
const MAX_POSITION = 16_383

/** Vectors and queries are written out from our tokens, past PostgreSQL's own parser, which would split them in its own way. */
const search: SearchIndex = {
  put: async (trx, seq, document) => {
    const headlines = vector(document.headlines)
    // One position stays empty between the two parts, so that no phrase reaches over the border.
    const everything = vector([...document.headlines, null, ...document.rest])
    await sql`insert into story_search (seq, headlines, everything)
      values (${seq}, ${headlines}::tsvector, ${everything}::tsvector)
      on conflict (seq) do update set headlines = excluded.headlines, everything = excluded.everything`.execute(trx)
  },
  remove: async (trx, seqs) => {
    if (seqs.length > 0) await sql`delete from story_search where seq in (${sql.join([...seqs])})`.execute(trx)
  },
  clear: async (trx) => {
    await sql`delete from story_search`.execute(trx)
  },
  matches: (expression, where) =>
    sql<{ seq: number }>`select seq from story_search
      where ${sql.ref(where === 'headlines' ? 'headlines' : 'everything')} @@ ${tsQuery(expression)}::tsquery`,
}

function vector(tokens: readonly (string | null)[]): string {
  const positions = new Map<string, number[]>()
  tokens.forEach((token, at) => {
    if (token === null) return
    const known = positions.get(token)
    const position = Math.min(at + 1, MAX_POSITION)
    if (known) known.push(position)
    else positions.set(token, [position])
  })
  return [...positions].map(([token, at]) => `'${token}':${at.join(',')}`).join(' ')
}

const tsQuery = (expression: SearchExpression): string => expression.map(tsTerm).join(' & ')

/** Tokens hold letters and digits only, so that quoting them is enough. */
const tsTerm = ({ tokens, prefix }: SearchTerm): string =>
  `(${tokens.map((token, at) => `'${token}'${prefix && at === tokens.length - 1 ? ':*' : ''}`).join(' <-> ')})`
