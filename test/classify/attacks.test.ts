import { beforeAll, describe, expect, it } from 'vitest'
import { type Classifier, createClassifier } from '../../src/classify/index.ts'
import { loadKnowledge } from '../../src/knowledge/index.ts'
import { LANGUAGES, type Language } from '../../src/types/index.ts'

const MB = 2 ** 20
const knowledge = loadKnowledge()
let classifier: Classifier
const classify = (language: Language, title: string, summary = title) =>
  classifier.classify({ title, summary, content: summary, url: null, language })
const ids = (language: Language, title: string) => classify(language, title, '').companies.map((one) => one.id)

/** Processor time in milliseconds: what else runs on the machine doesn't count. */
function spent(run: () => void): number {
  const { user, system } = process.cpuUsage()
  run()
  const after = process.cpuUsage({ user, system })
  return (after.user + after.system) / 1000
}

beforeAll(() => {
  classifier = createClassifier(knowledge)
  for (const language of LANGUAGES) classify(language, 'Netflix')
})

describe('texts that attack cost bounded time', () => {
  const wall = knowledge.companies.flatMap((one) => [one.name, ...one.brands.map((brand) => brand.name)])
  const names = Array.from({ length: 10_000 }, (_, i) => wall[i % wall.length] ?? '')
  it.each<[string, string]>([
    ['letters', 'a'.repeat(MB)],
    ['capitals', 'A'.repeat(MB)],
    ['capitalised words', 'Aa Bb '.repeat(MB / 6)],
    ['capitals joined by small words', 'Aa of the Bb de '.repeat(MB / 16)],
    ['one name', 'Google'.repeat(MB / 6)],
    ['ten thousand companies', names.join(', ')],
    ['ten thousand companies without commas', names.join(' ')],
    ['quotation marks', '«"“「'.repeat(MB / 4)],
    ['hyphens and apostrophes', "A-'".repeat(MB / 3)],
    ['katakana', 'ア'.repeat(MB)],
    ['ideographs that end names', '市銀行大学'.repeat(MB / 5)],
    ['Hangul with particles', '은행은 '.repeat(MB / 4)],
    ['Arabic heads', 'شركة ال'.repeat(MB / 7)],
    ['zero-width characters', 'N\u200b\u200d\ufeff'.repeat(MB / 4)],
    ['bidirectional marks', '\u202eGoogle\u202c'.repeat(MB / 8)],
    ['lone surrogates', '\ud83d'.repeat(MB)],
  ])('1 MB of %s', (_, text) => {
    for (const language of ['en', 'de', 'fi', 'pl', 'ja', 'zh', 'ko', 'ar'] as const) {
      let companies = 0
      expect(
        spent(() => {
          companies = classify(language, text).companies.length
        }),
      ).toBeLessThan(400)
      expect(companies).toBeLessThanOrEqual(40)
    }
  })
})

describe('names in disguise', () => {
  it.each([
    ['zero-width characters inside', 'Net\u200bflix fined over viewing records'],
    ['soft hyphens inside', 'Net\u00adflix fined over viewing records'],
    ['bidirectional marks around', '\u202dNetflix\u202c fined over viewing records'],
    ['isolates around', '\u2068Netflix\u2069 fined over viewing records'],
    ['Cyrillic look-alikes', 'Nеtfliх fined over viewing records'],
    ['Greek look-alikes', 'Νetflix fined over viewing records'],
    ['full-width letters', 'Ｎｅｔｆｌｉｘ fined over viewing records'],
    ['combining marks', 'N\u0301etfl\u0308ix fined over viewing records'],
    ['capitals', 'NETFLIX FINED OVER VIEWING RECORDS'],
  ])('are found: %s', (_, title) => {
    expect(ids('en', title)).toEqual(['netflix'])
  })

  it('quote the text as it stands', () => {
    const { evidence } = classify('en', 'Net\u200bflix fined over viewing records', '')
    expect(evidence.find((one) => one.label === 'company:netflix')?.text).toBe('Net\u200bflix')
  })

  it('leave words of another script alone', () => {
    expect(ids('ru', 'Нет флиха: суд оштрафовал магазин')).not.toContain('netflix')
  })
})
