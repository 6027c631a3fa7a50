/**
 * npm run evaluate [-- FILES… --errors N --confusions --save]: classifies labelled cases and scores the answers, by language
 * and facet. Without files: the project's own cases in test/cases; `--save` keeps their scores as the ones that `/privacy about` tells.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createClassifier } from '../src/classify/index.ts'
import { type Case, CaseSchema, FACETS, type Measured, type Scores, scoreCases } from '../src/evaluate/index.ts'
import { loadKnowledge, nativeName } from '../src/knowledge/index.ts'
import { detectLanguage } from '../src/language/index.ts'

const args = process.argv.slice(2)
const own = new URL('../test/cases/', import.meta.url).pathname
const option = (name: string) => (args.includes(name) ? Number(args[args.indexOf(name) + 1] ?? 0) : 0)
const named = args.filter((arg) => arg.endsWith('.jsonl'))
const files =
  named.length > 0
    ? named
    : readdirSync(own)
        .filter((name) => name.endsWith('.jsonl'))
        .sort()
        .map((name) => own + name)

const knowledge = loadKnowledge()
const classifier = createClassifier(knowledge)
const cases: Case[] = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => CaseSchema.parse(JSON.parse(line))),
)
const answers = cases.map(({ title, summary }) => {
  const language = detectLanguage(`${title}\n${summary}`, null)
  const classification = classifier.classify({ title, summary, content: '', url: null, language })
  // As `vigie classify` names them.
  const companies = classification.companies.map((one) => ({
    ...one,
    name: nativeName(one.id, language, knowledge) ?? one.name,
  }))
  return { language, classification: { ...classification, companies } }
})

const rounded = (value: number) => Math.round(value * 1000) / 1000
const percent = (value: number) => (100 * value).toFixed(1).padStart(6)
const line = (name: string, scores: Scores) =>
  console.log(
    `${name.padEnd(8)}${String(scores.items).padStart(5)} ${FACETS.map((facet) => `${facet}${percent(scores[facet].f1)}`).join('  ')}  language${percent(scores.language)}`,
  )

const { scores, mistakes } = scoreCases(cases, answers)
line('all', scores)
for (const facet of FACETS) {
  const { precision, recall, f1, support } = scores[facet]
  console.log(
    `  ${facet.padEnd(10)} precision${percent(precision)}  recall${percent(recall)}  F1${percent(f1)}  n=${support}`,
  )
}
for (const language of [...new Set(cases.map((one) => one.lang))].sort()) {
  const at = cases.flatMap((one, index) => (one.lang === language ? [index] : []))
  const part = scoreCases(
    at.flatMap((index) => cases[index] ?? []),
    at.flatMap((index) => answers[index] ?? []),
  )
  line(language, part.scores)
}

if (args.includes('--save') && named.length === 0) {
  const measured: Measured = {
    cases: scores.items,
    relevance: rounded(scores.relevance.f1),
    companies: rounded(scores.companies.f1),
    dataTypes: rounded(scores.dataTypes.f1),
    topics: rounded(scores.topics.f1),
    language: rounded(scores.language),
  }
  writeFileSync(new URL('../src/evaluate/measured.json', import.meta.url), `${JSON.stringify(measured, null, 2)}\n`)
}

if (args.includes('--confusions')) {
  const counts = new Map<string, number>()
  for (const { notes } of mistakes)
    for (const note of notes)
      for (const label of note.split(/[: ]+/).slice(1))
        if (/^[+-]/.test(label) && !note.startsWith('companies')) counts.set(label, (counts.get(label) ?? 0) + 1)
  console.log('\nlabels given without need (+) and missed (-):')
  for (const [label, count] of [...counts].sort((a, b) => b[1] - a[1]))
    console.log(`  ${String(count).padStart(4)} ${label}`)
}
for (const { case: one, notes } of mistakes.slice(0, option('--errors')))
  console.log(`${one.id}  ${one.title}\n    ${notes.join(' | ')}`)
