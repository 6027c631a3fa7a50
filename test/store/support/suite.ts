import { afterEach, beforeEach, describe } from 'vitest'
import { type Store, storeOver } from '../../../src/store/index.ts'
import { DATABASES, type TestDatabase } from './databases.ts'

/** What a test gets: an empty store, and further connections to the same database as other processes have them. */
export interface StoreTest {
  readonly store: Store
  readonly another: () => Promise<Store>
}

/** Runs the same tests on every database, each test on an empty one. */
export function onEveryDatabase(name: string, tests: (current: () => StoreTest) => void): void {
  for (const kind of DATABASES) {
    describe(`${name} on ${kind.name}`, () => {
      let database: TestDatabase
      let open: Store[] = []
      let current: StoreTest | undefined

      beforeEach(async () => {
        database = await kind.create()
        const connect = async () => {
          const store = await storeOver(database.open())
          open.push(store)
          return store
        }
        current = { store: await connect(), another: connect }
      })
      afterEach(async () => {
        await Promise.all(open.map((store) => store.close()))
        open = []
        await database.drop()
      })

      tests(() => {
        if (!current) throw new Error('only inside a test')
        return current
      })
    })
  }
}
