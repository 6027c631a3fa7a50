import type { App, types, webApi } from '@slack/bolt'
import { z } from 'zod'
import type { CommandBook } from '../../commands/index.ts'
import type { Caller, Form, Logger, View } from '../../types/index.ts'
import type { ActionCodec } from '../action.ts'
import { describeError } from '../logging.ts'
import { interfaceLanguage } from '../platform.ts'
import { sentence, words } from '../words.ts'
import { sendWithPictures } from './gallery.ts'
import { callOf, FORM_CALLBACK, modalOf } from './modal.ts'
import { createResponder } from './respond.ts'
import type { Uploader } from './upload.ts'

export interface DispatchOptions {
  readonly commands: CommandBook
  readonly actions: ActionCodec
  readonly uploader: Uploader
  readonly logger: Logger
  /** Where answers may be sent to, beside Slack's own hosts. */
  readonly apiUrl: string | undefined
}

/** Where a call comes from and where its answer goes. */
interface Origin {
  readonly teamId: string
  readonly channelId: string
  readonly userId: string
  readonly responseUrl: string
  /** Opens a modal within 3 s; null where none can be opened. */
  readonly triggerId: string | null
}

/**
 * Answers the slash command, buttons, menus and modals of a Bolt app. Everything is acknowledged at once, within the 3 s that
 * Slack allows, and answered through the response URL.
 */
export function listen(app: App, options: DispatchOptions): void {
  const { commands, actions, logger } = options
  const respond = createResponder(options.apiUrl)

  app.command('/privacy', async ({ ack, command, client }) => {
    await ack()
    const origin: Origin = {
      teamId: command.team_id,
      channelId: command.channel_id,
      userId: command.user_id,
      responseUrl: command.response_url,
      triggerId: command.trigger_id,
    }
    await answer(client, origin, (caller) => commands.run(commands.parse(command.text, caller), caller), false)
  })

  app.action(/^vigie-/, async ({ ack, body, action, client }) => {
    await ack()
    const used = actionSchema.parse(action)
    if (used.action_id.startsWith('vigie-link-')) return
    const from = actionBodySchema.parse(body)
    const origin: Origin = {
      teamId: from.team?.id ?? '',
      channelId: from.channel.id,
      userId: from.user.id,
      responseUrl: from.response_url,
      triggerId: from.trigger_id,
    }
    const chosen = used.selected_option?.value
    const known = actions.decode(chosen === undefined ? (used.value ?? '') : chosen.slice(chosen.indexOf('.') + 1))
    if (known?.kind === 'form') return openForm(client, known.form, origin)
    // Only a private message may change under the reader's eyes; one for the whole channel stays as it was posted.
    const replace = known?.replace === true && from.container?.is_ephemeral === true
    await answer(
      client,
      origin,
      async (caller) => (known ? commands.run(known.call, caller) : expired(caller)),
      replace,
    )
  })

  app.view(FORM_CALLBACK, async ({ ack, body, view, client }) => {
    await ack()
    const { call, context } = callOf(view.private_metadata, view.state.values)
    const origin: Origin = {
      teamId: body.team?.id ?? body.user.team_id ?? '',
      channelId: context.channelId,
      userId: body.user.id,
      responseUrl: context.responseUrl,
      triggerId: null,
    }
    await answer(client, origin, (caller) => commands.run(call, caller), false)
  })

  const expired = ({ locale }: Caller): View => sentence(words(locale).expired, 'info', locale)

  /** Runs a call and says what came of it. What goes wrong is told to the person who asked, and logged. */
  async function answer(
    client: webApi.WebClient,
    origin: Origin,
    run: (caller: Caller) => Promise<View>,
    replace: boolean,
  ): Promise<void> {
    const caller = await callerOf(client, origin, logger)
    const view = await run(caller).catch((error: unknown): View => {
      logger.error({ error: describeError(error) }, 'a command failed')
      return sentence(words(caller.locale).failed, 'error', caller.locale)
    })
    const form = soleForm(view)
    if (form && origin.triggerId !== null) return openForm(client, form, origin)
    const { locale } = caller
    await sendWithPictures({ client, view: { locale, ...view }, locale }, options, (message) =>
      respond(origin.responseUrl, {
        ...message,
        response_type: view.audience === 'private' ? 'ephemeral' : 'in_channel',
        replace_original: replace,
        unfurl_links: false,
        unfurl_media: false,
      }),
    )
  }

  async function openForm(client: webApi.WebClient, form: Form, origin: Origin): Promise<void> {
    const view: types.ModalView = modalOf(form, origin.channelId, origin.responseUrl)
    await client.views.open({ trigger_id: origin.triggerId ?? '', view })
  }
}

const actionSchema = z.object({
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
})

const actionBodySchema = z.object({
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  response_url: z.string(),
  trigger_id: z.string(),
  container: z.object({ is_ephemeral: z.boolean().optional() }).optional(),
})

/**
 * Who calls. Their language, zone and rights come from `users.info`, by the scope `users:read`: the one scope that tells admins
 * from others. (A channel's creator would need `channels:read` and `groups:read`, and grants nothing in shared channels.)
 * Nothing of it is kept. When Slack doesn't tell, people may read but change nothing.
 */
async function callerOf(client: webApi.WebClient, origin: Origin, logger: Logger): Promise<Caller> {
  const channel = { platform: 'slack', workspaceId: origin.teamId, channelId: origin.channelId } as const
  try {
    const { user } = await client.users.info({ user: origin.userId, include_locale: true })
    return {
      channel,
      canManage: user?.is_admin === true || user?.is_owner === true,
      locale: interfaceLanguage(user?.locale),
      timeZone: user?.tz ?? null,
    }
  } catch (error) {
    logger.warn({ error: describeError(error) }, 'Slack did not tell who called: treated as somebody without rights')
    return { channel, canManage: false, locale: 'en', timeZone: null }
  }
}

function soleForm(view: View): Form | null {
  const [first, ...rest] = view.blocks
  return first?.kind === 'form' && rest.length === 0 ? first : null
}
