import { ATOM_SYSTEMS } from './atom.ts'
import { OTHER_SYSTEMS } from './other.ts'
import { RSS_SYSTEMS } from './rss.ts'
import type { System } from './system.ts'

export type { System } from './system.ts'
/** Full-size feeds in the manner of well-known publishing systems. */
export const SYSTEMS: readonly System[] = [...RSS_SYSTEMS, ...ATOM_SYSTEMS, ...OTHER_SYSTEMS]
