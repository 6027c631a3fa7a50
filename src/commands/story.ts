import { partId } from '../digest/index.ts'
import type { Correction } from '../store/index.ts'
import type { CommandCall, Story, View } from '../types/index.ts'
import { evidenceView, storyView, thanksView, wrongView } from '../views/index.ts'
import { readersCountry } from './company.ts'
import { articlesOf, asCorrected, workspaceCorrections } from './lookup.ts'
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
    const [corrected = found] = await asCorrected([found], context)
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
  run: async ({ id: found }, context) => evidenceView(found, await articlesOf(found, context), context.view),
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
    if (what === undefined) {
      const [corrected = found] = await asCorrected([found], context)
      return wrongView(corrected, context.view)
    }
    if (what === 'undo') return undo(found, context)
    if (what === 'merge') return takeOut(found, detail, context)
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

/**
 * Takes a report out of a story for this workspace: named by its number in the story, oldest first, or by the id it gets. Where neither
 * fits, asks which.
 */
async function takeOut(found: Story, typed: string, context: CommandContext): Promise<View> {
  const [{ reports } = found] = await asCorrected([found], context)
  const named = typed.trim().toLowerCase()
  const number = /^[#n°]*(\d{1,3})\.?$/.exec(named)?.[1]
  const report = reports.find(
    ({ articleId }, at) => (number !== undefined && at + 1 === Number(number)) || partId(found, articleId) === named,
  )
  if (report === undefined || reports.length < 2) return wrongView({ ...found, reports }, context.view)
  return correct(found, 'merge', partId(found, report.articleId), context)
}

/** Takes back everything that this workspace said about the story, and that it took it out of another. */
async function undo(found: Story, context: CommandContext): Promise<View> {
  const mine = (await workspaceCorrections(context)).filter(
    ({ storyId, kind, detail }) => storyId === found.id || (kind === 'merge' && detail === found.id),
  )
  for (const { id } of mine) await context.deps.store.corrections.remove(id)
  return thanksView('undo', '', null, context.view)
}
