/** Time, memory and load of the classifier on feed-sized texts, beside the naive way: one RegExp of all terms of a language. */
import { readFileSync } from 'node:fs'
import { createClassifier } from '../src/classify/index.ts'
import { loadKnowledge } from '../src/knowledge/index.ts'
import { detectLanguage } from '../src/language/index.ts'
import { LANGUAGES, type Language } from '../src/types/index.ts'

const MB = 2 ** 20
/** Processor time so far, in milliseconds: what else runs on the machine doesn't count. */
const now = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000
const before = process.memoryUsage.rss()
const loadStart = now()
const knowledge = loadKnowledge()
const classifier = createClassifier(knowledge)
const load = now() - loadStart

const items = LANGUAGES.flatMap((language) => {
  const file = new URL(`../training/${language}/90-ordinary.jsonl`, import.meta.url)
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): { title: string; summary: string } => JSON.parse(line))
})
const run = () => {
  for (const { title, summary } of items) {
    const language = detectLanguage(`${title}\n${summary}`, null)
    classifier.classify({ title, summary, content: '', url: null, language })
  }
}
const first = now()
run()
const cold = now() - first
for (let i = 0; i < 8; i++) run()
const times: number[] = []
for (let i = 0; i < 15; i++) {
  const start = now()
  run()
  times.push(((now() - start) * 1000) / items.length)
}
const median = (list: number[]) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
// What follows is the naive way's, not the classifier's.
const added = process.memoryUsage.rss() - before
const length = items.reduce((sum, one) => sum + one.title.length + one.summary.length, 0) / items.length

const patterns = new Map<Language, RegExp>()
for (const language of LANGUAGES) {
  const { data, topics, cues } = knowledge.lexicon(language)
  const terms = [data, topics, cues].flatMap((group) => Object.values(group).flatMap((list) => list ?? []))
  const source = terms.map((term) => term.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[\\p{L}]*')).join('|')
  patterns.set(language, new RegExp(`(?<![\\p{L}])(?:${source})(?![\\p{L}])`, 'giu'))
}
const naive: number[] = []
for (let i = 0; i < 5; i++) {
  const start = now()
  items.forEach(({ title, summary }, index) => {
    const language = LANGUAGES[Math.floor((index * LANGUAGES.length) / items.length)] ?? 'en'
    ;[...`${title}\n${summary}`.matchAll(patterns.get(language) ?? /$^/g)].length
  })
  naive.push(((now() - start) * 1000) / items.length)
}

console.log(`load                       ${load.toFixed(0)} ms`)
console.log(`first pass, 20 languages   ${cold.toFixed(0)} ms (matchers are built on first use)`)
console.log(
  `language and labels        ${median(times).toFixed(0)} µs an item of ${length.toFixed(0)} characters, ${items.length} items`,
)
console.log(`one RegExp of all terms    ${median(naive).toFixed(0)} µs an item, matching alone`)
console.log(`resident memory added      ${(added / MB).toFixed(0)} MB`)

const attacks: [string, string][] = [
  ['1 MB of letters', 'a'.repeat(MB)],
  ['1 MB of < signs', '<'.repeat(MB)],
  ['1 MB of names', 'Meta, Google, Amazon, Apple, '.repeat(36_000)],
  ['1 MB of digits', '1 234 567,'.repeat(100_000)],
  ['1 MB of ideographs', '个人信息泄露'.repeat(170_000)],
]
for (const [name, title] of attacks) {
  const start = now()
  const language = detectLanguage(title, null)
  classifier.classify({ title, summary: title, content: title, url: null, language })
  console.log(`${name.padEnd(26)} ${(now() - start).toFixed(1)} ms`)
}
