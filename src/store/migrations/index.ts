import { type Migration, Migrator } from 'kysely'
import type { Backend } from '../dialects/dialect.ts'
import { initial } from './0001-initial.ts'
import { workspacesAndCorrections } from './0002-workspaces-and-corrections.ts'
import { feedPace } from './0003-feed-pace.ts'
import { fastLookups } from './0004-fast-lookups.ts'

/** In the order they run. Forward only: a new version adds one, none is ever changed or taken back. */
const migrations = (kind: Backend['kind']): Record<string, Migration> => ({
  '0001-initial': { up: (db) => initial(db, kind) },
  '0002-workspaces-and-corrections': { up: workspacesAndCorrections },
  '0003-feed-pace': { up: feedPace },
  '0004-fast-lookups': { up: (db) => fastLookups(db, kind) },
})

export const LATEST_SCHEMA = Object.keys(migrations('sqlite')).at(-1) ?? ''

/** This version's, or an earlier one's. */
export const isKnownSchema = (name: string): boolean => name in migrations('sqlite')

/** The database was made by a newer version, or a migration failed; nothing was changed. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/**
 * Brings the schema up to `target`. Safe to run by several processes at once: one migrates, the others wait.
 * Throws {@link MigrationError}.
 */
export async function migrate(backend: Backend, target: string = LATEST_SCHEMA): Promise<void> {
  const migrator = new Migrator({
    db: backend.db,
    provider: { getMigrations: async () => migrations(backend.kind) },
  })
  const { error, results } = await migrator.migrateTo(target)
  if (error === undefined) return
  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  const cause = error instanceof Error ? error.message : String(error)
  const newer = /corrupted migrations|previously executed migration/.test(cause)
  throw new MigrationError(
    newer
      ? `${backend.description} was made by a newer version of Vigie (${cause}). Update Vigie, or restore a backup made by this version.`
      : `Migration ${failed ?? target} of ${backend.description} failed: ${cause}. Nothing was changed.`,
    { cause: error },
  )
}
