import { sql } from 'drizzle-orm'
import type { StageCount } from '#shared/contract/lead-board.ts'
import type { LeadFilter } from '#shared/contract/lead-filter.ts'
import type { StaffId, StageId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { maySeeLeadsOf } from '../leads/visibility.ts'

interface Kept {
  readonly ownerId: StaffId | ''
  readonly stageId: StageId
  readonly leads: number
}

/** As many rows as the office has people times stages, kept by the database itself (`db/lead-counts.ts`). */
const keptCounts = prepareOnce(db =>
  db
    .select({
      ownerId: sql<Kept['ownerId']>`owner_id`,
      stageId: sql<StageId>`stage_id`,
      leads: sql<number>`leads`,
    })
    .from(sql`lead_counts`)
    .prepare(),
)

/** The pipeline as columns: what stands in them is a list like any other, how many there are is counted here. */
export function createLeadBoardService({ db }: { db: Db }) {
  return {
    async counts(viewer: Viewer, owners: LeadFilter['owners']): Promise<StageCount[]> {
      const wanted = new Set(owners.map(owner => (owner === 'me' ? viewer.id : owner === 'nobody' ? '' : owner)))
      const byStage = new Map<StageId, number>()
      for (const { ownerId, stageId, leads } of keptCounts(db).all()) {
        const isWanted = wanted.size === 0 || wanted.has(ownerId)
        if (!isWanted || !maySeeLeadsOf(viewer, ownerId === '' ? null : ownerId)) continue
        byStage.set(stageId, (byStage.get(stageId) ?? 0) + leads)
      }
      return [...byStage].flatMap(([stageId, leads]) => (leads > 0 ? [{ stageId, leads }] : []))
    },
  }
}
export type LeadBoardService = ReturnType<typeof createLeadBoardService>
