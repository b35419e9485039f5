import Database from 'better-sqlite3'
import type { SimulatorControl } from '../../simulators/whatsapp/control-client.ts'

interface StoredMessage {
  id: string
  external_id: string
  direction: 'in' | 'out'
  kind: string
  body: string
  status: string
  phone: string | null
}

/** What the office tried to send: whether the program had said that it was stored before it was killed. */
export interface Written {
  readonly id: string
  readonly body: string
  wasConfirmed: boolean
}

export interface Verdict {
  readonly received: number
  readonly sent: number
  /** In words; empty when nothing was lost, nothing doubled and every status is right. */
  readonly faults: readonly string[]
}

/** Lays the office's database beside what the simulator remembers. The program must not be running. */
export async function compare(
  file: string,
  control: SimulatorControl,
  written: readonly Written[],
  people: number,
): Promise<Verdict> {
  const { fromContacts, fromOffice } = await control.record()
  const sqlite = new Database(file, { readonly: true })
  const messages = sqlite
    .prepare<[], StoredMessage>(
      `SELECT m.id, m.external_id, m.direction, m.kind, m.body, m.status,
         (SELECT value FROM lead_identities i WHERE i.lead_id = m.lead_id AND i.kind = 'phone') AS phone
       FROM messages m ORDER BY m.seq`,
    )
    .all()
  const count = (query: string) => sqlite.prepare<[], { count: number }>(query).get()?.count ?? 0
  const faults: string[] = []

  const inbound = groupByExternalId(messages.filter(({ direction }) => direction === 'in'))
  for (const sent of fromContacts) {
    const stored = inbound.get(sent.id) ?? []
    if (stored.length !== 1) faults.push(`${sent.text} of ${sent.contact}: stored ${stored.length} times`)
    if (stored.some(({ body }) => body !== sent.text)) faults.push(`${sent.text}: its words have changed`)
    if (stored.some(({ phone }) => phone !== `+${sent.contact}`)) faults.push(`${sent.text}: under somebody else`)
    if (sent.receiptedAt === null) faults.push(`${sent.text}: never receipted`)
    inbound.delete(sent.id)
  }
  for (const id of inbound.keys()) faults.push(`message ${id} was never written by anybody`)

  const outbound = messages.filter(({ direction }) => direction === 'out')
  const arrived = new Map(fromOffice.map(message => [message.id, message]))
  for (const { id, body, wasConfirmed } of written) {
    const stored = outbound.filter(message => message.id === id)
    if (wasConfirmed && stored.length === 0) faults.push(`${body}: confirmed to the page, and gone`)
    for (const message of stored) {
      const arrival = arrived.get(message.external_id)
      if (!arrival) faults.push(`${body}: ${message.status}, and it never arrived`)
      else if (arrival.text !== body) faults.push(`${body}: arrived as ${arrival.text}`)
      if (message.status !== 'read') faults.push(`${body}: read by the customer, and shown as ${message.status}`)
      arrived.delete(message.external_id)
    }
  }
  for (const { text } of arrived.values()) faults.push(`${text}: arrived, and the office does not know of it`)
  const texts = fromOffice.map(({ text }) => text)
  if (new Set(texts).size !== texts.length) faults.push('a message of the office arrived twice under two ids')

  const leads = count('SELECT count(*) AS count FROM leads')
  if (leads !== people) faults.push(`${leads} leads for ${people} people`)
  const open = count(`SELECT count(*) AS count FROM whatsapp_journal WHERE state = 'received'`)
  if (open > 0) faults.push(`${open} stanzas of the journal are not dealt with`)
  const verdict = sqlite.pragma('integrity_check', { simple: true })
  if (verdict !== 'ok') faults.push(`the database is damaged: ${String(verdict)}`)
  sqlite.close()
  return { received: fromContacts.length, sent: outbound.length, faults }
}

function groupByExternalId(messages: readonly StoredMessage[]): Map<string, StoredMessage[]> {
  return Map.groupBy(messages, message => message.external_id)
}
