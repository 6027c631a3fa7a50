/**
 * npm run train [-- labels|companies] [--check] [--errors]: trains the models from training/ and the knowledge base, and stores
 * them in src/classify/model, the companies model with the vocabulary that it reads; without a name both. Cross-validated by
 * event; thresholds come from the held-out parts. The same data give the same files. `--check` only measures, `--errors`
 * lists what the models got wrong there.
 */
import { Reader } from '../src/classify/classifier.ts'
import { loadKnowledge } from '../src/knowledge/index.ts'
import { trainCompanies } from './training/companies.ts'
import { type ReadItem, readTraining } from './training/data.ts'
import { storeVocabulary } from './training/folds.ts'
import { trainLabels } from './training/labels.ts'
import { TrainingVocabulary } from './training/vocabulary.ts'

const args = process.argv.slice(2)
const check = args.includes('--check')
const parts = args.filter((arg) => !arg.startsWith('--'))
const wrong = parts.find((part) => part !== 'labels' && part !== 'companies')
if (wrong) {
  console.error(`"${wrong}" is no model: name labels or companies, or neither for both.`)
  process.exit(2)
}

const knowledge = loadKnowledge()
const texts = readTraining(new URL('../training', import.meta.url).pathname)
const vocabulary = new TrainingVocabulary(knowledge, texts)
let words = vocabulary.without('')
const reader = new Reader(knowledge, { has: (language, word) => words.has(language, word) })
const items = texts.map((item): ReadItem => {
  const { title, summary, lang, story } = item
  words = vocabulary.without(story)
  return { item, reading: reader.read({ title, summary, content: '', url: null, language: lang }) }
})
console.log(
  `${items.length} items, ${new Set(items.map(({ item }) => item.story)).size} events, ${knowledge.companies.length} companies`,
)
if (parts.length === 0 || parts.includes('labels'))
  trainLabels(knowledge, items, { check, errors: args.includes('--errors') })
if (parts.length === 0 || parts.includes('companies')) {
  trainCompanies(knowledge, items, { check, errors: args.includes('--errors') })
  if (!check) storeVocabulary(vocabulary.pack())
}
