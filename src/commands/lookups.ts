import type { View } from '../types/index.ts'
import { didYouMeanView, nothingFoundView, type Suggestion, storyListView } from '../views/index.ts'
import { asCorrected, DEFAULT_DAYS, daysBefore, type Lookup, listStories, PAGE_SIZE } from './lookup.ts'
import { bestMatches, nameKey } from './match.ts'
import {
  dataTypeOption,
  languageOption,
  pageOption,
  required,
  sinceOption,
  textOption,
  topicOption,
} from './options.ts'
import { searchProblemView } from './search-problems.ts'
import { type CommandContext, defineCommand, type Values } from './types.ts'

const period = { since: sinceOption, lang: languageOption, page: pageOption }

const LATEST_DAYS = 7

export const latest = defineCommand({
  name: 'latest',
  description: 'command.latest',
  options: period,
  example: '/privacy latest since:24h lang:fr',
  run: ({ since, lang, page = 1 }, context) =>
    listStories(
      {
        title: context.t.text('list.latest'),
        subject: null,
        since: since ?? daysBefore(context.now, LATEST_DAYS),
        language: lang,
        page,
        filter: {},
      },
      context,
    ),
})

/** The stories about one kind of data, or one kind of event. */
function listAbout(
  name: string,
  filter: Lookup['filter'],
  { since, lang, page = 1 }: Values<typeof period>,
  context: CommandContext,
): Promise<View> {
  return listStories(
    {
      title: context.t.text('list.about', { name }),
      subject: name,
      since: since ?? daysBefore(context.now, DEFAULT_DAYS),
      language: lang,
      page,
      filter,
    },
    context,
  )
}

export const data = defineCommand({
  name: 'data',
  description: 'command.data',
  options: { type: required(dataTypeOption('type')), ...period },
  positional: ['type'],
  example: '/privacy data location since:30d',
  run: ({ type, ...period }, context) => listAbout(context.t.dataType(type), { dataType: type }, period, context),
})

export const topic = defineCommand({
  name: 'topic',
  description: 'command.topic',
  options: { what: required(topicOption('what')), ...period },
  positional: ['what'],
  example: '/privacy topic fine since:3m',
  run: ({ what, ...period }, context) => listAbout(context.t.topic(what), { topic: what }, period, context),
})

export const search = defineCommand({
  name: 'search',
  description: 'command.search',
  options: { query: required(textOption('option.query')), ...period },
  positional: ['query'],
  example: '/privacy search "right to be forgotten" company:google since:1y',
  run: async ({ query, since, lang, page = 1 }, context) => {
    const { deps, t, view, now, call } = context
    // The store's query language has the same filters; options become part of the query.
    const asked = [
      query,
      ...(since ? [`since:${since.toISOString().slice(0, 10)}`] : []),
      ...(lang ? [`lang:${lang}`] : []),
    ]
    const found = await deps.store.stories.search(asked.join(' '), {
      limit: PAGE_SIZE,
      offset: (page - 1) * PAGE_SIZE,
      now,
    })
    const [problem] = found.problems
    if (problem !== undefined) return searchProblemView(problem, query, context)
    if (found.total === 0) {
      const guesses = await companiesLike(query, context)
      if (guesses.length > 0) return didYouMeanView(t.text('list.none-ever', { subject: query }), guesses, context)
      return nothingFoundView({ subject: query, since: since ?? null, wider: null }, view)
    }
    return storyListView(
      {
        title: t.text('list.search', { query }),
        stories: await asCorrected(found.stories, context),
        total: found.total,
        page,
        pageSize: PAGE_SIZE,
        since: since ?? null,
        language: lang ?? null,
        call,
      },
      view,
    )
  },
})

/** Companies that a search without a result may have meant: `netflx`. */
async function companiesLike(query: string, { names }: CommandContext): Promise<Suggestion[]> {
  if (/[:"]/.test(query)) return []
  const key = nameKey(query)
  // Whole names only: most searches are words, and some company's name begins like almost any word.
  const alike = (await names.companies()).map((item) => ({
    ...item,
    keys: item.keys.filter((name) => Math.abs(name.length - key.length) <= 2),
  }))
  return bestMatches(query, alike, 3).map(({ item }) => ({
    label: item.label,
    call: { name: 'company', options: { name: item.id } },
  }))
}
