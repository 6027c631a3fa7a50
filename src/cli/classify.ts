import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { createClassifier } from '../classify/index.ts'
import { cleanText } from '../feeds/index.ts'
import { loadKnowledge, nativeName } from '../knowledge/index.ts'
import { detectLanguage } from '../language/index.ts'
import { createGrouper, type Grouper } from '../stories/index.ts'
import type { ClassifierInput } from '../types/index.ts'
import { explanationPage } from './explain.ts'

const id = z.union([z.string(), z.number()])
const line = z.object({
  id,
  title: z.string(),
  summary: z.string().nullish(),
  content: z.string().nullish(),
  url: z.string().nullish(),
  feedLanguage: z.string().nullish(),
  publishedAt: z.iso.datetime({ offset: true }).nullish(),
})

/** The last field of an answer when grouping is off. */
type Answer = Record<string, unknown>

/**
 * `vigie classify`: JSON Lines in, JSON Lines out, an answer a line, in order. A line that can't be read gets an answer with an
 * `error` and stops nothing. Memory stays bounded for any number of lines.
 */
export async function classify(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  stories: boolean,
): Promise<void> {
  const classifier = createClassifier(loadKnowledge())
  const grouper = stories ? createGrouper() : null
  await eachLine(input, output, (text, number) =>
    JSON.stringify(answerTo(text, number, (fields) => classifyFields(fields, classifier.classify, grouper))),
  )
}

/** `vigie classify --explain`: the same lines in, for each a page to read: the text, what was found, why it is labelled so. */
export async function explain(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Promise<void> {
  const classifier = createClassifier(loadKnowledge())
  await eachLine(input, output, (text, number) => {
    let page = ''
    const answer = answerTo(text, number, (fields) => {
      const item = itemOf(fields)
      page = explanationPage(String(fields.id), item.language, classifier.explain(item))
      return {}
    })
    return page || `line ${number}: ${String(answer.error)}\n`
  })
}

async function eachLine(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  answer: (text: string, number: number) => string,
): Promise<void> {
  let number = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++
    if (text.trim() === '') continue
    if (!output.write(`${answer(text, number)}\n`)) await once(output, 'drain')
  }
}

function answerTo(text: string, number: number, run: (fields: z.infer<typeof line>) => Answer): Answer {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { line: number, error: `not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  const parsed = line.safeParse(value)
  if (parsed.success) return run(parsed.data)
  const known = z.object({ id }).safeParse(value)
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`)
  return { ...(known.success ? { id: known.data.id } : {}), line: number, error: problems.join('; ') }
}

function itemOf(fields: z.infer<typeof line>): ClassifierInput {
  const title = cleanText(fields.title)
  const summary = cleanText(fields.summary ?? '')
  const content = cleanText(fields.content ?? '')
  const language = detectLanguage(`${title}\n${summary}`, fields.feedLanguage ?? null)
  return { title, summary, content, url: fields.url ?? null, language }
}

function classifyFields(
  fields: z.infer<typeof line>,
  classifyText: (input: ClassifierInput) => ReturnType<ReturnType<typeof createClassifier>['classify']>,
  grouper: Grouper | null,
): Answer {
  const item = itemOf(fields)
  const { title, summary, language } = item
  const classification = classifyText(item)
  const { privacy, score, companies, dataTypes, topics, regulators, laws, amount, people, evidence } = classification
  const publishedAt = fields.publishedAt ? new Date(fields.publishedAt) : null
  const answer = {
    id: fields.id,
    language,
    privacy,
    score: Math.round(score * 1000) / 1000,
    companies: companies.map(({ id, name }) => ({ id, name: nativeName(id, language, loadKnowledge()) ?? name })),
    dataTypes,
    topics,
    regulators,
    laws,
    amount,
    people,
    evidence,
  }
  if (grouper === null) return answer
  return {
    ...answer,
    story: grouper.add({ id: String(fields.id), title, summary, language, publishedAt, classification }),
  }
}
