import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CommandBook, type CommandDeps, createCommandBook } from '../../src/commands/index.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'
import { openStore, type Store } from '../../src/store/index.ts'
import type { Block, Caller, StoryCard, View } from '../../src/types/index.ts'
import { article, company, days, feed, ingest, NOW } from '../store/support/values.ts'

export { days, NOW }
export const knowledge = loadKnowledge()

export const reader: Caller = {
  channel: { platform: 'discord', workspaceId: 'guild', channelId: 'news' },
  canManage: false,
  locale: 'en',
  timeZone: 'Europe/Brussels',
}
export const admin: Caller = { ...reader, canManage: true }

export interface CommandTest {
  readonly store: Store
  readonly book: CommandBook
  readonly errors: unknown[]
  /** Types a text and gives the answer. */
  ask(text: string, caller?: Caller): Promise<View>
  close(): Promise<void>
}

/** A command book over a real database with a few stories in it. */
export async function commandTest(changes: Partial<CommandDeps> = {}): Promise<CommandTest> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-commands-'))
  const store = changes.store ?? (await openStore({ url: join(folder, 'vigie.db') }))
  const errors: unknown[] = []
  const book = createCommandBook({
    store,
    knowledge,
    now: () => NOW,
    sample: false,
    about: {
      version: '1.2.3',
      homepage: null,
      measured: { cases: 200, relevance: 0.98, companies: 0.94, dataTypes: 0.87, topics: 0.85, language: 1 },
    },
    status: () => ({ startedAt: days(-3), lastPullAt: days(-0.01) }),
    checkFeed: async (url) =>
      url.startsWith('https://')
        ? { ok: true, source: feed('new-feed', { title: 'New feed', url }), items: 12 }
        : { ok: false, reason: 'no feed is found there' },
    onError: (error) => errors.push(error),
    ...changes,
  })
  return {
    store,
    book,
    errors,
    ask: (text, caller = reader) => book.run(book.parse(text, caller), caller),
    close: async () => {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Five events in three languages: Netflix fined, Netflix collecting, WhatsApp, Instagram, and Free leaking. */
export async function fill(store: Store): Promise<void> {
  const netflix = company('netflix', 'Netflix')
  await ingest(store, {
    articles: [
      article({
        title: 'AP legt Netflix boete van 4,75 miljoen op',
        language: 'nl',
        source: 'Security.NL',
        fetchedAt: days(-1),
        labels: {
          companies: [netflix],
          topics: ['fine'],
          dataTypes: ['media-consumption'],
          regulators: ['ap'],
          laws: ['gdpr'],
          amount: { value: 4_750_000, currency: 'EUR', eur: 4_750_000 },
          evidence: [
            { label: 'topic:fine', text: 'boete', field: 'title' },
            { label: 'company:netflix', text: 'Netflix', field: 'title' },
          ],
        },
      }),
      article({
        title: 'Netflix lit les capteurs de mouvement des téléphones',
        language: 'fr',
        source: 'rtbf.be',
        fetchedAt: days(-40),
        labels: { companies: [netflix], topics: ['collection'], dataTypes: ['physical-activity', 'location'] },
      }),
      article({
        title: 'WhatsApp rolls out encrypted backups for everyone',
        source: 'The Verge',
        fetchedAt: days(-2),
        labels: {
          companies: [company('meta', 'Meta', 'WhatsApp')],
          topics: ['protection'],
          dataTypes: ['communications'],
        },
      }),
      article({
        title: 'Instagram sued over teenagers and their location',
        source: 'The Register',
        fetchedAt: days(-3),
        labels: {
          companies: [company('meta', 'Meta', 'Instagram')],
          topics: ['legal-action'],
          dataTypes: ['children', 'location'],
        },
      }),
      article({
        title: 'Free : les IBAN de millions d’abonnés dans la nature',
        language: 'fr',
        source: 'Numerama',
        fetchedAt: days(-0.5),
        labels: {
          companies: [company('org:boulangerie-dupont', 'Boulangerie Dupont')],
          topics: ['breach'],
          dataTypes: ['financial', 'contact-details'],
          people: 19_000_000,
        },
      }),
    ],
  })
}

export const cards = ({ blocks }: View): StoryCard[] => blocks.filter((block) => block.kind === 'story')
export const headlines = (view: View): string[] => cards(view).map(({ headline }) => headline.text)
export const ofKind = <Kind extends Block['kind']>({ blocks }: View, kind: Kind) =>
  blocks.filter((block): block is Extract<Block, { kind: Kind }> => block.kind === kind)

/** Everything a view says, as one text. */
export const said = ({ blocks }: View): string => JSON.stringify(blocks)

/** The calls behind a view's buttons. */
export const calls = (view: View) =>
  ofKind(view, 'buttons').flatMap(({ buttons }) =>
    buttons.flatMap(({ action }) => ('call' in action ? [action.call] : [])),
  )
