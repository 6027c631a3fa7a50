import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { createClassifier } from '../../src/classify/index.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'
import { type Features, featuresOf } from '../../src/stories/index.ts'
import { type Classification, DATA_TYPES, LANGUAGES, type Language, TOPICS } from '../../src/types/index.ts'
import { readTraining } from '../training/data.ts'
import { foldOf } from '../training/folds.ts'
import { randomFrom } from '../training/logistic.ts'

/** A labelled report as the grouper sees it. */
export interface Report {
  readonly language: Language
  readonly story: string
  readonly fold: number
  readonly features: Features
}

const EventSchema = z.object({
  lang: z.enum(LANGUAGES),
  title: z.string(),
  summary: z.string(),
  companies: z.array(z.tuple([z.string(), z.string(), z.string().nullable()])),
  dataTypes: z.array(z.enum(DATA_TYPES)),
  topics: z.array(z.enum(TOPICS)),
  regulators: z.array(z.string()),
  laws: z.array(z.string()),
  amount: z.tuple([z.number(), z.string()]).nullable(),
  people: z.number().nullable(),
  story: z.string(),
})

interface Text {
  readonly lang: Language
  readonly title: string
  readonly summary: string
  readonly story: string
  /** What a careful reader says it is about. */
  readonly told: Partial<Classification>
}

/** Labels that a text of its own kind would miss: the classifier knows the texts it has learned from too well. */
const DROPPED = 0.35
const ADDED = 0.2
const DROPPED_COMPANY = 0.12

/**
 * All privacy texts with the event they report, undated. The labels of a third are the reader's, of the others the classifier's; of
 * these, some are dropped.
 */
export function readReports(): Report[] {
  const training: Text[] = readTraining('training')
    .filter(({ privacy }) => privacy)
    .map(({ lang, title, summary, story, dataTypes, topics }) => ({
      lang,
      title,
      summary,
      story,
      told: { dataTypes, topics },
    }))
  const events: Text[] = readFileSync('test/stories/events.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line) => EventSchema.parse(JSON.parse(line)))
    .map(({ lang, title, summary, story, companies, amount, ...told }) => ({
      lang,
      title,
      summary,
      story: `event-${story}`,
      told: {
        ...told,
        companies: companies.map(([id, name, brand]) => ({ id, name, brand })),
        amount: amount === null ? null : { value: amount[0], currency: amount[1], eur: null },
      },
    }))
  const classifier = createClassifier(loadKnowledge())
  const random = randomFrom(7)
  return [...training, ...events].map(({ lang, title, summary, story, told }, at) => {
    const read = classifier.classify({ title, summary, content: '', url: null, language: lang })
    const keep = (share: number) => () => random() >= share
    const noisy = <T>(labels: readonly T[], all: readonly T[]): T[] => {
      const kept = labels.filter(keep(DROPPED))
      const other = all[Math.floor(random() * all.length)]
      return other !== undefined && random() < ADDED && !kept.includes(other) ? [...kept, other] : kept
    }
    const labelled: Classification =
      random() < 1 / 3
        ? { ...read, ...told }
        : {
            ...read,
            companies: read.companies.filter(keep(DROPPED_COMPANY)),
            dataTypes: noisy(read.dataTypes, DATA_TYPES),
            topics: noisy(read.topics, TOPICS),
          }
    const article = { id: `r${at}`, title, summary, language: lang, publishedAt: null, classification: labelled }
    return { language: lang, story, fold: foldOf(story), features: featuresOf(article) }
  })
}
