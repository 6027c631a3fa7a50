import { loadKnowledge } from '../../src/knowledge/index.ts'
import type {
  Classification,
  Edition,
  EditionStory,
  Language,
  Report,
  SectionId,
  Story,
} from '../../src/types/index.ts'

/** Stories and editions to show, written by us. */

export const NOW = new Date('2026-11-25T10:00:00Z')
export const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * 3_600_000)
export const knowledge = loadKnowledge()

const nothing: Classification = {
  privacy: true,
  score: 0.93,
  companies: [],
  dataTypes: [],
  topics: [],
  regulators: [],
  laws: [],
  amount: null,
  people: null,
  evidence: [],
}

export const company = (id: string, name: string, brand: string | null = null) => ({ id, name, brand })

export function report(source: string, language: Language, title: string, hours: number): Report {
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return {
    articleId: `${source}/${slug}`,
    title,
    url: `https://${source.toLowerCase().replace(/[^a-z0-9]+/g, '')}.example/${slug}`,
    source,
    language,
    publishedAt: hoursAgo(hours),
  }
}

/** A story of these reports, oldest first; its headline is the first one's. */
export function story(id: string, reports: readonly Report[], labels: Partial<Classification>): Story {
  const [first] = reports
  if (first === undefined) throw new Error('a story has a report')
  return {
    id,
    headline: first.title,
    headlineLanguage: first.language,
    firstAt: first.publishedAt,
    lastAt: reports.at(-1)?.publishedAt ?? first.publishedAt,
    reports,
    languages: [...new Set(reports.map(({ language }) => language))],
    classification: { ...nothing, ...labels },
    followsUp: [],
  }
}

export const netflixFine = story(
  'nf26fine01',
  [
    report('Security.NL', 'nl', 'AP legt Netflix boete van 4,75 miljoen op', 9),
    report('Tweakers', 'nl', 'Netflix krijgt miljoenenboete van privacywaakhond', 8),
    report('Next', 'fr', 'Netflix condamné aux Pays-Bas pour manque de transparence', 7),
    report('heise online', 'de', 'Netflix: Millionenbuße wegen unklarer Datenschutzhinweise', 5),
    report('The Register', 'en', 'Dutch watchdog bills Netflix €4.75M over vague privacy notices', 3),
  ],
  {
    companies: [company('netflix', 'Netflix')],
    dataTypes: ['media-consumption', 'contact-details'],
    topics: ['fine'],
    regulators: ['ap'],
    laws: ['gdpr'],
    amount: { value: 4_750_000, currency: 'EUR', eur: 4_750_000 },
    evidence: [
      { label: 'company:netflix', text: 'Netflix', field: 'title' },
      { label: 'topic:fine', text: 'boete', field: 'title' },
      { label: 'topic:fine', text: 'Millionenbuße', field: 'title' },
      { label: 'data:media-consumption', text: 'habitudes de visionnage', field: 'summary' },
      { label: 'law:gdpr', text: 'AVG', field: 'summary' },
      { label: 'amount', text: '4,75 miljoen', field: 'title' },
    ],
  },
)

export const clearviewOrder: Story = {
  ...story('cv26order1', [report('Next', 'fr', 'Clearview : un tribunal confirme l’interdiction', 7)], {
    companies: [company('clearview-ai', 'Clearview AI')],
    dataTypes: ['biometric', 'images-video'],
    topics: ['legal-action', 'surveillance', 'collection'],
  }),
  followsUp: [{ storyId: 'cv26fine01', headline: 'Clearview fined', lastAt: new Date('2026-09-03T08:00:00Z') }],
}

export const freeLeak = story(
  'fr26leak01',
  [
    report('Numerama', 'fr', 'Free : les IBAN de millions d’abonnés dans la nature', 11),
    report('Next', 'fr', 'Fuite de données chez Free : ce que l’on sait', 9),
  ],
  {
    companies: [company('free', 'Free')],
    dataTypes: ['financial', 'contact-details'],
    topics: ['breach'],
    people: 19_234_000,
  },
)

export const cnilRules = story(
  'fr26rules1',
  [report('Next', 'fr', 'La CNIL publie sa recommandation sur le « payer ou consentir »', 20)],
  {
    regulators: ['cnil'],
    topics: ['regulation', 'consent'],
  },
)

export interface EditionOptions extends Partial<Omit<Edition, 'sections'>> {
  readonly stories?: readonly (readonly [SectionId, readonly Story[]])[]
}

/** An edition of the last 24 hours; `told` stories are those that follow something up. */
export function edition({ stories, ...rest }: EditionOptions = {}): Edition {
  const groups = stories ?? [
    ['rulings', [netflixFine, clearviewOrder]],
    ['breaches', [freeLeak]],
    ['rules', [cnilRules]],
  ]
  let number = 0
  const sections = groups.map(([id, members]) => ({
    id,
    stories: members.map(
      (one): EditionStory => ({
        story: one,
        number: ++number,
        newReports: one.reports.length,
        told: one.followsUp.length > 0,
      }),
    ),
  }))
  const all = groups.flatMap(([, members]) => members)
  return {
    id: 'edition-1',
    window: { from: hoursAgo(24), to: NOW },
    generatedAt: NOW,
    dueAt: NOW,
    locale: 'en',
    timeZone: 'Europe/Brussels',
    sections,
    held: 0,
    totals: {
      stories: all.length,
      reports: all.reduce((sum, one) => sum + one.reports.length, 0),
      languages: new Set(all.flatMap((one) => one.languages)).size,
    },
    sample: false,
    ...rest,
  }
}
