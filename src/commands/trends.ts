import { compareView, finesView, trendsView } from '../views/index.ts'
import { companyFilter } from './company.ts'
import { DEFAULT_DAYS, daysBefore, PAGE_SIZE } from './lookup.ts'
import { companyOption, countryOption, pageOption, required, sinceOption } from './options.ts'
import { defineCommand } from './types.ts'

const TRENDS_DAYS = 30

export const trends = defineCommand({
  name: 'trends',
  description: 'command.trends',
  options: { since: sinceOption },
  positional: ['since'],
  example: '/privacy trends since:30d',
  run: async ({ since: asked }, { deps, now, view }) => {
    const since = asked ?? daysBefore(now, TRENDS_DAYS)
    return trendsView(await deps.store.stories.trends({ since, until: now }), since, view)
  },
})

export const compare = defineCommand({
  name: 'compare',
  description: 'command.compare',
  options: {
    a: required(companyOption('a')),
    b: required(companyOption('b', 'option.other-company')),
    since: sinceOption,
  },
  positional: ['a', 'b'],
  between:
    /^(?:vs\.?|versus|and|with|et|avec|contre|und|mit|gegen|en|met|tegen|y|con|contra|e|contro|com|i|z|と|,|&|\/)$/iu,
  example: '/privacy compare netflix meta',
  run: async ({ a, b, since: asked }, context) => {
    const { deps, now, view } = context
    const since = asked ?? daysBefore(now, DEFAULT_DAYS)
    const counts = await Promise.all(
      [a, b].map((named) => deps.store.stories.trends({ ...companyFilter(named, context), since, until: now })),
    )
    const [countsA, countsB] = counts
    if (countsA === undefined || countsB === undefined) throw new Error('Two companies give two counts')
    return compareView(
      [
        { name: a.brand ?? a.label, counts: countsA },
        { name: b.brand ?? b.label, counts: countsB },
      ],
      since,
      view,
    )
  },
})

export const fines = defineCommand({
  name: 'fines',
  description: 'command.fines',
  options: { company: companyOption('company'), country: countryOption, since: sinceOption, page: pageOption },
  positional: ['company'],
  example: '/privacy fines meta since:1y',
  run: async ({ company, country, since: asked, page = 1 }, context) => {
    const { deps, now, view, call, t } = context
    const since = asked ?? daysBefore(now, DEFAULT_DAYS)
    const filter = {
      ...(company === undefined ? {} : companyFilter(company, context)),
      ...(country === undefined ? {} : { country }),
      topic: 'fine' as const,
    }
    const [{ stories, total }, counts] = await Promise.all([
      deps.store.stories.list({ ...filter, since, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE }),
      deps.store.stories.trends({ ...filter, since, until: now }),
    ])
    const of = [company?.brand ?? company?.label, country === undefined ? undefined : t.country(country)]
    return finesView(
      {
        of: of.filter((part) => part !== undefined).join(' · '),
        since,
        counts,
        stories,
        total,
        page,
        pageSize: PAGE_SIZE,
        call,
      },
      view,
    )
  },
})
