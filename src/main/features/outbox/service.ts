import type { OutboxItem, OutboxMessage } from '#shared/contract/outbox.ts'
import { type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import {
  decisionsFor,
  type OutboundChannel,
  type OutboundId,
  type OutboxState,
  type ProviderTemplate,
  toOutboxProblem,
} from '#shared/domain/outbox.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import {
  countOutbox,
  findAddressees,
  findOutbound,
  insertOutbound,
  listAttachments,
  listOutbox,
  listUnfinished,
  moveOutbox,
  type OutboxRow,
} from './queries.ts'
import { outboxAttachments } from './schema.ts'
import { LONGEST_WAIT, type OutboxQueue } from './send-queue.ts'
import { isSender, type Senders } from './sender.ts'
import type { Settling } from './settle.ts'

/** One message that is to leave. Give it an id that says what it is for, and it can be queued once only. */
export interface Outbound {
  id: OutboundId
  channel: OutboundChannel
  /** A phone in E.164, or a mail address. */
  to: string
  leadId?: LeadId | null
  staffId?: StaffId | null
  /** Who has it sent; null: the program. */
  by?: StaffId | null
  subject?: string | null
  body: string
  html?: string | null
  /** A content of the house by its hash, or a text (an .ics). */
  attachments?: readonly { name: string; mime: string; sha256?: string; content?: string }[]
  template?: ProviderTemplate | null
  /** What it is for. */
  cause: { kind: string; id: string }
  sendAfter?: number | null
  /** From then on it is of no use any more. Without it, a day. */
  expiresAt?: number | null
}

/** What other features ask of the outbox; each works in the caller's transaction. */
export interface Outbox {
  /** False where that id was queued before: then nothing is changed. */
  queue(tx: Db, outbound: Outbound): boolean
  /** True where it had not begun to leave. */
  cancel(tx: Db, id: OutboundId): boolean
  find(db: Db, id: OutboundId): OutboxRow | undefined
  /** Once more, from the beginning: the person knows that it may arrive twice. False where it is not there, or on its way. */
  retry(tx: Db, by: StaffId, id: OutboundId): boolean
  /** The person has seen it arrive. */
  markSent(tx: Db, by: StaffId, id: OutboundId): void
  /** Whether anybody is set up to carry it. */
  canSend(channel: OutboundChannel): boolean
  /** Whether what is sent through it can be answered, and the answer is heard. */
  canBeAnswered(channel: OutboundChannel): boolean
  onSettled: Settling['onSettled']
}

interface World {
  db: Db
  clock: Clock
  events: AppEvents
  senders: Senders
  queue: OutboxQueue
  settling: Settling
}

export function createOutbox({ clock, events, senders, queue, settling }: Omit<World, 'db'>): Outbox {
  return {
    queue(tx, outbound) {
      const now = clock.now()
      const { id, channel, sendAfter = null, cause } = outbound
      const isNew = insertOutbound(tx, {
        id,
        channel,
        leadId: outbound.leadId ?? null,
        staffId: outbound.staffId ?? null,
        decidedBy: outbound.by ?? null,
        address: outbound.to,
        subject: outbound.subject ?? null,
        body: outbound.body,
        html: outbound.html ?? null,
        template: outbound.template ?? null,
        causeKind: cause.kind,
        causeId: cause.id,
        sendAfter,
        expiresAt: outbound.expiresAt ?? null,
        createdAt: now,
        updatedAt: now,
      })
      if (!isNew) return false
      for (const [position, { name, mime, sha256 = null, content = null }] of (outbound.attachments ?? []).entries())
        tx.insert(outboxAttachments).values({ id: newId(), outboxId: id, position, name, mime, sha256, content }).run()
      queue.add(tx, { id, channel, sendAfter })
      afterCommit(tx, () => events.publish({ type: 'outbox.changed' }))
      return true
    },

    cancel(tx, id) {
      const row = findOutbound(tx, id)
      if (row?.state !== 'queued') return false
      queue.takeBack(tx, id)
      settling.change(tx, row, 'cancelled')
      return true
    },

    retry(tx, by, id) {
      const row = findOutbound(tx, id)
      if (!row || !decisionsFor(row.state).canRetry) return false
      queueAgain(tx, by, row, { clock, queue, settling })
      return true
    },

    markSent(tx, by, id) {
      const row = findOutbound(tx, id)
      if (!row || !decisionsFor(row.state).canMarkSent) return
      noteSent(tx, by, row, { clock, settling })
    },

    find: findOutbound,
    canSend: channel => isSender(senders.forChannel(channel)),
    canBeAnswered(channel) {
      const sender = senders.forChannel(channel)
      return isSender(sender) && sender.canBeAnswered === true
    },
    onSettled: settling.onSettled,
  }
}

function queueAgain(
  tx: Db,
  by: StaffId,
  row: OutboxRow,
  { clock, queue, settling }: Pick<World, 'clock' | 'queue' | 'settling'>,
): void {
  const never = { problem: null, sendAfter: null, providerId: null, lookAt: null, triedAt: null, sentAt: null }
  const expiresAt = clock.now() + LONGEST_WAIT
  settling.change(tx, row, 'queued', { ...never, attempts: 0, expiresAt, decidedBy: by })
  queue.add(tx, { ...row, sendAfter: null })
}

function noteSent(tx: Db, by: StaffId, row: OutboxRow, { clock, settling }: Pick<World, 'clock' | 'settling'>): void {
  settling.change(tx, row, 'sent', { problem: null, sentAt: row.triedAt ?? clock.now(), decidedBy: by })
}

/** What a person sees of the outbox, and decides. */
export function createOutboxService({ db, clock, queue, settling }: World) {
  function getRow(tx: Db, id: OutboundId, version: number): OutboxRow {
    const row = findOutbound(tx, id)
    if (!row) throw notFound('outbound')
    if (row.version !== version) throw staleEdit('outbound', row.version)
    return row
  }

  function decide(
    by: StaffId,
    { id, version }: { id: OutboundId; version: number },
    action: 'retried' | 'marked_sent' | 'cancelled',
    work: (tx: Db, row: OutboxRow) => void,
  ): OutboxItem {
    return transact(db, tx => {
      const row = getRow(tx, id, version)
      const may = decisionsFor(row.state)
      const isAllowed = { retried: may.canRetry, marked_sent: may.canMarkSent, cancelled: may.canCancel }[action]
      if (!isAllowed) throw new DomainError('NOT_IN_THIS_STATE', { state: row.state })
      work(tx, row)
      recordAudit(tx, clock, {
        staffId: by,
        action: `outbound.${action}`,
        subjectKind: 'outbound',
        subjectId: id,
        before: { state: row.state },
      })
      return readItem(tx, id)
    })
  }

  function readItem(tx: Db, id: OutboundId): OutboxItem {
    const row = findOutbound(tx, id)
    if (!row) throw notFound('outbound')
    return toItem({ row, leadName: null, staffName: null, ...findAddressees(tx, id) })
  }

  return {
    async list({ state, cursor, limit }: { state: OutboxState | null; cursor: string | null; limit: number }) {
      const rows = listOutbox(db, state, decodePlace(cursor), limit + 1)
      return toPage(rows, limit, ({ row }) => ({ at: 0, seq: row.seq }), toItem)
    },

    async counts() {
      return {
        queued: countOutbox(db, 'queued'),
        failed: countOutbox(db, 'failed'),
        unknown: countOutbox(db, 'unknown'),
      }
    },

    async get(id: OutboundId): Promise<OutboxMessage> {
      const item = readItem(db, id)
      const row = findOutbound(db, id)
      if (!row) throw notFound('outbound')
      const attachments = listAttachments(db, id).map(({ name, mime }) => ({ name, mime }))
      return { ...item, body: row.body, template: row.template, attachments }
    },

    /** Once more, from the beginning: the person knows that it may arrive twice. */
    async retry(by: StaffId, given: { id: OutboundId; version: number }): Promise<OutboxItem> {
      return decide(by, given, 'retried', (tx, row) => queueAgain(tx, by, row, { clock, queue, settling }))
    },

    /** The person has seen it arrive. */
    async markSent(by: StaffId, given: { id: OutboundId; version: number }): Promise<OutboxItem> {
      return decide(by, given, 'marked_sent', (tx, row) => noteSent(tx, by, row, { clock, settling }))
    },

    async cancel(by: StaffId, given: { id: OutboundId; version: number }): Promise<OutboxItem> {
      return decide(by, given, 'cancelled', (tx, row) => {
        queue.takeBack(tx, row.id)
        settling.change(tx, row, 'cancelled', { decidedBy: by })
      })
    },
  }
}
export type OutboxService = ReturnType<typeof createOutboxService>

/** For a database that was restored: what had not left when it was copied may have left since. A person decides. */
export function createOutboxGiveUp({ settling, queue }: { settling: Settling; queue: OutboxQueue }) {
  return function giveUpOutbox(tx: Db): void {
    for (const { id } of listUnfinished(tx)) {
      const row = findOutbound(tx, id)
      if (!row) continue
      queue.takeBack(tx, id)
      settling.change(tx, row, 'unknown', { problem: toOutboxProblem('restored', { sender: row.sender }) })
    }
  }
}

export { moveOutbox }

export function toItem({
  row,
  leadName,
  staffName,
}: {
  row: OutboxRow
  leadName: string | null
  staffName: string | null
}): OutboxItem {
  const { id, version, channel, leadId, staffId, address, subject, body, state, sender, problem, attempts } = row
  const { causeKind, sendAfter, expiresAt, createdAt, triedAt, sentAt, deliveredAt, segments } = row
  return {
    ...{ id, version, channel, leadId, staffId, address, subject, state, sender, problem, attempts },
    ...{ cause: causeKind, sendAfter, expiresAt, createdAt, triedAt, sentAt, deliveredAt, segments },
    name: leadName ?? staffName,
    preview: body.slice(0, 140),
    cost: row.costMicros === null || row.currency === null ? null : { micros: row.costMicros, currency: row.currency },
  }
}
