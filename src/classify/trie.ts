import { endsWord, isJoint, kindAt, SEPARATOR, wordEnd } from './characters.ts'

const STAR = '*'.charCodeAt(0)
const SPACE = ' '.charCodeAt(0)
const ROOT = 0
/** What is known of a node without looking for its children. */
const HAS_STAR = 1
const HAS_SPACE = 2
const HAS_VALUES = 4

/**
 * Many terms, looked up at once. Nodes live in typed arrays, children in one hash table over (parent, character): compact,
 * and quick to build. Terms are folded; a space matches up to three joints, `*` the rest of a word.
 */
export class Trie<T> {
  private parents = new Int32Array(1024)
  private characters = new Uint16Array(1024)
  private flags = new Uint8Array(1024)
  private table = new Int32Array(4096)
  private size = 1
  private readonly values: (T[] | undefined)[] = []

  add(term: string, value: T): void {
    let node = ROOT
    for (let i = 0; i < term.length; i++)
      node = this.child(node, term.charCodeAt(i)) || this.grow(node, term.charCodeAt(i))
    const values = this.values[node]
    if (node === ROOT || values?.includes(value)) return
    if (values) values.push(value)
    else this.values[node] = [value]
    this.flags[node] = (this.flags[node] ?? 0) | HAS_VALUES
  }

  /**
   * All terms that start at `start`, each with its end. With `open`, a term may also end inside a word: the caller then
   * judges what follows.
   */
  match(text: string, start: number, open: boolean, found: (value: T, start: number, end: number) => void): void {
    this.walk(text, start, ROOT, start, open, found)
  }

  private walk(
    text: string,
    from: number,
    first: number,
    start: number,
    open: boolean,
    found: (value: T, start: number, end: number) => void,
  ): void {
    let node = first
    let at = from
    for (;;) {
      const flags = this.flags[node] ?? 0
      if (flags & HAS_VALUES) {
        const values = this.values[node]
        if (values && (open || endsWord(text, at))) for (const value of values) found(value, start, at)
      }
      const star = flags & HAS_STAR ? this.child(node, STAR) : 0
      if (star) {
        const end = wordEnd(text, at)
        const values = this.values[star]
        if (values) for (const value of values) found(value, start, end)
        if (end > at || isJoint(text, end))
          this.walk(text, end, star, start, open, skipStarValues(this.values[star], found))
      }
      if (at >= text.length) return
      if (flags & HAS_SPACE && isJoint(text, at)) {
        const space = this.child(node, SPACE)
        if (space) {
          let next = at + 1
          while (next < at + 3 && isJoint(text, next)) next++
          if (kindAt(text, next) !== SEPARATOR) this.walk(text, next, space, start, open, found)
        }
      }
      const next = text.charCodeAt(at) === SPACE ? 0 : this.child(node, text.charCodeAt(at))
      if (!next) return
      node = next
      at++
    }
  }

  private child(node: number, character: number): number {
    const mask = this.table.length - 1
    let slot = hash(node, character) & mask
    for (;;) {
      const child = this.table[slot] ?? 0
      if (child === 0) return 0
      if (this.parents[child] === node && this.characters[child] === character) return child
      slot = (slot + 1) & mask
    }
  }

  private grow(parent: number, character: number): number {
    if (this.size === this.parents.length) {
      this.parents = enlarge(this.parents, new Int32Array(2 * this.size))
      this.characters = enlarge(this.characters, new Uint16Array(2 * this.size))
      this.flags = enlarge(this.flags, new Uint8Array(2 * this.size))
    }
    if (3 * this.size > this.table.length) {
      this.table = new Int32Array(4 * this.table.length)
      for (let node = 1; node < this.size; node++) this.insert(node)
    }
    const node = this.size++
    this.parents[node] = parent
    this.characters[node] = character
    if (character === STAR) this.flags[parent] = (this.flags[parent] ?? 0) | HAS_STAR
    if (character === SPACE) this.flags[parent] = (this.flags[parent] ?? 0) | HAS_SPACE
    this.insert(node)
    return node
  }

  private insert(node: number): void {
    const mask = this.table.length - 1
    let slot = hash(this.parents[node] ?? 0, this.characters[node] ?? 0) & mask
    while (this.table[slot] !== 0) slot = (slot + 1) & mask
    this.table[slot] = node
  }
}

/** Values of a star node were told where the word ends; walking on from it must not tell them again. */
function skipStarValues<T>(
  told: readonly T[] | undefined,
  found: (value: T, start: number, end: number) => void,
): (value: T, start: number, end: number) => void {
  if (!told) return found
  return (value, start, end) => {
    if (!told.includes(value)) found(value, start, end)
  }
}

const hash = (node: number, character: number): number =>
  ((Math.imul(node, 0x9e3779b1) ^ Math.imul(character, 0x85ebca6b)) >>> 3) | 0

function enlarge<A extends Int32Array | Uint16Array | Uint8Array>(from: A, to: A): A {
  to.set(from)
  return to
}
