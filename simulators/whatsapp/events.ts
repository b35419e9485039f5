import { EventEmitter } from 'node:events'

/** What happens in the simulated world, in the words of the control API (`GET /events` sends exactly these). */
export type SimulatorEvent =
  | { type: 'link'; phone: string; device: number; state: 'linked' | 'online' | 'offline' | 'unlinked'; at: number }
  | { type: 'pairing-offered' | 'code-awaited'; connection: number; at: number }
  | { type: 'passkey-demanded'; phone: string; at: number }
  /** Another QR code, or none any more, is before the camera (`showOnScreen`). */
  | { type: 'screen'; hasQr: boolean; at: number }
  /** Somebody is new, or another in name, address or habits. */
  | { type: 'contact'; contact: string; at: number }
  | { type: 'message-from-contact'; phone: string; contact: string; id: string; text: string | null; at: number }
  | {
      type: 'message-to-contact'
      phone: string
      contact: string
      id: string
      text: string | null
      at: number
      arrivals: number
      from: 'device' | 'phone'
    }
  | { type: 'receipt'; phone: string; contact: string; id: string; status: ReceiptStatus; at: number }
  /** The device has confirmed everything the server held for it. */
  | { type: 'queue-empty'; phone: string; device: number; at: number }
  | { type: 'block'; phone: string; contact: string; isBlocked: boolean; at: number }
  | { type: 'presence'; phone: string; device: number; state: string; to: string | null; at: number }

/** `delivered` and `read` come from the office's device; `retry` = it could not decrypt; `refused` = it acknowledged with an error. */
export type ReceiptStatus = 'delivered' | 'read' | 'retry' | 'refused'

export class SimulatorEvents {
  readonly #emitter = new EventEmitter().setMaxListeners(0)

  publish(event: SimulatorEvent): void {
    this.#emitter.emit('event', event)
  }

  /** Returns the unsubscriber. */
  subscribe(listener: (event: SimulatorEvent) => void): () => void {
    this.#emitter.on('event', listener)
    return () => this.#emitter.off('event', listener)
  }

  /** Resolves with the first value `look` finds, looking now and again after every event. */
  waitFor<Found>(look: () => Found | undefined, what: string, timeoutMs = 10_000): Promise<Found> {
    const first = look()
    if (first !== undefined) return Promise.resolve(first)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        unsubscribe()
        reject(new Error(`Waited ${timeoutMs} ms in vain for ${what}`))
      }, timeoutMs)
      const unsubscribe = this.subscribe(() => {
        const found = look()
        if (found === undefined) return
        clearTimeout(timer)
        unsubscribe()
        resolve(found)
      })
    })
  }
}
