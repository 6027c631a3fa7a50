import { join } from 'node:path'
import type { Core } from '../app.ts'
import { createCommands } from '../bot.ts'
import { chatPrompt, terminalStyle } from '../chat/terminal/index.ts'
import type { StoryQuery } from '../store/store.ts'
import { type Caller, DATA_TYPES, isDataType, isTopic, TOPICS } from '../types/index.ts'
import { type Context, printJson, printView, UsageError, withCore } from './context.ts'
import { storyJson } from './digest.ts'
import { parseDuration } from './duration.ts'

/** Whoever sits at the terminal may change settings: the database is theirs. */
const callerHere = ({ config }: Context): Caller => ({
  channel: { platform: 'terminal', workspaceId: 'local', channelId: 'terminal' },
  canManage: true,
  locale: config.locale,
  timeZone: config.environment.VIGIE_TIME_ZONE,
})

const commandsHere = (core: Core) => {
  const startedAt = core.now()
  return createCommands(core, () => ({ startedAt, lastPullAt: null }))
}

/** `vigie company|data|topic|latest|story|why|trends|fines|compare …`: a chat command, answered in the terminal. */
export async function ask(
  context: Context,
  name: string,
  words: readonly string[],
  options: { sample?: boolean },
): Promise<void> {
  await withCore(context, options.sample === true, async (core) => {
    if (core.sample) await core.pull()
    const book = commandsHere(core)
    const caller = callerHere(context)
    const quoted = words.map((word) => (/\s/.test(word) ? JSON.stringify(word) : word))
    const call = book.parse([name, ...quoted].join(' '), caller)
    printView(await book.run(call, caller), context)
  })
}

/** `vigie chat`: the commands at a prompt. */
export async function chat(context: Context, options: { sample?: boolean }): Promise<void> {
  await withCore(context, options.sample === true, async (core) => {
    if (core.sample) await core.pull()
    const { HOME } = context.env
    await chatPrompt({
      book: commandsHere(core),
      caller: callerHere(context),
      input: process.stdin,
      output: process.stdout,
      style: () => terminalStyle(process.stdout, context.env),
      historyFile: HOME === undefined ? null : join(HOME, '.vigie_history'),
    })
  })
}

const MAX_JSON_STORIES = 1_000

export interface LookupOptions {
  readonly since: string
  readonly json?: boolean
}

/** `vigie company ID --json`: the stories of one organisation, its subsidiaries included. */
export const companyJson = (context: Context, id: string, options: LookupOptions): Promise<void> =>
  storiesJson(context, options, ({ knowledge }) => ({
    about: { company: id, name: knowledge.company(id)?.name ?? id },
    query: { companyIds: [id, ...knowledge.children(id).map((child) => child.id)] },
  }))

/** `vigie data ID --json`. */
export function dataTypeJson(context: Context, id: string, options: LookupOptions): Promise<void> {
  if (!isDataType(id)) throw new UsageError(`No such kind of data: ${id}. There are ${DATA_TYPES.join(', ')}`)
  return storiesJson(context, options, () => ({ about: { dataType: id }, query: { dataType: id } }))
}

/** `vigie topic ID --json`. */
export function topicJson(context: Context, id: string, options: LookupOptions): Promise<void> {
  if (!isTopic(id)) throw new UsageError(`No such topic: ${id}. There are ${TOPICS.join(', ')}`)
  return storiesJson(context, options, () => ({ about: { topic: id }, query: { topic: id } }))
}

interface StoryQuestion {
  readonly about: object
  readonly query: Omit<StoryQuery, 'limit' | 'offset' | 'since'>
}

async function storiesJson(
  context: Context,
  { since }: LookupOptions,
  ask: (core: Core) => StoryQuestion,
): Promise<void> {
  const length = parseDuration(since, '--since')
  await withCore(context, false, async (core) => {
    const { about, query } = ask(core)
    const from = new Date(core.now().getTime() - length)
    const page = await core.store.stories.list({ ...query, since: from, limit: MAX_JSON_STORIES, offset: 0 })
    printJson({ ...about, since: from, total: page.total, stories: page.stories.map((story) => storyJson(story)) })
  })
}

/** `vigie story ID --json`. */
export async function storyAsJson(context: Context, id: string): Promise<void> {
  await withCore(context, false, async ({ store }) => {
    const story = await store.stories.find(id)
    if (story === null) throw new UsageError(`No story has an id that begins with "${id}"`)
    const { followsUp, classification } = story
    printJson({
      ...storyJson(story),
      followsUp,
      followedBy: await store.stories.followedBy(story.id),
      evidence: classification.evidence,
    })
  })
}

/** `vigie trends --json`. */
export async function trendsJson(context: Context, { since }: LookupOptions): Promise<void> {
  await withCore(context, false, async ({ store, now }) => {
    const until = now()
    printJson(await store.stories.trends({ since: new Date(until.getTime() - parseDuration(since, '--since')), until }))
  })
}
