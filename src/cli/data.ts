import { once } from 'node:events'
import {
  backupToFile,
  EXPORT_FORMATS,
  type ExportFormat,
  exportStories,
  openStore,
  restoreFromFile,
} from '../store/index.ts'
import { type Context, tell, UsageError, withCore } from './context.ts'
import { parseDuration } from './duration.ts'

const isExportFormat = (format: string): format is ExportFormat =>
  (EXPORT_FORMATS as readonly string[]).includes(format)

/** `vigie export`: stories to standard output, oldest first, one at a time, so that any number of them fits in memory. */
export async function exportTo(context: Context, options: { format: string; since: string }): Promise<void> {
  const { format } = options
  if (!isExportFormat(format)) throw new UsageError(`--format ${format}: expected ${EXPORT_FORMATS.join(', ')}`)
  const length = parseDuration(options.since, '--since')
  await withCore(context, false, async ({ store, now }) => {
    const stories = store.stories.all({ since: new Date(now().getTime() - length) })
    const write = async (text: string) => {
      if (!process.stdout.write(text)) await once(process.stdout, 'drain')
    }
    const count = await exportStories(stories, format, write, { title: 'Vigie: privacy stories', now: now() })
    tell(`${count} stories`)
  })
}

/** `vigie backup FILE`: everything, one consistent state, while the bot goes on. */
export async function backup(context: Context, file: string): Promise<void> {
  await withCore(context, false, async ({ store }) => {
    const { rows } = await backupToFile(store, file)
    tell(`${rows} rows of ${store.description} are in ${file}`)
  })
}

/** `vigie import FILE`: a backup into an empty database, of either kind. */
export async function restore({ config }: Context, file: string): Promise<void> {
  // Not through the core, which would fill the empty database with the feeds.
  const store = await openStore({ url: config.databaseUrl })
  try {
    const { rows } = await restoreFromFile(store, file)
    tell(`${rows} rows of ${file} are in ${store.description}`)
  } finally {
    await store.close()
  }
}
