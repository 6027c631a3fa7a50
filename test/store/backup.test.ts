import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backupToFile, ImportError, openStore, restoreFromFile, type Store, storeOver } from '../../src/store/index.ts'
import { DATABASES } from './support/databases.ts'
import { onEveryDatabase } from './support/suite.ts'
import { article, CHANNEL, company, days, edition, ingest, NOW, subscription, view } from './support/values.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-backup-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fill(store: Store) {
  const articles = Array.from({ length: 30 }, (_, at) =>
    article({
      id: `b${at}`,
      title: `Leak number ${at} at “Acme ${at}” — 個人情報`,
      labels: { companies: [company(`acme-${at}`)], topics: ['breach'] },
    }),
  )
  await ingest(store, { articles })
  await store.subscriptions.save(subscription('s'), NOW)
  const { stories } = await store.stories.list({ limit: 5, offset: 0 })
  for (const held of await store.subscriptions.claimDue({ owner: 'p', now: NOW, leaseSeconds: 60, limit: 9 })) {
    await store.subscriptions.publish({
      ...held,
      edition: edition('e', stories),
      messages: [view('one')],
      nextAt: days(1),
    })
  }
  await store.workspaces.saveSettings(CHANNEL, { muted: ['meta'] }, NOW)
}

const linesOf = async (store: Store): Promise<string[]> => {
  const lines: string[] = []
  await store.backup(async (line) => void lines.push(line))
  return lines
}

async function* each(lines: readonly string[]) {
  yield* lines
}

onEveryDatabase('a backup', (current) => {
  it('holds everything, and fills an empty store of either kind with the same', async () => {
    const { store } = current()
    await fill(store)
    const path = join(folder, `${store.description.replace(/\W/g, '')}.backup.gz`)
    const { rows } = await backupToFile(store, path)

    const copy = await openStore({ url: 'sqlite::memory:' })
    expect(await restoreFromFile(copy, path)).toEqual({ rows })

    expect(await linesOf(copy)).toEqual(await linesOf(store))
    expect(await copy.stories.list({ limit: 50, offset: 0 })).toEqual(
      await store.stories.list({ limit: 50, offset: 0 }),
    )
    expect(await copy.stories.search('個人情報 acme', { limit: 3, offset: 0, now: NOW })).toEqual(
      await store.stories.search('個人情報 acme', { limit: 3, offset: 0, now: NOW }),
    )
    await ingest(copy, { articles: [article()] })
    await copy.close()
  })

  it('is read into this store only when it is empty', async () => {
    const { store } = current()
    const source = await openStore({ url: ':memory:' })
    await fill(source)
    const lines = await linesOf(source)
    await source.close()

    await store.restore(each(lines))
    expect(await linesOf(store)).toEqual(lines)
    await expect(store.restore(each(lines))).rejects.toThrow(ImportError)
    expect((await store.stories.search('leak', { limit: 1, offset: 0, now: NOW })).total).toBe(30)
  })

  it('that is damaged, clipped or none at all leaves the store empty and says what is wrong', async () => {
    const { store } = current()
    const source = await openStore({ url: ':memory:' })
    await fill(source)
    const lines = await linesOf(source)
    await source.close()
    const broken = {
      empty: [],
      'not a backup': ['{"hello":1}'],
      newer: ['{"format":"vigie-backup","schema":"9999-future"}'],
      clipped: lines.slice(0, -1),
      'a row short': lines.toSpliced(5, 1),
      'a row changed': lines.with(
        5,
        (lines[5] ?? '').replace('feed', 'fead').replace('item', 'itam').replace('acme', 'acne'),
      ),
      'half a line': lines.with(7, (lines[7] ?? '').slice(0, 20)),
      'an unknown table': lines.toSpliced(3, 0, '{"table":"sqlite_master","row":{"name":"x"}}'),
      'an unknown column': lines.toSpliced(3, 0, '{"table":"feeds","row":{"x\\" --":"x"}}'),
      'more after the end': [...lines, lines[3] ?? ''],
    }
    for (const [what, content] of Object.entries(broken)) {
      await expect(store.restore(each(content)), what).rejects.toThrow(ImportError)
      expect(await store.articles.count(), what).toEqual({ articles: 0, privacy: 0 })
    }
  })
})

describe('a backup file', () => {
  it('that is clipped or no gzip is told, not imported', async () => {
    const store = await openStore({ url: ':memory:' })
    await fill(store)
    const path = join(folder, 'whole.gz')
    await backupToFile(store, path)
    await store.close()
    const bytes = await readFile(path)
    await writeFile(join(folder, 'half.gz'), bytes.subarray(0, bytes.length / 2))
    await writeFile(join(folder, 'text.gz'), 'hello')

    const empty = await openStore({ url: ':memory:' })
    for (const name of ['half.gz', 'text.gz', 'missing.gz']) {
      await expect(restoreFromFile(empty, join(folder, name)), name).rejects.toThrow(ImportError)
    }
    expect(await empty.articles.count()).toEqual({ articles: 0, privacy: 0 })
    await empty.close()
  })

  it('leaves nothing behind when it can’t be written', async () => {
    const store = await openStore({ url: ':memory:' })
    await expect(backupToFile(store, join(folder, 'no', 'such', 'folder.gz'))).rejects.toThrow('ENOENT')
    await store.close()
  })

  it('is one state of the store, while it is written to', async () => {
    for (const kind of DATABASES.filter(({ name }) => name !== 'PGlite')) {
      const database = await kind.create()
      const store = await storeOver(database.open())
      await fill(store)
      const before = (await linesOf(store)).length
      let wrote = false
      const lines: string[] = []
      await store.backup(async (line) => {
        lines.push(line)
        if (lines.length !== 2) return
        await ingest(store, { articles: [article({ title: 'Written meanwhile' })] })
        wrote = true
      })

      expect(wrote).toBe(true)
      expect(lines).toHaveLength(before)
      expect(lines.join('\n')).not.toContain('Written meanwhile')
      await store.close()
      await database.drop()
    }
  })
})
