import { aesDecryptGCM, hkdf, proto, toNumber } from '@whiskeysockets/baileys'

const { SecretEncType } = proto.Message.SecretEncryptedMessage

/**
 * Today's form of an edit: sealed with the secret of the original message, which Baileys does not open (#2541). `senders` are the
 * addresses under which the author may have sealed it; which one it was is not told.
 * Returns the new content with the sender's own time of the edit, or undefined when it is no edit or cannot be opened.
 */
export function openEdit(
  sealed: proto.Message.ISecretEncryptedMessage,
  original: proto.IMessage | undefined,
  senders: readonly string[],
): { content: proto.IMessage; timestampMs: number } | undefined {
  const secret = original?.messageContextInfo?.messageSecret
  const originalId = sealed.targetMessageKey?.id
  const { encPayload, encIv } = sealed
  if (sealed.secretEncType !== SecretEncType.MESSAGE_EDIT || !secret || !originalId || !encPayload || !encIv) {
    return undefined
  }
  for (const sender of senders) {
    const info = `${originalId}${sender}${sender}Message Edit`
    try {
      const key = hkdf(Buffer.from(secret), 32, { info })
      const opened = proto.Message.decode(aesDecryptGCM(encPayload, key, encIv, Buffer.alloc(0)))
      const edit = opened.editedMessage?.message?.protocolMessage ?? opened.protocolMessage
      return { content: edit?.editedMessage ?? opened, timestampMs: toNumber(edit?.timestampMs) }
    } catch {
      // Sealed under the author's other address.
    }
  }
  return undefined
}
