import { aesDecryptGCM, hkdf, proto } from '@whiskeysockets/baileys'

const { SecretEncType } = proto.Message.SecretEncryptedMessage

/**
 * Today's form of an edit: sealed with the secret of the original message, which Baileys does not open (#2541). `senders` are the
 * addresses under which the author may have sealed it; which one it was is not told.
 * Returns the new content, or undefined when it is no edit or cannot be opened.
 */
export function openEdit(
  sealed: proto.Message.ISecretEncryptedMessage,
  original: proto.IMessage | undefined,
  senders: readonly string[],
): proto.IMessage | undefined {
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
      return (
        opened.editedMessage?.message?.protocolMessage?.editedMessage ?? opened.protocolMessage?.editedMessage ?? opened
      )
    } catch {
      // Sealed under the author's other address.
    }
  }
  return undefined
}
