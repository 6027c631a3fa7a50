import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { collect, exitOf, spawnVigie, vigie, workingFolder } from './vigie.ts'

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 40_000, interval: 50 })

// A whole process that pulls and classifies: slow on a machine that does other things as well.
vi.setConfig({ testTimeout: 90_000 })

describe('vigie start', () => {
  it('prints the first digest, says how to connect a chat, and stops cleanly on SIGTERM', async () => {
    const child = spawnVigie(['start', '--sample'])
    const output = collect(child)
    const exit = exitOf(child)
    await until(() => output.stderr().includes('Next digest here at'))
    expect(output.stdout()).toContain('Privacy digest')
    expect(output.stdout()).toMatch(/Sample/i)
    expect(output.stderr()).toContain('DISCORD_TOKEN')
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
  })

  it('falls back to the sample edition when no feed can be reached, and never mixes it into the real database', async () => {
    const feed = {
      id: 'dead',
      title: 'Dead',
      url: 'http://127.0.0.1:9/feed',
      language: 'en',
      country: 'FR',
      kind: 'tech',
    }
    const folder = workingFolder([feed])
    const child = spawnVigie(['start'], { folder })
    const output = collect(child)
    const exit = exitOf(child)
    await until(() => output.stderr().includes('Next digest here at'))
    expect(output.stderr()).toContain('No feed can be reached')
    expect(output.stdout()).toMatch(/Sample/i)
    child.kill('SIGINT')
    expect(await exit).toBe(0)
    expect(existsSync(join(folder, 'data/vigie.db'))).toBe(true)
    const { stdout } = await vigie(['search', 'netflix', '--json'], { folder })
    expect(JSON.parse(stdout).total).toBe(0)
  })

  it('opens the chat in the browser at the address it prints, with a token, told once, where others may connect', async () => {
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const child = spawnVigie(['start', '--sample'], { env: { VIGIE_HTTP_HOST: host } })
      const output = collect(child)
      const exit = exitOf(child)
      await until(() => output.stderr().includes('Next digest here at'))
      const address = /Chat in the browser: (http:\S+)/.exec(output.stderr())?.[1] ?? ''
      const { origin, searchParams } = new URL(address)
      const token = searchParams.get('token')
      expect((await fetch(address)).status).toBe(200)
      expect((await fetch(`${origin}/health`)).status).toBe(200)
      expect((await fetch(origin)).status).toBe(host === '127.0.0.1' ? 200 : 401)
      expect(token === null ? 0 : output.stderr().split(token).length - 1).toBe(host === '127.0.0.1' ? 0 : 1)
      child.kill('SIGTERM')
      expect(await exit).toBe(0)
    }
  })

  it('exits with 2 and tells every mistake of the configuration', async () => {
    const { code, stderr } = await vigie(['start'], { env: { VIGIE_TIME_ZONE: 'Paris', VIGIE_DIGEST_TIME: '8h' } })
    expect(code).toBe(2)
    expect(stderr).toContain('VIGIE_TIME_ZONE: found "Paris"')
    expect(stderr).toContain('VIGIE_DIGEST_TIME: found "8h"')
    expect(stderr).not.toContain('    at ')
  })

  it('ends quietly when whoever reads it goes away', async () => {
    const child = spawnVigie(['digest', '--sample', '--format', 'json'])
    child.stdout?.once('data', () => child.stdout?.destroy())
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
  })
})
