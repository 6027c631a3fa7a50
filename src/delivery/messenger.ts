import type { DeliveryOutcome } from '../store/store.ts'
import type { ChannelRef, Platform, View } from '../types/index.ts'

/** Posts views to the channels of one platform. */
export interface Messenger {
  readonly platform: Platform
  /**
   * For how many seconds after an attempt began the same delivery id may be posted again without being shown twice, because
   * the platform recognises it. 0, the default, where it can't: an attempt of unknown outcome is then never repeated.
   */
  readonly repeatableForSeconds?: number
  /**
   * Posts one message and says what became of it. Never waits for long: a rate limit is a `retry` outcome with its time.
   *
   * @param deliveryId stable over all attempts, at most 25 characters
   */
  post(channel: ChannelRef, view: View, deliveryId: string): Promise<DeliveryOutcome>
}
