import { type Evidence, listMessages, type StoredMessage, sceneOfHeard } from './stored.ts'

/** About an earlier message, and no line of their own. */
const ABOUT_ANOTHER = new Set(['protocolMessage', 'reactionMessage', 'secretEncryptedMessage'])

/** Everything that a customer sent is there once, under its sender, and was receipted; nothing is there that nobody sent. */
export async function checkHeard({ sqlite, control, record, ledger, verdict }: Evidence): Promise<void> {
  const stored = Map.groupBy(
    listMessages(sqlite).filter(({ direction }) => direction === 'in'),
    message => message.external_id,
  )
  const { contacts } = await control.state()
  const hidden = new Set(contacts.filter(({ addressing }) => addressing === 'lid-without-phone').map(({ id }) => id))
  for (const { id, contact, kind, text, receiptedAt } of record.fromContacts) {
    const scene = sceneOfHeard(ledger, id)
    const words = `${text ?? kind} of ${contact}`
    verdict.tally(scene).received += 1
    if (receiptedAt === null) verdict.fault(scene, 'lost', `${words}: never receipted`)
    const found = stored.get(id) ?? []
    stored.delete(id)
    if (ABOUT_ANOTHER.has(kind)) {
      // A number that was shared has a line of its own; a change never has.
      for (const message of found.slice(scene === 'merges' ? 1 : 0)) {
        verdict.fault(scene, 'wrong', `${words}: stands as a message, ${message.kind}`)
      }
      continue
    }
    if (found.length === 0) verdict.fault(scene, 'lost', `${words}: is not there`)
    if (found.length > 1) verdict.fault(scene, 'doubled', `${words}: stored ${found.length} times`)
    const owner = hidden.has(contact) ? null : `+${contact}`
    for (const message of found) {
      if (message.phone !== owner) verdict.fault(scene, 'wrong', `${words}: under somebody else`)
      const isChanged = message.edited_at !== null || message.deleted_at !== null
      if (!isChanged && message.body !== (text ?? '')) verdict.fault(scene, 'wrong', `${words}: says "${message.body}"`)
    }
  }
  for (const id of stored.keys()) verdict.fault(sceneOfHeard(ledger, id), 'wrong', `${id}: was written by nobody`)
}

/** What was confirmed to a page has arrived, once, and is known as read; what arrived is known here. */
export function checkWritten({ sqlite, record, ledger, verdict }: Evidence): void {
  const outbound = listMessages(sqlite).filter(({ direction }) => direction === 'out')
  const stored = new Map(outbound.map(message => [message.id, message]))
  const arrived = new Map(record.fromOffice.map(message => [message.id, message]))
  for (const { id, scene, body, wasConfirmed } of ledger.written) {
    const message = stored.get(id)
    if (!message) {
      if (wasConfirmed) verdict.fault(scene, 'lost', `${body}: confirmed to the page, and gone`)
      continue
    }
    verdict.tally(scene).sent += 1
    const arrival = arrived.get(message.external_id)
    if (!arrival) verdict.fault(scene, 'lost', `${body}: ${message.status}, and it never arrived`)
    else if (isAsWritten(message) && arrival.text !== body) {
      verdict.fault(scene, 'wrong', `${body}: arrived as ${arrival.text}`)
    }
    if (message.status !== 'read')
      verdict.fault(scene, 'wrong', `${body}: read by them, and shown as ${message.status}`)
    stored.delete(id)
    arrived.delete(message.external_id)
  }
  for (const { body } of stored.values()) verdict.fault('talk', 'wrong', `${body}: sent, and asked for by nobody`)
  const known = new Set(outbound.map(({ external_id }) => external_id))
  const texts = new Map<string, number>()
  for (const { id, kind, text } of record.fromOffice) {
    if (ABOUT_ANOTHER.has(kind)) continue
    if (!known.has(id)) verdict.fault('talk', 'wrong', `${text}: arrived, and the office does not know of it`)
    if (text !== null) texts.set(text, (texts.get(text) ?? 0) + 1)
  }
  for (const [text, count] of texts) {
    if (count > 1) verdict.fault('talk', 'doubled', `${text}: arrived ${count} times, under as many ids`)
  }
}

const isAsWritten = ({ edited_at, deleted_at }: StoredMessage) => edited_at === null && deleted_at === null

/** A customer sees blue ticks for what a person has read, and for nothing else. */
export function checkReceipts({ sqlite, record, ledger, verdict }: Evidence): void {
  const stored = new Map(listMessages(sqlite).map(message => [message.id, message]))
  const readAt = new Map(record.fromContacts.map(message => [message.id, message.readAt]))
  for (const { what, scene, wasConfirmed } of ledger.reads) {
    const message = stored.get(what)
    if (wasConfirmed && message?.read_at === null)
      verdict.fault(scene, 'lost', `${message.body}: read, and unread again`)
  }
  for (const message of stored.values()) {
    if (message.direction !== 'in' || message.deleted_at !== null) continue
    if (message.is_receipt_due === 1) verdict.fault('jobs', 'lost', `${message.body}: nobody was told that it was read`)
    const isTold = (readAt.get(message.external_id) ?? null) !== null
    if (isTold && message.read_at === null) verdict.fault('jobs', 'wrong', `${message.body}: has blue ticks unread`)
    if (!isTold && message.read_at !== null) verdict.fault('jobs', 'lost', `${message.body}: read, without blue ticks`)
  }
}
