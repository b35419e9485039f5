import { createCipheriv, randomBytes } from 'node:crypto'
import { hkdf, proto } from '@whiskeysockets/baileys'

const { Type: ProtocolType } = proto.Message.ProtocolMessage
const MESSAGE_EDIT = proto.Message.SecretEncryptedMessage.SecretEncType.MESSAGE_EDIT
const NO_SALT = Buffer.alloc(32)

export interface AdReferral {
  sourceId: string
  sourceUrl: string
  title?: string
  body?: string
  ctwaClid?: string
  sourceApp?: string
  ref?: string
  /** A small JPEG, as base64. */
  picture?: string
}

export interface Quote {
  id: string
  participant: string
  message: proto.IMessage | undefined
}

/** A text as WhatsApp writes it: bare, or extended when it comes from an ad. */
export function textMessage(text: string, ad: AdReferral | undefined): proto.IMessage {
  if (!ad) return { conversation: text }
  const { picture, ...told } = ad
  const thumbnail = picture === undefined ? {} : { thumbnail: Buffer.from(picture, 'base64') }
  const contextInfo: proto.IContextInfo = {
    externalAdReply: { sourceType: 'ad', ...told, ...thumbnail },
    conversionSource: 'FB_Ads',
    entryPointConversionSource: 'ctwa_ad',
  }
  return { extendedTextMessage: { text, contextInfo } }
}

/** "Deleted for everyone". */
export function revocation(key: proto.IMessageKey): proto.IMessage {
  return { protocolMessage: { type: ProtocolType.REVOKE, key } }
}

/** "Share my phone number": the number itself stands beside the LID in the stanza. */
export function numberShared(): proto.IMessage {
  return { protocolMessage: { type: ProtocolType.SHARE_PHONE_NUMBER } }
}

export function reaction(key: proto.IMessageKey, emoji: string, at: number): proto.IMessage {
  return { reactionMessage: { key, text: emoji, senderTimestampMs: at } }
}

/** An edit as clients sent it until spring 2026: in the open. */
export function plainEdit(key: proto.IMessageKey, text: string, at: number): proto.IMessage {
  const edited = { type: ProtocolType.MESSAGE_EDIT, key, editedMessage: { conversation: text }, timestampMs: at }
  return { protocolMessage: edited }
}

/**
 * An edit as clients send it today: sealed with the secret of the message it changes. The key is HKDF-SHA256 over that secret with the
 * info `id ‖ sender ‖ editor ‖ "Message Edit"`; AES-256-GCM without additional data. Baileys 7.0.0-rc14 hands it on unopened.
 */
export function sealedEdit(
  key: proto.IMessageKey & { id: string },
  text: string,
  options: { at: number; senderJid: string; messageSecret: Uint8Array },
): proto.IMessage {
  const { at, senderJid, messageSecret } = options
  const info = `${key.id}${senderJid}${senderJid}Message Edit`
  const sealKey = hkdf(messageSecret, 32, { salt: NO_SALT, info })
  const encIv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealKey, encIv)
  const plaintext = proto.Message.encode(plainEdit(key, text, at)).finish()
  const encPayload = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  return { secretEncryptedMessage: { targetMessageKey: key, encPayload, encIv, secretEncType: MESSAGE_EDIT } }
}
