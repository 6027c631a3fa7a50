import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLimiter } from '../../../src/feeds/http/limiter.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

interface Start {
  readonly name: string
  readonly at: number
}

/** Tasks that take `ms` of the fake clock, and a record of when each began. */
function recorder() {
  const started: Start[] = []
  const begin = performance.now()
  let active = 0
  let most = 0
  const task = (name: string, ms: number) => async () => {
    started.push({ name, at: performance.now() - begin })
    active++
    most = Math.max(most, active)
    await new Promise((resolve) => setTimeout(resolve, ms))
    active--
    return name
  }
  return { started, task, most: () => most }
}

describe('turns', () => {
  test('so many at once, over all hosts', async () => {
    const limiter = createLimiter({ concurrency: 3, perHost: { concurrency: 1, spacingMs: 0 } })
    const { task, most, started } = recorder()
    const all = Promise.all([...'abcdefgh'].map((host) => limiter.run(host, task(host, 100))))
    await vi.runAllTimersAsync()
    expect(await all).toEqual([...'abcdefgh'])
    expect(most()).toBe(3)
    expect(started.map(({ at }) => at)).toEqual([0, 0, 0, 100, 100, 100, 200, 200])
  })

  test('so many at once a host, first come first served, while other hosts go on', async () => {
    const limiter = createLimiter({ concurrency: 10, perHost: { concurrency: 2, spacingMs: 0 } })
    const { task, started } = recorder()
    const all = ['a1', 'a2', 'a3', 'a4', 'b1'].map((name) => limiter.run(name.slice(0, 1), task(name, 100)))
    await vi.runAllTimersAsync()
    await Promise.all(all)
    expect(started).toEqual([
      { name: 'a1', at: 0 },
      { name: 'a2', at: 0 },
      { name: 'b1', at: 0 },
      { name: 'a3', at: 100 },
      { name: 'a4', at: 100 },
    ])
  })

  test('a pause between two starts at one host, also after a lull', async () => {
    const limiter = createLimiter({ concurrency: 10, perHost: { concurrency: 2, spacingMs: 500 } })
    const { task, started } = recorder()
    const first = ['a1', 'a2'].map((name) => limiter.run('a', task(name, 10)))
    await vi.advanceTimersByTimeAsync(600)
    const later = limiter.run('a', task('a3', 10))
    await vi.runAllTimersAsync()
    await Promise.all([...first, later])
    expect(started.map(({ at }) => at)).toEqual([0, 500, 1000])
  })

  test('a busy host does not take the places of others', async () => {
    const limiter = createLimiter({ concurrency: 2, perHost: { concurrency: 1, spacingMs: 1000 } })
    const { task, started } = recorder()
    const names = ['a1', 'a2', 'a3', 'b1', 'c1', 'd1']
    const all = names.map((name) => limiter.run(name.slice(0, 1), task(name, 100)))
    await vi.runAllTimersAsync()
    await Promise.all(all)
    expect(started.slice(0, 4).map(({ name }) => name)).toEqual(['a1', 'b1', 'c1', 'd1'])
    expect(started.slice(4)).toEqual([
      { name: 'a2', at: 1000 },
      { name: 'a3', at: 2000 },
    ])
  })

  test('a task that fails frees its place', async () => {
    const limiter = createLimiter({ concurrency: 1, perHost: { concurrency: 1, spacingMs: 0 } })
    const failing = limiter.run('a', async () => {
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    expect(await limiter.run('a', async () => 'next')).toBe('next')
  })

  test('who gives up while waiting leaves the queue', async () => {
    const limiter = createLimiter({ concurrency: 1, perHost: { concurrency: 1, spacingMs: 0 } })
    const { task, started } = recorder()
    const stop = new AbortController()
    const first = limiter.run('a', task('a1', 100))
    const second = limiter.run('a', task('a2', 100), stop.signal)
    const elsewhere = limiter.run('b', task('b1', 100), stop.signal)
    const third = limiter.run('a', task('a3', 100))
    const outcomes = Promise.allSettled([second, elsewhere])
    stop.abort(new Error('no longer wanted'))
    await vi.runAllTimersAsync()
    await Promise.all([first, third])
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(started.map(({ name }) => name)).toEqual(['a1', 'a3'])
    await expect(limiter.run('a', task('a4', 1), stop.signal)).rejects.toThrow('no longer wanted')
  })
})
