/** Remembers the results used last, those being made included. What fails is forgotten. */
export class Cache<Value> {
  readonly #size: number
  readonly #kept = new Map<string, Promise<Value>>()

  constructor(size: number) {
    this.#size = size
  }

  get(key: string, make: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(key)
    const value = known ?? make()
    this.#kept.delete(key)
    this.#kept.set(key, value)
    if (known === undefined) {
      value.catch(() => this.#kept.get(key) === value && this.#kept.delete(key))
      for (const oldest of this.#kept.keys()) {
        if (this.#kept.size <= this.#size) break
        this.#kept.delete(oldest)
      }
    }
    return value
  }
}
