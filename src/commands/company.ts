import { countryOfZone, homeOf } from '../i18n/index.ts'
import { companyView, nothingFoundView, pagesOf } from '../views/index.ts'
import { asCorrected, DEFAULT_DAYS, daysBefore, pinned, widerCall } from './lookup.ts'
import type { NamedCompany } from './names.ts'
import { companyOption, countryOption, languageOption, pageOption, required, sinceOption } from './options.ts'
import { type CommandContext, defineCommand } from './types.ts'

/** As many as a digest's section shows; the rest is a page away. */
const NEWEST = 5

export const company = defineCommand({
  name: 'company',
  description: 'command.company',
  options: {
    name: required(companyOption('name')),
    since: sinceOption,
    lang: languageOption,
    country: countryOption,
    page: pageOption,
  },
  positional: ['name'],
  example: '/privacy company netflix since:30d',
  run: async ({ name: named, since: asked, lang, country, page = 1 }, context) => {
    const { deps, now, view, call } = context
    const since = asked ?? daysBefore(now, DEFAULT_DAYS)
    const filter = companyFilter(named, context)
    const [{ stories, total }, counts] = await Promise.all([
      deps.store.stories.list({
        ...filter,
        since,
        ...(lang === undefined ? {} : { language: lang }),
        limit: NEWEST,
        offset: (page - 1) * NEWEST,
      }),
      deps.store.stories.trends({ ...filter, since, until: now }),
    ])
    if (total === 0) {
      return nothingFoundView({ subject: displayName(named), since, wider: widerCall(since, context) }, view)
    }
    return companyView(
      {
        name: displayName(named),
        known: deps.knowledge.company(named.companyId) ?? null,
        since,
        counts,
        stories: await asCorrected(stories, context),
        total,
        page: Math.min(page, pagesOf(total, NEWEST)),
        pageSize: NEWEST,
        country: country ?? readersCountry(context),
        call: pinned(call, since),
      },
      view,
    )
  },
})

const displayName = ({ brand, label }: NamedCompany): string => brand ?? label

/** A brand's stories only; an organisation's together with those of the organisations under it. */
export function companyFilter(
  named: NamedCompany,
  { deps }: CommandContext,
): { brand: string } | { companyIds: string[] } {
  if (named.brand !== null) return { brand: named.brand }
  return { companyIds: [named.companyId, ...deps.knowledge.children(named.companyId).map(({ id }) => id)] }
}

/** Where the reader seems to live: what the workspace set, else the zone of their client, else where their language is at home. */
export const readersCountry = ({ settings, caller }: CommandContext): string | null =>
  settings.country ??
  (caller.timeZone === null ? null : countryOfZone(caller.timeZone)) ??
  homeOf(caller.locale).country
