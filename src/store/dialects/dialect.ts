import type { Kysely, RawBuilder, Transaction } from 'kysely'
import type { Tables } from '../schema.ts'
import type { SearchExpression } from '../search/query.ts'

export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>

/**
 * What SQLite and PostgreSQL do each in their own way. Everything else in `store/` is written once.
 * `sqlite.ts` and `postgres.ts` implement it, each in one file.
 */
export interface Backend {
  readonly kind: 'sqlite' | 'postgresql'
  readonly db: Db
  /** For people: kind and place, without secrets. */
  readonly description: string
  /** Appended to the query that picks the rows to claim. */
  readonly skipLocked: RawBuilder<unknown>
  readonly search: SearchIndex
  /** Until the transaction ends, no other process groups articles or claims subscriptions. */
  lockGrouping(trx: Trx): Promise<void>
  /** Runs reads on one consistent state of the database while others go on writing. */
  snapshot<T>(read: (db: Db) => Promise<T>): Promise<T>
  /** Brings what the query planner knows of the tables up to date: after many rows came or went. Takes up to some seconds. */
  analyze(): Promise<void>
  close(): Promise<void>
}

/** A full-text index of pre-split tokens: see `stories/text.ts`. */
export interface SearchIndex {
  put(trx: Trx, seq: number, document: SearchDocument): Promise<void>
  remove(trx: Trx, seqs: readonly number[]): Promise<void>
  clear(trx: Trx): Promise<void>
  /** A sub-select of `seq` for the stories that match, in the headlines alone or anywhere. */
  matches(expression: SearchExpression, where: 'headlines' | 'anywhere'): RawBuilder<{ seq: number }>
}

export interface SearchDocument {
  readonly headlines: readonly string[]
  readonly rest: readonly string[]
}
