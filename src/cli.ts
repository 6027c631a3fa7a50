#!/usr/bin/env node
import { Command } from 'commander'
import { VERSION } from './app.ts'
import { classify } from './cli/classify.ts'
import { createContext, tell, UsageError } from './cli/context.ts'
import { digest } from './cli/digest.ts'
import { doctor } from './cli/doctor.ts'
import { checkAll, listFeeds } from './cli/feeds.ts'
import { pull } from './cli/pull.ts'
import { search } from './cli/search.ts'
import { start } from './cli/start.ts'
import { ConfigError } from './config/index.ts'
import { withoutTokens } from './logger.ts'

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
  .action((options: { stories: boolean }) => classify(process.stdin, process.stdout, options.stories))

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
  } else {
    tell(withoutTokens(error instanceof Error ? (error.stack ?? error.message) : String(error)))
    process.exitCode = 1
  }
}
