import { proto } from '@whiskeysockets/baileys'
import type { OutgoingReaction } from '../channels/channel.ts'
import { jidOf } from './peer-address.ts'

/** WhatsApp's form of a reaction; without an emoji the earlier one is taken back. */
export function encodeReaction({ to, target, emoji, at }: OutgoingReaction): Uint8Array {
  const remoteJid = jidOf(to)
  const key = { id: target.externalId, fromMe: target.direction === 'out', ...(remoteJid !== null && { remoteJid }) }
  return proto.Message.encode({ reactionMessage: { key, text: emoji ?? '', senderTimestampMs: at } }).finish()
}
