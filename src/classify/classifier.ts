import type { Knowledge } from '../knowledge/index.ts'
import {
  type Classification,
  type ClassifierInput,
  type CompanyMention,
  type DataType,
  type Evidence,
  isDataType,
  isTopic,
  type Language,
  type Topic,
} from '../types/index.ts'
import { brandOf, chooseCompanies, companyThresholds } from './companies.ts'
import { type Document, fieldAt, quote, readDocument } from './document.ts'
import { extractFeatures, outsideNames, visitNgrams } from './features.ts'
import { FigureReader } from './figures.ts'
import { type Hit, type IdeaHit, LexiconMatcher } from './lexicon.ts'
import { LABELS, loadModel, type Model } from './model.ts'
import { type NameHit, NameMatcher } from './names.ts'
import { type Candidate, OrganisationFinder, organisationId } from './organisations.ts'
import { companyFeatures } from './roles.ts'
import { sumFinder } from './sums.ts'
import { loadVocabulary, type WordList } from './vocabulary.ts'

export interface Classifier {
  /** Labels one item. Pure: the same input gives the same answer. Time is bounded whatever the text. */
  classify(input: ClassifierInput): Classification
  /** The same answer with everything that was seen on the way. */
  explain(input: ClassifierInput): Explanation
}

/** Why an item is labelled as it is. */
export interface Explanation {
  readonly classification: Classification
  /** What was read: title, summary and content, a line each, as far as texts are read. */
  readonly text: string
  /** Every term and name found, in the order of the text; `start` and `end` are places in it. */
  readonly spans: readonly {
    readonly label: string
    readonly text: string
    readonly start: number
    readonly end: number
    readonly negated: boolean
  }[]
  /** Probability and threshold of every label, likeliest first. */
  readonly labels: readonly {
    readonly label: string
    readonly probability: number
    readonly threshold: number
    readonly given: boolean
  }[]
  readonly companies: readonly {
    readonly id: string
    readonly name: string
    readonly probability: number
    readonly given: boolean
  }[]
  readonly modelVersion: string
}

/** What was read of one text, before anything is decided. Training starts here, too. */
export interface Reading {
  readonly document: Document
  readonly hits: readonly Hit[]
  readonly ideas: readonly IdeaHit[]
  readonly names: readonly NameHit[]
  readonly candidates: readonly Candidate[]
}

/** Reads texts with the knowledge base; matchers of a language are built when it first appears. */
export class Reader {
  readonly knowledge: Knowledge
  private readonly lexicons = new Map<Language, LexiconMatcher>()
  private readonly names: NameMatcher
  private readonly organisations: OrganisationFinder
  private readonly sums: ReturnType<typeof sumFinder>

  constructor(knowledge: Knowledge, vocabulary: WordList = loadVocabulary()) {
    this.knowledge = knowledge
    this.names = new NameMatcher(knowledge)
    this.organisations = new OrganisationFinder(knowledge, vocabulary)
    this.sums = sumFinder(knowledge)
  }

  read(input: ClassifierInput): Reading {
    const document = readDocument(input)
    let lexicon = this.lexicons.get(input.language)
    if (!lexicon) {
      lexicon = new LexiconMatcher(this.knowledge, input.language)
      this.lexicons.set(input.language, lexicon)
    }
    const { hits, ideas } = lexicon.find(document)
    const names = this.names.find(document)
    return {
      document,
      hits,
      ideas: [...ideas, ...this.sums(document)],
      names,
      candidates: this.organisations.find(document, names, hits, hostOf(input.url)),
    }
  }
}

/** What is needed of a URL: its host, without throwing. */
const hostOf = (url: string | null): string | null => (url && URL.canParse(url) ? new URL(url).hostname : null)

/**
 * From this probability on an item may be a privacy story, and is labelled, whatever is decided. Below it labels would be nonsense: the
 * model asks what a privacy story is about.
 */
const POSSIBLE = 0.1

export function createClassifier(knowledge: Knowledge): Classifier {
  const reader = new Reader(knowledge)
  const labelModel = loadModel('labels')
  const companyModel = loadModel('companies')
  const thresholds = companyThresholds(companyModel.header.thresholds)
  const figures = new FigureReader(knowledge)

  const decide = (input: ClassifierInput) => {
    const reading = reader.read(input)
    const { document, hits, candidates } = reading
    const probabilities = labelModel.score(extractFeatures(knowledge, reading))
    const given = (label: number) => (probabilities[label] ?? 0) >= labelModel.threshold(label)
    const privacy = given(0)
    const possible = (probabilities[0] ?? 0) >= POSSIBLE
    const labels = LABELS.filter((_, label) => label > 0 && possible && given(label))
    const features = companyFeatures(knowledge, document, hits, candidates)
    const roles = candidates.flatMap((candidate, index) => {
      const own = features[index]
      return own ? [{ candidate, probability: companyModel.score(own)[0] ?? 0 }] : []
    })
    return { reading, probabilities, privacy, labels, roles }
  }

  const conclude = ({ reading, probabilities, privacy, labels, roles }: ReturnType<typeof decide>): Classification => {
    const { document, hits, names } = reading
    const evidence: Evidence[] = []
    const show = (label: string, start: number, end: number) => {
      const text = quote(document, start, end)
      if (text && !evidence.some((one) => one.label === label && one.text === text))
        evidence.push({ label, text, field: fieldAt(document, start) })
    }
    if (privacy) for (const span of evidenceOf('privacy', reading, labelModel)) show('privacy', span.start, span.end)
    for (const label of labels)
      for (const span of evidenceOf(label, reading, labelModel)) show(label, span.start, span.end)

    const companies: CompanyMention[] = []
    for (const { candidate } of chooseCompanies(knowledge, roles, thresholds)) {
      const id = candidate.known ?? organisationId(candidate.name)
      companies.push({ id, name: candidate.name, brand: brandOf(candidate) })
      for (const { start, end } of candidate.mentions.slice(0, 2)) show(`company:${id}`, start, end)
    }
    const named = (kind: NameHit['kind']) => {
      const ids = new Set<string>()
      for (const one of names)
        if (one.kind === kind) {
          ids.add(one.id)
          show(`${kind}:${one.id}`, one.start, one.end)
        }
      return [...ids]
    }
    const topics = idsOf(labels, 'topic:', isTopic)
    const amount = topics.includes('fine') ? figures.amount(document, hits) : null
    if (amount) show('amount', amount.start, amount.end)
    const people = privacy ? figures.people(document, hits) : null
    if (people) show('people', people.start, people.end)
    return {
      privacy,
      score: Math.round((probabilities[0] ?? 0) * 1e4) / 1e4,
      companies,
      dataTypes: idsOf(labels, 'data:', isDataType),
      topics,
      regulators: named('regulator'),
      laws: named('law'),
      amount: amount?.value ?? null,
      people: people?.value ?? null,
      evidence,
    }
  }

  return {
    classify: (input) => conclude(decide(input)),
    explain: (input) => {
      const decision = decide(input)
      const { reading, probabilities, privacy, labels, roles } = decision
      const { document } = reading
      const chosen = chooseCompanies(knowledge, roles, thresholds)
      const spans = [
        ...reading.hits.map((one) => ({
          label: one.concept as string,
          start: one.start,
          end: one.end,
          negated: one.negated,
        })),
        ...reading.names.map((one) => ({
          label: `${one.kind}:${one.id}`,
          start: one.start,
          end: one.end,
          negated: false,
        })),
      ]
        .sort((a, b) => a.start - b.start || b.end - a.end)
        .map(({ label, start, end, negated }) => ({
          label,
          text: quote(document, start, end),
          start: document.origin[start] ?? 0,
          end: document.origin[end] ?? document.source.length,
          negated,
        }))
      return {
        classification: conclude(decision),
        text: document.source,
        spans,
        labels: LABELS.map((label, index) => ({
          label,
          probability: probabilities[index] ?? 0,
          threshold: labelModel.threshold(index),
          given: index === 0 ? privacy : labels.includes(label),
        })).sort((a, b) => b.probability - a.probability),
        companies: roles
          .map((one) => ({
            id: one.candidate.known ?? organisationId(one.candidate.name),
            name: one.candidate.name,
            probability: one.probability,
            given: chosen.includes(one),
          }))
          .sort((a, b) => b.probability - a.probability),
        modelVersion: labelModel.header.version,
      }
    },
  }
}

function idsOf<T extends DataType | Topic>(
  labels: readonly string[],
  prefix: string,
  is: (id: string) => id is T,
): T[] {
  return labels
    .filter((one) => one.startsWith(prefix))
    .map((one) => one.slice(prefix.length))
    .filter(is)
}

const MAX_EVIDENCE = 3

/** Terms of the lexicon that stand for the label, else the words of the text that weigh most for it. */
function evidenceOf(label: string, { document, hits, names }: Reading, model: Model): { start: number; end: number }[] {
  const direct = outsideNames(hits, names).filter(
    (one) =>
      !one.negated &&
      (label === 'privacy' ? one.concept === 'cue:privacy' || one.concept === 'cue:personal' : one.concept === label),
  )
  if (direct.length > 0) return direct.slice(0, MAX_EVIDENCE)
  const column = LABELS.indexOf(label)
  const weights = new Map<string, { start: number; end: number; weight: number }>()
  visitNgrams(document, (row, start, end) => {
    const weight = model.weight(row, column)
    const key = `${start} ${end}`
    const old = weights.get(key)
    if (old) old.weight += weight
    else weights.set(key, { start, end, weight })
  })
  const best = [...weights.values()]
    .filter((one) => one.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.start - b.start)
  return best.slice(0, 2)
}
