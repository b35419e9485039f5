import { getContentType, type proto } from '@whiskeysockets/baileys'
import type { Quote } from './contact-messages.ts'

/** What any kind of message may be besides itself. */
export interface Dress {
  quote?: Quote | undefined
  isForwarded?: boolean | undefined
  /** It disappears after a week. */
  isEphemeral?: boolean | undefined
  /** The recipient may look at it once, on the phone only. */
  isViewOnce?: boolean | undefined
}

const A_WEEK_IN_SECONDS = 604_800

/** The same message as an answer, forwarded, disappearing or to be seen once, in the wrappers that WhatsApp uses. */
export function dressed(
  message: proto.IMessage,
  { quote, isForwarded, isEphemeral, isViewOnce }: Dress,
): proto.IMessage {
  if (!quote && !isForwarded && !isEphemeral && !isViewOnce) return message
  const context: proto.IContextInfo = {
    ...(quote && {
      stanzaId: quote.id,
      participant: quote.participant,
      quotedMessage: quote.message ?? { conversation: '' },
    }),
    ...(isForwarded && { isForwarded: true, forwardingScore: 1 }),
    ...(isEphemeral && { expiration: A_WEEK_IN_SECONDS }),
  }
  const content = withContext(message, context, isViewOnce === true)
  const shown = isViewOnce ? { viewOnceMessageV2: { message: content } } : content
  return isEphemeral ? { ephemeralMessage: { message: shown } } : shown
}

type Field = Record<string, unknown> & { contextInfo?: proto.IContextInfo; message?: proto.IMessage }

/** Words alone have no place for a context. */
function withContext(message: proto.IMessage, context: proto.IContextInfo, isViewOnce: boolean): proto.IMessage {
  if (message.conversation) return { extendedTextMessage: { text: message.conversation, contextInfo: context } }
  const name = getContentType(message)
  if (!name) throw new Error('There is nothing in this message')
  const field = message[name] as Field
  if (field.message) return { [name]: { ...field, message: withContext(field.message, context, isViewOnce) } }
  const contextInfo = { ...field.contextInfo, ...context }
  return { ...message, [name]: { ...field, contextInfo, ...(isViewOnce && { viewOnce: true }) } }
}
