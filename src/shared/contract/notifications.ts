import { z } from 'zod'
import { ConversationId, LeadId, MessageId } from '../domain/ids.ts'
import { MessageKind } from '../domain/message.ts'
import { Tells } from '../domain/notice-rules.ts'
import { ownLeads } from './procedure.ts'

export const MessageNotification = z.object({
  messageId: MessageId,
  conversationId: ConversationId,
  leadId: LeadId,
  sender: z.string(),
  /** First 100 characters; empty for kinds without text. */
  preview: z.string(),
  kind: MessageKind,
  /** In which ways this person wants to be told of it right now. */
  tells: Tells,
})
export type MessageNotification = z.infer<typeof MessageNotification>

export const notifications = {
  /** The words of one notification; null when somebody has read the message in the meantime. */
  get: ownLeads.input(z.object({ messageId: MessageId })).output(MessageNotification.nullable()),
}
