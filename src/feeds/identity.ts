import { createHash } from 'node:crypto'
import type { FeedItem, SeenItem } from '../types/index.ts'
import { Turns } from './parse/turns.ts'
import { canonicalUrl } from './text/index.ts'

export interface ItemPolicy {
  /** How far back the first poll of a feed reaches. */
  readonly backfillHours: number
  /** So many items that should have shown up earlier, in one poll, are a rebuilt feed and no news. */
  readonly floodThreshold: number
  /** An item that turns up later than this after its publication is no news either. */
  readonly maxAgeDays: number
  /** More than this in one poll is held back, the oldest first. */
  readonly maxNew: number
}

export const ITEM_POLICY: ItemPolicy = { backfillHours: 48, floodThreshold: 10, maxAgeDays: 14, maxNew: 250 }

export interface ItemPlanInput {
  /** As the feed lists them. */
  readonly items: readonly FeedItem[]
  /** What this feed has had before under any of the items' keys. */
  readonly seen: readonly SeenItem[]
  readonly isNewFeed: boolean
  readonly now: Date
  /** When the feed could last be read: what is much older should have been seen then. */
  readonly lastSuccessAt?: Date | null
  readonly policy?: Partial<ItemPolicy>
}

/** What to do with the items of one poll. Every item is in exactly one of the five lists. */
export interface ItemPlan {
  readonly new: readonly FeedItem[]
  /** Known items whose text or address changed, under the id they were first seen with. */
  readonly edited: readonly FeedItem[]
  readonly unchanged: readonly FeedItem[]
  /** Too old to be news: marked as seen only. */
  readonly old: readonly FeedItem[]
  /** Part of a flood: marked as seen, not posted, told in {@link remark}. */
  readonly held: readonly FeedItem[]
  /** To be written, replacing what stands under the same item id. */
  readonly seen: readonly SeenItem[]
  /** Plain words where something was left out, else null. */
  readonly remark: string | null
}

const HOUR = 3_600_000
/** Feeds show items with some delay; within it an item that is older than the last poll is not suspicious. */
const LATE_HOURS = 24
/** A text this long does not occur twice by chance. "Security updates for Tuesday" does. */
const DISTINCTIVE_TEXT = 60

/** Keys that were made already: an item is asked for them when it is looked up, and again when it is planned. */
const KEYS = new WeakMap<FeedItem, SeenItem>()

/** The three keys of an item: id first, canonical address second, content third. */
export function seenItem(item: FeedItem): SeenItem {
  const made = KEYS.get(item)
  if (made !== undefined) return made
  const keys = { itemId: item.id, urlKey: canonicalUrl(item.url), fingerprint: fingerprint(item) }
  KEYS.set(item, keys)
  return keys
}

/** {@link seenItem} of all items of a feed, in slices between which other work gets its turn: a feed may hold thousands. */
export async function seenItems(items: readonly FeedItem[]): Promise<SeenItem[]> {
  const turns = new Turns()
  const keys: SeenItem[] = []
  for (const item of items) {
    keys.push(seenItem(item))
    await turns.share()
  }
  return keys
}

/**
 * Tells what is new. An item stays the same item when its id is the same; where the id is unknown, when its address is, and where
 * that is unknown too, when its text is. The second and third key count only where they are beyond doubt: used by one item of the
 * feed and by one known item that is not itself still in the feed. A wrong merge would lose an item for good.
 */
export function planItems(input: ItemPlanInput): ItemPlan {
  const policy = { ...ITEM_POLICY, ...input.policy }
  const known = matchKnown(input.items, input.seen)
  const unknown: Entry[] = []
  const edited: FeedItem[] = []
  const unchanged: FeedItem[] = []
  const refreshed: SeenItem[] = []
  for (const entry of known) {
    const { item, keys, match } = entry
    if (match === null) unknown.push(entry)
    else if (match === 'twin') {
      unchanged.push(item)
      if (!entry.repeated) refreshed.push(keys)
    } else if (match.fingerprint === keys.fingerprint && match.urlKey === keys.urlKey) {
      unchanged.push(item)
      if (isFading(match, input.now)) refreshed.push({ ...keys, itemId: match.itemId })
    } else {
      edited.push({ ...item, id: match.itemId })
      refreshed.push({ ...keys, itemId: match.itemId })
    }
  }
  const sorted = input.isNewFeed ? backfill(unknown, input.now, policy) : sift(unknown, known, input, policy)
  return {
    ...sorted,
    edited,
    unchanged,
    seen: [...unknown.map(({ keys }) => keys), ...refreshed],
  }
}

/**
 * What is seen is forgotten some time after the articles are. An item that its feed still lists then, and that has no date, would come back as
 * new: so it is written down again now and then.
 */
const FADES_DAYS = 30

const isFading = ({ seenAt }: SeenItem, now: Date): boolean =>
  seenAt !== undefined && now.getTime() - seenAt.getTime() > FADES_DAYS * 24 * HOUR

interface Entry {
  readonly item: FeedItem
  readonly keys: SeenItem
  readonly index: number
  /** The known item it is; `twin` when the same feed lists it twice; null when it is unknown. */
  readonly match: SeenItem | 'twin' | null
  /** A twin under the very same id. */
  readonly repeated: boolean
}

function matchKnown(items: readonly FeedItem[], seen: readonly SeenItem[]): Entry[] {
  const keyed = items.map((item, index) => ({ item, keys: seenItem(item), index }))
  const byId = new Map(seen.map((entry) => [entry.itemId, entry]))
  const byUrl = unambiguous(seen, (entry) => entry.urlKey)
  const byText = unambiguous(seen, (entry) => entry.fingerprint)
  const urls = count(keyed, ({ keys }) => keys.urlKey)
  const texts = count(keyed, ({ keys }) => keys.fingerprint)
  const taken = new Set(keyed.flatMap(({ keys }) => (byId.has(keys.itemId) ? [keys.itemId] : [])))
  const ids = new Set<string>()
  const twins = new Set<string>()

  return keyed.map(({ item, keys, index }) => {
    const repeated = ids.has(keys.itemId)
    const twin = `${keys.fingerprint} ${keys.urlKey}`
    const own = byId.get(keys.itemId)
    const listedTwice = repeated || (own === undefined && twins.has(twin))
    ids.add(keys.itemId)
    twins.add(twin)
    if (listedTwice) return { item, keys, index, match: 'twin', repeated }
    const sameUrl = isAddressOfOne(item.url) && urls.get(keys.urlKey) === 1 ? byUrl.get(keys.urlKey) : undefined
    const sameText = isDistinctive(item) && texts.get(keys.fingerprint) === 1 ? byText.get(keys.fingerprint) : undefined
    const match = own ?? [sameUrl, sameText].find((entry) => entry !== undefined && !taken.has(entry.itemId)) ?? null
    if (match !== null) taken.add(match.itemId)
    return { item, keys, index, match, repeated }
  })
}

type Sorted = Pick<ItemPlan, 'new' | 'old' | 'held' | 'remark'>

/** The first poll: a window of items, the rest is history. */
function backfill(unknown: readonly Entry[], now: Date, policy: ItemPolicy): Sorted {
  const from = now.getTime() - policy.backfillHours * HOUR
  const isRecent = ({ item }: Entry) => item.publishedAt !== null && item.publishedAt.getTime() >= from
  const { kept, held } = cap(unknown.filter(isRecent), policy.maxNew)
  const old = unknown.filter((entry) => !isRecent(entry)).map(({ item }) => item)
  const first = `first poll: ${kept.length} of ${items(unknown.length)} taken, those of the last ${policy.backfillHours} h`
  return {
    new: kept,
    old,
    held,
    remark: old.length + held.length === 0 ? null : `${first}; the others are marked as seen`,
  }
}

function sift(unknown: readonly Entry[], all: readonly Entry[], input: ItemPlanInput, policy: ItemPolicy): Sorted {
  const now = input.now.getTime()
  const due = (input.lastSuccessAt?.getTime() ?? now - policy.backfillHours * HOUR) - LATE_HOURS * HOUR
  const firstKnown = all.find(({ match }) => match !== null && match !== 'twin')?.index ?? -1
  // Feeds list the newest first: an undated item below a known one, or in a feed of which nothing is known, may be any age.
  const isLate = ({ item, index }: Entry) =>
    item.publishedAt === null ? index > firstKnown : item.publishedAt.getTime() < due
  const late = unknown.filter(isLate)
  const flood = late.length >= policy.floodThreshold
  const tooOld = ({ item }: Entry) =>
    item.publishedAt !== null && item.publishedAt.getTime() < now - policy.maxAgeDays * 24 * HOUR
  const rest = flood ? unknown.filter((entry) => !isLate(entry)) : unknown
  const { kept, held } = cap(
    rest.filter((entry) => !tooOld(entry)),
    policy.maxNew,
  )
  const remarks = [
    flood &&
      `${items(late.length)} that should have been there before turned up at once, as after a rebuild of the site`,
    held.length > 0 && `${items(policy.maxNew)} at once are the limit, ${held.length} more came`,
  ].filter((remark) => remark !== false)
  return {
    new: kept,
    old: rest.filter(tooOld).map(({ item }) => item),
    held: [...(flood ? late.map(({ item }) => item) : []), ...held],
    remark: remarks.length === 0 ? null : `${remarks.join('; ')}: marked as seen, not posted`,
  }
}

/** The newest `limit` of them, in the feed's order. */
function cap(entries: readonly Entry[], limit: number): { kept: FeedItem[]; held: FeedItem[] } {
  const time = ({ item }: Entry) => item.publishedAt?.getTime() ?? 0
  const newest = new Set([...entries].sort((a, b) => time(b) - time(a) || a.index - b.index).slice(0, limit))
  return {
    kept: entries.filter((entry) => newest.has(entry)).map(({ item }) => item),
    held: entries.filter((entry) => !newest.has(entry)).map(({ item }) => item),
  }
}

function unambiguous(seen: readonly SeenItem[], key: (entry: SeenItem) => string): Map<string, SeenItem> {
  const times = count(seen, key)
  return new Map(seen.filter((entry) => times.get(key(entry)) === 1).map((entry) => [key(entry), entry]))
}

function count<T>(values: readonly T[], key: (value: T) => string): Map<string, number> {
  const times = new Map<string, number>()
  for (const value of values) times.set(key(value), (times.get(key(value)) ?? 0) + 1)
  return times
}

/** Some feeds link every item to the home page: that is nobody's own address. */
function isAddressOfOne(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { pathname, search } = new URL(url)
  return pathname !== '/' || search !== ''
}

const isDistinctive = (item: FeedItem): boolean => item.title.length + item.summary.length >= DISTINCTIVE_TEXT

/** Of the text as read: white space and the way characters are composed don't count. */
function fingerprint({ title, summary }: FeedItem): string {
  // Only what differs from a single space is replaced: most texts have nothing of the kind.
  const text = `${title}\n${summary}`
    .normalize('NFKC')
    .replace(/\s{2,}|[^\S ]/g, ' ')
    .trim()
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}

const items = (n: number): string => (n === 1 ? '1 item' : `${n} items`)
