import { SimpleShardingStrategy } from 'discord.js'
import type { Logger } from '../../types/index.ts'
import { describeError } from '../logging.ts'

/**
 * Connects shards as discord.js does by default, but survives what it can't read: a malformed gateway payload makes its message
 * handler throw, which would end the process as an unhandled rejection. Here it is logged and passed over.
 */
export class GuardedStrategy extends SimpleShardingStrategy {
  readonly #logger: Logger

  constructor(manager: ConstructorParameters<typeof SimpleShardingStrategy>[0], logger: Logger) {
    super(manager)
    this.#logger = logger
  }

  override async spawn(shardIds: number[]): Promise<void> {
    await super.spawn(shardIds)
    const shards: unknown = Reflect.get(this, 'shards')
    if (!(shards instanceof Map)) return
    for (const shard of shards.values()) this.#guard(shard)
  }

  #guard(shard: object): void {
    const onMessage: unknown = Reflect.get(shard, 'onMessage')
    if (typeof onMessage !== 'function') return
    const guarded = async (...args: unknown[]): Promise<void> => {
      try {
        await Reflect.apply(onMessage, shard, args)
      } catch (error) {
        this.#logger.warn({ error: describeError(error) }, 'a message from the Discord gateway could not be read')
      }
    }
    Reflect.set(shard, 'onMessage', guarded)
  }
}
