import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { ImportError, type Store } from './store.ts'

/** Writes a gzipped backup; the file has its name only once it is whole. */
export async function backupToFile(store: Pick<Store, 'backup'>, path: string): Promise<{ rows: number }> {
  const unfinished = `${path}.part`
  const lines = new PassThrough()
  const file = pipeline(lines, createGzip(), createWriteStream(unfinished))
  try {
    const writing = store.backup(async (line) => {
      if (!lines.write(`${line}\n`)) await Promise.race([drained(lines), file])
    })
    // A full disk ends the pipeline, not the backup: whichever fails first is told.
    const report = await Promise.race([writing, file.then(() => writing)])
    lines.end()
    await file
    await rename(unfinished, path)
    return report
  } catch (error) {
    lines.destroy()
    await file.catch(() => {})
    await rm(unfinished, { force: true })
    throw error
  }
}

const drained = (stream: PassThrough): Promise<void> => new Promise((resolve) => stream.once('drain', resolve))

/** Fills an empty store from a backup file. Throws {@link ImportError}, also for a file that is no gzip or can't be read. */
export function restoreFromFile(store: Pick<Store, 'restore'>, path: string): Promise<{ rows: number }> {
  return store.restore(linesOf(path))
}

async function* linesOf(path: string): AsyncIterable<string> {
  const gunzip = createGunzip()
  const source = createReadStream(path)
  source.on('error', (error) => gunzip.destroy(error))
  try {
    yield* createInterface({ input: source.pipe(gunzip), crlfDelay: Number.POSITIVE_INFINITY })
    // The lines end with what could be read; what could not is told here.
    if (gunzip.errored) throw gunzip.errored
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error)
    throw new ImportError(`${path} can't be read: ${cause}. Nothing was imported.`, { cause: error })
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}
