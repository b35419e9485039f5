import type { ContactBehaviour } from './contact.ts'
import { receiptStanza } from './contact-receipts.ts'
import type { LinkedDevice } from './linked-device.ts'
import { lidJid, phoneJid } from './stanza.ts'
import type { World } from './world.ts'

interface Person {
  readonly phoneNumber: string | undefined
  readonly lid: string
  readonly behaviour: ContactBehaviour
}

/** Whether a customer's phone is reached at all, and what it tells of what arrived: delivered, read, or nothing. */
export class ContactAttention {
  readonly #world: World
  readonly #person: Person
  /** What the office sent while this phone was in flight mode: it lies with the server. */
  readonly #atServer: (() => Promise<void>)[] = []
  /** What was delivered and nobody has looked at. */
  readonly #unread: { device: LinkedDevice; id: string; from: string }[] = []
  isInFlightMode = false

  constructor(world: World, person: Person) {
    this.#world = world
    this.#person = person
  }

  /** In flight mode nothing arrives; it comes when that is over. */
  async arrive(run: () => Promise<void>): Promise<void> {
    if (this.isInFlightMode) this.#atServer.push(run)
    else await run()
  }

  async setFlightMode(isOn: boolean): Promise<void> {
    this.isInFlightMode = isOn
    while (!this.isInFlightMode) {
      const next = this.#atServer.shift()
      if (!next) return
      await next()
    }
  }

  /** The person looks at the chat: everything in it that was only delivered is read. */
  readNow(): void {
    const at = this.#world.now()
    for (const { device, id, from } of this.#unread.splice(0)) {
      device.deliver({ node: receiptStanza({ from, id, at, type: 'read' }) })
    }
  }

  sendReceipts(device: LinkedDevice, id: string, addressedTo: string): void {
    const { receipts, receiptDelayMs, receiptsFrom } = this.#person.behaviour
    if (receipts === 'none') return
    let from = addressedTo
    if (receiptsFrom === 'phone' && this.#person.phoneNumber) from = phoneJid(this.#person.phoneNumber)
    if (receiptsFrom === 'lid') from = lidJid(this.#person.lid)
    this.#world.later(receiptDelayMs, () => {
      device.deliver({ node: receiptStanza({ from, id, at: this.#world.now() }) })
      if (receipts === 'delivered') return void this.#unread.push({ device, id, from })
      this.#world.later(receiptDelayMs, () => {
        device.deliver({ node: receiptStanza({ from, id, at: this.#world.now(), type: 'read' }) })
      })
    })
  }
}
