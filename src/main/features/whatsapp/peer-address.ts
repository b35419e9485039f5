import { jidDecode } from '@whiskeysockets/baileys'
import { fromWhatsAppDigits, toWhatsAppDigits } from '#shared/domain/phone-number.ts'
import type { PeerAddress } from '../channels/channel.ts'

/** The two addresses of the office's own number, as digits. */
export interface OwnAddress {
  readonly phone: string | null
  readonly lid: string | null
}

export interface AddressBook {
  findPhoneOfLid(lid: string): string | null
  findLidOfPhone(digits: string): string | null
}

export type ChatKind = 'person' | 'group' | 'broadcast' | 'newsletter' | 'bot' | 'service' | 'unknown'

const PHONE_SERVERS = new Set(['s.whatsapp.net', 'c.us', 'hosted'])
const LID_SERVERS = new Set(['lid', 'hosted.lid'])

/** WhatsApp's own announcements come from this user. */
const ANNOUNCEMENTS = '0'

export function chatKindOf(jid: string | null | undefined): ChatKind {
  const decoded = jidDecode(jid ?? undefined)
  if (!decoded) return 'unknown'
  const server: string = decoded.server
  if (PHONE_SERVERS.has(server)) return decoded.user === ANNOUNCEMENTS ? 'service' : 'person'
  if (LID_SERVERS.has(server)) return 'person'
  if (server === 'g.us') return 'group'
  if (server === 'broadcast') return 'broadcast'
  if (server === 'newsletter') return 'newsletter'
  return server === 'bot' ? 'bot' : 'unknown'
}

/** Chats that are no person's: dropped before decryption. Never true of a person, nor of the office's own number. */
export function isForeignChat(jid: string, ignoresGroups: boolean): boolean {
  const kind = chatKindOf(jid)
  return kind === 'broadcast' || kind === 'newsletter' || kind === 'bot' || (kind === 'group' && ignoresGroups)
}

/**
 * The person behind some of WhatsApp's addresses, or null when there is none (the office itself, a group). What one address does
 * not tell, the address book may: both of its answers are local.
 */
export function peerOf(
  jids: readonly (string | null | undefined)[],
  own: OwnAddress,
  book: AddressBook,
): PeerAddress | null {
  let phone: string | null = null
  let lid: string | null = null
  for (const jid of jids) {
    const decoded = jidDecode(jid ?? undefined)
    if (!decoded || chatKindOf(jid) !== 'person') continue
    const { user } = decoded
    if (LID_SERVERS.has(decoded.server)) {
      if (user !== own.lid && /^\d+$/u.test(user)) lid ??= user
    } else if (user !== own.phone && fromWhatsAppDigits(user)) phone ??= user
  }
  if (phone === null && lid === null) return null
  phone ??= lid === null ? null : book.findPhoneOfLid(lid)
  lid ??= phone === null ? null : book.findLidOfPhone(phone)
  return { phone: phone === null ? null : fromWhatsAppDigits(phone), lid }
}

/** Where to write to a person: to the LID once it is known, because WhatsApp refuses the number of a migrated contact (463). */
export function jidOf(peer: PeerAddress): string | null {
  if (peer.lid !== null) return lidJid(peer.lid)
  return peer.phone === null ? null : phoneJid(peer.phone)
}

export function lidJid(lid: string): string {
  return `${lid}@lid`
}

export function phoneJid(e164: string): string {
  return `${toWhatsAppDigits(e164)}@s.whatsapp.net`
}

/** The digits of an own address such as `905550000001:12@s.whatsapp.net`. */
export function userOf(jid: string | null | undefined): string | null {
  return jidDecode(jid ?? undefined)?.user ?? null
}
