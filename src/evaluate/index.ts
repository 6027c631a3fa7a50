export {
  type Answer,
  type Case,
  CaseSchema,
  FACETS,
  type Facet,
  type Mistake,
  type Rates,
  type Scores,
  scoreCases,
} from './score.ts'
