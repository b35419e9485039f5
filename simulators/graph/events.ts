import { EventEmitter } from 'node:events'

/** What happens in the simulated world (`GET /events` sends exactly these). */
export type SimulatorEvent =
  | { type: 'form'; form: string; at: number }
  | { type: 'lead'; form: string; lead: string; at: number }
  /** Somebody has asked for this form's leads, and got that many. */
  | { type: 'leads-read'; form: string; count: number; at: number }
  | { type: 'request'; method: string; path: string; status: number; at: number }

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
}
