/** Hashes for feature tables (FNV-1a and a finisher), on parts of a text without cutting them out. */

export function hashOfSlice(text: string, from: number, to: number): number {
  let hash = 0x811c9dc5
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

export const hashOfText = (text: string): number => hashOfSlice(text, 0, text.length)

/** A hash of two, in this order. */
export const mix = (a: number, b: number): number => {
  const mixed = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) + Math.imul(b ^ 0x5bd1e995, 0x297a2d39)
  return mixed ^ (mixed >>> 13)
}

/** Row of a hash in a table whose size is a power of two. */
export function rowOf(hash: number, rows: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b)
  return (mixed ^ (mixed >>> 16)) & (rows - 1)
}
