import type { CommandDefinition, OptionDefinition } from '../../src/commands/index.ts'
import { createDispatcher, type Messenger } from '../../src/delivery/index.ts'
import { buildEdition } from '../../src/digest/index.ts'
import { type ChannelRef, EVERYTHING, silentLogger } from '../../src/types/index.ts'
import { editionViews } from '../../src/views/index.ts'
import { type CommandTest, commandTest, days, fill, knowledge, NOW } from '../commands/support.ts'
import { subscription } from '../store/support/values.ts'

/** The real command book over a real database with a few stories in it, as the adapters get it. */
export async function wholeBook(): Promise<CommandTest & { readonly storyId: string }> {
  const test = await commandTest()
  await fill(test.store)
  const { stories } = await test.store.stories.list({ limit: 1, offset: 0 })
  return { ...test, storyId: stories[0]?.id ?? '' }
}

/** A value for every option that has to be given. */
export function requiredOptions(definition: CommandDefinition, storyId: string): Record<string, string> {
  const examples: Readonly<Record<string, string>> = {
    name: 'netflix',
    type: 'location',
    what: 'fine',
    query: 'netflix boete',
    id: storyId,
    a: 'netflix',
    b: 'meta',
    url: 'https://new.example/feed.xml',
    feed: 'new-feed',
  }
  const value = ({ name }: OptionDefinition): [string, string] => {
    const example = examples[name]
    if (example === undefined) throw new Error(`The test knows no value for ${definition.name} ${name}`)
    return [name, example]
  }
  return Object.fromEntries(definition.options.filter(({ required }) => required).map(value))
}

/** Publishes a digest of all stories for a channel and carries it there, as the schedule does. */
export async function sendDigest({ store }: CommandTest, messenger: Messenger, channel: ChannelRef): Promise<unknown> {
  const window = { from: days(-60), to: NOW }
  const { stories } = await store.stories.list({ limit: 100, offset: 0 })
  const edition = buildEdition({
    id: 'edition-1',
    window,
    generatedAt: NOW,
    dueAt: NOW,
    locale: 'en',
    timeZone: 'Europe/Brussels',
    filter: EVERYTHING,
    stories,
    told: new Map(),
    childrenOf: () => [],
    sample: false,
    limit: 20,
  })
  await store.subscriptions.save(subscription('digest', { channel }), NOW)
  for (const held of await store.subscriptions.claimDue({ owner: 'p', now: NOW, leaseSeconds: 60, limit: 9 })) {
    const messages = editionViews(edition, { now: NOW, knowledge })
    await store.subscriptions.publish({ ...held, edition, messages, nextAt: days(1) })
  }
  return createDispatcher({
    outbox: store.outbox,
    messengers: [messenger],
    now: () => NOW,
    random: () => 0,
    owner: 'p',
    logger: silentLogger,
  }).runOnce()
}
