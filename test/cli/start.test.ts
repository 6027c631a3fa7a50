import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { collect, exitOf, spawnVigie, vigie, workingFolder } from './vigie.ts'

const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 20_000, interval: 50 })

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
