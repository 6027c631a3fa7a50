/** The little world the stand-in serves: one application, its bot, guilds with channels, people. */

export const APPLICATION_ID = '100000000000000001'
export const BOT_ID = APPLICATION_ID
export const GUILD_ID = '200000000000000001'
export const CHANNEL_ID = '300000000000000001'

/** Permission bits. @see https://docs.discord.com/developers/topics/permissions */
export const MANAGE_GUILD = 1n << 5n
const VIEW_CHANNEL = 1n << 10n
const SEND_MESSAGES = 1n << 11n
export const ATTACH_FILES = 1n << 15n
export const EVERYDAY = VIEW_CHANNEL | SEND_MESSAGES | ATTACH_FILES

export interface ChannelState {
  readonly id: string
  readonly guildId: string
  readonly name: string
  canView: boolean
  canSend: boolean
  canAttach: boolean
}

export interface Person {
  readonly id: string
  readonly name: string
  readonly permissions: bigint
  readonly locale: string
}

export const READER: Person = { id: '400000000000000001', name: 'reader', permissions: EVERYDAY, locale: 'en-US' }
export const MANAGER: Person = {
  id: '400000000000000002',
  name: 'manager',
  permissions: EVERYDAY | MANAGE_GUILD,
  locale: 'en-US',
}

export const userOf = ({ id, name }: Pick<Person, 'id' | 'name'>, bot = false) => ({
  id,
  username: name,
  discriminator: '0',
  global_name: name,
  avatar: null,
  bot,
  public_flags: 0,
  flags: 0,
})

export const BOT_USER = userOf({ id: BOT_ID, name: 'Vigie' }, true)

export const guildOf = (id: string, channels: readonly ChannelState[]) => ({
  id,
  name: `Guild ${id}`,
  icon: null,
  splash: null,
  discovery_splash: null,
  owner_id: MANAGER.id,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 0,
  explicit_content_filter: 0,
  roles: [
    {
      id,
      name: '@everyone',
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      position: 0,
      permissions: String(EVERYDAY),
      managed: false,
      mentionable: false,
      flags: 0,
    },
  ],
  emojis: [],
  stickers: [],
  features: [],
  mfa_level: 0,
  application_id: null,
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  vanity_url_code: null,
  description: null,
  banner: null,
  premium_tier: 0,
  preferred_locale: 'en-US',
  public_updates_channel_id: null,
  nsfw_level: 0,
  premium_progress_bar_enabled: false,
  safety_alerts_channel_id: null,
  joined_at: '2026-01-01T00:00:00.000000+00:00',
  large: false,
  unavailable: false,
  member_count: 3,
  voice_states: [],
  members: [],
  channels: channels.map((channel) => ({
    id: channel.id,
    guild_id: id,
    name: channel.name,
    type: 0,
    position: 0,
    permission_overwrites: [],
    nsfw: false,
    parent_id: null,
    topic: null,
    rate_limit_per_user: 0,
  })),
  threads: [],
  presences: [],
  stage_instances: [],
  guild_scheduled_events: [],
  soundboard_sounds: [],
})

export interface Attachment {
  readonly id: string
  readonly filename: string
  readonly description: string | null
  readonly size: number
  readonly content_type: string
  readonly url: string
  readonly proxy_url: string
}

/** A message as the API gives it back. */
export const messageOf = (
  id: string,
  channelId: string,
  body: Record<string, unknown>,
  attachments: readonly Attachment[],
) => ({
  id,
  channel_id: channelId,
  author: BOT_USER,
  content: '',
  timestamp: new Date().toISOString(),
  edited_timestamp: null,
  tts: false,
  mention_everyone: false,
  mentions: [],
  mention_roles: [],
  embeds: [],
  pinned: false,
  type: 0,
  flags: 0,
  components: [],
  ...body,
  attachments,
})
export type Message = ReturnType<typeof messageOf>

let last = 0n
/** Ids that carry the time, as Discord's do. */
export function snowflake(): string {
  const id = (BigInt(Date.now()) - 1_420_070_400_000n) << 22n
  last = id > last ? id : last + 1n
  return String(last)
}
