import type { SenderCheck } from '#shared/domain/sender-settings.ts'
import type { Sender } from '../outbox/sender.ts'

/** A sender that can also say how its set-up stands. */
export interface Provider extends Sender {
  check(signal: AbortSignal): Promise<SenderCheck[]>
}
