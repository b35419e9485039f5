import { eq, or } from 'drizzle-orm'
import { type DuplicatePairId, type LeadId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { findPair, listPairsOf, type PairRow } from './queries.ts'
import { duplicatePairs } from './schema.ts'

/** What other features tell of pairs, inside their own transactions. */
export function createDuplicatePairs({ clock }: { clock: Clock }) {
  function save(
    tx: Db,
    one: LeadId,
    other: LeadId,
    pair: Pick<PairRow, 'reason' | 'state' | 'decidedBy' | 'decidedAt'>,
  ) {
    const row = { id: newId<DuplicatePairId>(), ...inOrder(one, other), ...pair, createdAt: clock.now() }
    return tx.insert(duplicatePairs).values(row).onConflictDoNothing().run().changes > 0
  }

  return {
    /** Says whether it is news. What a person has decided, or has still to decide, is not asked again. */
    suggest(tx: Db, leadId: LeadId, otherId: LeadId, reason: PairRow['reason']): boolean {
      return save(tx, leadId, otherId, { reason, state: 'open', decidedBy: null, decidedAt: null })
    },

    /** Whoever may be, or is not, the record that goes, may be or is not the one that stays. */
    merged(tx: Db, keep: LeadId, absorb: LeadId): void {
      for (const pair of listPairsOf(tx, absorb)) {
        const third = pair.oneId === absorb ? pair.otherId : pair.oneId
        if (third === keep) tx.delete(duplicatePairs).where(eq(duplicatePairs.id, pair.id)).run()
        else if (!save(tx, keep, third, pair) && pair.state === 'different') {
          const known = findPair(tx, inOrder(keep, third))
          const { state, decidedBy, decidedAt } = pair
          if (known)
            tx.update(duplicatePairs).set({ state, decidedBy, decidedAt }).where(eq(duplicatePairs.id, known.id)).run()
        }
      }
    },

    /** The lead is deleted for good. */
    forget(tx: Db, leadId: LeadId): void {
      tx.delete(duplicatePairs)
        .where(or(eq(duplicatePairs.oneId, leadId), eq(duplicatePairs.otherId, leadId)))
        .run()
    },
  }
}
export type DuplicatePairs = ReturnType<typeof createDuplicatePairs>

function inOrder(one: LeadId, other: LeadId): { oneId: LeadId; otherId: LeadId } {
  return one < other ? { oneId: one, otherId: other } : { oneId: other, otherId: one }
}
