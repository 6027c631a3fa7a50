import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { DATA_TYPES, type DataType } from '../../types/index.ts'

/** Concepts of the personal-data extension of the W3C Data Privacy Vocabulary: https://w3id.org/dpv/pd */
const schema = z.record(z.enum(DATA_TYPES), z.array(z.string().regex(/^pd:[A-Z]\w+$/)).min(1))
const terms = schema.parse(JSON.parse(readFileSync(new URL('./dpv.json', import.meta.url), 'utf8')))

/** The concepts nearest to these kinds of data, as `pd:` terms. */
export const dpvTerms = (dataTypes: readonly DataType[]): string[] => [...new Set(dataTypes.flatMap((id) => terms[id]))]

/** The IRI of a `pd:` term. */
export const dpvIri = (term: string): string => `https://w3id.org/dpv/pd#${term.slice('pd:'.length)}`
