import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import pg from 'pg'
import type { Backend } from '../../../src/store/dialects/dialect.ts'
import { openPostgres, postgresBackend } from '../../../src/store/dialects/postgres.ts'
import { openSqlite } from '../../../src/store/dialects/sqlite.ts'

/** An empty database of one kind; `open` connects to it, as often as asked where the kind can. */
export interface TestDatabase {
  open(): Backend
  /** What `openStore` takes, where another process can connect. */
  readonly url: string | null
  drop(): Promise<void>
}

export interface DatabaseKind {
  readonly name: string
  create(): Promise<TestDatabase>
}

const sqlite: DatabaseKind = {
  name: 'SQLite',
  create: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-store-'))
    const path = join(folder, 'vigie.db')
    return { url: path, open: () => openSqlite(path), drop: () => rm(folder, { recursive: true, force: true }) }
  },
}

/** Starting one takes a second: it is started once, and swept for each test. */
let shared: Promise<PGlite> | undefined

const pglite: DatabaseKind = {
  name: 'PGlite',
  create: async () => {
    shared ??= PGlite.create({ parsers: { [pg.types.builtins.INT8]: Number, [pg.types.builtins.NUMERIC]: Number } })
    const database = await shared
    await database.exec('drop schema public cascade; create schema public')
    const pool = poolOver(database)
    return { url: null, open: () => postgresBackend(pool, 'PGlite in memory'), drop: async () => {} }
  },
}

/** Kysely's view of a pool, over a database that has one connection: whoever has it, has it alone. */
function poolOver(database: PGlite): PostgresPool {
  let free: Promise<void> = Promise.resolve()
  return {
    connect: async () => {
      const turn = free
      let release = () => {}
      free = new Promise((resolve) => {
        release = resolve
      })
      await turn
      return { query: queryOver(database), release }
    },
    end: async () => {},
  }
}

function queryOver(database: PGlite): PostgresPoolClient['query'] {
  function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  function query(text: string | PostgresCursor<unknown>, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new TypeError('Cursors are not served here.')
    return database
      .query(text, [...parameters])
      .then(({ rows, affectedRows }) => ({ command: commandOf(text), rowCount: affectedRows ?? 0, rows }))
  }
  return query
}

/** The command tag that PGlite doesn't tell: Kysely counts rows by it. */
function commandOf(query: string): 'INSERT' | 'UPDATE' | 'DELETE' | 'SELECT' {
  const word = /^\s*(\w+)/.exec(query)?.[1]?.toUpperCase()
  return word === 'INSERT' || word === 'UPDATE' || word === 'DELETE' ? word : 'SELECT'
}

/** A database of its own for every test file, on the server that VIGIE_TEST_DATABASE_URL names. */
const postgresql = (server: string): DatabaseKind => ({
  name: 'PostgreSQL',
  create: async () => {
    const name = `vigie_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`
    await administer(server, `create database ${name}`)
    const url = new URL(server)
    url.pathname = `/${name}`
    return {
      url: url.href,
      open: () => openPostgres(url.href),
      drop: () => administer(server, `drop database if exists ${name} with (force)`),
    }
  },
})

async function administer(server: string, command: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(command)
  } finally {
    await client.end()
  }
}

export const postgresServer = process.env.VIGIE_TEST_DATABASE_URL

/** Every kind that can run here: the whole suite passes on each. */
export const DATABASES: readonly DatabaseKind[] = [
  sqlite,
  pglite,
  ...(postgresServer === undefined ? [] : [postgresql(postgresServer)]),
]
