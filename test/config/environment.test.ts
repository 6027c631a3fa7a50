import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ConfigError, loadConfig } from '../../src/config/index.ts'

const folder = (files: Record<string, string> = {}) => {
  const path = mkdtempSync(join(tmpdir(), 'vigie-config-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  return path
}

const messageOf = (run: () => unknown) => {
  try {
    run()
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  throw new Error('was accepted')
}

describe('the environment', () => {
  it('needs nothing: every value has a default', () => {
    const path = folder()
    const config = loadConfig({}, path)
    expect(config.databaseUrl).toBe(join(path, 'data/vigie.db'))
    expect(config.locale).toBe('en')
    expect(config.sources.length).toBeGreaterThan(100)
  })

  it('takes the language of the system where Vigie speaks it', () => {
    expect(loadConfig({ LANG: 'fr_BE.UTF-8' }, folder()).locale).toBe('fr')
    expect(loadConfig({ LANG: 'eo' }, folder()).locale).toBe('en')
  })

  it('prefers the process environment to .env, and .env to the default', () => {
    const path = folder({ '.env': 'VIGIE_DIGEST_TIME=07:00\nVIGIE_LOCALE=nl\n' })
    const { environment, locale } = loadConfig({ VIGIE_LOCALE: 'de' }, path)
    expect(environment.VIGIE_DIGEST_TIME).toBe('07:00')
    expect(locale).toBe('de')
  })

  it('tells all mistakes at once, in variables, .env and feeds.json', () => {
    const path = folder({ '.env': 'VIGIE_DIGEST_TIME=8h30\n', 'feeds.json': '{"feeds": []}' })
    const message = messageOf(() => loadConfig({ VIGIE_TIME_ZONE: 'Paris', VIGIE_LOCAL: 'fr' }, path))
    expect(message).toContain('VIGIE_TIME_ZONE: found "Paris", expected an IANA time zone such as "Europe/Paris"')
    expect(message).toContain('.env, VIGIE_DIGEST_TIME: found "8h30", expected a time of day such as "08:30"')
    expect(message).toContain('VIGIE_LOCAL: found "fr", expected no such variable; did you mean VIGIE_LOCALE?')
    expect(message).toContain('feeds.json, feeds: found [], expected at least one feed')
  })

  it('never shows a secret', () => {
    const message = messageOf(() =>
      loadConfig({ SLACK_BOT_TOKEN: 'hunter2', DATABASE_URL: 'mysql://u:hunter2@h/d' }, folder()),
    )
    expect(message).toContain('SLACK_BOT_TOKEN: found (a value that is kept secret), expected a bot token')
    expect(message).not.toContain('hunter2')
  })

  it('asks for the second half of the Slack settings', () => {
    expect(messageOf(() => loadConfig({ SLACK_BOT_TOKEN: 'xoxb-1' }, folder()))).toContain(
      'SLACK_APP_TOKEN: found (not set)',
    )
    expect(messageOf(() => loadConfig({ SLACK_APP_TOKEN: 'xapp-1' }, folder()))).toContain(
      'SLACK_BOT_TOKEN: found (not set)',
    )
  })

  it('reads lists of networks and ports', () => {
    const { environment } = loadConfig(
      { VIGIE_ALLOW_NETWORKS: '10.0.0.0/8, fd00::/8', VIGIE_ALLOW_PORTS: '80,9000' },
      folder(),
    )
    expect(environment.VIGIE_ALLOW_NETWORKS).toEqual(['10.0.0.0/8', 'fd00::/8'])
    expect(environment.VIGIE_ALLOW_PORTS).toEqual([80, 9000])
    expect(messageOf(() => loadConfig({ VIGIE_ALLOW_NETWORKS: 'localhost' }, folder()))).toContain('networks such as')
  })

  it('takes DATABASE_URL before the SQLite file', () => {
    expect(loadConfig({ DATABASE_URL: 'postgres://h/vigie' }, folder()).databaseUrl).toBe('postgres://h/vigie')
  })
})
