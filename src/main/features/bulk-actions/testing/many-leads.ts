import { type LeadId, newId, type StaffId, type StageId } from '#shared/domain/ids.ts'
import type { Db } from '../../../db/database.ts'
import { leads } from '../../leads/schema.ts'

/** So many people of whom nothing is known but their names; the first one is the oldest. */
export function insertLeads(
  db: Db,
  { count, owner, stageId, now }: { count: number; owner: StaffId | null; stageId: StageId; now: number },
): LeadId[] {
  return Array.from({ length: count }, (_, index) => {
    const id = newId<LeadId>()
    const row = { id, name: `Kişi ${index}`, nameOrigin: 'person', stageId, ownerId: owner, source: 'manual' } as const
    db.insert(leads)
      .values({ ...row, createdAt: now, updatedAt: now })
      .run()
    return id
  })
}
