import type { proto } from '@whiskeysockets/baileys'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import { buildVcard } from './vcard.ts'

/** WhatsApp's form of what is shown as a card and can be sent; undefined for the kinds that only ever come in. */
export function encodeCard(
  details: MessageDetails | null | undefined,
  contextInfo: proto.IContextInfo | undefined,
): proto.IMessage | undefined {
  const context = contextInfo && { contextInfo }
  if (details?.kind === 'location') {
    const { latitude, longitude, name, address } = details
    const place = { degreesLatitude: latitude, degreesLongitude: longitude, name, address }
    return { locationMessage: { ...place, ...context } }
  }
  if (details?.kind === 'number_request') return { requestPhoneNumberMessage: { ...context } }
  if (details?.kind !== 'contacts') return undefined
  const contacts = details.people.map(person => ({ displayName: person.name, vcard: buildVcard(person) }))
  const [only, ...more] = contacts
  if (only && more.length === 0) return { contactMessage: { ...only, ...context } }
  return {
    contactsArrayMessage: { displayName: contacts.map(one => one.displayName).join(', '), contacts, ...context },
  }
}
