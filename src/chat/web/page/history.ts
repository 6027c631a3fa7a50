const KEY = 'vigie-history'
const MOST = 100

/** What was typed before, kept in this browser. Arrow keys walk through it; what was being typed waits at its end. */
export class TypedHistory {
  readonly #lines: string[] = read()
  #at = this.#lines.length
  #draft = ''

  add(line: string): void {
    const same = this.#lines.indexOf(line)
    if (same >= 0) this.#lines.splice(same, 1)
    this.#lines.push(line)
    this.#lines.splice(0, this.#lines.length - MOST)
    this.#at = this.#lines.length
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#lines))
    } catch {
      // A private window may keep nothing: the lines are there until it is closed.
    }
  }

  /** @returns the earlier line, null at the first */
  earlier(current: string): string | null {
    if (this.#at === 0) return null
    if (this.#at === this.#lines.length) this.#draft = current
    this.#at -= 1
    return this.#lines[this.#at] ?? null
  }

  /** @returns the later line, null at the end */
  later(): string | null {
    if (this.#at >= this.#lines.length) return null
    this.#at += 1
    return this.#lines[this.#at] ?? this.#draft
  }
}

function read(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((line) => typeof line === 'string').slice(-MOST) : []
  } catch {
    return []
  }
}
