/**
 * The ids of the classification contract. They are stable: stored, typed in slash commands and compared in evaluations.
 * Labels for people live in `i18n/`; ids are never translated.
 */
export const DATA_TYPES = [
  'location',
  'physical-activity',
  'health',
  'genetic',
  'biometric',
  'audio',
  'images-video',
  'media-consumption',
  'browsing',
  'communications',
  'call-metadata',
  'contacts',
  'contact-details',
  'government-id',
  'credentials',
  'financial',
  'purchases',
  'device',
  'online-identifiers',
  'profiling',
  'emotions',
  'children',
  'sensitive-traits',
  'employment',
  'vehicle',
  'user-content',
] as const

/** What happened. In the order of the taxonomy, which is not an order of importance. */
export const TOPICS = [
  'collection',
  'sharing',
  'policy-change',
  'human-review',
  'breach',
  'fine',
  'legal-action',
  'investigation',
  'regulation',
  'surveillance',
  'ai',
  'consent',
  'rights',
  'protection',
] as const

export type DataType = (typeof DATA_TYPES)[number]
export type Topic = (typeof TOPICS)[number]

export const isDataType = (id: string): id is DataType => (DATA_TYPES as readonly string[]).includes(id)
export const isTopic = (id: string): id is Topic => (TOPICS as readonly string[]).includes(id)
