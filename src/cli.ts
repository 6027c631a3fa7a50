#!/usr/bin/env node
import { Command } from 'commander'
import { VERSION } from './app.ts'
import {
  ask,
  chat,
  companyJson,
  dataTypeJson,
  type LookupOptions,
  storyAsJson,
  topicJson,
  trendsJson,
} from './cli/ask.ts'
import { classify, explain } from './cli/classify.ts'
import { createContext, tell, UsageError } from './cli/context.ts'
import { backup, exportTo, restore } from './cli/data.ts'
import { digest } from './cli/digest.ts'
import { doctor } from './cli/doctor.ts'
import { checkAll, listFeeds } from './cli/feeds.ts'
import { addFeed, exportFeeds, importFeeds, parseFiles, removeFeeds } from './cli/feeds-edit.ts'
import { pull } from './cli/pull.ts'
import { search } from './cli/search.ts'
import { start } from './cli/start.ts'
import { ConfigError } from './config/index.ts'
import { withoutTokens } from './logger.ts'
import { FeedExistsError, ImportError, MigrationError } from './store/index.ts'

const program = new Command('vigie')
  .description(
    'A privacy-news bot for Slack and Discord. Pulls feeds, picks out the privacy stories and tells them once.',
  )
  .version(VERSION, '-V, --version')
  .showHelpAfterError('(vigie --help shows what there is)')
  .addHelpText(
    'after',
    `
Examples:
  vigie start                     run the bot; without tokens it runs here, in the terminal
  vigie start --sample            the same on sample feeds, without a network
  vigie digest --since 7d         what happened this week
  vigie search "company:netflix since:30d"
  vigie classify < items.jsonl    label feed items of your own, one JSON object a line

Files:
  feeds.json                      the sources; the working folder's own, else the one that comes along
  .env                            variables, as in the environment, which wins
  data/vigie.db                   all that is kept (VIGIE_DATABASE, or DATABASE_URL for PostgreSQL)

Exit codes: 0 done · 1 something could not be done · 2 the configuration or the command is wrong`,
  )

program
  .command('start')
  .description('run the bot: pull on schedule, answer commands, post digests')
  .option('--sample', 'run on the sample feeds that come along, with an empty database in memory')
  .action((options) => start(createContext(), options))

program
  .command('digest')
  .description('pull what is due and print the digest')
  .option('--since <time>', 'length of the window: 24h, 7d, 2w', '24h')
  .option('--lang <language>', 'language of the digest: en, fr, de, nl, es, it, pt, pl, ja')
  .option('--format <format>', 'text, markdown or json', 'text')
  .option('--limit <stories>', 'most stories to print (24; as json all)')
  .option('--no-pull', 'print what is stored already')
  .option('--sample', 'the sample feeds instead of the real ones')
  .action((options) => digest(createContext(), options))

program
  .command('pull')
  .description('poll every feed that is due, once')
  .option('--all', 'every feed, due or not')
  .option('--sample', 'the sample feeds instead of the real ones')
  .option('--json', 'for machines')
  .action((options) => pull(createContext(), options))

program
  .command('classify')
  .description('read {id, title, summary, content?, url?, feedLanguage?} a line, write the labels a line')
  .option('--no-stories', 'leave out the grouping into stories')
  .option('--explain', 'for people: the text with what was found in it, and the reason for every label')
  .action((options: { stories: boolean; explain?: boolean }) =>
    options.explain ? explain(process.stdin, process.stdout) : classify(process.stdin, process.stdout, options.stories),
  )

const feeds = program.command('feeds').description('the sources and how they are')
feeds
  .command('list')
  .description('every feed: when it was last read, when it is polled next and why then')
  .option('--failing', 'only feeds with an error')
  .option('--json', 'for machines')
  .action((options) => listFeeds(createContext(), options))
feeds
  .command('check')
  .description('ask feeds now and say how each one answers')
  .argument('[ids...]', 'ids of feeds.json; all of them when none is named')
  .option('--sample', 'the sample feeds instead of the real ones')
  .option('--json', 'for machines')
  .action((ids: string[], options) => checkAll(createContext(), ids, options))

feeds
  .command('add')
  .description('find the feed of a site and put it into feeds.json')
  .argument('<url>', 'of a feed or of a site')
  .option('--id <id>', 'else made from the address')
  .option('--title <title>', 'else the feed names itself')
  .option('--lang <language>')
  .option('--country <country>')
  .option('--kind <kind>')
  .action((url: string, options) => addFeed(createContext(), url, options))
feeds
  .command('remove')
  .description('take feeds out of feeds.json')
  .argument('<ids...>')
  .action((ids: string[]) => removeFeeds(createContext(), ids))
feeds
  .command('import')
  .description('add the feeds of an OPML file, or of another feeds.json')
  .argument('<file>')
  .option('--lang <language>', 'for feeds that do not say', 'mul')
  .option('--country <country>', 'of the feeds', 'INT')
  .option('--kind <kind>', 'of the feeds', 'tech')
  .action((file: string, options) => importFeeds(createContext(), file, options))
feeds
  .command('export')
  .description('the list as OPML, for other readers')
  .action(() => exportFeeds(createContext()))
feeds
  .command('parse')
  .description('show how files are read as feeds, a line of JSON each')
  .argument('<files...>')
  .option('--base <url>', 'where relative links start from')
  .option('--content-type <type>', 'as the server would say')
  .option('--json', 'the only format there is')
  .action((files: string[], options) => parseFiles(files, options))

program
  .command('chat')
  .description('the chat commands at a prompt, with completion and history')
  .option('--sample', 'on the sample feeds')
  .action((options) => chat(createContext(), options))

const lookup = (name: string, what: string, argument: string, json?: JsonLookup) => {
  const command = program
    .command(name)
    .description(what)
    .argument(argument, 'as in chat: names, values, since:30d, lang:fr')
    .option('--sample', 'on the sample feeds')
  if (json !== undefined)
    command.option('--json', 'for machines').option('--since <time>', 'how far back, with --json', '365d')
  command.action((words: string[], options: LookupOptions & { sample?: boolean }) =>
    options.json === true && json !== undefined
      ? json(createContext(), words.join(' '), options)
      : ask(createContext(), name, words, options),
  )
}
type JsonLookup = (context: ReturnType<typeof createContext>, words: string, options: LookupOptions) => Promise<void>

lookup('latest', 'the newest stories', '[words...]')
lookup('company', 'profile of a company: stories, data, fines, where to complain', '<words...>', companyJson)
lookup('data', 'stories about a kind of data', '<words...>', dataTypeJson)
lookup('topic', 'stories about something that happened', '<words...>', topicJson)
lookup('story', 'one story with all its reports', '<words...>', storyAsJson)
lookup('why', 'the words that led to the labels of a story', '<words...>')
lookup('trends', 'what rises and falls', '[words...]', (context, _words, options) => trendsJson(context, options))
lookup('compare', 'two companies side by side', '<words...>')
lookup('fines', 'fines and settlements', '[words...]')

program
  .command('export')
  .description('stories with stable ids and DPV terms, to standard output')
  .option('--format <format>', 'csv, jsonl, jsonfeed or atom', 'jsonl')
  .option('--since <time>', 'how far back', '365d')
  .action((options) => exportTo(createContext(), options))
program
  .command('backup')
  .description('write everything to a file, while the bot goes on')
  .argument('<file>')
  .action((file: string) => backup(createContext(), file))
program
  .command('import')
  .description('fill an empty database from a backup; works from SQLite to PostgreSQL and back')
  .argument('<file>')
  .action((file: string) => restore(createContext(), file))

program
  .command('search')
  .description('look stored stories up: words, "phrases", company: data: topic: law: lang: since:')
  .argument('<query...>')
  .option('--limit <stories>', 'most stories to print', '10')
  .option('--json', 'for machines')
  .action((query: string[], options) => search(createContext(), query.join(' '), options))

program
  .command('doctor')
  .description('what is configured, what can be reached, what is wrong and how to mend it')
  .option('--json', 'for machines')
  .action((options) => doctor(process.env, process.cwd(), options))

/** Errors whose message says all there is to say; others are told with where they happened. */
const EXPECTED = [ImportError, MigrationError, FeedExistsError]

// A reader such as `head` that closes the pipe early is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof ConfigError || error instanceof UsageError) {
    tell(error.message)
    process.exitCode = 2
  } else if (EXPECTED.some((kind) => error instanceof kind)) {
    tell(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  } else {
    tell(withoutTokens(error instanceof Error ? (error.stack ?? error.message) : String(error)))
    process.exitCode = 1
  }
}
