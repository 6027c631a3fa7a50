export { type CommandBook, createCommandBook } from './book.ts'
export type { LineCompletion } from './complete-line.ts'
export type {
  About,
  BotStatus,
  CommandDefinition,
  CommandDeps,
  FeedCheck,
  Localised,
  OptionDefinition,
  OptionType,
  Permission,
} from './types.ts'
