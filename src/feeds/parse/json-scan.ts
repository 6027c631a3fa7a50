/** Structural characters walked without a break. */
const STEPS = 20_000
/** Characters of one entry: room for the pictures that some publishers write into it. */
const MAX_ITEM = 4 * 1024 * 1024

/**
 * Finds the entries of a JSON Feed without parsing the whole of it: the elements of the top-level `items`. So each is parsed
 * on its own, one broken entry costs itself only, a cut-off document gives what came before the cut, and there is a place
 * to pause. Yields after some steps even where there is no entry; `item` is null then.
 */
export class JsonScanner {
  /** The document without its entries: what is left when {@link items} has ended. */
  head = ''
  found = false
  /** The document ended before its entries did. */
  cutOff = false
  readonly #json: string

  constructor(json: string) {
    this.#json = json
  }

  *items(): Generator<string | null> {
    const json = this.#json
    const structural = /["{}[\]]/g
    let depth = 0
    let key = ''
    let inItems = false
    let listStart = -1
    let listEnd = -1
    let itemStart = -1
    let steps = 0
    for (let match = structural.exec(json); match; match = structural.exec(json)) {
      const at = match.index
      steps += 1
      if (steps % STEPS === 0) yield null
      switch (json[at]) {
        case '"': {
          const end = stringEnd(json, at)
          if (depth === 1 && end - at < 32) key = json.slice(at + 1, end)
          structural.lastIndex = end + 1
          break
        }
        case '{':
        case '[':
          depth += 1
          if (depth === 2 && key === 'items' && json[at] === '[' && listStart < 0) {
            inItems = true
            listStart = at + 1
          } else if (inItems && depth === 3) itemStart = at
          break
        default:
          depth -= 1
          if (inItems && depth === 2) {
            if (at - itemStart < MAX_ITEM) yield json.slice(itemStart, at + 1)
          } else if (inItems && depth === 1) {
            inItems = false
            listEnd = at
          }
      }
    }
    this.found = listStart >= 0
    this.cutOff = this.found && listEnd < 0
    if (listStart < 0) this.head = json
    else this.head = listEnd < 0 ? `${json.slice(0, listStart)}]}` : json.slice(0, listStart) + json.slice(listEnd)
  }
}

/** Where the string that opens at `start` closes, or the end of a document that is cut off. */
function stringEnd(json: string, start: number): number {
  let end = start
  do {
    end = json.indexOf('"', end + 1)
    if (end < 0) return json.length
  } while (isEscaped(json, end))
  return end
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0
  while (json[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}
