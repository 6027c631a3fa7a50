export { buildEdition, type EditionRequest } from './edition.ts'
export { wants } from './filter.ts'
export { nextDigestAt } from './hours.ts'
export { sectionOf } from './sections.ts'
