import type { Message } from '#shared/contract/conversations.ts'
import type { ConversationId, LeadId, MessageId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'

/** A plain incoming message for tests; say only what matters. */
export function aMessage(over: Partial<Message> = {}): Message {
  return {
    id: newId<MessageId>(),
    conversationId: newId<ConversationId>(),
    leadId: newId<LeadId>(),
    channel: 'whatsapp',
    direction: 'in',
    kind: 'text',
    body: 'Merhaba',
    status: 'delivered',
    error: null,
    quoted: null,
    sentBy: null,
    isFromPhone: false,
    attachment: null,
    details: null,
    reactions: [],
    isForwarded: false,
    isViewOnce: false,
    isEphemeral: false,
    adReferral: null,
    sortAt: 0,
    createdAt: 0,
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    editedAt: null,
    deletedAt: null,
    starredAt: null,
    change: null,
    ...over,
  }
}
