import { checkFeeds, type FeedCheck, parseFeed, showUrl } from '../feeds/index.ts'
import type { FeedRecord } from '../types/index.ts'
import { type Context, print, printJson, tell, withCore } from './context.ts'
import { type Column, table } from './table.ts'

/** `vigie feeds list`: every feed and how it is. */
export async function listFeeds(
  context: Context,
  options: { json?: boolean; failing?: boolean; sample?: boolean },
): Promise<void> {
  await withCore(context, options.sample === true, async (core) => {
    const all = await core.store.feeds.list()
    const feeds = options.failing === true ? all.filter(({ state }) => state.lastError !== null) : all
    if (options.json === true)
      printJson(feeds.map(({ source, state }) => ({ ...source, url: showUrl(source.url), state })))
    else {
      print(table(feeds, columns(core.now())))
      tell(`${feeds.length} feeds, ${feeds.filter(({ state }) => state.lastError !== null).length} with an error`)
    }
  })
}

const columns = (now: Date): Column<FeedRecord>[] => [
  { title: 'Feed', value: ({ source }) => source.id, width: 28 },
  { title: 'Lang', value: ({ source }) => source.language, width: 4 },
  { title: 'Seen', value: ({ state }) => String(state.itemsSeen), width: 6, right: true },
  { title: 'Last read', value: ({ state }) => since(state.lastSuccessAt, now), width: 10, right: true },
  { title: 'State', value: ({ source, state }) => stateOf(source.disabled, state), width: null },
]

function stateOf(disabled: boolean, state: FeedRecord['state']): string {
  if (disabled) return 'disabled'
  if (state.lastError !== null) return `${state.lastError} (${state.failures} in a row)`
  return state.nextPollReason
}

function since(date: Date | null, now: Date): string {
  if (date === null) return 'never'
  const minutes = Math.round((now.getTime() - date.getTime()) / 60_000)
  if (minutes < 90) return `${minutes} min`
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} d`
}

/** `vigie feeds check [id…]`: asks each feed once and says how it answers. Exits with 1 when one can't be read. */
export async function checkAll(
  context: Context,
  ids: readonly string[],
  options: { json?: boolean; sample?: boolean },
): Promise<void> {
  await withCore(context, options.sample === true, async ({ sources, fetcher, now }) => {
    const unknown = ids.filter((id) => !sources.some((source) => source.id === id))
    for (const id of unknown) tell(`${id}: no such feed in feeds.json`)
    const chosen = sources.filter((source) => (ids.length === 0 ? !source.disabled : ids.includes(source.id)))
    const show = options.json === true ? undefined : (check: FeedCheck) => print(checkLine(check))
    const checks = await checkFeeds(chosen, { fetcher, parse: parseFeed, now }, show)
    const bad = checks.filter((check) => BAD.has(check.status))
    if (options.json === true)
      printJson(checks.map(({ source, ...check }) => ({ id: source.id, url: showUrl(source.url), ...check })))
    else tell(`${checks.length} checked, ${checks.length - bad.length} can be read, ${bad.length} can not`)
    if (bad.length > 0 || unknown.length > 0) process.exitCode = 1
  })
}

const BAD: ReadonlySet<FeedCheck['status']> = new Set<FeedCheck['status']>(['unreadable', 'ended', 'failed'])

function checkLine({ source, status, items, lastItemAt, elapsedMs, message, advice, movedTo }: FeedCheck): string {
  const facts = [
    items === null ? null : `${items} items`,
    lastItemAt === null ? null : `newest ${lastItemAt.toISOString().slice(0, 10)}`,
    `${(elapsedMs / 1000).toFixed(1)} s`,
    message,
    movedTo === null ? null : `now at ${showUrl(movedTo)}`,
    advice,
  ].filter((fact) => fact !== null)
  return `${status.padEnd(10)} ${source.id.padEnd(28)} ${facts.join(' · ')}`
}
