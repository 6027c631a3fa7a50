import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
  sql,
} from 'kysely'
import type { Tables } from '../schema.ts'
import type { SearchExpression, SearchTerm } from '../search/query.ts'
import type { Backend, Db, SearchIndex } from './dialect.ts'
import { type Database, Sqlite } from './driver.ts'

/** Milliseconds that a write waits for another process's write before it fails. */
const BUSY_TIMEOUT_MS = 15_000

/** Opens (and creates) the file; `:memory:` for a database that goes with the process. */
export function openSqlite(path: string): Backend {
  const connect = (): Database.Database => {
    const database = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS })
    database.pragma('journal_mode = WAL')
    // FULL: an acknowledged write survives a power cut too, not only the end of the process.
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma('cache_size = -16000')
    database.pragma('temp_store = MEMORY')
    return database
  }
  const db = kyselyOver(connect())
  return {
    kind: 'sqlite',
    db,
    description: path === ':memory:' ? 'sqlite in memory' : `sqlite ${path}`,
    skipLocked: sql``,
    search,
    lockGrouping: async () => {}, // the write transaction is the lock
    snapshot: async (read) => {
      if (path === ':memory:') return db.transaction().execute(read)
      const reader = kyselyOver(connect(), 'begin')
      try {
        return await reader.transaction().execute(read)
      } finally {
        await reader.destroy()
      }
    },
    analyze: async () => {
      // Looks at some hundred rows an index only.
      await sql`pragma analysis_limit = 400`.execute(db)
      await sql`pragma optimize = 0x10002`.execute(db)
    },
    close: () => db.destroy(),
  }
}

const kyselyOver = (database: Database.Database, begin: Begin = 'begin immediate'): Db =>
  new Kysely<Tables>({ dialect: new StoreDialect({ database: withStatementCache(database) }, begin) })

type Begin = 'begin' | 'begin immediate'

/**
 * Kysely's dialect with two changes: transactions take the write lock at once, since one that reads first and writes later can't wait for
 * another writer (SQLITE_BUSY at once, whatever the timeout); and migrations run inside a transaction, which SQLite can do.
 */
class StoreDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig
  readonly #begin: Begin

  constructor(config: SqliteDialectConfig, begin: Begin) {
    super(config)
    this.#config = config
    this.#begin = begin
  }

  override createDriver(): Driver {
    return new StoreDriver(this.#config, this.#begin)
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalDdlAdapter()
  }
}

class StoreDriver extends SqliteDriver {
  readonly #begin: Begin

  constructor(config: SqliteDialectConfig, begin: Begin) {
    super(config)
    this.#begin = begin
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(this.#begin))
  }
}

class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Statements worth keeping: the store has about a hundred, lists of ids make a few more. */
const CACHED_STATEMENTS = 400

/** Kysely prepares every query anew; preparing costs several times what running it does. */
function withStatementCache(database: Database.Database): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = cache.get(text)
      if (known) return known
      const statement = database.prepare<unknown[]>(text)
      const prepared: SqliteStatement = {
        reader: statement.reader,
        all: (parameters) => statement.all(...parameters),
        run: (parameters) => statement.run(...parameters),
        iterate: (parameters) => statement.iterate(...parameters),
      }
      if (/^\s*(select|insert|update|delete|with)/i.test(text)) {
        if (cache.size >= CACHED_STATEMENTS) cache.delete(cache.keys().next().value ?? '')
        cache.set(text, prepared)
      }
      return prepared
    },
  }
}

/** FTS5 over tokens that were split before: its own tokenizer only parts them at the spaces. */
const search: SearchIndex = {
  put: async (trx, seq, document) => {
    await sql`delete from story_search where rowid = ${seq}`.execute(trx)
    await sql`insert into story_search (rowid, headlines, rest)
      values (${seq}, ${document.headlines.join(' ')}, ${document.rest.join(' ')})`.execute(trx)
  },
  remove: async (trx, seqs) => {
    for (const seq of seqs) await sql`delete from story_search where rowid = ${seq}`.execute(trx)
  },
  clear: async (trx) => {
    await sql`delete from story_search`.execute(trx)
  },
  matches: (expression, where) => {
    const query = `${where === 'headlines' ? '{headlines} : ' : ''}(${ftsQuery(expression)})`
    return sql<{ seq: number }>`select rowid as seq from story_search where story_search match ${query}`
  },
}

const ftsQuery = (expression: SearchExpression): string => expression.map(ftsTerm).join(' AND ')

/** Tokens hold letters and digits only, so that quoting them is enough. */
const ftsTerm = ({ tokens, prefix }: SearchTerm): string => `"${tokens.join(' ')}"${prefix ? ' *' : ''}`
