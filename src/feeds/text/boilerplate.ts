/** A stand-in for the first cut. */
export const cutBoilerplate = (text: string): string => text
