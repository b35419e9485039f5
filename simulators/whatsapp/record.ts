import { closeSync, openSync, writeSync } from 'node:fs'

/** A message a contact sent to the office, and what became of it. */
export interface ContactMessageRecord {
  id: string
  contact: string
  phone: string
  kind: string
  text: string | null
  at: number
  /** When the office's device receipted it; null = the office has not confirmed it, so it will be delivered again. */
  receiptedAt: number | null
  readAt: number | null
  /** How often it went over the wire to a device (first sending, redeliveries, retries). */
  deliveries: number
  retries: number
  /** The error of the device's acknowledgement, when it refused the message. */
  refusedWith: string | null
}

/** A message that reached a contact. One row per id: a second arrival of the same id only counts up. */
export interface OfficeMessageRecord {
  id: string
  contact: string
  phone: string
  kind: string
  text: string | null
  at: number
  from: 'device' | 'phone'
  arrivals: number
  isForwarded: boolean
  /** When it was changed, or deleted for everyone; `text` is what the contact reads now. */
  editedAt: number | null
  deletedAt: number | null
  /** Why the contact's phone took no notice of it: a change of nothing, or of another's message. */
  ignoredBecause: string | null
}

type Entry =
  | { event: 'contact-sent'; message: ContactMessageRecord }
  | { event: 'delivered' | 'receipted' | 'read' | 'retried'; phone: string; contact: string; id: string; at: number }
  | { event: 'refused'; phone: string; contact: string; id: string; at: number; error: string }
  | { event: 'office-sent' | 'office-changed'; message: OfficeMessageRecord }

/**
 * The simulator's own memory of everything that was said, kept apart from the application so that a test can compare: nothing lost,
 * nothing doubled. Append-only on disk (one JSON object a line) when a path is given.
 */
export class SimulatorRecord {
  readonly fromContacts: ContactMessageRecord[] = []
  readonly fromOffice: OfficeMessageRecord[] = []
  readonly #inbound = new Map<string, ContactMessageRecord>()
  readonly #outbound = new Map<string, OfficeMessageRecord>()
  readonly #file: number | undefined

  constructor(path?: string) {
    this.#file = path === undefined ? undefined : openSync(path, 'a', 0o600)
  }

  contactSent(message: Pick<ContactMessageRecord, 'id' | 'contact' | 'phone' | 'kind' | 'text' | 'at'>): void {
    const key = keyOf(message.phone, message.contact, message.id)
    if (this.#inbound.has(key)) return
    const row = { ...message, receiptedAt: null, readAt: null, deliveries: 0, retries: 0, refusedWith: null }
    this.#inbound.set(key, row)
    this.fromContacts.push(row)
    this.#append({ event: 'contact-sent', message: row })
  }

  delivered(phone: string, contact: string, id: string, at: number): void {
    const row = this.#inbound.get(keyOf(phone, contact, id))
    if (!row) return
    row.deliveries++
    this.#append({ event: 'delivered', phone, contact, id, at })
  }

  receipted(phone: string, contact: string, id: string, at: number): void {
    const row = this.#inbound.get(keyOf(phone, contact, id))
    if (!row || row.receiptedAt !== null) return
    row.receiptedAt = at
    this.#append({ event: 'receipted', phone, contact, id, at })
  }

  read(phone: string, contact: string, id: string, at: number): void {
    const row = this.#inbound.get(keyOf(phone, contact, id))
    if (!row || row.readAt !== null) return
    row.readAt = at
    this.#append({ event: 'read', phone, contact, id, at })
  }

  retried(phone: string, contact: string, id: string, at: number): void {
    const row = this.#inbound.get(keyOf(phone, contact, id))
    if (!row) return
    row.retries++
    this.#append({ event: 'retried', phone, contact, id, at })
  }

  refused(phone: string, contact: string, id: string, at: number, error: string): void {
    const row = this.#inbound.get(keyOf(phone, contact, id))
    if (!row) return
    row.refusedWith = error
    this.#append({ event: 'refused', phone, contact, id, at, error })
  }

  /** Returns the row; its `arrivals` is 1 when this id came for the first time. */
  officeSent(
    message: Omit<OfficeMessageRecord, 'arrivals' | 'editedAt' | 'deletedAt' | 'ignoredBecause'>,
  ): OfficeMessageRecord {
    const key = keyOf(message.phone, message.contact, message.id)
    let row = this.#outbound.get(key)
    if (row) row.arrivals++
    else {
      row = { ...message, arrivals: 1, editedAt: null, deletedAt: null, ignoredBecause: null }
      this.#outbound.set(key, row)
      this.fromOffice.push(row)
    }
    this.#append({ event: 'office-sent', message: row })
    return row
  }

  findOfficeMessage(phone: string, contact: string, id: string): OfficeMessageRecord | undefined {
    return this.#outbound.get(keyOf(phone, contact, id))
  }

  officeChanged(
    row: OfficeMessageRecord,
    change: Partial<Pick<OfficeMessageRecord, 'text' | 'editedAt' | 'deletedAt' | 'ignoredBecause'>>,
  ): void {
    Object.assign(row, change)
    this.#append({ event: 'office-changed', message: row })
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
  }

  #append(entry: Entry): void {
    if (this.#file !== undefined) writeSync(this.#file, `${JSON.stringify(entry)}\n`)
  }
}

function keyOf(phone: string, contact: string, id: string): string {
  return `${phone}|${contact}|${id}`
}
