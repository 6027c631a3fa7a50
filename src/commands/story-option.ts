import type { EditionRecord } from '../store/index.ts'
import type { Completion, Story } from '../types/index.ts'
import { didYouMeanView } from '../views/index.ts'
import { findPart } from './lookup.ts'
import { bestMatches, nameKey } from './match.ts'
import { type CommandContext, type Option, WrongInput } from './types.ts'

/** As on other options: Discord shows no more, people read no more. */
const MOST_COMPLETIONS = 25

/** A story by its id, the beginning of it, or its number in the last digest. */
export const storyOption: Option<Story> = {
  type: 'string',
  description: 'option.story',
  required: false,
  complete: async (typed, context) => completeStories(typed, context),
  read: async (typed, context) => {
    const { store } = context.deps
    const id = (await idByNumber(typed, context)) ?? typed.trim()
    const story = id === '' || id.length > 40 ? null : ((await findPart(id, context)) ?? (await store.stories.find(id)))
    if (story !== null) return story
    throw new WrongInput(
      didYouMeanView(
        `${context.t.text('wrong.no-story', { typed })} ${context.t.text('wrong.story-hint')}`,
        [],
        context,
      ),
    )
  },
}

async function idByNumber(typed: string, context: CommandContext): Promise<string | null> {
  const number = /^[#n°\s]*(\d{1,3})\.?$/i.exec(typed.trim())?.[1]
  if (number === undefined) return null
  const edition = await editionAtHand(context)
  return edition?.stories.find((entry) => entry.number === Number(number))?.storyId ?? null
}

/** Digests of a workspace that are looked through for its latest one; hardly any workspace has more. */
const MOST_DIGESTS = 20

/** The channel's last edition; where it never got one, the latest of its workspace: people look up beside the digest, too. */
async function editionAtHand({ deps, caller }: CommandContext): Promise<EditionRecord | null> {
  const { subscriptions } = deps.store
  const own = await subscriptions.lastEdition(caller.channel)
  if (own !== null) return own
  const { platform, workspaceId } = caller.channel
  const digests = await subscriptions.list({ platform, workspaceId })
  const editions = await Promise.all(
    digests.slice(0, MOST_DIGESTS).map(({ channel }) => subscriptions.lastEdition(channel)),
  )
  const known = editions.filter((edition) => edition !== null)
  return known.toSorted((a, b) => b.generatedAt.getTime() - a.generatedAt.getTime())[0] ?? null
}

/** The newest stories whose headline, company or id holds what was typed. */
async function completeStories(typed: string, { deps }: CommandContext): Promise<Completion[]> {
  const { stories: newest } = await deps.store.stories.list({ limit: 60, offset: 0 })
  const named = newest.map(({ id, headline, classification }) => ({
    id,
    label: [classification.companies[0]?.name, headline].filter(Boolean).join(' · ').slice(0, 100),
    keys: [nameKey(id), nameKey(headline), ...classification.companies.map(({ name }) => nameKey(name))],
    weight: 0,
  }))
  // Without a sort of its own the list stays newest first.
  const matches = typed.trim() === '' ? named : bestMatches(typed, named, MOST_COMPLETIONS).map(({ item }) => item)
  return matches.slice(0, MOST_COMPLETIONS).map(({ id, label }) => ({ label, value: id }))
}
