import { eq, sql } from 'drizzle-orm'
import { type InteractionId, type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import { refreshSearchText } from './identities.ts'
import { recordInteraction } from './interactions.ts'
import { getLead, type LeadRow, touchContact, updateLead } from './lead-queries.ts'
import { findLastMerge, forgetOldMerges, type MergeRow } from './merge-queries.ts'
import { followMessages, type MergeRecord, parseRecord, restoreRows, writeRecord } from './merge-record.sql.ts'
import { leadMerges, leads } from './schema.ts'
import { findStage, findStartingStage } from './stage-moves.ts'

/** How long a merge can be undone. The page says it beside the button. */
export const UNDO_MERGE_FOR = 30 * 24 * 60 * 60_000

/** Gives the conversations of two people back after a merge was undone; handed in by app.ts. */
export type SplitConversations = (
  tx: Db,
  split: { keep: LeadId; absorb: LeadId; record: MergeRecord },
  now: number,
) => void

export function rememberMerge(
  tx: Db,
  { leadId, absorbedId, interactionId }: { leadId: LeadId; absorbedId: LeadId; interactionId: InteractionId },
  record: MergeRecord,
  now: number,
): void {
  forgetOldMerges(tx, now)
  // What was absorbed earlier by the one that is absorbed now.
  tx.insert(leadMerges)
    .values({
      id: newId(),
      leadId,
      absorbedId,
      interactionId,
      before: writeRecord(record),
      undoUntil: now + UNDO_MERGE_FOR,
      createdAt: now,
    })
    .run()
}

/** One person becomes two again: everything goes back, and what came since goes to whom it belongs by its address. */
export function undoMerge(
  tx: Db,
  {
    merge,
    staffId,
    clock,
    splitConversations,
  }: {
    merge: MergeRow
    staffId: StaffId
    clock: Clock
    splitConversations: SplitConversations
  },
): void {
  const now = clock.now()
  const { leadId: keep, absorbedId: absorb, before } = merge
  if (merge.undoneAt !== null) throw new DomainError('CANNOT_UNDO', { reason: 'undone' })
  if (before === null || merge.undoUntil <= now) throw new DomainError('CANNOT_UNDO', { reason: 'too-late' })
  if (findLastMerge(tx, keep)?.id !== merge.id) throw new DomainError('CANNOT_UNDO', { reason: 'not-the-last' })
  const record = parseRecord(before)
  const kept = getLead(tx, keep)
  restoreRows(tx, keep, { ...record, absorbed: withKnownPlaces(tx, record.absorbed) })
  splitConversations(tx, { keep, absorb, record }, now)
  followMessages(tx, keep, absorb)
  restoreKept(tx, keep, record)
  updateLead(tx, keep, { ownerId: getLead(tx, keep).ownerId }, now)
  updateLead(tx, absorb, { ownerId: getLead(tx, absorb).ownerId }, now)
  for (const [leadId, was] of [
    [keep, record.keptBefore],
    [absorb, record.absorbed],
  ] as const) {
    touchContact(tx, leadId, contactSince(tx, leadId, was, { seq: record.lastMessageSeq, at: merge.createdAt }))
    refreshSearchText(tx, leadId)
  }
  tx.update(leadMerges).set({ undoneAt: now, before: null }).where(eq(leadMerges.id, merge.id)).run()
  const absorbed = getLead(tx, absorb)
  const entry = { staffId, kind: 'merge_undone', at: now } as const
  recordInteraction(tx, { ...entry, leadId: keep, data: { name: absorbed.name, leadId: absorb } })
  recordInteraction(tx, { ...entry, leadId: absorb, data: { name: kept.name, leadId: keep } })
  recordAudit(tx, clock, {
    staffId,
    action: 'lead.merge_undone',
    subjectKind: 'lead',
    subjectId: keep,
    after: { restoredId: absorb },
  })
}

/** A stage may have been removed meanwhile. */
function withKnownPlaces(tx: Db, absorbed: MergeRecord['absorbed']): MergeRecord['absorbed'] {
  const stageId = absorbed['stage_id'] as LeadRow['stageId']
  return { ...absorbed, stage_id: findStage(tx, stageId) ? stageId : findStartingStage(tx) }
}

/** Worked out from the messages instead, or grown by itself. */
const NOT_RESTORED = new Set([
  ...['seq', 'id', 'version', 'created_at', 'updated_at', 'search_text', 'name_order'],
  ...['first_message_answered', 'first_inbound_at', 'first_answered_at'],
  ...['last_inbound_at', 'last_outbound_at', 'last_contacted_at'],
])

/** What somebody changed of the record since the merge stays changed. */
function restoreKept(tx: Db, keep: LeadId, { keptBefore, keptAfter }: MergeRecord): void {
  const current = tx.get<Record<string, unknown>>(sql`select * from leads where id = ${keep}`)
  for (const [column, before] of Object.entries(keptBefore)) {
    if (NOT_RESTORED.has(column) || !(column in current) || current[column] !== keptAfter[column]) continue
    if (column === 'stage_id' && !findStage(tx, before as LeadRow['stageId'])) continue
    tx.run(sql`update ${leads} set ${sql.identifier(column)} = ${before} where id = ${keep}`)
  }
}

interface Said {
  firstIn: number | null
  lastIn: number | null
  firstOut: number | null
  lastOut: number | null
}

/** When they last wrote and were written to: as it was, and what was said with them since. */
function contactSince(tx: Db, leadId: LeadId, was: MergeRecord['absorbed'], merged: { seq: number; at: number }) {
  const said = tx.get<Said>(sql`select
      min(sort_at) filter (where direction = 'in') as "firstIn", max(sort_at) filter (where direction = 'in') as "lastIn",
      min(sent_at) filter (where direction = 'out') as "firstOut", max(sent_at) filter (where direction = 'out') as "lastOut"
    from messages where lead_id = ${leadId} and seq > ${merged.seq}`)
  const called = tx.get<{ at: number | null }>(sql`select max(happened_at) as at from interactions
    where lead_id = ${leadId} and kind = 'call' and created_at >= ${merged.at} and data ->> 'outcome' = 'reached'`)
  const at = (column: string) => was[column] as number | null
  const firstInboundAt = at('first_inbound_at') ?? said.firstIn
  const isAnswered = Boolean(was['first_message_answered'])
  const answeredAt = firstInboundAt !== null && said.firstOut !== null ? said.firstOut : null
  return {
    firstInboundAt,
    firstMessageAnswered: isAnswered || answeredAt !== null,
    firstAnsweredAt: isAnswered ? at('first_answered_at') : answeredAt,
    lastInboundAt: latest(at('last_inbound_at'), said.lastIn),
    lastOutboundAt: latest(at('last_outbound_at'), said.lastOut),
    lastContactedAt: latest(at('last_contacted_at'), latest(said.lastOut, called.at)),
  }
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}
