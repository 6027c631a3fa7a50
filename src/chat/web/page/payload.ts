/** Reading payloads of other platforms, whose shape the page doesn't vouch for. */

export type Json = Readonly<Record<string, unknown>>

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const records = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isRecord) : [])
export const record = (value: unknown): Json => (isRecord(value) ? value : {})
export const string = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Charts go along as files `chart-1.png`, `chart-2.png` …: which of them a payload means, from 0; null for another file. */
export function chartIn(file: string): number | null {
  const number = /chart-(\d{1,2})(?:\.png)?$/.exec(file)?.[1]
  return number === undefined ? null : Number(number) - 1
}
