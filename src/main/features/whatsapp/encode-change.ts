import { proto } from '@whiskeysockets/baileys'
import type { OutgoingChange } from '../channels/channel.ts'
import { contentOf } from './message-kind.ts'
import { jidOf } from './peer-address.ts'

const { Type } = proto.Message.ProtocolMessage

/** What the stanza says of the message in it: without it phones do not look for a change. */
const EDITED = '1'
const DELETED_BY_SENDER = '7'

/** WhatsApp's form of an edit, or of a deletion for everybody. */
export function encodeChange({ to, changed, newBody, at }: OutgoingChange): Uint8Array {
  const remoteJid = jidOf(to)
  const key = { id: changed.externalId, fromMe: true, ...(remoteJid !== null && { remoteJid }) }
  const protocolMessage =
    newBody === null
      ? { key, type: Type.REVOKE }
      : { key, type: Type.MESSAGE_EDIT, editedMessage: withWords(changed.raw, newBody), timestampMs: at }
  return proto.Message.encode({ protocolMessage }).finish()
}

export function changeAttributes({ protocolMessage }: proto.IMessage): { edit: string } | Record<string, never> {
  if (protocolMessage?.type === Type.REVOKE) return { edit: DELETED_BY_SENDER }
  return protocolMessage?.type === Type.MESSAGE_EDIT ? { edit: EDITED } : {}
}

/** The message as it was, with other words: what it answers stays, and the content under which they stand is not sent again. */
function withWords(raw: Uint8Array | null, body: string): proto.IMessage {
  const found = raw === null ? undefined : contentOf(proto.Message.decode(raw))
  const content = found?.content as { contextInfo?: proto.IContextInfo | null } | undefined
  switch (found?.type) {
    case 'imageMessage':
    case 'videoMessage':
      return { [found.type]: { ...content, caption: body } }
    case 'documentMessage':
      return { documentWithCaptionMessage: { message: { documentMessage: { ...content, caption: body } } } }
    case 'extendedTextMessage':
      return {
        extendedTextMessage: { text: body, ...(content?.contextInfo && { contextInfo: content.contextInfo }) },
      }
    default:
      return { extendedTextMessage: { text: body } }
  }
}
