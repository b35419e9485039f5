import { setImmediate as nextTurn } from 'node:timers/promises'
import { and, asc, eq, inArray, isNull, lt, notExists, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { RetentionProposal } from '#shared/contract/privacy.ts'
import { type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { defineJob } from '../../jobs/define-job.ts'
import type { Clock } from '../../ports/clock.ts'
import { recordAudit } from '../audit/audit.ts'
import { leads } from '../leads/schema.ts'
import type { LeadService } from '../leads/service.ts'
import { sales } from '../sales/schema.ts'
import type { SettingsService } from '../settings/service.ts'
import { stages } from '../stages/schema.ts'
import { retentionProposals } from './schema.ts'

const MONTH = 30 * 24 * 3_600_000
/** Deleting one person takes all their messages along: few at a time, so that everything else has its turn. */
const BATCH = { look: 200, delete: 5 }

/** Word for word what is untouched: nobody wrote, called, edited or moved it. */
const lastTouched = sql<number>`max(${leads.createdAt}, ${leads.updatedAt}, coalesce(${leads.stageSince}, 0),
  coalesce(${leads.lastInboundAt}, 0), coalesce(${leads.lastOutboundAt}, 0), coalesce(${leads.lastContactedAt}, 0),
  coalesce(${leads.lastCalledAt}, 0))`

/**
 * Given up and untouched for as many months as the office says, and nothing was ever sold to them. Every night they are proposed; a
 * person deletes or keeps them, or the office has it done by itself. Off until somebody turns it on.
 */
export function createRetention({
  db,
  clock,
  events,
  settings,
  leads: leadService,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  leads: Pick<LeadService, 'removeWithin'>
}) {
  const cutOff = () => clock.now() - settings.current().retentionMonths * MONTH

  function stillHolds(before: number) {
    return and(
      lt(lastTouched, before),
      notExists(db.select({ one: sql`1` }).from(sales).where(eq(sales.leadId, leads.id))),
    )
  }

  function rejectedStages(tx: Db) {
    return tx.select({ id: stages.id }).from(stages).where(eq(stages.outcome, 'rejected')).all()
  }

  function deleteOne(tx: Db, leadId: LeadId, by: StaffId | null): void {
    leadService.removeWithin(tx, leadId, { by, action: 'lead.expired' })
  }

  /** Those of one stage that are to be proposed, piece by piece in the order of its index. */
  function proposeSome(
    stageId: (typeof leads.$inferSelect)['stageId'],
    before: number,
    after: { at: number; seq: number },
  ) {
    return transact(db, tx => {
      const found = tx
        .select({ id: leads.id, seq: leads.seq, createdAt: leads.createdAt, touchedAt: lastTouched })
        .from(leads)
        .where(
          and(
            eq(leads.stageId, stageId),
            lt(leads.createdAt, before),
            sql`(${leads.createdAt}, ${leads.seq}) > (${after.at}, ${after.seq})`,
          ),
        )
        .orderBy(asc(leads.createdAt), asc(leads.seq))
        .limit(settings.current().deletesByItself ? BATCH.delete : BATCH.look)
        .all()
      const due = tx
        .select({ id: leads.id, touchedAt: lastTouched })
        .from(leads)
        .where(
          and(
            inArray(
              leads.id,
              found.map(({ id }) => id),
            ),
            stillHolds(before),
          ),
        )
        .all()
      for (const { id, touchedAt } of due) {
        if (settings.current().deletesByItself) deleteOne(tx, id, null)
        else propose(tx, id, touchedAt)
      }
      const last = found.at(-1)
      return { next: last && { at: last.createdAt, seq: last.seq }, due: due.length }
    })
  }

  function propose(tx: Db, leadId: LeadId, untouchedSince: number): void {
    const now = clock.now()
    const known = tx.select().from(retentionProposals).where(eq(retentionProposals.leadId, leadId)).get()
    if (known && known.keptUntil !== null && known.keptUntil > now) return
    if (known) {
      tx.update(retentionProposals)
        .set({
          untouchedSince,
          keptUntil: null,
          keptBy: null,
          ...(known.keptUntil === null ? {} : { proposedAt: now }),
        })
        .where(eq(retentionProposals.leadId, leadId))
        .run()
      return
    }
    tx.insert(retentionProposals).values({ id: newId(), leadId, untouchedSince, proposedAt: now }).run()
  }

  return {
    definitions: [
      defineJob({
        name: 'privacy.retention',
        data: z.object({}),
        dailyAt: '04:40',
        timeoutMs: 30 * 60_000,
        async run(_, { signal }) {
          if (settings.current().retentionMonths === 0) return
          const before = cutOff()
          for (const { id } of rejectedStages(db)) {
            let place: { at: number; seq: number } | undefined = { at: Number.MIN_SAFE_INTEGER, seq: 0 }
            while (place !== undefined) {
              place = proposeSome(id, before, place).next
              await nextTurn()
              signal.throwIfAborted()
            }
          }
          events.publish({ type: 'retention.changed' })
        },
      }),
    ],

    service: {
      /** Those for whom the rule still holds: whoever was written to since is no proposal any more. */
      async list({ cursor, limit }: { cursor: string | null; limit: number }) {
        if (settings.current().retentionMonths === 0) return { items: [], nextCursor: null }
        const after = decodePlace(cursor)
        const rows = db
          .select({
            seq: retentionProposals.seq,
            leadId: leads.id,
            name: leads.name,
            rejectionReason: leads.rejectionReason,
            untouchedSince: retentionProposals.untouchedSince,
            proposedAt: retentionProposals.proposedAt,
          })
          .from(retentionProposals)
          .innerJoin(leads, eq(leads.id, retentionProposals.leadId))
          .innerJoin(stages, eq(stages.id, leads.stageId))
          .where(
            and(
              isNull(retentionProposals.keptUntil),
              eq(stages.outcome, 'rejected'),
              stillHolds(cutOff()),
              after
                ? sql`(${retentionProposals.proposedAt}, ${retentionProposals.seq}) > (${after.at}, ${after.seq})`
                : undefined,
            ),
          )
          .orderBy(asc(retentionProposals.proposedAt), asc(retentionProposals.seq))
          .limit(limit + 1)
          .all()
        return toPage(
          rows,
          limit,
          ({ proposedAt, seq }) => ({ at: proposedAt, seq }),
          ({ seq: _, ...proposal }): RetentionProposal => proposal,
        )
      },

      async confirm(by: StaffId, leadIds: readonly LeadId[]): Promise<{ deleted: number }> {
        const due = transact(db, tx =>
          tx
            .select({ leadId: leads.id })
            .from(retentionProposals)
            .innerJoin(leads, eq(leads.id, retentionProposals.leadId))
            .innerJoin(stages, eq(stages.id, leads.stageId))
            .where(
              and(
                inArray(retentionProposals.leadId, [...leadIds]),
                isNull(retentionProposals.keptUntil),
                eq(stages.outcome, 'rejected'),
                stillHolds(cutOff()),
              ),
            )
            .all(),
        )
        // One person after the other, so that everything else has its turn.
        for (const { leadId } of due) {
          transact(db, tx => deleteOne(tx, leadId, by))
          await nextTurn()
        }
        events.publish({ type: 'retention.changed' })
        return { deleted: due.length }
      },

      async keep(by: StaffId, leadIds: readonly LeadId[]): Promise<void> {
        transact(db, tx => {
          const keptUntil = clock.now() + Math.max(settings.current().retentionMonths, 1) * MONTH
          const kept = tx
            .update(retentionProposals)
            .set({ keptUntil, keptBy: by })
            .where(and(inArray(retentionProposals.leadId, [...leadIds]), isNull(retentionProposals.keptUntil)))
            .returning({ leadId: retentionProposals.leadId })
            .all()
          for (const { leadId } of kept) {
            recordAudit(tx, clock, { staffId: by, action: 'lead.kept', subjectKind: 'lead', subjectId: leadId })
          }
          afterCommit(tx, () => events.publish({ type: 'retention.changed' }))
        })
      },
    },
  }
}
