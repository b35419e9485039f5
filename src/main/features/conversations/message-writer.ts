import type { FileKind } from '#shared/domain/file.ts'
import type { ConversationId, FileId, LeadId, MessageId, TemplateId } from '#shared/domain/ids.ts'
import type { MessageKind } from '#shared/domain/message.ts'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { OutgoingText } from '../channels/channel.ts'
import type { ChannelService } from '../channels/service.ts'
import type { MessageFiles, MessagePlace } from '../files/message-files.ts'
import { type ConversationRow, getVisibleConversation, updateConversation } from './conversation-queries.ts'
import { findMessage, getVisibleMessage } from './message-queries.ts'
import { findObstacle } from './obstacle.ts'
import { addressOf, peerKeyOf } from './peers.ts'
import type { ReadMarks } from './read-marks.ts'
import type { ReadReceipts } from './read-receipts.ts'
import { messages } from './schema.ts'
import { toQuoted } from './send-message.ts'
import type { SendQueue } from './send-queue.ts'
import { summaryOf } from './summary.ts'

export interface NewMessage {
  id: MessageId
  body: string
  quotedId: MessageId | null
  /** A place or people, shown as a card. */
  card?: { kind: MessageKind; details: MessageDetails }
  /** Its file: one that was uploaded for it, or one that another message has. `kind` is what the person wants it to be. */
  media?: { kind: FileKind } & ({ uploadId: FileId } | { copyOf: FileId } | { keptId: FileId })
  isForwarded?: boolean
  /** The template whose filled text it is. */
  template?: { id: TemplateId; name: string }
}

/** Puts what the office says into a conversation and into the queue: what the page was told is stored will be sent. */
export function createMessageWriter({
  db,
  clock,
  events,
  channels,
  queue,
  files,
  readMarks,
  receipts,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'exists' | 'isLinked' | 'newMessageId' | 'encodeText'>
  queue: Pick<SendQueue, 'add'>
  files: Pick<MessageFiles, 'attachOutgoing' | 'attachCopy' | 'attachKept'>
  readMarks: ReadMarks
  receipts: Pick<ReadReceipts, 'tellSender'>
}) {
  function attach(tx: Db, viewer: Viewer | null, place: MessagePlace, media: NonNullable<NewMessage['media']>): void {
    if ('uploadId' in media) files.attachOutgoing(tx, place, { fileId: media.uploadId, kind: media.kind })
    else if ('keptId' in media) files.attachKept(tx, place, { fileId: media.keptId, kind: media.kind })
    else if (viewer !== null) files.attachCopy(tx, viewer, place, media.copyOf)
  }

  /**
   * The row, its place in the list and its sending are one commit. Without a viewer it is the program's own word: nobody has read the chat
   * by that, and whoever waits for an answer waits still.
   */
  function addQueued(tx: Db, viewer: Viewer | null, conversation: ConversationRow, message: NewMessage): void {
    const { id: conversationId, channelAccountId, leadId } = conversation
    const now = clock.now()
    const quoted =
      message.quotedId === null || viewer === null ? undefined : getVisibleMessage(tx, viewer, message.quotedId)
    if (quoted && quoted.conversationId !== conversation.id) throw notFound('message')
    const to = addressOf(tx, conversation)
    if (to === null) throw new DomainError('CANNOT_WRITE', { obstacle: 'no-address' })
    const externalId = channels.newMessageId(channelAccountId)
    const { body, card, media, template, isForwarded = false } = message
    const details = card?.details ?? null
    const outgoing: OutgoingText = {
      ...{ externalId, to, body, details, isForwarded },
      quoted: quoted ? toQuoted(quoted) : null,
      customerWroteAt: null,
    }
    const row = tx
      .insert(messages)
      .values({
        id: message.id,
        conversationId,
        leadId,
        channel: conversation.channel,
        direction: 'out',
        kind: media?.kind ?? card?.kind ?? 'text',
        body,
        details,
        isForwarded,
        status: 'queued',
        externalId,
        peerKey: peerKeyOf(to),
        // A content is given to the channel's server before its message can have a form.
        raw: media ? null : Buffer.from(channels.encodeText(channelAccountId, outgoing)),
        quotedExternalId: quoted?.externalId ?? null,
        templateId: template?.id ?? null,
        templateName: template?.name ?? null,
        sentBy: viewer?.id ?? null,
        sortAt: nextPlaceIn(conversation, now),
        queuedAt: now,
        createdAt: now,
        updatedAt: now,
      })
      .returning()
      .get()
    if (media) attach(tx, viewer, { messageId: row.id, conversationId, leadId, at: row.sortAt }, media)
    const read = viewer && readMarks.readUpTo(tx, conversationId, conversation.lastMessageAt, now)
    updateConversation(tx, conversationId, { ...summaryOf(tx, row), ...(viewer ? { waitingSince: null } : {}) }, now)
    queue.add(tx, message.id, channelAccountId)
    recordAudit(tx, clock, {
      staffId: viewer?.id ?? null,
      action: isForwarded ? 'message.forwarded' : 'message.written',
      subjectKind: 'message',
      subjectId: message.id,
    })
    afterCommit(tx, () => events.publish({ type: 'message.added', messageId: row.id, conversationId, leadId }))
    if (read) receipts.tellSender(tx, conversation, read)
  }

  return {
    /** In the caller's transaction, into a conversation that the caller has looked at. Without a viewer: by the program itself. */
    addQueued,

    /** Asking again with the same id (a lost answer, an impatient click) changes nothing. */
    add(
      viewer: Viewer,
      id: MessageId,
      conversationId: ConversationId,
      write: (tx: Db, to: { leadId: LeadId }) => NewMessage,
    ): void {
      transact(db, tx => {
        if (findMessage(tx, id)) return void getVisibleMessage(tx, viewer, id)
        const { conversation } = getVisibleConversation(tx, viewer, conversationId)
        const obstacle = findObstacle(tx, channels, conversation)
        if (obstacle !== null) throw new DomainError('CANNOT_WRITE', { obstacle })
        addQueued(tx, viewer, conversation, write(tx, conversation))
      })
    },
  }
}

export type MessageWriter = ReturnType<typeof createMessageWriter>

/** Our clock and WhatsApp's may differ: what is written now stands after what was read, whatever the clocks say. */
export function nextPlaceIn({ lastMessageAt }: ConversationRow, now: number): number {
  return Math.max(now, lastMessageAt + 1)
}
