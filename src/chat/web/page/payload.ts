/** Reading payloads of other platforms, whose shape the page doesn't vouch for. */

export type Json = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const records = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isRecord) : [])
export const record = (value: unknown): Json => (isRecord(value) ? value : {})
export const string = (value: unknown): string => (typeof value === 'string' ? value : '')
