const RFC_822 = /\b[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000/g
const ISO_8601 = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/g

/** The latest date that a feed document carries, or null. */
export function latestDate(document: string): Date | null {
  const times = [RFC_822, ISO_8601].flatMap((pattern) =>
    (document.match(pattern) ?? []).map((text) => Date.parse(text)),
  )
  return times.length === 0 ? null : new Date(Math.max(...times))
}

/** Moves every date of a feed document by as many milliseconds, in the format it is written in. */
export function shiftDates(document: string, milliseconds: number): string {
  const moved = (text: string) => new Date(Date.parse(text) + milliseconds)
  return document
    .replace(RFC_822, (text) => moved(text).toUTCString().replace('GMT', '+0000'))
    .replace(ISO_8601, (text) => moved(text).toISOString().replace('.000Z', 'Z'))
}
