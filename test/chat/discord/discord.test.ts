import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DiscordStandin, startDiscord } from '../../standins/discord/standin.ts'
import { createDiscord } from '../../../src/chat/discord/index.ts'
import { silentLogger } from '../../../src/types/index.ts'

let discord: DiscordStandin
beforeEach(async () => { discord = await startDiscord() })
afterEach(() => discord.stop())
describe('x', () => {
  it('connects', async () => {
    const platform = createDiscord({ token: discord.token, apiUrl: discord.apiUrl, commands: {} as never, logger: {...silentLogger, warn: console.log, error: console.log, info: console.log} })
    await platform.start()
    expect(discord.commands).toHaveLength(1)
    expect(await platform.messenger.post({platform:'discord',workspaceId:'2',channelId:'300000000000000001'}, {audience:'channel',summary:'x',blocks:[{kind:'heading',level:1,text:'Hi @everyone'}]}, 'd1')).toMatchObject({status:'sent'})
    console.log(JSON.stringify(discord.posted(), null, 1), discord.violations)
    await platform.stop()
  })
})
