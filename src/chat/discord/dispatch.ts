import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type CommandInteractionOption,
  DiscordAPIError,
  type Interaction,
  type MessageComponentInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
} from 'discord.js'
import type { CommandBook } from '../../commands/index.ts'
import type { Caller, CommandCall, Form, Logger, View } from '../../types/index.ts'
import { truncate } from '../../views/index.ts'
import type { ActionCodec } from '../action.ts'
import { describeError } from '../logging.ts'
import { drawPictures } from '../pictures.ts'
import { interfaceLanguage } from '../platform.ts'
import { sentence, words } from '../words.ts'
import { attached, type Pictures } from './chart.ts'
import { LIMITS, PICTURE_THEME } from './limits.ts'
import { callOf, modalOf } from './modal.ts'
import { render } from './render.ts'

export interface DispatchOptions {
  readonly commands: CommandBook
  readonly actions: ActionCodec
  readonly logger: Logger
  /** Milliseconds to wait for an answer before telling Discord that it takes longer (1500). It allows 3 s in all. */
  readonly patience?: number
}

type Answerable = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction

/**
 * Answers one interaction. Never rejects: what goes wrong is told to the person who asked, and logged.
 *
 * A quick answer is the first response, with the right audience and no flicker; a slow one is deferred, privately, and edited in.
 */
export async function dispatch(interaction: Interaction, options: DispatchOptions): Promise<void> {
  try {
    if (interaction.isAutocomplete()) await complete(interaction, options)
    else if (interaction.isChatInputCommand()) {
      await answer(interaction, options.commands.run(callOfOptions(interaction), callerOf(interaction)), false, options)
    } else if (interaction.isButton()) await act(interaction, interaction.customId, options)
    else if (interaction.isStringSelectMenu()) await act(interaction, interaction.values[0] ?? '', options)
    else if (interaction.isModalSubmit()) await act(interaction, interaction.customId, options)
  } catch (error) {
    // Too late or answered already: nothing more can be said to the person.
    options.logger.warn({ error: describeError(error), type: interaction.type }, 'an interaction could not be answered')
  }
}

/** Runs what a component's id stands for. Ids of messages carry an ordinal in front, those of modals don't. */
async function act(
  interaction: MessageComponentInteraction | ModalSubmitInteraction,
  id: string,
  options: DispatchOptions,
): Promise<void> {
  const { actions, commands } = options
  const caller = callerOf(interaction)
  const action = actions.decode(interaction.isModalSubmit() ? id : id.slice(id.indexOf('.') + 1))
  if (action === null) {
    const expired = sentence(words(caller.locale).expired, 'info', caller.locale)
    return answer(interaction, Promise.resolve(expired), false, options)
  }
  if (action.kind === 'form') {
    if (!interaction.isModalSubmit()) await interaction.showModal(modalOf(action.form, actions))
    return
  }
  const call = interaction.isModalSubmit() ? callOf(action.call, interaction) : action.call
  // Only a private message may change under the reader's eyes; one for the whole channel stays as it was posted.
  const replace = action.replace && interaction.message?.flags.has(MessageFlags.Ephemeral) === true
  return answer(interaction, commands.run(call, caller), replace, options)
}

async function answer(
  interaction: Answerable,
  work: Promise<View>,
  replace: boolean,
  options: DispatchOptions,
): Promise<void> {
  const { locale } = callerOf(interaction)
  const said = work
    .then((view) => ({ locale, ...view }))
    .catch((error: unknown): View => {
      options.logger.error({ error: describeError(error) }, 'a command failed')
      return sentence(words(locale).failed, 'error', locale)
    })
    .then(async (view): Promise<Said> => ({ view, pictures: await picturesFor(interaction, view, options) }))
  const quick = await within(said, options.patience ?? 1500)
  if (quick === null) {
    if (replace && interaction.isMessageComponent()) await interaction.deferUpdate()
    else await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    const message = { ...messageOf(await said, options.actions), attachments: [] }
    await interaction.editReply({ ...message, flags: MessageFlags.IsComponentsV2 })
    return
  }
  const form = soleForm(quick.view)
  if (form && !interaction.isModalSubmit()) await interaction.showModal(modalOf(form, options.actions))
  else await respond(interaction, quick, replace, options)
}

/** A view to answer with, and its charts drawn. */
interface Said {
  readonly view: View
  readonly pictures: Pictures
}

/** No pictures where files can't be attached. */
async function picturesFor(interaction: Answerable, view: View, { logger }: DispatchOptions): Promise<Pictures> {
  if (!interaction.appPermissions.has(PermissionFlagsBits.AttachFiles)) return new Map()
  return drawPictures(view, { locale: interfaceLanguage(interaction.locale), theme: PICTURE_THEME, logger })
}

async function respond(interaction: Answerable, said: Said, replace: boolean, options: DispatchOptions): Promise<void> {
  const message = messageOf(said, options.actions)
  const audience = said.view.audience === 'private' ? MessageFlags.Ephemeral : 0
  const send = async (): Promise<void> => {
    if (replace && interaction.isMessageComponent()) {
      // The pictures of the page before go with it.
      await interaction.update({ ...message, attachments: [], flags: MessageFlags.IsComponentsV2 })
    } else await interaction.reply({ ...message, flags: MessageFlags.IsComponentsV2 | audience })
  }
  try {
    await send().catch((error: unknown) => {
      // A line that broke: the answer may have arrived or not, and saying it again does no harm.
      if (error instanceof DiscordAPIError) throw error
      return send()
    })
  } catch (error) {
    if (!isCode(error, RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged)) throw error
    options.logger.debug({}, 'an interaction had been answered by an earlier attempt')
  }
}

function messageOf({ view, pictures }: Said, actions: ActionCodec) {
  const components = render(view, actions, pictures)
  const files = attached(components, pictures).map(({ fileName, png, alt }) => ({
    attachment: Buffer.from(png),
    name: fileName,
    description: alt,
  }))
  return { components, files, allowedMentions: { parse: [] } }
}

function soleForm(view: View): Form | null {
  const [first, ...rest] = view.blocks
  return first?.kind === 'form' && rest.length === 0 ? first : null
}

const isCode = (error: unknown, code: number): boolean => error instanceof DiscordAPIError && error.code === code

/** Completions are a help only: when they fail or take too long, people type on without. */
async function complete(interaction: AutocompleteInteraction, { commands, logger }: DispatchOptions): Promise<void> {
  const focused = interaction.options.getFocused(true)
  const work = commands
    .complete(callOfOptions(interaction), focused.name, String(focused.value), callerOf(interaction))
    .catch((error: unknown) => {
      logger.warn({ error: describeError(error) }, 'a completion failed')
      return []
    })
  const found = (await within(work, 2000)) ?? []
  await interaction.respond(
    found
      .filter(({ value }) => value.length > 0 && value.length <= LIMITS.choiceValue)
      .slice(0, LIMITS.choices)
      .map(({ label, value }) => ({ name: truncate(label, LIMITS.choiceName) || value, value })),
  )
}

/** `feeds add` with its options, out of the nested options of a subcommand group. */
function callOfOptions(interaction: ChatInputCommandInteraction | AutocompleteInteraction): CommandCall {
  const name = [interaction.options.getSubcommandGroup(false), interaction.options.getSubcommand(false)]
  const values = leaves(interaction.options.data)
    .filter(({ value }) => value !== undefined && value !== '')
    .map((option) => [option.name, String(option.value)] as const)
  return { name: name.filter((part) => part !== null).join(' '), options: Object.fromEntries(values) }
}

const leaves = (options: readonly CommandInteractionOption[]): CommandInteractionOption[] =>
  options.flatMap((option) => (option.options ? leaves(option.options) : option.value === undefined ? [] : [option]))

function callerOf(interaction: Answerable | AutocompleteInteraction): Caller {
  const { guildId, channelId } = interaction
  return {
    // A conversation with the bot is a workspace of its own: what somebody sets up there is nobody else's.
    channel: { platform: 'discord', workspaceId: guildId ?? `dm:${channelId}`, channelId: channelId ?? '' },
    canManage: guildId === null || (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false),
    locale: interfaceLanguage(interaction.locale),
    timeZone: null,
  }
}

/** Null when it takes longer. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null)
  })
  const result = await Promise.race([work, timeout])
  clearTimeout(timer)
  return result
}
