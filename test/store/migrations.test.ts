import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { storeOver } from '../../src/store/index.ts'
import { LATEST_SCHEMA, MigrationError, migrate } from '../../src/store/migrations/index.ts'
import { DATABASES } from './support/databases.ts'
import { article, CHANNEL, feed, ingest, NOW } from './support/values.ts'

for (const kind of DATABASES) {
  describe(`migrations on ${kind.name}`, () => {
    it('begin with an empty database, and find nothing to do the second time', async () => {
      const database = await kind.create()
      const backend = database.open()
      await migrate(backend)
      await migrate(backend)

      const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(backend.db)
      expect(rows.at(-1)?.name).toBe(LATEST_SCHEMA)
      await backend.close()
      await database.drop()
    })

    it('bring a database of the previous version up to date, with what is in it', async () => {
      const database = await kind.create()
      const backend = database.open()
      await migrate(backend, '0001-initial')
      await sql`insert into feeds (id, title, url, language, country, kind, disabled, shared, failures, items_seen, next_poll_at, next_poll_reason, ended)
        values ('old', 'Old', 'https://old.example/', 'en', 'IE', 'tech', 0, 1, 0, 0, 0, 'new', 0)`.execute(backend.db)

      const store = await storeOver(backend)

      expect((await store.feeds.list()).map(({ source }) => source.id)).toEqual(['old'])
      await store.workspaces.saveSettings(CHANNEL, { a: 1 }, NOW)
      await ingest(store, { articles: [article()] })
      await store.close()
      await database.drop()
    })

    it('refuse a database of a newer version, and say so', async () => {
      const database = await kind.create()
      const backend = database.open()
      await migrate(backend)
      await sql`insert into kysely_migration (name, timestamp) values ('9999-future', 'now')`.execute(backend.db)

      await expect(storeOver(backend)).rejects.toThrow(/newer version/)
      await expect(storeOver(database.open())).rejects.toThrow(MigrationError)
      await database.drop()
    })

    // Two SQLite connections in one process can't wait for each other: test/store/processes.test.ts starts real processes.
    it.skipIf(kind.name === 'SQLite')('run once when several processes start together', async () => {
      const database = await kind.create()
      const stores = await Promise.all([1, 2, 3].map(() => storeOver(database.open())))
      await stores[0]?.feeds.sync([feed('one')], NOW)

      expect(await stores[2]?.feeds.list()).toHaveLength(1)
      await Promise.all(stores.map((store) => store.close()))
      await database.drop()
    })
  })
}
