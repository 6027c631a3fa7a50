import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Backend, Db, Trx } from './dialects/dialect.ts'
import { isKnownSchema, LATEST_SCHEMA } from './migrations/index.ts'
import { chunks } from './rows.ts'
import { ImportError } from './store.ts'
import { reindexStories } from './story-rows.ts'

/**
 * A backup is lines of JSON: a head, a line a row, and a foot with the number of rows and their hash, so that a clipped or damaged file is
 * told before anything of it is kept. The search index is not in it: it follows from the rows.
 */
const FORMAT = 'vigie-backup'

/** The tables, in an order in which every row finds the rows it refers to, and the columns that tell their rows apart. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  feeds: ['id'],
  feed_workspaces: ['feed_id', 'workspace_id'],
  seen_items: ['feed_id', 'item_id'],
  stories: ['id'],
  articles: ['id'],
  story_aliases: ['id'],
  story_facets: ['story_id', 'kind', 'value'],
  story_keys: ['key', 'seq'],
  story_links: ['story_id', 'earlier_id'],
  companies: ['id'],
  subscriptions: ['id'],
  editions: ['id'],
  edition_stories: ['edition_id', 'number'],
  told: ['platform', 'workspace_id', 'channel_id', 'article_id'],
  deliveries: ['id'],
  workspaces: ['platform', 'workspace_id'],
  channels: ['platform', 'workspace_id', 'channel_id'],
  corrections: ['id'],
}

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
type Row = z.infer<typeof rowSchema>

const headSchema = z.object({ format: z.literal(FORMAT), schema: z.string() })
const lineSchema = z.union([
  z.object({ table: z.string(), row: rowSchema }),
  z.object({ rows: z.number(), sha256: z.string() }),
])

/** Rows read or written at a time. */
const PAGE = 500

export function backup(backend: Backend, write: (line: string) => Promise<void>): Promise<{ rows: number }> {
  return backend.snapshot(async (db) => {
    const hash = createHash('sha256')
    let rows = 0
    await write(JSON.stringify({ format: FORMAT, schema: LATEST_SCHEMA }))
    for (const [table, key] of Object.entries(TABLES)) {
      for await (const row of rowsOf(db, table, key)) {
        const line = JSON.stringify({ table, row })
        hash.update(line)
        rows++
        await write(line)
      }
    }
    await write(JSON.stringify({ rows, sha256: hash.digest('hex') }))
    return { rows }
  })
}

/** In the order of the key, each page beginning after the last row of the one before. */
async function* rowsOf(db: Db, table: string, key: readonly string[]): AsyncIterable<Row> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  let after: RawBuilder<unknown> = sql``
  for (;;) {
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} ${after} order by ${columns} limit ${sql.lit(PAGE)}`.execute(db)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})`
  }
}

/** Fills an empty store. All or nothing. Throws {@link ImportError}. */
export function restore(backend: Backend, lines: AsyncIterable<string>): Promise<{ rows: number }> {
  return backend.db.transaction().execute(async (trx) => {
    await backend.lockGrouping(trx)
    await mustBeEmpty(trx, backend)
    const hash = createHash('sha256')
    let head = false
    let foot: { rows: number; sha256: string } | null = null
    let rows = 0
    let page: { table: string; rows: Row[] } = { table: '', rows: [] }
    for await (const line of lines) {
      if (line === '') continue
      if (!head) {
        checkHead(line)
        head = true
        continue
      }
      if (foot) throw new ImportError('The backup goes on after its end: it is damaged. Nothing was imported.')
      const entry = parse(line, lineSchema, rows)
      if ('sha256' in entry) {
        foot = entry
        continue
      }
      if (!(entry.table in TABLES))
        throw new ImportError(`The backup has a table that this version doesn't know: ${entry.table}.`)
      hash.update(line)
      rows++
      if (entry.table !== page.table || page.rows.length >= PAGE) {
        await insert(trx, page)
        page = { table: entry.table, rows: [] }
      }
      page.rows.push(entry.row)
    }
    await insert(trx, page)
    if (!head) throw new ImportError('The file is empty: no backup.')
    if (!foot || foot.rows !== rows || foot.sha256 !== hash.digest('hex')) {
      throw new ImportError(`The backup is incomplete or damaged (${rows} rows read). Nothing was imported.`)
    }
    await reindexStories(trx, backend)
    return { rows }
  })
}

function checkHead(line: string): void {
  const head = headSchema.safeParse(tryJson(line))
  if (!head.success) throw new ImportError('This is not a backup of Vigie.')
  if (!isKnownSchema(head.data.schema)) {
    throw new ImportError(
      `The backup was made by a newer version of Vigie (schema ${head.data.schema}). Update Vigie first.`,
    )
  }
}

function parse<T>(line: string, schema: z.ZodType<T>, at: number): T {
  const parsed = schema.safeParse(tryJson(line))
  if (!parsed.success) throw new ImportError(`The backup is damaged after row ${at}. Nothing was imported.`)
  return parsed.data
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

async function mustBeEmpty(trx: Trx, backend: Backend): Promise<void> {
  for (const table of ['articles', 'subscriptions', 'editions', 'workspaces', 'channels', 'feed_workspaces']) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(trx)
    if (rows.length > 0) {
      throw new ImportError(`${backend.description} is not empty (${table}). Import into a new database.`)
    }
  }
  // Lines of feeds.json that a start has put there already.
  await sql`delete from seen_items`.execute(trx)
  await sql`delete from feeds`.execute(trx)
}

/** Columns that a row of an earlier version lacks keep their defaults. */
async function insert(trx: Trx, { table, rows }: { table: string; rows: readonly Row[] }): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  for (const part of chunks(rows, Math.floor(MAX_PARAMETERS / columns.length))) {
    const values = sql.join(part.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`))
    try {
      await sql`insert into ${sql.table(table)} (${names}) values ${values}`.execute(trx)
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      throw new ImportError(`A row of ${table} can't be imported: ${cause}. Nothing was imported.`, { cause: error })
    }
  }
}

const MAX_PARAMETERS = 10_000
