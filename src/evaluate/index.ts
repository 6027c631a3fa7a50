export { loadMeasured, MEASURES, type Measured } from './measured.ts'
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
