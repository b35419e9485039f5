import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'

/** The server's word on one message: taken, or refused with this code. */
export type Ack = { readonly kind: 'taken'; readonly at: number } | { readonly kind: 'refused'; readonly code: string }

export interface Acks {
  /** Resolves with the acknowledgement, or with null when none came in time or the wait was given up. */
  waitFor(externalId: string, timeoutMs: number, signal: AbortSignal): Promise<Ack | null>
  /** A raw `<ack class=message>`. False when nobody waits for it. */
  receive(node: BinaryNode): boolean
  /** The link is gone: nothing more will come. */
  abandon(): void
}

/**
 * `sendMessage` of Baileys resolves on a dead link, for a number that is not on WhatsApp and when nobody got the message: only the
 * raw acknowledgement says that the server has it, and for a good one Baileys emits no event.
 */
export function createAcks(clock: Clock): Acks {
  const waiting = new Map<string, (ack: Ack | null) => void>()
  return {
    waitFor(externalId, timeoutMs, signal) {
      return new Promise(resolve => {
        const settle = (ack: Ack | null) => {
          cancelTimer()
          signal.removeEventListener('abort', giveUp)
          if (waiting.get(externalId) === settle) waiting.delete(externalId)
          resolve(ack)
        }
        const giveUp = () => settle(null)
        const cancelTimer = wakeIn(clock, timeoutMs, giveUp)
        signal.addEventListener('abort', giveUp, { once: true })
        waiting.get(externalId)?.(null)
        waiting.set(externalId, settle)
      })
    },
    receive({ attrs }) {
      const settle = waiting.get(attrs.id ?? '')
      if (!settle) return false
      settle(attrs.error ? { kind: 'refused', code: attrs.error } : { kind: 'taken', at: ackTime(attrs.t, clock) })
      return true
    },
    abandon() {
      for (const settle of [...waiting.values()]) settle(null)
    },
  }
}

/** The server's time in seconds, or ours. */
export function ackTime(seconds: string | undefined, clock: Clock): number {
  const at = Number(seconds) * 1_000
  return Number.isFinite(at) && at > 0 ? at : clock.now()
}
