import { inArray } from 'drizzle-orm'
import type { DuplicatePair } from '#shared/contract/duplicates.ts'
import type { DuplicatePairId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { recordAudit } from '../audit/audit.ts'
import type { LeadReader } from '../leads/read-lead.ts'
import { countOpenPairs, listOpenPairs, listVisiblePairs, type PairRow } from './queries.ts'
import { duplicatePairs } from './schema.ts'

/** Beyond that a number says nothing more. */
const MOST_COUNTED = 1_000

/** Records that may be one person, for a person to say (row G17). Merging itself is the leads' own. */
export function createDuplicateService({
  db,
  clock,
  events,
  readLead,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  readLead: LeadReader
}) {
  function decide(viewer: Viewer, ids: readonly DuplicatePairId[], state: PairRow['state']): void {
    transact(db, tx => {
      const now = clock.now()
      const pairs = listVisiblePairs(tx, viewer, ids).filter(pair => pair.state !== state)
      if (pairs.length === 0) return
      const decision =
        state === 'open' ? { decidedBy: null, decidedAt: null } : { decidedBy: viewer.id, decidedAt: now }
      const changed = pairs.map(({ id }) => id)
      tx.update(duplicatePairs)
        .set({ state, ...decision })
        .where(inArray(duplicatePairs.id, changed))
        .run()
      for (const { oneId, otherId } of pairs) {
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: state === 'different' ? 'lead.told_apart' : 'lead.told_apart_undone',
          subjectKind: 'lead',
          subjectId: oneId,
          after: { otherId },
        })
      }
      afterCommit(tx, () => events.publish({ type: 'duplicates.changed' }))
    })
  }

  return {
    async list(viewer: Viewer, { cursor, limit }: { cursor: string | null; limit: number }) {
      const rows = listOpenPairs(db, viewer, decodePlace(cursor), limit + 1)
      return toPage(
        rows,
        limit,
        ({ seq, createdAt }) => ({ at: createdAt, seq }),
        ({ id, reason, oneId, otherId, createdAt }): DuplicatePair => ({
          id,
          reason,
          createdAt,
          one: readLead(oneId),
          other: readLead(otherId),
        }),
      )
    },

    async count(viewer: Viewer): Promise<number> {
      return countOpenPairs(db, viewer, MOST_COUNTED)
    },

    /** They are two people. Remembered for ever: nothing suggests or joins them again. */
    async markDifferent(viewer: Viewer, ids: readonly DuplicatePairId[]): Promise<void> {
      decide(viewer, ids, 'different')
    },

    /** Takes that back. */
    async reopen(viewer: Viewer, ids: readonly DuplicatePairId[]): Promise<void> {
      decide(viewer, ids, 'open')
    },
  }
}
export type DuplicateService = ReturnType<typeof createDuplicateService>
