import type { Messenger } from '../delivery/index.ts'
import type { InterfaceLanguage, Platform } from '../types/index.ts'
import { isInterfaceLanguage } from '../types/index.ts'

/** One chat platform, connected: answers commands and posts views. What every folder of `chat/` makes. */
export interface ChatPlatform {
  readonly platform: Platform
  /** Posts digests, whether or not {@link start} was called. */
  readonly messenger: Messenger
  /** Where people open it, once it is started, where it has a page of its own. Holds a token where one is needed. */
  readonly address?: string | null
  /** Resolves once commands are registered and answered. Throws {@link ChatStartError}. */
  start(): Promise<void>
  /** Ends the connection; commands being answered may finish. Safe to call twice, or without a start. */
  stop(): Promise<void>
}

/** The platform could not be joined. The message says why and how to mend it, and holds no token. */
export class ChatStartError extends Error {
  override readonly name = 'ChatStartError'
}

/** `fr-CA` → `fr`; English for a language that the bot doesn't speak. */
export function interfaceLanguage(tag: string | null | undefined): InterfaceLanguage {
  const language = (tag ?? '').slice(0, 2).toLowerCase()
  return isInterfaceLanguage(language) ? language : 'en'
}
