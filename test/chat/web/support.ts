import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Core, openCore } from '../../../src/app.ts'
import { type Bot, createBot } from '../../../src/bot.ts'
import { discordPayload } from '../../../src/chat/discord/index.ts'
import { slackPayload } from '../../../src/chat/slack/index.ts'
import { createWebChat, type WebChat, type WebChatOptions } from '../../../src/chat/web/index.ts'
import { answerIn, firstWebDigest } from '../../../src/cli/web.ts'
import { type Config, loadConfig } from '../../../src/config/index.ts'
import { silentLogger } from '../../../src/types/index.ts'

/** The page as the build makes it, in a folder of its own. */
export function buildPage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-page-'))
  execFileSync(process.execPath, [
    resolve('node_modules/typescript/bin/tsc'),
    '-p',
    'src/chat/web/page',
    '--outDir',
    folder,
  ])
  const page = join(folder, 'chat/web/page')
  for (const name of ['style.css', 'icon.svg']) copyFileSync(`src/chat/web/page/${name}`, join(page, name))
  return page
}

export const webOptions = (pageFolder: string, changes: Partial<WebChatOptions> = {}): WebChatOptions => ({
  host: '127.0.0.1',
  port: 0,
  locale: 'en',
  previews: {
    discord: (view) => discordPayload(view, silentLogger),
    slack: (view) => slackPayload(view, silentLogger),
  },
  logger: silentLogger,
  pageFolder,
  ...changes,
})

export interface SampleChat {
  readonly core: Core
  readonly bot: Bot
  readonly web: WebChat
  readonly config: Config
  readonly address: string
  close(): Promise<void>
}

/** The whole bot on the sample feeds, with the web chat in front and the first digest posted: what `vigie start --sample` runs. */
export async function sampleChat(changes: Partial<WebChatOptions> = {}): Promise<SampleChat> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-web-'))
  const pageFolder = buildPage()
  const config = loadConfig({ VIGIE_LOCALE: 'en', VIGIE_TIME_ZONE: 'Europe/Brussels' }, folder)
  const core = await openCore(config, { sample: true, logger: silentLogger })
  const web = createWebChat(webOptions(pageFolder, changes))
  const bot = createBot(core, config, [web])
  answerIn(web, core, bot)
  await bot.connect()
  await core.pull()
  await firstWebDigest(core, bot, config)
  return {
    core,
    bot,
    web,
    config,
    address: web.address ?? '',
    async close() {
      await bot.stop()
      await core.close()
      rmSync(folder, { recursive: true, force: true })
      rmSync(pageFolder, { recursive: true, force: true })
    },
  }
}
