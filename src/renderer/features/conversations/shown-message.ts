import { z } from 'zod'
import { Message } from '#shared/contract/conversations.ts'
import { ConversationId, type LeadId, MessageId, StaffId, TemplateId } from '#shared/domain/ids.ts'

/** A message as the pane shows it: stored, or still on its way to the core. */
export interface ShownMessage extends Omit<Message, 'leadId' | 'channel'> {
  /** Of what is stored. */
  readonly leadId?: LeadId
  readonly isOnItsWay?: true
}

/** What a person has just sent and the core has not confirmed yet. */
export const OutgoingMessage = z.object({
  id: MessageId,
  conversationId: ConversationId,
  body: z.string(),
  quoted: Message.shape.quoted,
  sentBy: StaffId,
  writtenAt: z.number(),
  templateId: TemplateId.nullable().optional(),
})
export type OutgoingMessage = z.infer<typeof OutgoingMessage>

/**
 * The conversation oldest first: what is stored, then what is on its way. The page makes the ids, so a message that is
 * stored by now is recognised and shown once.
 */
export function mergeMessages(newestFirst: readonly Message[], outgoing: readonly OutgoingMessage[]): ShownMessage[] {
  const seen = new Set<MessageId>()
  const shown: ShownMessage[] = []
  for (let index = newestFirst.length - 1; index >= 0; index--) {
    const message = newestFirst[index]
    // While pages are asked again one after the other, a row can stand on two of them.
    if (message === undefined || seen.has(message.id)) continue
    seen.add(message.id)
    // Not copied: an unchanged message keeps its identity, and its bubble is not drawn again.
    shown.push(message)
  }
  for (const message of outgoing) {
    if (seen.has(message.id)) continue
    seen.add(message.id)
    shown.push(asShown(message, shown.at(-1)?.sortAt ?? 0))
  }
  return shown
}

function asShown(message: OutgoingMessage, after: number): ShownMessage {
  return {
    id: message.id,
    conversationId: message.conversationId,
    direction: 'out',
    kind: 'text',
    body: message.body,
    status: 'queued',
    error: null,
    quoted: message.quoted,
    sentBy: message.sentBy,
    isFromPhone: false,
    attachment: null,
    details: null,
    reactions: [],
    isForwarded: false,
    isViewOnce: false,
    isEphemeral: false,
    adReferral: null,
    sortAt: Math.max(message.writtenAt, after),
    createdAt: message.writtenAt,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    deletedAt: null,
    starredAt: null,
    change: null,
    isOnItsWay: true,
  }
}
