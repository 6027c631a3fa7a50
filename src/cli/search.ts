import { renderTerminal, terminalStyle } from '../chat/terminal/index.ts'
import { translator } from '../i18n/index.ts'
import { storyCard } from '../views/index.ts'
import { type Context, print, printJson, tell, UsageError, withCore } from './context.ts'
import { storyJson } from './digest.ts'

/** `vigie search QUERY`: stored stories, best match first. */
export async function search(
  context: Context,
  query: string,
  options: { json?: boolean; limit: string },
): Promise<void> {
  const limit = Number(options.limit)
  if (!(limit >= 1 && limit <= 1_000))
    throw new UsageError(`--limit ${options.limit}: expected a number from 1 to 1000`)
  await withCore(context, false, async ({ store, knowledge, now }) => {
    const page = await store.stories.search(query, { limit, offset: 0, now: now() })
    if (options.json === true) {
      printJson({
        query,
        total: page.total,
        problems: page.problems,
        stories: page.stories.map((story) => storyJson(story)),
      })
      return
    }
    for (const { field, value, suggestions } of page.problems) {
      const hint = suggestions.length === 0 ? '' : ` Did you mean ${suggestions.slice(0, 3).join(', ')}?`
      tell(`No such ${field}: ${value}.${hint}`)
    }
    const { config, env } = context
    const view = {
      t: translator(config.locale),
      now: now(),
      timeZone: config.environment.VIGIE_TIME_ZONE,
      knowledge,
      sample: false,
    }
    const cards = page.stories.map((story, index) => storyCard(story, view, { number: index + 1 }))
    if (cards.length > 0)
      print(
        renderTerminal(
          { audience: 'private', summary: query, locale: config.locale, blocks: cards },
          terminalStyle(process.stdout, env),
        ),
      )
    tell(page.total > cards.length ? `${cards.length} of ${page.total} stories` : `${page.total} stories`)
  })
}
