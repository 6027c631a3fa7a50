import type { Classification, Language } from '../types/index.ts'

export interface HeadlineCandidate {
  readonly title: string
  readonly language: Language
  readonly publishedAt: Date | null
  readonly classification: Classification
}

/** Characters of a headline that says enough and still fits a line. */
const SHORT = 35
const LONG = 120

/**
 * The headline that tells the story best: it names the organisation and the figure, in the language most reports are in, neither
 * clipped nor endless, no question, no clickbait. Of equals, the earliest. `reports` is not empty, oldest first.
 */
export function bestHeadline<T extends HeadlineCandidate>(reports: readonly T[]): T {
  const languages = new Map<Language, number>()
  for (const { language } of reports) languages.set(language, (languages.get(language) ?? 0) + 1)
  const rated = reports.map((report) => ({
    report,
    points: points(report) + (languages.get(report.language) ?? 0) / reports.length,
  }))
  const [first] = rated
  if (first === undefined) throw new RangeError('A story has at least one report.')
  return rated.reduce((best, next) => (next.points > best.points ? next : best), first).report
}

function points({ title, classification }: HeadlineCandidate): number {
  const inTitle = (label: string) =>
    classification.evidence.some((it) => it.field === 'title' && it.label.startsWith(label))
  let points = 0
  if (inTitle('company:')) points += 2
  if (inTitle('amount') || inTitle('people')) points += 1
  if (inTitle('topic:')) points += 0.7
  if (inTitle('data:')) points += 0.5
  if (title.length < SHORT) points -= 1
  if (title.length > LONG) points -= (title.length - LONG) / 60
  if (/[?？؟]/.test(title)) points -= 1
  if (/(?:…|\.\.\.)\s*$/.test(title)) points -= 1.5
  if (/[!！]/.test(title)) points -= 0.5
  return points
}
