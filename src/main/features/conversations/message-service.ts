import { and, eq, sql } from 'drizzle-orm'
import type { Message } from '#shared/contract/conversations.ts'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import type { ConversationId, LeadId, MessageId, TemplateId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { ChannelService } from '../channels/service.ts'
import type { MessageFiles } from '../files/message-files.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import { type ConversationRow, getVisibleConversation } from './conversation-queries.ts'
import type { FetchQueue } from './fetch-queue.ts'
import { type MessagePageQuery, readMessagePage } from './message-pages.ts'
import {
  getVisibleMessage,
  listExternalIdsOfLead,
  listMessagesOfLead,
  type MessageRow,
  updateMessage,
} from './message-queries.ts'
import { createMessageReader } from './message-reader.ts'
import { listStarred, type MessageSearch, searchEverywhere, searchInConversation } from './message-search.sql.ts'
import { createMessageWriter, type NewMessage, nextPlaceIn } from './message-writer.ts'
import { findObstacle } from './obstacle.ts'
import { noteReaction } from './reactions.ts'
import type { ReadMarks } from './read-marks.ts'
import type { ReadReceipts } from './read-receipts.ts'
import { messages } from './schema.ts'
import type { SendQueue } from './send-queue.ts'
import { SendReaction } from './send-reaction.ts'
import { hasCaption, type NewMedia, sendableKind } from './sendable-kind.ts'
import { refreshSummary } from './summary.ts'

type Written = Pick<NewMessage, 'id' | 'body' | 'quotedId'> & {
  conversationId: ConversationId
  /** Whose filled text it is. */
  templateId?: TemplateId | null
}

/** Says which template it is and counts its use, in the transaction of the message. Undefined where it is gone. */
export type TakeTemplate = (tx: Db, id: TemplateId) => NewMessage['template']

export function createMessageService({
  db,
  clock,
  events,
  channels,
  queue,
  jobs,
  files,
  fetchQueue,
  readMarks,
  receipts,
  takeTemplate,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'exists' | 'isLinked' | 'newMessageId' | 'encodeText' | 'forget'>
  queue: SendQueue
  jobs: JobQueue
  files: Pick<
    MessageFiles,
    | 'ofMessages'
    | 'findUpload'
    | 'attachOutgoing'
    | 'attachCopy'
    | 'attachKept'
    | 'stageAgain'
    | 'forgetFilesOfMessages'
  >
  fetchQueue: Pick<FetchQueue, 'askAgain'>
  readMarks: ReadMarks
  receipts: Pick<ReadReceipts, 'tellSender'>
  takeTemplate: TakeTemplate
}) {
  const { withCompany, read } = createMessageReader({ db, files })
  const writer = createMessageWriter({ db, clock, events, channels, queue, files, readMarks, receipts })

  function refuseObstacle(tx: Db, conversation: ConversationRow): void {
    const obstacle = findObstacle(tx, channels, conversation)
    if (obstacle !== null) throw new DomainError('CANNOT_WRITE', { obstacle })
  }

  function templateOf(tx: Db, id: TemplateId | null | undefined): Pick<NewMessage, 'template'> {
    const template = id === null || id === undefined ? undefined : takeTemplate(tx, id)
    return template === undefined ? {} : { template }
  }

  function announce(
    tx: Db,
    type: 'message.added' | 'message.changed',
    row: Pick<MessageRow, 'id' | 'conversationId' | 'leadId'>,
  ) {
    const { id: messageId, conversationId, leadId } = row
    afterCommit(tx, () => events.publish({ type, messageId, conversationId, leadId }))
  }

  return {
    async list(viewer: Viewer, query: MessagePageQuery) {
      getVisibleConversation(db, viewer, query.conversationId)
      const { rows, nextCursor, newerCursor } = readMessagePage(db, query)
      return { items: withCompany(rows, query.conversationId), nextCursor, newerCursor }
    },

    async search(viewer: Viewer, query: MessageSearch) {
      if (query.conversationId === null) return searchEverywhere(db, viewer, query)
      getVisibleConversation(db, viewer, query.conversationId)
      return searchInConversation(db, query.conversationId, query)
    },

    async starred(viewer: Viewer, query: { cursor: string | null; limit: number }) {
      return listStarred(db, viewer, query)
    },

    async star(viewer: Viewer, id: MessageId, isStarred: boolean): Promise<Message> {
      transact(db, tx => {
        const row = getVisibleMessage(tx, viewer, id)
        if ((row.starredAt !== null) === isStarred) return
        const now = clock.now()
        updateMessage(tx, id, { starredAt: isStarred ? now : null }, now)
        announce(tx, 'message.changed', row)
        // Stars are counted beside the conversations.
        const { conversationId, leadId } = row
        afterCommit(tx, () => events.publish({ type: 'conversation.changed', conversationId, leadId }))
      })
      return read(id)
    },

    async ofLead(viewer: Viewer, query: { leadId: LeadId; cursor: string | null; limit: number }) {
      if (!isLeadVisible(db, viewer, query.leadId)) throw notFound('lead')
      const rows = listMessagesOfLead(db, query.leadId, decodePlace(query.cursor), query.limit + 1)
      const byConversation = Map.groupBy(rows, row => row.conversationId)
      const shown = [...byConversation].flatMap(([id, ofOne]) => withCompany(ofOne, id))
      const byId = new Map(shown.map(message => [message.id, message]))
      return toPage(
        rows,
        query.limit,
        row => ({ at: row.sortAt, seq: row.seq }),
        row => byId.get(row.id) as Message,
      )
    },

    async get(viewer: Viewer, id: MessageId): Promise<Message> {
      return read(getVisibleMessage(db, viewer, id).id)
    },

    /** Asking again with the same id (a lost answer, an impatient click) finds the message that is there already. */
    async send(viewer: Viewer, { templateId, ...message }: Written): Promise<Message> {
      writer.add(viewer, message.id, message.conversationId, tx => ({ ...message, ...templateOf(tx, templateId) }))
      return read(message.id)
    },

    /** The same with a file that was uploaded for it. */
    async sendMedia(
      viewer: Viewer,
      { uploadId, caption, form, templateId, ...message }: Omit<Written, 'body'> & NewMedia,
    ): Promise<Message> {
      writer.add(viewer, message.id, message.conversationId, (tx, { leadId }) => {
        const kind = sendableKind(files.findUpload(tx, leadId, uploadId), form)
        const body = hasCaption(kind) ? caption : ''
        return { ...message, body, media: { uploadId, kind }, ...templateOf(tx, templateId) }
      })
      return read(message.id)
    },

    async react(viewer: Viewer, id: MessageId, emoji: string | null): Promise<Message> {
      transact(db, tx => {
        const row = getVisibleMessage(tx, viewer, id)
        // Nobody has it yet, or has it any more.
        if (row.status === 'queued' || row.status === 'failed' || row.deletedAt !== null)
          throw new DomainError('NOT_SENT')
        const { conversation } = getVisibleConversation(tx, viewer, row.conversationId)
        refuseObstacle(tx, conversation)
        const { channelAccountId } = conversation
        if (!noteReaction(tx, id, { from: 'office', staffId: viewer.id, emoji, at: clock.now() })) return
        const externalId = channels.newMessageId(channelAccountId)
        jobs.enqueue(tx, SendReaction, { messageId: id, channelAccountId, externalId }, { key: id })
        announce(tx, 'message.changed', row)
      })
      return read(id)
    },

    async fetchMedia(viewer: Viewer, id: MessageId): Promise<Message> {
      transact(db, tx => fetchQueue.askAgain(tx, getVisibleMessage(tx, viewer, id)))
      return read(id)
    },

    async retry(viewer: Viewer, id: MessageId): Promise<Message> {
      transact(db, tx => {
        const row = getVisibleMessage(tx, viewer, id)
        if (row.status !== 'failed') throw new DomainError('NOT_FAILED')
        const { conversation } = getVisibleConversation(tx, viewer, row.conversationId)
        refuseObstacle(tx, conversation)
        const now = clock.now()
        const sortAt = nextPlaceIn(conversation, now)
        updateMessage(tx, id, { status: 'queued', error: null, queuedAt: now, sortAt }, now)
        refreshSummary(tx, conversation.id, now)
        queue.add(tx, id, conversation.channelAccountId)
        recordAudit(tx, clock, { staffId: viewer.id, action: 'message.retried', subjectKind: 'message', subjectId: id })
        announce(tx, 'message.changed', row)
      })
      return read(id)
    },

    /** Only while it was never handed to the channel, or after it failed: what may have left cannot be taken back here. */
    async cancel(viewer: Viewer, id: MessageId): Promise<{ file: AttachmentSummary | null }> {
      return transact(db, tx => {
        const row = getVisibleMessage(tx, viewer, id)
        const isStillHere = row.status === 'queued' && row.triedAt === null
        if (!isStillHere && row.status !== 'failed') throw new DomainError('ALREADY_SENT')
        queue.takeBack(tx, id)
        // Before the row goes, and takes with it what hangs on it.
        const file = files.stageAgain(tx, viewer, id)
        files.forgetFilesOfMessages(tx, [id])
        tx.delete(messages).where(eq(messages.id, id)).run()
        refreshSummary(tx, row.conversationId, clock.now())
        queue.wakeNext(tx, row.conversationId)
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'message.cancelled',
          subjectKind: 'message',
          subjectId: id,
        })
        const { conversationId, leadId } = row
        // Every page that shows it, not only the one that took it back.
        announce(tx, 'message.changed', row)
        afterCommit(tx, () => events.publish({ type: 'conversation.changed', conversationId, leadId }))
        return { file }
      })
    },

    /** Before a lead is deleted for good: what the channel and the queue keep of its messages goes too. */
    forgetMessagesOf(tx: Db, leadId: LeadId): void {
      const byAccount = Map.groupBy(listExternalIdsOfLead(tx, leadId), row => row.accountId)
      for (const [accountId, rows] of byAccount) {
        channels.forget(
          tx,
          accountId,
          rows.map(row => row.externalId),
        )
      }
      const queued = tx
        .select({ id: messages.id })
        .from(messages)
        .where(and(eq(messages.leadId, leadId), sql`${messages.status} = 'queued'`))
        .all()
      for (const { id } of queued) queue.takeBack(tx, id)
    },
  }
}
export type MessageService = ReturnType<typeof createMessageService>
