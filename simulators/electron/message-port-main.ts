import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

/** Where a port's messages go: the isolated world that holds its other end. */
export interface PortWire {
  send(data: unknown): void
  close(): void
}

/** A port in main: what arrives waits until `start()`, as with the real one. */
export class MessagePortMain extends EventEmitter {
  readonly #wire: PortWire
  #waiting: unknown[] | undefined = []
  #isClosed = false

  constructor(wire: PortWire) {
    super()
    this.#wire = wire
  }

  postMessage(message: unknown, transfer: readonly Electron.MessagePortMain[] = []): void {
    if (transfer.length > 0) throw new Error('The Electron double passes no ports over a port')
    if (!this.#isClosed) this.#wire.send(message)
  }

  start(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const data of waiting) this.receive(data)
  }

  close(): void {
    if (this.#isClosed) return
    this.#wire.close()
    this.disconnect()
  }

  /** A message came from the page. */
  receive(data: unknown): void {
    if (this.#isClosed) return
    if (this.#waiting) this.#waiting.push(data)
    else this.emit('message', { data, ports: [] })
  }

  /** The other end is gone: closed by the page, or with it. */
  disconnect(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.emit('close')
  }
}
