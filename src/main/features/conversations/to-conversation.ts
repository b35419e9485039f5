import type { ConversationSummary, Message, MessageChange, Reaction } from '#shared/contract/conversations.ts'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import type { ConversationSummaryRow } from './conversation-queries.ts'
import type { ShownMessageRow } from './message-queries.ts'

export function toConversationSummary(row: ConversationSummaryRow): ConversationSummary {
  const { conversation } = row
  return {
    id: conversation.id,
    leadId: conversation.leadId,
    channelAccountId: conversation.channelAccountId,
    channel: conversation.channel,
    leadName: row.leadName,
    stageId: row.stageId,
    ownerId: row.ownerId,
    isFromAd: row.leadSource === 'click_to_whatsapp_ad' || row.leadSource === 'meta_lead_ad',
    unreadCount: conversation.unreadCount,
    lastMessageAt: conversation.lastMessageAt,
    lastMessagePreview: conversation.lastMessagePreview,
    lastMessageKind: conversation.lastMessageKind,
    lastMessageDirection: conversation.lastMessageDirection,
    lastMessageStatus: conversation.lastMessageStatus,
    isLastMessageDeleted: conversation.isLastMessageDeleted,
    waitingSince: conversation.waitingSince,
    isBlocked: conversation.isBlocked,
    isNumberHidden: Boolean(row.isNumberHidden),
  }
}

/** What belongs to a message and is not in its row. */
export interface MessageCompany {
  /** The message it answers, where the office has it. */
  readonly quoted: ShownMessageRow | undefined
  readonly attachment: AttachmentSummary | undefined
  readonly reactions: readonly Reaction[]
  readonly change: MessageChange | null
}

/** The stored message as the page shows it. */
export function toMessage(row: ShownMessageRow, company: MessageCompany): Message {
  const { quoted: quotedRow, attachment, reactions, change } = company
  const { id, conversationId, leadId, channel, direction, kind, body, status, error } = row
  const quoted = quotedRow
    ? { id: quotedRow.id, body: quotedRow.body, kind: quotedRow.kind, direction: quotedRow.direction }
    : null
  return {
    id,
    conversationId,
    leadId,
    channel,
    direction,
    kind,
    body,
    status,
    error,
    quoted,
    attachment: attachment ?? null,
    details: row.details,
    reactions: [...reactions],
    isForwarded: row.isForwarded,
    isViewOnce: row.isViewOnce,
    isEphemeral: row.isEphemeral,
    sentBy: row.sentBy,
    isFromPhone: row.isFromPhone,
    // Its picture is asked for beside the ad's name: lists of messages stay light.
    adReferral: row.adReferral && { title: row.adReferral.title, sourceUrl: row.adReferral.sourceUrl },
    sortAt: row.sortAt,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    deliveredAt: row.deliveredAt,
    readAt: row.readAt,
    editedAt: row.editedAt,
    deletedAt: row.deletedAt,
    starredAt: row.starredAt,
    change,
  }
}
