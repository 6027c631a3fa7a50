import type { ChannelRef } from './digest.ts'
import type { InterfaceLanguage } from './language.ts'

/** A command as typed, clicked or completed: names and raw values, not yet checked. */
export interface CommandCall {
  /** `company`, or `feeds add` for a subcommand of a group. */
  readonly name: string
  readonly options: Readonly<Record<string, string>>
}

/** Who calls, from where. Nothing of it outlives the call, except what a subscription needs. */
export interface Caller {
  readonly channel: ChannelRef
  /** May change settings here, by the platform's own permissions. */
  readonly canManage: boolean
  readonly locale: InterfaceLanguage
  /** IANA zone where the platform tells one, else null. */
  readonly timeZone: string | null
}

export interface Completion {
  readonly label: string
  readonly value: string
}
