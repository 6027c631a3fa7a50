import type { Measured } from '../evaluate/index.ts'
import type { MessageId, Translator } from '../i18n/index.ts'
import type { Knowledge } from '../knowledge/index.ts'
import type { Store } from '../store/store.ts'
import type { Caller, CommandCall, Completion, FeedSource, InterfaceLanguage, View } from '../types/index.ts'
import type { ViewContext } from '../views/index.ts'
import type { Names } from './names.ts'
import type { WorkspaceSettings } from './workspace.ts'

export type Permission = 'everyone' | 'manage'
export type OptionType = 'string' | 'integer' | 'boolean'

/** A text in every language of the interface, as platforms want it when commands are registered. */
export type Localised = Readonly<Record<InterfaceLanguage, string>>

/** A command as a platform registers it. Names are the same in every language; what people read is translated. */
export interface CommandDefinition {
  /** `company`, or `feeds add` for a subcommand of a group. */
  readonly name: string
  /** At most 100 characters. */
  readonly description: Localised
  readonly permission: Permission
  /** Required ones first. */
  readonly options: readonly OptionDefinition[]
}

export interface OptionDefinition {
  readonly name: string
  readonly type: OptionType
  readonly description: Localised
  readonly required: boolean
  /** The only values there are, at most 25; null where anything may be typed. */
  readonly choices: readonly { readonly value: string; readonly label: Localised }[] | null
  /** Completions can be asked for while somebody types. */
  readonly autocomplete: boolean
}

/** What the commands need from the rest of the house. */
export interface CommandDeps {
  readonly store: Store
  readonly knowledge: Knowledge
  readonly now: () => Date
  /** The stories are our own samples: every answer says so. */
  readonly sample: boolean
  readonly about: About
  readonly status: () => BotStatus
  /** Fetches and reads a feed that somebody wants to add; answers what it is or, in plain words, why it can't be added. */
  readonly checkFeed: (url: string) => Promise<FeedCheck>
  /** An answer that failed inside: the person got an apology, the operator gets this. */
  readonly onError: (error: unknown, call: CommandCall) => void
}

export interface About {
  readonly version: string
  readonly homepage: string | null
  readonly measured: Measured
}

export interface BotStatus {
  readonly startedAt: Date
  /** End of the last pull that brought an answer; null before the first. */
  readonly lastPullAt: Date | null
}

export type FeedCheck =
  | { readonly ok: true; readonly source: FeedSource; readonly items: number }
  | { readonly ok: false; readonly reason: string }

/** What a command is run with. */
export interface CommandContext {
  readonly deps: CommandDeps
  readonly caller: Caller
  readonly now: Date
  readonly t: Translator
  readonly view: ViewContext
  readonly names: Names
  readonly settings: WorkspaceSettings
  /** As it came in: pagers and suggestions build on it. */
  readonly call: CommandCall
}

/** What somebody typed can't be run as it stands: carries the answer that helps them on. */
export class WrongInput extends Error {
  override readonly name = 'WrongInput'
  readonly view: View

  constructor(view: View) {
    super(view.summary)
    this.view = view
  }
}

/** How an option is read, completed and described. `T` is what the command gets. */
export interface Option<T> {
  readonly type: OptionType
  readonly description: MessageId
  readonly required: boolean
  readonly choices?: readonly { readonly value: string; readonly label: MessageId }[]
  /** Best guess first, at most 25. */
  readonly complete?: (typed: string, context: CommandContext) => Promise<Completion[]>
  /** @throws {WrongInput} */
  readonly read: (typed: string, context: CommandContext) => T | Promise<T>
}

/** An option that has to be given. */
export interface RequiredOption<T> extends Option<T> {
  readonly required: true
}

/** The values a command gets: those of required options for sure, others where they were given. */
export type Values<Options> = {
  readonly [Name in keyof Options]: Options[Name] extends RequiredOption<infer T>
    ? T
    : Options[Name] extends Option<infer T>
      ? T | undefined
      : never
}

export interface Command {
  readonly name: string
  readonly description: MessageId
  readonly permission: Permission
  readonly options: Readonly<Record<string, Option<unknown>>>
  /** Options that bare words go to, in order; the last takes all words that are left. */
  readonly positional: readonly string[]
  /** Which option a bare word belongs to, where that shows in the word itself; replaces {@link positional}. */
  readonly place?: (word: string) => string
  /** Words that part the values of {@link positional} from one another: `netflix vs meta`. */
  readonly between?: RegExp
  /** What people may type, for help. */
  readonly example: string
  readonly run: (values: Readonly<Record<string, unknown>>, context: CommandContext) => Promise<View>
}

/** Defines a command with its options' types carried to `run`. */
export function defineCommand<Options extends Readonly<Record<string, Option<unknown>>>>(definition: {
  readonly name: string
  readonly description: MessageId
  readonly permission?: Permission
  readonly options: Options
  readonly positional?: readonly (keyof Options & string)[]
  readonly place?: (word: string) => keyof Options & string
  readonly between?: RegExp
  readonly example: string
  readonly run: (values: Values<Options>, context: CommandContext) => Promise<View>
}): Command {
  return {
    ...definition,
    permission: definition.permission ?? 'everyone',
    positional: definition.positional ?? [],
    // The values were read by these very options, one by one.
    run: (values, context) => definition.run(values as Values<Options>, context),
  }
}
