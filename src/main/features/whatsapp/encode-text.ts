import { randomBytes } from 'node:crypto'
import { normalizeMessageContent, proto } from '@whiskeysockets/baileys'
import type { OutgoingText } from '../channels/channel.ts'
import { encodeCard } from './encode-card.ts'
import { jidOf, lidJid, type OwnAddress } from './peer-address.ts'

export const SECRET_LENGTH = 32

/**
 * WhatsApp's form of a text or a card. It is kept with the message, because a recipient who could not decrypt it asks for it again, and because
 * its secret opens later edits.
 */
export function encodeText(message: OutgoingText, own: OwnAddress): Uint8Array {
  const contextInfo = contextOf(message, own)
  const text = { extendedTextMessage: { text: message.body, ...(contextInfo && { contextInfo }) } }
  return proto.Message.encode({
    ...(encodeCard(message.details, contextInfo) ?? text),
    messageContextInfo: { messageSecret: randomBytes(SECRET_LENGTH) },
  }).finish()
}

/** What a message says of the one it answers, and of having been said before. */
export function contextOf(message: OutgoingText, own: OwnAddress): proto.IContextInfo | undefined {
  if (!message.quoted && !message.isForwarded) return undefined
  return {
    ...(message.quoted && quote(message, message.quoted, own)),
    ...(message.isForwarded && { isForwarded: true, forwardingScore: 1 }),
  }
}

function quote({ to }: OutgoingText, quoted: NonNullable<OutgoingText['quoted']>, own: OwnAddress): proto.IContextInfo {
  const author = quoted.direction === 'in' ? jidOf(to) : ownJid(own)
  return {
    stanzaId: quoted.externalId,
    ...(author !== null && { participant: author }),
    quotedMessage: quotedContent(quoted.raw) ?? { conversation: quoted.body },
  }
}

/** The content alone: what it quoted itself, and its secret, are nobody else's business. */
function quotedContent(raw: Uint8Array | null): proto.IMessage | undefined {
  if (!raw) return undefined
  try {
    const content = normalizeMessageContent(proto.Message.decode(raw))
    const [type] = Object.keys(content ?? {}).filter(name => name !== 'messageContextInfo')
    const value: unknown = content?.[type as keyof proto.IMessage]
    if (type === undefined || !value) return undefined
    if (typeof value === 'object') return { [type]: { ...value, contextInfo: null } }
    return { [type]: value }
  } catch {
    return undefined
  }
}

function ownJid({ phone, lid }: OwnAddress): string | null {
  if (phone !== null) return `${phone}@s.whatsapp.net`
  return lid === null ? null : lidJid(lid)
}
