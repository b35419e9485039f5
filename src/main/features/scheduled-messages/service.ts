import { and, asc, eq } from 'drizzle-orm'
import type { z } from 'zod'
import type { contract } from '#shared/contract/index.ts'
import type { ScheduledMessage } from '#shared/contract/scheduled-messages.ts'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import { conversations } from '../conversations/schema.ts'
import type * as Sendable from '../conversations/sendable-kind.ts'
import type { KeptFiles } from '../files/kept-files.ts'
import type { MessageFiles } from '../files/message-files.ts'
import { leads } from '../leads/schema.ts'
import { isLeadVisible, visibleLeads } from '../leads/visibility.ts'
import { scheduledMessages } from './schema.ts'
import { isWaiting, type ScheduledRow, type ScheduledSender, updateScheduled, wakeScheduled } from './send-scheduled.ts'

type Input<Name extends keyof typeof contract.scheduledMessages> = z.output<
  (typeof contract.scheduledMessages)[Name]['~orpc']['inputSchema'] & z.ZodType
>

const MOST_SHOWN = 200

export function createScheduledMessageService({
  db,
  clock,
  jobs,
  sender,
  kept,
  uploads,
  sendable,
  announce,
}: {
  db: Db
  clock: Clock
  jobs: JobQueue
  sender: Pick<ScheduledSender, 'send'>
  kept: Pick<KeptFiles, 'ofScheduled' | 'fileOfScheduled' | 'keepForLater' | 'forgetOfScheduled'>
  uploads: Pick<MessageFiles, 'findUpload'>
  sendable: typeof Sendable
  announce(tx: Db): void
}) {
  function getWaiting(tx: Db, viewer: Viewer, id: MessageId): ScheduledRow {
    const row = tx.select().from(scheduledMessages).where(eq(scheduledMessages.id, id)).get()
    const isThere = row && isLeadVisible(tx, viewer, row.leadId) && row.state !== 'sent' && row.state !== 'cancelled'
    if (!row || !isThere) throw notFound('scheduledMessage')
    return row
  }

  function list(from: Db, viewer: Viewer, where: Parameters<typeof and>[0]): ScheduledMessage[] {
    const rows = from
      .select({ row: scheduledMessages, leadName: leads.name })
      .from(scheduledMessages)
      .innerJoin(leads, eq(leads.id, scheduledMessages.leadId))
      .where(and(isWaiting, visibleLeads(viewer), where))
      .orderBy(asc(scheduledMessages.sendAt), asc(scheduledMessages.id))
      .limit(MOST_SHOWN)
      .all()
    const files = kept.ofScheduled(
      from,
      rows.map(({ row }) => row.id),
    )
    return rows.map(({ row, leadName }) => {
      const { id, version, conversationId, leadId, body, sendAt, cancelsOnReply, reason, createdBy } = row
      const state = row.state as ScheduledMessage['state']
      const file = files.get(id) ?? null
      return {
        id,
        version,
        conversationId,
        leadId,
        leadName,
        body,
        file,
        sendAt,
        cancelsOnReply,
        state,
        reason,
        createdBy,
      }
    })
  }

  function read(tx: Db, viewer: Viewer, id: MessageId): ScheduledMessage {
    const [found] = list(tx, viewer, eq(scheduledMessages.id, id))
    if (!found) throw notFound('scheduledMessage')
    return found
  }

  function note(tx: Db, viewer: Viewer, id: MessageId, action: string): void {
    recordAudit(tx, clock, { staffId: viewer.id, action, subjectKind: 'message', subjectId: id })
    announce(tx)
  }

  return {
    async list(viewer: Viewer, conversationId: ConversationId | null): Promise<ScheduledMessage[]> {
      return list(
        db,
        viewer,
        conversationId === null ? undefined : eq(scheduledMessages.conversationId, conversationId),
      )
    },

    async create(
      viewer: Viewer,
      { id, conversationId, uploadId, form, ...details }: Input<'create'>,
    ): Promise<ScheduledMessage> {
      return transact(db, tx => {
        const known = tx.select().from(scheduledMessages).where(eq(scheduledMessages.id, id)).get()
        if (known) return read(tx, viewer, id)
        const chat = tx.select().from(conversations).where(eq(conversations.id, conversationId)).get()
        if (!chat || !isLeadVisible(tx, viewer, chat.leadId)) throw notFound('conversation')
        const now = clock.now()
        if (details.sendAt <= now) throw new DomainError('IN_THE_PAST')
        const { leadId } = chat
        const kind = uploadId === null ? null : sendable.sendableKind(uploads.findUpload(tx, leadId, uploadId), form)
        const body = kind === null || sendable.hasCaption(kind) ? details.body : ''
        if (body === '' && kind === null) throw new DomainError('NOTHING_TO_SEND')
        tx.insert(scheduledMessages)
          .values({
            ...{ id, conversationId, leadId, ...details, body, state: 'planned', createdBy: viewer.id },
            createdAt: now,
            updatedAt: now,
          })
          .run()
        if (uploadId !== null && kind !== null) kept.keepForLater(tx, { id: uploadId, leadId, kind }, id)
        wakeScheduled(tx, jobs, details.sendAt)
        note(tx, viewer, id, 'message.scheduled')
        return read(tx, viewer, id)
      })
    },

    async update(viewer: Viewer, { id, version, ...details }: Input<'update'>): Promise<ScheduledMessage> {
      return transact(db, tx => {
        const before = getWaiting(tx, viewer, id)
        if (before.version !== version) throw staleEdit('scheduledMessage', before.version)
        if (details.sendAt <= clock.now()) throw new DomainError('IN_THE_PAST')
        if (details.body === '' && !kept.fileOfScheduled(tx, id)) throw new DomainError('NOTHING_TO_SEND')
        updateScheduled(tx, before, { ...details, state: 'planned', reason: null }, clock.now())
        wakeScheduled(tx, jobs, details.sendAt)
        note(tx, viewer, id, 'message.rescheduled')
        return read(tx, viewer, id)
      })
    },

    async cancel(viewer: Viewer, id: MessageId): Promise<void> {
      transact(db, tx => {
        updateScheduled(tx, getWaiting(tx, viewer, id), { state: 'cancelled', reason: 'decided' }, clock.now())
        kept.forgetOfScheduled(tx, id)
        note(tx, viewer, id, 'message.unscheduled')
      })
    },

    async sendNow(viewer: Viewer, id: MessageId): Promise<void> {
      transact(db, tx => {
        sender.send(tx, getWaiting(tx, viewer, id))
        note(tx, viewer, id, 'message.sent_early')
      })
    },
  }
}
export type ScheduledMessageService = ReturnType<typeof createScheduledMessageService>
