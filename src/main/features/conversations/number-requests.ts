import { and, eq, gte, ne } from 'drizzle-orm'
import { type ConversationId, type MessageId, newId } from '#shared/domain/ids.ts'
import { canAskForNumber } from '#shared/domain/number-request.ts'
import type { Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import type { ChannelService } from '../channels/service.ts'
import type { MessageFiles } from '../files/message-files.ts'
import { getVisibleConversation, updateConversation } from './conversation-queries.ts'
import { createMessageWriter } from './message-writer.ts'
import { addressOf } from './peers.ts'
import type { ReadMarks } from './read-marks.ts'
import type { ReadReceipts } from './read-receipts.ts'
import { messages } from './schema.ts'
import type { SendQueue } from './send-queue.ts'

/** Asks somebody whose number WhatsApp hides to share it. Their answer tells that LID and number are one person. */
export function createNumberRequestService(world: {
  db: Db
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'exists' | 'isLinked' | 'newMessageId' | 'encodeText'>
  queue: Pick<SendQueue, 'add'>
  files: Pick<MessageFiles, 'attachOutgoing' | 'attachCopy' | 'attachKept'>
  readMarks: ReadMarks
  receipts: Pick<ReadReceipts, 'tellSender'>
}) {
  const { clock } = world
  const writer = createMessageWriter(world)
  return {
    async request(viewer: Viewer, id: ConversationId): Promise<void> {
      const messageId = newId<MessageId>()
      writer.add(viewer, messageId, id, tx => {
        const { conversation } = getVisibleConversation(tx, viewer, id)
        if (addressOf(tx, conversation)?.phone !== null) throw new DomainError('NUMBER_KNOWN')
        const now = clock.now()
        const askedAt = conversation.numberRequestedAt
        if (askedAt !== null && !canAskForNumber(askedAt, now) && hasAsked(tx, id, askedAt))
          throw new DomainError('ALREADY_ASKED', { at: askedAt })
        updateConversation(tx, id, { numberRequestedAt: now }, now)
        const card = { kind: 'number_request', details: { kind: 'number_request' } } as const
        return { id: messageId, body: '', quotedId: null, card }
      })
    },
  }
}
export type NumberRequestService = ReturnType<typeof createNumberRequestService>

/** Whether the request of that time is on its way or there: one that failed may be repeated at once. */
function hasAsked(db: Db, conversationId: ConversationId, since: number): boolean {
  const { id, sortAt, kind, status } = messages
  const asked = db
    .select({ id })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        gte(sortAt, since),
        eq(kind, 'number_request'),
        ne(status, 'failed'),
      ),
    )
    .limit(1)
    .get()
  return asked !== undefined
}
