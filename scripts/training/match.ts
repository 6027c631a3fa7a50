import { foldTerm } from '../../src/classify/fold.ts'
import type { Candidate } from '../../src/classify/organisations.ts'
import type { Knowledge } from '../../src/knowledge/index.ts'

/** Whether a candidate is a company of the story: yes, no, or not told by the labels. */
export type Verdict = 1 | 0 | -1

/** Compares the candidates of a text with the companies it is labelled with. */
export class CompanyMatcher {
  private readonly ids = new Map<string, Set<string>>()
  private readonly parents: ReadonlyMap<string, string>
  /** Public bodies, which labels may name in English. */
  private readonly bodies: ReadonlySet<string>

  constructor(knowledge: Knowledge) {
    this.parents = new Map(knowledge.companies.flatMap(({ id, parent }) => (parent ? [[id, parent]] : [])))
    this.bodies = new Set(knowledge.companies.filter((one) => one.sector === 'public').map((one) => one.id))
    for (const { id, name, aliases, brands } of knowledge.companies)
      for (const one of [
        id,
        name,
        ...aliases.map((alias) => (typeof alias === 'string' ? alias : alias.text)),
        ...brands.map((brand) => brand.name),
      ]) {
        const key = slug(one)
        this.ids.set(key, (this.ids.get(key) ?? new Set()).add(id))
      }
  }

  /**
   * A label may name in full, in English or in another form what the text names in short: `Helsingør Municipality` for
   * "Helsingør". The candidate with most of its words stands for it then; others with some of them are left open, and so are
   * all unknown names and public bodies where a label has no word in common with the text.
   */
  match(labels: readonly string[], candidates: readonly Candidate[]): { verdicts: Verdict[]; unfound: string[] } {
    const verdicts: Verdict[] = candidates.map(() => 0)
    const lost = labels.filter((label) => {
      const key = slug(label)
      const ids = this.ids.get(key)
      const is = (accepts: (one: Candidate) => boolean | undefined) =>
        candidates.findIndex((one, index) => verdicts[index] === 0 && accepts(one))
      let at = is((one) => (one.known ? ids?.has(one.known) : slug(one.name) === key))
      // The label may name the parent of a company that goes by its own name.
      if (at < 0) at = is((one) => one.known !== null && ids?.has(this.parents.get(one.known) ?? ''))
      if (at >= 0) verdicts[at] = 1
      return at < 0
    })
    const unfound = lost.filter((label) => {
      const words = wordsOf(label)
      const shared = candidates.map((one, index) =>
        verdicts[index] === 1 || one.known ? 0 : sharedWords(words, wordsOf(one.name)),
      )
      const most = Math.max(0, ...shared)
      if (most === 0) {
        if (!this.ids.has(slug(label)))
          candidates.forEach((one, index) => {
            if (verdicts[index] === 0 && (!one.known || this.bodies.has(one.known))) verdicts[index] = -1
          })
        return true
      }
      // Of equal ones the shortest, which has the fewest words beside those of the label.
      let best = -1
      shared.forEach((count, index) => {
        if (count === 0) return
        const name = candidates[index]?.name ?? ''
        if (count === most && (best < 0 || name.length < (candidates[best]?.name.length ?? 0))) best = index
        if (verdicts[index] === 0) verdicts[index] = -1
      })
      verdicts[best] = 1
      return false
    })
    return { verdicts, unfound }
  }
}

const slug = (name: string) => foldTerm(name).replace(/[^\p{L}\p{N}]+/gu, '')

/** Words for kinds of organisation, in the forms that labels have. */
const GENERIC =
  /^(?:municipal|kommune|kommun|gemeent|gemeind|commune|comune|stadt$|land$|city|town|state|police|poliz|polic|polit|polis|minist|univers|hospital|hopital|ospedal|spital|szpital|sykehus|sjukhus|school|skole|skola|service|group|grupp|health|company|agency|author|department|bank$|app$|the$|national|danish|swedish|norwegian|dutch|german|french|italian|spanish|polish)/

const wordsOf = (name: string): string[] => {
  const words = foldTerm(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
  const telling = words.filter((word) => !GENERIC.test(word))
  return telling.length > 0 ? telling : words.filter((word) => word.length > 4)
}

/** How many words two names share, give or take an ending. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  return b.filter((word) => a.some((other) => sameStem(word, other))).length
}

function sameStem(a: string, b: string): boolean {
  const least = Math.min(a.length, b.length)
  if (Math.abs(a.length - b.length) > 3 || least < 3) return false
  const stem = Math.max(3, least - 2)
  return least < 5 ? a.startsWith(b) || b.startsWith(a) : a.slice(0, stem) === b.slice(0, stem)
}
