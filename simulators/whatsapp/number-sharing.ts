import type { proto } from '@whiskeysockets/baileys'
import type { Contact, SendOptions } from './contact.ts'
import { numberShared } from './contact-messages.ts'

/** "Share my phone number": from now on it stands beside the LID. */
export function shareNumber(contact: Contact, options: SendOptions = {}): Promise<{ id: string; at: number }> {
  if (!contact.phoneNumber) throw new Error(`${contact.name} has no phone number`)
  if (contact.addressing === 'lid-without-phone') contact.addressing = 'lid'
  return contact.send(numberShared(), options)
}

/** Somebody who gives the number away when asked. */
export function answerNumberRequest(contact: Contact, message: proto.IMessage, options: SendOptions): void {
  if (message.requestPhoneNumberMessage && contact.behaviour.sharesNumber) void shareNumber(contact, options)
}
