import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { articleStore } from './articles.ts'
import { backup, restore } from './backup.ts'
import type { Backend } from './dialects/dialect.ts'
import { openPostgres } from './dialects/postgres.ts'
import { openSqlite } from './dialects/sqlite.ts'
import { feedStore } from './feeds.ts'
import { migrate } from './migrations/index.ts'
import { outbox } from './outbox.ts'
import { prune } from './prune.ts'
import type { Store } from './store.ts'
import { storyStore } from './stories.ts'
import { subscriptionStore } from './subscriptions.ts'
import { correctionStore, workspaceStore } from './workspaces.ts'

export { backupToFile, restoreFromFile } from './backup-file.ts'
export { dpvIri, dpvTerms } from './export/dpv.ts'
export {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportOptions,
  exportStories,
  MEDIA_TYPES,
  storyUrl,
  storyUrn,
} from './export/index.ts'
export { FeedExistsError } from './feeds.ts'
export { MigrationError } from './migrations/index.ts'
export { parseDate } from './search/query.ts'
export * from './store.ts'

export interface StoreOptions {
  /** `sqlite:path`, a path, `sqlite::memory:` or `postgres://…`. */
  readonly url: string
}

/** Opens the store and brings its schema up to date. Throws {@link MigrationError}, or what the database says when it can't be reached. */
export async function openStore({ url }: StoreOptions): Promise<Store> {
  return storeOver(backendFor(url))
}

function backendFor(url: string): Backend {
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url)
  const path = url.replace(/^sqlite:(\/\/(?=\/))?/, '')
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  return openSqlite(path)
}

/** A store over a database that is open already. Closes it when the migration fails. */
export async function storeOver(backend: Backend): Promise<Store> {
  try {
    await migrate(backend)
  } catch (error) {
    await backend.close()
    throw error
  }
  return {
    description: backend.description,
    feeds: feedStore(backend),
    articles: articleStore(backend),
    stories: storyStore(backend),
    subscriptions: subscriptionStore(backend),
    outbox: outbox(backend),
    workspaces: workspaceStore(backend),
    corrections: correctionStore(backend),
    prune: (request) => prune(backend, request),
    backup: (write) => backup(backend, write),
    restore: async (lines) => {
      const report = await restore(backend, lines)
      await backend.analyze()
      return report
    },
    close: () => backend.close(),
  }
}
