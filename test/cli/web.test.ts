import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type Core, openCore } from '../../src/app.ts'
import { createBot } from '../../src/bot.ts'
import type { ChatPlatform } from '../../src/chat/platform.ts'
import type { WebBackend } from '../../src/chat/web/index.ts'
import { firstWebDigest, sampleStandIn } from '../../src/cli/web.ts'
import { loadConfig } from '../../src/config/index.ts'
import { serveSamples } from '../../src/samples/index.ts'
import { silentLogger, type View } from '../../src/types/index.ts'

const closing: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closing.reverse()) await close()
})

/** A feed of ours stands for the real ones. */
async function realCore() {
  const served = await serveSamples(new Date())
  closing.push(() => served.close())
  const folder = mkdtempSync(join(tmpdir(), 'vigie-cli-web-'))
  const feeds = served.sources
    .slice(0, 3)
    .map(({ id, title, url, language, country, kind }) => ({ id, title, url, language, country, kind }))
  writeFileSync(join(folder, 'feeds.json'), JSON.stringify({ feeds }))
  const env = {
    VIGIE_ALLOW_NETWORKS: '127.0.0.1/32',
    VIGIE_ALLOW_PORTS: String(served.port),
    VIGIE_TIME_ZONE: 'UTC',
    VIGIE_LOCALE: 'en',
  }
  const config = loadConfig(env, folder)
  const core = await openCore(config, { sample: false, logger: silentLogger })
  closing.push(() => core.close())
  return { core, config, context: { config, logger: silentLogger, env: {} } }
}

/** Stands for the page: remembers who answers and what is posted. */
function recordingWeb() {
  const answering: WebBackend[] = []
  const posted: View[] = []
  const web: ChatPlatform & { address: null; use(backend: WebBackend): void } = {
    platform: 'web',
    address: null,
    use: (backend) => void answering.push(backend),
    messenger: {
      platform: 'web',
      post: async (_channel, view, id) => {
        posted.push(view)
        return { status: 'sent', messageId: id, at: new Date() }
      },
    },
    start: async () => {},
    stop: async () => {},
  }
  return { web, answering, posted }
}

const digests = (core: Core) => core.store.subscriptions.list({ platform: 'web', workspaceId: 'local' })

it('the sample edition answers in the web chat until the first news come, and nothing of it stays', async () => {
  const { core, config, context } = await realCore()
  const { web, answering, posted } = recordingWeb()
  const bot = createBot(core, config, [web])
  const sample = await openCore(config, { sample: true, logger: silentLogger })
  await sample.pull()

  const standIn = await sampleStandIn({ core, bot }, sample, web, context)
  expect(answering.map((backend) => backend.sample)).toEqual([true])
  expect(posted.length).toBeGreaterThan(0)
  expect(JSON.stringify(posted[0])).toContain('Sample edition')

  await standIn.job.run()
  expect(answering).toHaveLength(1)
  expect(await digests(core)).toEqual([])

  posted.length = 0
  await core.pull()
  await standIn.job.run()
  expect(answering.map((backend) => backend.sample)).toEqual([true, false])
  expect(JSON.stringify(posted)).not.toContain('Sample edition')
  expect(await digests(core)).toMatchObject([
    { channel: { channelId: 'privacy-news' }, time: '08:30', days: [1, 2, 3, 4, 5, 6, 7] },
  ])
  await standIn.job.run()
  await standIn.close()
  expect(answering).toHaveLength(2)
})

it('a web channel that has a digest already gets no second one', async () => {
  const { core, config } = await realCore()
  const { web, posted } = recordingWeb()
  const bot = createBot(core, config, [web])
  await core.pull()
  await firstWebDigest(core, bot, config)
  const count = posted.length
  expect(count).toBeGreaterThan(0)
  await firstWebDigest(core, bot, config)
  expect(posted).toHaveLength(count)
  expect(await digests(core)).toHaveLength(1)
})
