import type { ConversationSummary } from '#shared/contract/conversations.ts'
import type { ChannelAccountId, ConversationId, LeadId, StageId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'

/** A conversation of the list for tests; say only what matters. */
export function aConversation(over: Partial<ConversationSummary> = {}): ConversationSummary {
  return {
    id: newId<ConversationId>(),
    leadId: newId<LeadId>(),
    channelAccountId: newId<ChannelAccountId>(),
    channel: 'whatsapp',
    leadName: 'Ayşe Kaya',
    stageId: newId<StageId>(),
    ownerId: null,
    isFromAd: false,
    unreadCount: 0,
    lastMessageAt: 0,
    lastMessagePreview: 'Merhaba',
    lastMessageKind: 'text',
    lastMessageDirection: 'in',
    lastMessageStatus: 'delivered',
    waitingSince: null,
    isBlocked: false,
    isNumberHidden: false,
    ...over,
  }
}
