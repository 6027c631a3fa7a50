import { describe, expect, it } from 'vitest'
import { retryDelay } from '../../src/delivery/index.ts'

describe('the wait after a failed attempt', () => {
  it('doubles from 5 s to 15 min', () => {
    expect([1, 2, 3, 4, 8, 9, 30, 1_000].map((attempts) => retryDelay(attempts, 1))).toEqual([
      5, 10, 20, 40, 640, 900, 900, 900,
    ])
  })

  it('is spread over its upper half', () => {
    expect(retryDelay(3, 0)).toBe(10)
    expect(retryDelay(3, 0.5)).toBe(15)
  })
})
