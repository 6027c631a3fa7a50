import { applyCorrections } from '../digest/index.ts'
import type { Correction } from '../store/index.ts'
import type { CommandCall, Story, View } from '../types/index.ts'
import { evidenceView, storyView, thanksView, wrongView } from '../views/index.ts'
import { readersCountry } from './company.ts'
import { workspaceCorrections } from './lookup.ts'
import { choiceOption, countryOption, pageOption, required, textOption, yesNoOption } from './options.ts'
import { storyOption } from './story-option.ts'
import { type CommandContext, defineCommand } from './types.ts'

export const story = defineCommand({
  name: 'story',
  description: 'command.story',
  options: {
    id: required(storyOption),
    country: countryOption,
    share: yesNoOption('option.share'),
    page: pageOption,
  },
  positional: ['id'],
  example: '/privacy story 3',
  run: async ({ id: found, country, share = false, page = 1 }, context) => {
    const followedBy = await context.deps.store.stories.followedBy(found.id)
    const [corrected = found] = applyCorrections([found], await workspaceCorrections(context))
    return storyView(
      corrected,
      { page, country: country ?? readersCountry(context), followedBy, shared: share },
      context.view,
    )
  },
})

export const why = defineCommand({
  name: 'why',
  description: 'command.why',
  options: { id: required(storyOption) },
  positional: ['id'],
  example: '/privacy why 3',
  run: async ({ id: found }, context) =>
    evidenceView(found, await context.deps.store.stories.articles(found.id), context.view),
})

export const wrong = defineCommand({
  name: 'wrong',
  description: 'command.wrong',
  permission: 'manage',
  options: {
    id: required(storyOption),
    what: choiceOption('option.wrong-what', {
      'not-privacy': 'wrong.kind.not-privacy',
      company: 'wrong.kind.company',
      'data-type': 'wrong.kind.data-type',
      topic: 'wrong.kind.topic',
      merge: 'wrong.kind.merge',
      other: 'wrong.kind.other',
      undo: 'wrong.kind.undo',
    }),
    detail: textOption('option.detail'),
  },
  positional: ['id', 'what', 'detail'],
  example: '/privacy wrong 3 not-privacy',
  run: async ({ id: found, what, detail = '' }, context) => {
    if (what === undefined) return wrongView(found, context.view)
    if (what === 'undo') return undo(found, context)
    return correct(found, what, detail, context)
  },
})

async function correct(found: Story, kind: Correction['kind'], detail: string, context: CommandContext): Promise<View> {
  const { deps, caller, now, view } = context
  const { platform, workspaceId } = caller.channel
  // One workspace says one thing about one label once: saying it again changes nothing.
  const id = [platform, workspaceId, found.id, kind, detail].map(encodeURIComponent).join('/').slice(0, 300)
  await deps.store.corrections.add({ id, storyId: found.id, platform, workspaceId, kind, detail, createdAt: now })
  const undoCall: CommandCall = { name: 'wrong', options: { id: found.id, what: 'undo' } }
  return thanksView(kind, detail, undoCall, view)
}

/** Takes back everything that this workspace said about the story. */
async function undo(found: Story, context: CommandContext): Promise<View> {
  const mine = (await workspaceCorrections(context)).filter(({ storyId }) => storyId === found.id)
  for (const { id } of mine) await context.deps.store.corrections.remove(id)
  return thanksView('undo', '', null, context.view)
}
