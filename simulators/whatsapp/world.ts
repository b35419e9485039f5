import { jidDecode } from '@whiskeysockets/baileys'
import type { ServerConnection } from './connection.ts'
import type { Contact } from './contact.ts'
import { SimulatorEvents } from './events.ts'
import { Faults } from './faults.ts'
import { MediaStore } from './media-store.ts'
import type { OfficePhone } from './office-phone.ts'
import { SimulatorRecord } from './record.ts'

/** Everything the parts of the simulator share: who exists, who is connected, what was said, what is broken. */
export class World {
  readonly now: () => number
  readonly record: SimulatorRecord
  readonly events = new SimulatorEvents()
  readonly faults = new Faults()
  readonly media = new MediaStore()
  /** By phone number. */
  readonly phones = new Map<string, OfficePhone>()
  /** By contact id. */
  readonly contacts = new Map<string, Contact>()
  readonly connections = new Set<ServerConnection>()
  /** The QR code on the screen that the phones' cameras look at. Only the client that shows it knows its text. */
  qrOnScreen: string | null = null
  readonly #users = new Map<string, OfficePhone | Contact>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #lastLid = 200_000_000_000_000

  constructor(options: { now: () => number; recordPath?: string }) {
    this.now = options.now
    this.record = new SimulatorRecord(options.recordPath)
  }

  addPhone(phone: OfficePhone): void {
    this.#register(phone)
    this.phones.set(phone.phoneNumber, phone)
  }

  addContact(contact: Contact): void {
    this.#register(contact)
    this.contacts.set(contact.id, contact)
  }

  /** The person behind an address of either kind, device part or not. */
  find(jid: string | undefined): OfficePhone | Contact | undefined {
    const decoded = jidDecode(jid)
    return decoded && this.#users.get(`${decoded.user}@${decoded.server}`)
  }

  findContact(jid: string | undefined): Contact | undefined {
    const found = this.find(jid)
    return found?.role === 'contact' ? found : undefined
  }

  findPhone(jid: string | undefined): OfficePhone | undefined {
    const found = this.find(jid)
    return found?.role === 'office' ? found : undefined
  }

  /** A LID no one has yet: fifteen digits, without any relation to the phone number. */
  newLid(): string {
    return String(++this.#lastLid)
  }

  /** Runs something after a delay, unless the simulator is closed before. */
  later(delayMs: number, run: () => void): void {
    if (delayMs <= 0) return run()
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, delayMs)
    this.#timers.add(timer)
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.record.close()
  }

  #register(user: OfficePhone | Contact): void {
    for (const jid of user.jids) {
      if (this.#users.has(jid)) throw new Error(`${jid} is taken already`)
    }
    for (const jid of user.jids) this.#users.set(jid, user)
  }
}
